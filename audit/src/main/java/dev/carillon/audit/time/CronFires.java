package dev.carillon.audit.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * The fires of a cron expression, found by walking through the days of the zone's calendar. On a day without a change of
 * the clocks nearby a local time is an instant by one subtraction; near a change each local time is asked for what it
 * means.
 */
final class CronFires {

    /** More than a local time can lie from its instant, and than any change of the clocks moves a fire. */
    private static final long REACH_DAYS = 2;

    private static final long DAY = 86_400;
    private static final long HOUR = 3_600;

    private final CronRule rule;
    private final ZoneRules zone;
    private final Dst dst;

    CronFires(CronRule rule, ZoneId zone, Dst dst) {
        this.rule = rule;
        this.zone = zone.getRules();
        this.dst = dst;
    }

    /** Epoch milliseconds of the fires at or after {@code from} and before {@code to}, in order. */
    long[] between(long from, long to) {
        Longs found = new Longs();
        long first = Math.floorDiv(from, DAY * 1000) - REACH_DAYS;
        long last = Math.floorDiv(to, DAY * 1000) + REACH_DAYS;
        for (long day = first; day <= last; day++) {
            LocalDate date = LocalDate.ofEpochDay(day);
            if (rule.selects(date)) {
                ZoneOffset only = onlyOffset(day);
                if (only == null) {
                    askEach(date, from, to, found);
                } else {
                    addDay(day * DAY - only.getTotalSeconds(), from, to, found);
                }
            }
        }
        return found.sorted();
    }

    /** The offset of the whole day, or null when the clocks are changed within two days of it. */
    private @Nullable ZoneOffset onlyOffset(long day) {
        Instant before = Instant.ofEpochSecond((day - REACH_DAYS) * DAY);
        ZoneOffsetTransition next = zone.isFixedOffset() ? null : zone.nextTransition(before);
        boolean quiet = next == null || next.toEpochSecond() > (day + 1 + REACH_DAYS) * DAY;
        return quiet ? zone.getOffset(before) : null;
    }

    private void addDay(long dayStart, long from, long to, Longs found) {
        for (int hour : rule.hours()) {
            long hourStart = dayStart + hour * HOUR;
            if ((hourStart + HOUR) * 1000 <= from || hourStart * 1000 >= to) {
                continue;
            }
            for (int minute : rule.minutes()) {
                for (int second : rule.seconds()) {
                    long fire = (hourStart + minute * 60L + second) * 1000;
                    if (fire >= from && fire < to) {
                        found.add(fire);
                    }
                }
            }
        }
    }

    private void askEach(LocalDate date, long from, long to, Longs found) {
        for (int hour : rule.hours()) {
            for (int minute : rule.minutes()) {
                LocalDateTime local = date.atTime(hour, minute);
                for (int second : rule.seconds()) {
                    for (Instant instant : dst.instants(local.withSecond(second), zone)) {
                        long fire = instant.toEpochMilli();
                        if (fire >= from && fire < to) {
                            found.add(fire);
                        }
                    }
                }
            }
        }
    }
}
