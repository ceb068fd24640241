package dev.carillon.gateway.vendor.huawei.workspace;

import dev.carillon.core.time.Bounds;
import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.OnDemand;
import dev.carillon.core.time.OneTime;
import dev.carillon.core.time.Schedule;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.vendor.Field;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a task is due, from the fields of its schedule. Which of them count depends on scheduled_type; the others are checked
 * and kept.
 *
 * <pre>
 * FIXED_TIME  scheduled_date scheduled_time                  once
 * DAY         day_interval   scheduled_time                  counted from the day of creation, in the zone; also every day
 * WEEK        week_list      scheduled_time                  cron, 1 = Sunday
 * MONTH       date_list      month_list      scheduled_time  cron, L = last day
 * </pre>
 *
 * @param cron as task_cron is answered. For an interval of days it is the nearest that cron can say: it would begin anew with
 *     each month
 */
record Timing(Schedule schedule, Bounds bounds, String cron) {

    private static final int DAYS_OF_WEEK = 7;
    private static final int MONTHS = 12;
    private static final int DAYS_OF_MONTH = 31;
    private static final String LAST_DAY = "L";

    /**
     * @param fields with {@link StoredFields#COUNTED_FROM}
     * @throws ApiException naming the field that is wrong or missing
     */
    static Timing of(StoredFields fields, Times times) {
        try {
            ZoneId zone = times.zone(fields);
            Bounds bounds = new Bounds(null, Times.expiry(fields, zone).orElse(null));
            LocalTime time = Times.time(fields);
            String weeks = list(fields, Fields.WEEK_LIST, DAYS_OF_WEEK, false);
            String months = list(fields, Fields.MONTH_LIST, MONTHS, false);
            String dates = list(fields, Fields.DATE_LIST, DAYS_OF_MONTH, true);
            if (!fields.text(Fields.SCHEDULED_DATE).isEmpty()) {
                Times.date(fields);
            }
            String clock = time.getSecond() + " " + time.getMinute() + " " + time.getHour() + " ";
            return switch (fields.text(Fields.SCHEDULED_TYPE)) {
                case "FIXED_TIME" -> once(Times.date(fields), time, zone, bounds, clock);
                case "DAY" -> days(fields, time, zone, bounds, clock);
                case "WEEK" -> {
                    Times.need(fields, Fields.WEEK_LIST);
                    yield cron(clock + "? * " + weeks, zone, bounds);
                }
                case "MONTH" -> {
                    Times.need(fields, Fields.DATE_LIST);
                    yield cron(clock + dates + " " + (months.isEmpty() ? "*" : months) + " ?", zone, bounds);
                }
                default -> throw Times.wrong(Fields.SCHEDULED_TYPE, "is missing");
            };
        } catch (IllegalArgumentException e) {
            // Beyond what a schedule can hold, such as the year 3000.
            throw Times.wrong(Fields.SCHEDULED_TYPE, String.valueOf(e.getMessage()));
        }
    }

    /** @throws ApiException when nothing can be due after now, whatever the expiry */
    void requireFuture(Instant now, ZoneId zone) {
        if (schedule.nextAfter(now).isPresent()) {
            return;
        }
        throw schedule instanceof OneTime(Instant at)
                ? Times.wrong(
                        Fields.SCHEDULED_DATE,
                        "with scheduled_time must lie in the future, " + Times.local(at, zone) + " (" + zone
                                + ") is past")
                : Times.wrong(Fields.DATE_LIST, "none of these days is in any of the months of month_list");
    }

    /**
     * What the scheduler is given: no schedule at all when the expiry leaves no fire, because it refuses one that can never
     * fire, while the vendor's own example is a task that expired years before.
     */
    Schedule owedAfter(Instant now) {
        return bounds.nextAfter(schedule, now).isPresent() ? schedule : new OnDemand();
    }

    private static Timing once(LocalDate date, LocalTime time, ZoneId zone, Bounds bounds, String clock) {
        String cron = clock + date.getDayOfMonth() + " " + date.getMonthValue() + " ? " + date.getYear();
        return new Timing(new OneTime(date.atTime(time).atZone(zone).toInstant()), bounds, cron);
    }

    private static Timing days(StoredFields fields, LocalTime time, ZoneId zone, Bounds bounds, String clock) {
        String text = fields.text(Fields.DAY_INTERVAL);
        int every = text.isEmpty() ? 1 : Integer.parseInt(text);
        LocalDateTime first =
                LocalDate.parse(fields.text(StoredFields.COUNTED_FROM)).atTime(time);
        if (zone.getRules().getValidOffsets(first).isEmpty()) {
            // The clocks skip this time on that very day, and the interval would keep the time they show instead.
            first = first.minusDays(every);
        }
        Schedule schedule = new CalendarInterval(
                CalendarInterval.Unit.DAY, every, first.atZone(zone).toInstant(), zone);
        return new Timing(schedule, bounds, clock + (every == 1 ? "*" : "1/" + every) + " * ?");
    }

    private static Timing cron(String text, ZoneId zone, Bounds bounds) {
        return new Timing(new CronSchedule(CronExpression.parse(text), zone), bounds, text);
    }

    /** Checked whichever kind of schedule it is, so that nothing wrong is ever given back. */
    private static String list(StoredFields fields, Field field, int max, boolean last) {
        String text = fields.text(field);
        List<String> values = new ArrayList<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            values.add(entry(part.strip(), max, last)
                    .orElseThrow(() -> Times.wrong(
                            field,
                            "must be numbers from 1 to " + max + (last ? " or L" : "") + ", separated by commas, was '"
                                    + text + "'")));
        }
        return String.join(",", values);
    }

    private static Optional<String> entry(String part, int max, boolean last) {
        if (last && part.equalsIgnoreCase(LAST_DAY)) {
            return Optional.of(LAST_DAY);
        }
        boolean number = part.matches("[0-9]{1,2}");
        int value = number ? Integer.parseInt(part) : 0;
        return value >= 1 && value <= max ? Optional.of(Integer.toString(value)) : Optional.empty();
    }
}
