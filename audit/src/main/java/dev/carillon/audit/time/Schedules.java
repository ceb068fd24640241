package dev.carillon.audit.time;

import dev.carillon.proto.v1.CalendarIntervalSchedule;
import dev.carillon.proto.v1.CronSchedule;
import dev.carillon.proto.v1.DstPolicy;
import dev.carillon.proto.v1.FixedRateSchedule;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.Schedule;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the schedules of definitions. Jobs with the same cron expression share its fires: they are found once per day
 * (UTC) and kept, up to {@link #KEPT_MAX}. Used by one thread.
 */
public final class Schedules {

    /** Fires of cron expressions that are kept, at eight bytes each. */
    private static final long KEPT_MAX = 4_000_000;

    private static final long DAY_MS = 86_400_000;
    private static final long END = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();
    private static final Pattern SHORT_HOUR = Pattern.compile("((?:GMT|UTC|UT)?[+-])(\\d:\\d\\d)");

    private record Cron(CronDialect dialect, String expression, String zone, Dst dst) {}

    private record Day(CronFires fires, long number) {}

    private final Map<Cron, CronFires> crons = new HashMap<>();
    private final LinkedHashMap<Day, long[]> days = new LinkedHashMap<>(16, 0.75f, true);
    private long kept;

    /**
     * What the definition's schedule owes within its bounds, enabled or not; nothing for a fixed delay, whose fires
     * follow from the ends of runs.
     *
     * @throws RuntimeException when it cannot be read
     */
    public Owing of(JobDefinition definition) {
        Owing schedule = of(definition.getSchedule(), definition.getCreatedAtMs());
        long lower = definition.getFromMs();
        long upper = definition.getUntilMs() == 0 ? Long.MAX_VALUE : definition.getUntilMs();
        return (from, to) -> {
            long first = Math.max(from, lower);
            long end = Math.min(to, upper);
            return first < end ? schedule.between(first, end) : new long[0];
        };
    }

    private Owing of(Schedule schedule, long createdAt) {
        return switch (schedule.getKindCase()) {
            case CRON -> cron(schedule.getCron());
            case FIXED_RATE -> fixedRate(schedule.getFixedRate(), createdAt);
            case CALENDAR_INTERVAL -> calendarInterval(schedule.getCalendarInterval(), createdAt);
            case ONE_TIME -> {
                long at = schedule.getOneTime().getAtMs();
                yield (from, to) -> at >= from && at < to ? new long[] {at} : new long[0];
            }
            case FIXED_DELAY, KIND_NOT_SET -> Owing.NOTHING;
        };
    }

    private Owing cron(CronSchedule wire) {
        CronDialect dialect = switch (wire.getDialect()) {
            case DIALECT_UNSPECIFIED, QUARTZ -> CronDialect.QUARTZ;
            case UNIX -> CronDialect.UNIX;
            case SPRING -> CronDialect.SPRING;
            case UNRECOGNIZED ->
                throw new IllegalArgumentException("dialect: " + wire.getDialectValue() + " is not known");
        };
        return cron(dialect, wire.getExpression(), wire.getZone(), wire.getDst());
    }

    private Owing cron(CronDialect dialect, String expression, String zone, DstPolicy dst) {
        CronRule rule = CronRule.parse(dialect, expression);
        Dst meant = Dst.of(dst, rule.everyHour() ? Dst.ELAPSED : Dst.WALL_CLOCK);
        CronFires fires = crons.computeIfAbsent(
                new Cron(dialect, expression, zone, meant), key -> new CronFires(rule, zone(zone), meant));
        return (from, to) -> byDay(fires, from, to);
    }

    private long[] byDay(CronFires fires, long from, long to) {
        Longs found = new Longs();
        for (long day = Math.floorDiv(from, DAY_MS); day * DAY_MS < to; day++) {
            for (long fire : day(new Day(fires, day))) {
                if (fire >= from && fire < to) {
                    found.add(fire);
                }
            }
        }
        return found.toArray();
    }

    private long[] day(Day day) {
        long[] known = days.get(day);
        if (known != null) {
            return known;
        }
        long[] found = day.fires().between(day.number() * DAY_MS, (day.number() + 1) * DAY_MS);
        days.put(day, found);
        kept += weight(found);
        var oldest = days.entrySet().iterator();
        while (kept > KEPT_MAX) {
            kept -= weight(oldest.next().getValue());
            oldest.remove();
        }
        return found;
    }

    /** An entry without fires has its price, too. */
    private static long weight(long[] fires) {
        return fires.length + 16L;
    }

    private static Owing fixedRate(FixedRateSchedule wire, long createdAt) {
        long anchor = wire.getAnchorMs() == 0 ? createdAt : wire.getAnchorMs();
        long period = wire.getPeriodMs();
        if (period < 1) {
            throw new IllegalArgumentException("period_ms: " + period + ", expected at least 1000");
        }
        return (from, to) -> {
            Longs found = new Longs();
            long skipped = from <= anchor ? 0 : Math.ceilDiv(from - anchor, period);
            for (long fire = anchor + skipped * period; fire < Math.min(to, END); fire += period) {
                found.add(fire);
            }
            return found.toArray();
        };
    }

    private static Owing calendarInterval(CalendarIntervalSchedule wire, long createdAt) {
        Dst dst = Dst.of(wire.getDst(), Dst.WALL_CLOCK);
        // The start itself fires once, whatever the policy; under BOTH its local time may come again.
        int least = dst.overlap() == Dst.Overlap.BOTH ? 0 : 1;
        ChronoUnit unit = switch (wire.getUnit()) {
            case DAY -> ChronoUnit.DAYS;
            case WEEK -> ChronoUnit.WEEKS;
            case MONTH -> ChronoUnit.MONTHS;
            case UNIT_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("unit: " + wire.getUnit() + ", expected DAY, WEEK or MONTH");
        };
        ZoneId zone = zone(wire.getZone());
        long start = wire.getStartMs() == 0 ? createdAt : wire.getStartMs();
        LocalDateTime first = LocalDateTime.ofInstant(Instant.ofEpochMilli(start), zone);
        return (from, to) -> {
            Longs found = new Longs();
            if (start >= from && start < to) {
                found.add(start);
            }
            LocalDateTime begin = LocalDateTime.ofInstant(Instant.ofEpochMilli(Math.max(from, start)), zone);
            LocalDateTime end =
                    LocalDateTime.ofInstant(Instant.ofEpochMilli(to), zone).plusDays(3);
            // Three days early and three late: no change of the clocks moves a fire as far.
            long count = Math.max(least, unit.between(first, begin.minusDays(3)) / wire.getEvery());
            LocalDateTime local = first.plus(count * wire.getEvery(), unit);
            while (local.isBefore(end)) {
                for (Instant instant : dst.instants(local, zone.getRules())) {
                    long fire = instant.toEpochMilli();
                    if (fire >= from && fire < to && fire > start && fire < END) {
                        found.add(fire);
                    }
                }
                count++;
                local = first.plus(count * wire.getEvery(), unit);
            }
            return found.sorted();
        };
    }

    /** An IANA name, or an offset such as {@code GMT+8} and {@code GMT+5:30}. */
    static ZoneId zone(String text) {
        if (text.isBlank()) {
            return ZoneOffset.UTC;
        }
        Matcher shortHour = SHORT_HOUR.matcher(text.strip());
        return ZoneId.of(shortHour.matches() ? shortHour.group(1) + "0" + shortHour.group(2) : text.strip());
    }
}
