package dev.carillon.core.time;

import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;
import static java.time.temporal.TemporalAdjusters.lastDayOfMonth;
import static java.time.temporal.TemporalAdjusters.lastInMonth;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Cron the slow, obvious way: looks at every second, or every day, and asks whether it matches. Shares no code with
 * {@link CronExpression}; understands correct expressions with numbers only.
 */
final class CronOracle {
    private final CronDialect dialect;
    private final Set<Integer> seconds;
    private final Set<Integer> minutes;
    private final Set<Integer> hours;
    private final String dayOfMonth;
    private final Set<Integer> months;
    private final String dayOfWeek;

    CronOracle(CronDialect dialect, String cron) {
        this.dialect = dialect;
        String[] fields = (dialect == CronDialect.UNIX ? "0 " + cron : cron).split(" ", -1);
        seconds = values(fields[0], 0, 59);
        minutes = values(fields[1], 0, 59);
        hours = values(fields[2], 0, 23);
        dayOfMonth = fields[3];
        months = values(fields[4], 1, 12);
        dayOfWeek = fields[5];
    }

    /** Second by second, through gaps and overlaps. */
    List<Instant> fires(Instant exclusive, Instant inclusive, ZoneId zone, DstPolicy policy) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffsetTransition> gaps = Stream.iterate(
                        rules.nextTransition(exclusive.minus(Duration.ofDays(2))),
                        change -> change != null && !change.getInstant().isAfter(inclusive),
                        change -> rules.nextTransition(change.getInstant()))
                .filter(ZoneOffsetTransition::isGap)
                .toList();
        List<Instant> fires = new ArrayList<>();
        for (Instant now = exclusive.plusSeconds(1); !now.isAfter(inclusive); now = now.plusSeconds(1)) {
            Instant second = now;
            if (firesByClock(now, rules, policy.overlap())
                    || gaps.stream().anyMatch(gap -> firesByGap(second, gap, policy.gap()))) {
                fires.add(now);
            }
        }
        return fires;
    }

    /** Day by day, in UTC. */
    List<Instant> firesOnDays(LocalDate first, LocalDate last) {
        return first.datesUntil(last.plusDays(1))
                .filter(this::matches)
                .flatMap(date -> times().map(time -> date.atTime(time).toInstant(ZoneOffset.UTC)))
                .toList();
    }

    private boolean firesByClock(Instant now, ZoneRules rules, DstPolicy.Overlap overlap) {
        ZoneOffset offset = rules.getOffset(now);
        LocalDateTime shown = local(now, offset);
        if (!matches(shown)) {
            return false;
        }
        boolean first = rules.getValidOffsets(shown).getFirst().equals(offset);
        boolean last = rules.getValidOffsets(shown).getLast().equals(offset);
        return switch (overlap) {
            case BY_EXPRESSION -> isInterval() || first;
            case FIRST -> first;
            case SECOND -> last;
            case BOTH -> true;
        };
    }

    private boolean firesByGap(Instant now, ZoneOffsetTransition change, DstPolicy.Gap policy) {
        return switch (policy) {
            case BY_EXPRESSION -> !isInterval() && firesByGap(now, change, DstPolicy.Gap.SHIFT);
            case SHIFT -> now.equals(change.getInstant()) && leavesOutAMatch(change);
            case SKIP -> false;
            case KEEP_ELAPSED -> {
                // What a clock that was not set forward shows, and no real clock does.
                LocalDateTime shown = local(now, change.getOffsetBefore());
                yield !now.isBefore(change.getInstant()) && shown.isBefore(change.getDateTimeAfter()) && matches(shown);
            }
        };
    }

    private boolean leavesOutAMatch(ZoneOffsetTransition gap) {
        return Stream.iterate(
                        gap.getDateTimeBefore(),
                        missing -> missing.isBefore(gap.getDateTimeAfter()),
                        missing -> missing.plusSeconds(1))
                .anyMatch(this::matches);
    }

    private boolean isInterval() {
        return hours.size() == 24;
    }

    private static LocalDateTime local(Instant instant, ZoneOffset offset) {
        return LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, offset);
    }

    private boolean matches(LocalDateTime time) {
        return seconds.contains(time.getSecond())
                && minutes.contains(time.getMinute())
                && hours.contains(time.getHour())
                && matches(time.toLocalDate());
    }

    private boolean matches(LocalDate date) {
        if (!months.contains(date.getMonthValue())) {
            return false;
        }
        boolean month = isOpen(dayOfMonth) || items(dayOfMonth).anyMatch(item -> matchesMonthItem(date, item));
        boolean week = isOpen(dayOfWeek) || items(dayOfWeek).anyMatch(item -> matchesWeekItem(date, item));
        boolean either = dialect == CronDialect.UNIX && !dayOfMonth.startsWith("*") && !dayOfWeek.startsWith("*");
        return either ? month || week : month && week;
    }

    private static boolean isOpen(String days) {
        return days.equals("?") || days.equals("*");
    }

    private static Stream<String> items(String field) {
        return Stream.of(field.split(",", -1));
    }

    private static boolean matchesMonthItem(LocalDate date, String item) {
        if (!item.contains("L") && !item.contains("W")) {
            return values(item, 1, 31).contains(date.getDayOfMonth());
        }
        LocalDate last = date.with(lastDayOfMonth());
        String day = item.replace("W", "");
        int number = day.startsWith("L")
                ? last.getDayOfMonth() - (day.equals("L") ? 0 : Integer.parseInt(day.substring(2)))
                : Integer.parseInt(day);
        if (number < 1 || number > last.getDayOfMonth()) {
            return false;
        }
        LocalDate wanted = date.withDayOfMonth(number);
        return date.equals(item.endsWith("W") ? nearestWeekday(wanted) : wanted);
    }

    private static LocalDate nearestWeekday(LocalDate wanted) {
        return Stream.of(0, -1, 1, -2, 2)
                .map(wanted::plusDays)
                .filter(date -> date.getMonth() == wanted.getMonth())
                .filter(date -> date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0)
                .findFirst()
                .orElseThrow();
    }

    private boolean matchesWeekItem(LocalDate date, String item) {
        if (item.equals("L")) {
            return date.getDayOfWeek() == DayOfWeek.SATURDAY;
        }
        if (item.endsWith("L")) {
            return date.equals(date.with(lastInMonth(weekday(item.charAt(0) - '0'))));
        }
        if (item.contains("#")) {
            return date.equals(date.with(dayOfWeekInMonth(item.charAt(2) - '0', weekday(item.charAt(0) - '0'))));
        }
        String star = switch (dialect) {
            case QUARTZ -> "1-7";
            case UNIX -> "0-6";
            case SPRING -> "1-7";
        };
        return values(item.replace("*", star), dialect == CronDialect.QUARTZ ? 1 : 0, 7).stream()
                .anyMatch(day -> date.getDayOfWeek() == weekday(day));
    }

    private DayOfWeek weekday(int number) {
        return dialect == CronDialect.QUARTZ ? DayOfWeek.SATURDAY.plus(number) : DayOfWeek.SUNDAY.plus(number);
    }

    private Stream<LocalTime> times() {
        return hours.stream()
                .flatMap(hour -> minutes.stream()
                        .flatMap(minute -> seconds.stream().map(second -> LocalTime.of(hour, minute, second))));
    }

    private static Set<Integer> values(String field, int min, int max) {
        Set<Integer> values = new TreeSet<>();
        for (String item : field.split(",", -1)) {
            String[] parts = item.split("/", -1);
            int step = parts.length == 2 ? Integer.parseInt(parts[1]) : 1;
            if (parts[0].equals("*")) {
                addRange(min, max, step, max, min, values);
            } else if (parts[0].contains("-")) {
                String[] ends = parts[0].split("-", -1);
                addRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]), step, max, min, values);
            } else {
                int first = Integer.parseInt(parts[0]);
                addRange(first, parts.length == 2 ? max : first, step, max, min, values);
            }
        }
        return values;
    }

    private static void addRange(int first, int last, int step, int max, int min, Set<Integer> values) {
        int tick = 0;
        for (int value = first; ; value = value == max ? min : value + 1) {
            if (tick++ % step == 0) {
                values.add(value);
            }
            if (value == last) {
                return;
            }
        }
    }
}
