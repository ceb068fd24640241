package dev.carillon.audit.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * The fires of a cron expression, found by walking through the days of the zone's calendar. On a day without a change of
 * the clocks nearby a local time is an instant by one subtraction; near a change each hour is asked whether it is a plain one, and if not, each local time
 * for what it means.
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
                Offsets around = offsetsAround(day);
                long dayStart = day * DAY;
                if (around.least() == around.greatest()) {
                    addDay(dayStart - around.least(), from, to, found);
                } else {
                    askEach(date, around, from, to, found);
                }
            }
        }
        return found.sorted();
    }

    /** Seconds east of Greenwich. */
    private record Offsets(int least, int greatest) {}

    /** Of all instants within two days of the day. */
    private Offsets offsetsAround(long day) {
        Instant at = Instant.ofEpochSecond((day - REACH_DAYS) * DAY);
        long end = (day + 1 + REACH_DAYS) * DAY;
        int least = zone.getOffset(at).getTotalSeconds();
        int greatest = least;
        ZoneOffsetTransition next = zone.isFixedOffset() ? null : zone.nextTransition(at);
        while (next != null && next.toEpochSecond() <= end) {
            int after = next.getOffsetAfter().getTotalSeconds();
            least = Math.min(least, after);
            greatest = Math.max(greatest, after);
            next = zone.nextTransition(next.getInstant());
        }
        return new Offsets(least, greatest);
    }

    private void addDay(long dayStart, long from, long to, Longs found) {
        for (int hour : rule.hours()) {
            addHour(dayStart + hour * HOUR, from, to, found);
        }
    }

    private void addHour(long hourStart, long from, long to, Longs found) {
        if ((hourStart + HOUR) * 1000 <= from || hourStart * 1000 >= to) {
            return;
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

    private void askEach(LocalDate date, Offsets around, long from, long to, Longs found) {
        for (int hour : rule.hours()) {
            // Whatever a local time means, its instants lie between those of the two offsets.
            long hourStart = date.toEpochDay() * DAY + hour * HOUR;
            boolean reaches =
                    (hourStart + HOUR - around.least()) * 1000 >= from && (hourStart - around.greatest()) * 1000 < to;
            LocalDateTime start = date.atTime(hour, 0);
            List<ZoneOffset> offsets = zone.getValidOffsets(start);
            if (reaches && offsets.size() == 1 && offsets.equals(zone.getValidOffsets(start.plusSeconds(HOUR - 1)))) {
                addHour(hourStart - offsets.getFirst().getTotalSeconds(), from, to, found);
            } else if (reaches) {
                askEach(start, from, to, found);
            }
        }
    }

    private void askEach(LocalDateTime hour, long from, long to, Longs found) {
        for (int minute : rule.minutes()) {
            for (int second : rule.seconds()) {
                LocalDateTime local = hour.withMinute(minute).withSecond(second);
                for (Instant instant : dst.instants(local, zone)) {
                    long fire = instant.toEpochMilli();
                    if (fire >= from && fire < to) {
                        found.add(fire);
                    }
                }
            }
        }
    }
}
