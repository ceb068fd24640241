package dev.carillon.gateway.vendor.huawei.roma;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.time.Bounds;
import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.Schedule;
import dev.carillon.core.time.Zones;
import dev.carillon.gateway.json.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The schedule of a task, as the API has it. It is kept with the job in the words in which it was sent; those that count
 * became the job's schedule and bounds.
 *
 * @param start nothing fires before; with an interval always there
 * @param period MIN, HOUR, DAY, WEEK or MON; perhaps empty with cron
 * @param interval how many periods; perhaps absent with cron
 * @param usesCron whether cron counts, or period and interval
 * @param cronTimezone empty for the gateway's vendor zone
 * @param createdBy the command that created it, by which a repetition of that command is known
 */
record Dispatch(
        Optional<Instant> start,
        String period,
        Optional<Long> interval,
        String remark,
        boolean usesCron,
        String cron,
        String cronTimezone,
        Instant createdAt,
        Instant modifiedAt,
        String createdBy) {

    private static final String PREFIX = "dispatch.";
    private static final String CREATED_DATE = PREFIX + "created_date";
    private static final String LAST_MODIFIED_DATE = PREFIX + "last_modified_date";
    private static final String CREATED_BY = PREFIX + "command";

    /** The schedule of the task, if it has one. */
    static Optional<Dispatch> of(JobDefinition job) {
        StoredFields stored = StoredFields.of(job);
        return stored.number(CREATED_DATE)
                .map(created -> new Dispatch(
                        stored.number(key(RomaFields.START_DATETIME.name())).map(Instant::ofEpochMilli),
                        stored.text(key(RomaFields.PERIOD.name())),
                        stored.number(key(RomaFields.DISPATCH_INTERVAL.name())),
                        stored.text(key(RomaFields.REMARK.name())),
                        Boolean.parseBoolean(stored.text(key(RomaFields.USE_QUARTZ_CRON.name()))),
                        stored.text(key(RomaFields.CRON.name())),
                        stored.text(key(RomaFields.CRON_TIMEZONE.name())),
                        Instant.ofEpochMilli(created),
                        Instant.ofEpochMilli(stored.number(LAST_MODIFIED_DATE).orElse(created)),
                        stored.text(CREATED_BY)));
    }

    /** The job with this schedule in place of the one it has. */
    JobDefinition.Builder into(JobDefinition job, ZoneId vendorZone) {
        StoredFields stored = StoredFields.of(job)
                .put(
                        key(RomaFields.START_DATETIME.name()),
                        start.map(Dispatch::millis).orElse(""))
                .put(key(RomaFields.PERIOD.name()), period)
                .put(
                        key(RomaFields.DISPATCH_INTERVAL.name()),
                        interval.map(String::valueOf).orElse(""))
                .put(key(RomaFields.REMARK.name()), remark)
                .put(key(RomaFields.USE_QUARTZ_CRON.name()), String.valueOf(usesCron))
                .put(key(RomaFields.CRON.name()), cron)
                .put(key(RomaFields.CRON_TIMEZONE.name()), cronTimezone)
                .put(CREATED_DATE, millis(createdAt))
                .put(LAST_MODIFIED_DATE, millis(modifiedAt))
                .put(CREATED_BY, createdBy);
        return job.toBuilder().schedule(schedule(vendorZone)).bounds(bounds()).vendorFields(stored.toMap());
    }

    /** @throws IllegalArgumentException when cron or its zone is not understood */
    Schedule schedule(ZoneId vendorZone) {
        if (usesCron) {
            ZoneId zone = cronTimezone.isBlank() ? vendorZone : Zones.parse(cronTimezone);
            return new CronSchedule(CronExpression.parse(cron), zone);
        }
        Instant from = start.orElseThrow();
        int every = Math.toIntExact(interval.orElseThrow());
        return switch (period) {
            case "MIN" -> new FixedRate(Duration.ofMinutes(every), from);
            case "HOUR" -> new FixedRate(Duration.ofHours(every), from);
            case "DAY" -> new CalendarInterval(CalendarInterval.Unit.DAY, every, from, vendorZone);
            case "WEEK" -> new CalendarInterval(CalendarInterval.Unit.WEEK, every, from, vendorZone);
            case "MON" -> new CalendarInterval(CalendarInterval.Unit.MONTH, every, from, vendorZone);
            default -> throw new IllegalStateException("not a period: " + period);
        };
    }

    /** Of a cron schedule; an interval begins with its start by itself. */
    Bounds bounds() {
        return usesCron && start.isPresent() ? new Bounds(start.get(), null) : Bounds.NONE;
    }

    /** As all operations on schedules answer; what was not given is left out. */
    ObjectNode toJson(JobDefinition job) {
        ObjectNode json = StrictJson.object()
                .put("dispatch_id", RomaId.DISPATCH.of(job.id()))
                .put("task_id", RomaId.TASK.of(job.id()));
        start.ifPresent(at -> json.put("start_datetime", at.toEpochMilli()));
        put(json, "period", period);
        interval.ifPresent(every -> json.put("dispatch_interval", every));
        json.put("created_date", createdAt.toEpochMilli()).put("last_modified_date", modifiedAt.toEpochMilli());
        put(json, "remark", remark);
        json.put("use_quartz_cron", usesCron);
        put(json, "cron", cron);
        put(json, "cron_timezone", cronTimezone);
        return json;
    }

    private static void put(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }

    private static String key(String field) {
        return PREFIX + field;
    }

    private static String millis(Instant at) {
        return Long.toString(at.toEpochMilli());
    }
}
