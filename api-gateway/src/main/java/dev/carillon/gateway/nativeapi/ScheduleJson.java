package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.CronDialect;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.DstPolicy;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.OnDemand;
import dev.carillon.core.time.OneTime;
import dev.carillon.core.time.Schedule;
import dev.carillon.core.time.Zones;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** Schedules: an object with one field, which names the kind; no schedule: on demand. */
final class ScheduleJson {

    private final ZoneId defaultZone;

    /** @param defaultZone of cron expressions that name none */
    ScheduleJson(ZoneId defaultZone) {
        this.defaultZone = defaultZone;
    }

    Schedule read(Optional<FieldReader> schedule) {
        return schedule.map(this::read).orElseGet(OnDemand::new);
    }

    private Schedule read(FieldReader json) {
        String kind = json.exactlyOne("cron", "fixedRate", "calendarInterval", "fixedDelay", "oneTime");
        json.done();
        FieldReader fields = json.object(kind).orElseThrow();
        Schedule schedule = switch (kind) {
            case "cron" -> cron(fields);
            case "fixedRate" -> fixedRate(fields);
            case "calendarInterval" -> calendarInterval(fields);
            case "fixedDelay" -> {
                Duration delay = fields.millis("delayMs");
                yield fields.checked("delayMs", () -> new FixedDelay(delay));
            }
            case "oneTime" -> {
                Instant at =
                        fields.instant("at").orElseThrow(() -> FieldReader.invalid(fields.pathOf("at"), "is missing"));
                yield fields.checked("at", () -> new OneTime(at));
            }
            default -> throw new IllegalStateException("not a kind of schedule: " + kind);
        };
        fields.done();
        return schedule;
    }

    private Schedule cron(FieldReader fields) {
        CronDialect dialect = fields.optionalText("dialect")
                .map(name -> PolicyJson.oneOf(fields.pathOf("dialect"), name, CronDialect.class))
                .orElse(CronDialect.QUARTZ);
        String text = fields.text("expression");
        CronExpression expression = fields.checked("expression", () -> CronExpression.parse(dialect, text));
        return new CronSchedule(expression, zone(fields), DstJson.read(fields.object("dst")));
    }

    /** The field "zone"; without it the default. */
    ZoneId zone(FieldReader fields) {
        return fields.optionalText("zone")
                .map(name -> fields.checked("zone", () -> Zones.parse(name)))
                .orElse(defaultZone);
    }

    /** Without start it counts from the instant at which the scheduler accepts the job, as a fixed rate does. */
    private Schedule calendarInterval(FieldReader fields) {
        String unitName = fields.text("unit");
        CalendarInterval.Unit unit = PolicyJson.oneOf(fields.pathOf("unit"), unitName, CalendarInterval.Unit.class);
        int every = fields.integer("every", 1);
        Instant start = fields.instant("start").orElse(Instant.EPOCH);
        ZoneId zone = zone(fields);
        DstPolicy dst = DstJson.read(fields.object("dst"));
        Instant checkedStart = fields.checked("start", () -> new OneTime(start)).at();
        return fields.checked("every", () -> new CalendarInterval(unit, every, checkedStart, zone, dst));
    }

    /** Without anchor it counts from the instant at which the scheduler accepts the job; the epoch says so on the wire. */
    private static Schedule fixedRate(FieldReader fields) {
        Duration period = fields.millis("periodMs");
        Instant anchor = fields.instant("anchor").orElse(Instant.EPOCH);
        Instant checkedAnchor =
                fields.checked("anchor", () -> new OneTime(anchor)).at();
        return fields.checked("periodMs", () -> new FixedRate(period, checkedAnchor));
    }

    /** Writes the field "schedule" unless the job runs on demand only. */
    static void write(ObjectNode job, Schedule schedule) {
        switch (schedule) {
            case CronSchedule cron -> write(job.putObject("schedule").putObject("cron"), cron);
            case FixedRate rate ->
                job.putObject("schedule")
                        .putObject("fixedRate")
                        .put("periodMs", rate.period().toMillis())
                        .put("anchor", rate.anchor().toString());
            case CalendarInterval interval -> write(job.putObject("schedule").putObject("calendarInterval"), interval);
            case FixedDelay delay ->
                job.putObject("schedule")
                        .putObject("fixedDelay")
                        .put("delayMs", delay.delay().toMillis());
            case OneTime once ->
                job.putObject("schedule")
                        .putObject("oneTime")
                        .put("at", once.at().toString());
            case OnDemand demand -> {}
        }
    }

    private static void write(ObjectNode json, CronSchedule cron) {
        json.put("expression", cron.expression().toString())
                .put("dialect", cron.expression().dialect().name())
                .put("zone", cron.zone().getId());
        DstJson.write(json, cron.dst());
    }

    private static void write(ObjectNode json, CalendarInterval interval) {
        json.put("unit", interval.unit().name())
                .put("every", interval.every())
                .put("start", interval.start().toString())
                .put("zone", interval.zone().getId());
        if (!interval.hasDefaultDst()) {
            DstJson.write(json, interval.dst());
        }
    }
}
