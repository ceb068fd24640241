package dev.carillon.core.job;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A stretch of each day, by the clock on the wall.
 *
 * @param from the first time that counts
 * @param until the first time that no longer counts; at or before {@code from}: on the next day, so that midnight is the
 *     end of the day
 * @param weekdays on which it begins, in order; empty for every day
 */
public record TimeWindow(LocalTime from, LocalTime until, Set<DayOfWeek> weekdays) {

    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?");
    private static final Pattern END_OF_DAY = Pattern.compile("24:00(:00)?");

    public TimeWindow {
        checkSeconds("from", from);
        checkSeconds("until", until);
        weekdays = inOrder(weekdays);
    }

    /**
     * Reads both times as HH:mm or HH:mm:ss.
     *
     * @param until also 24:00, the end of the day
     * @throws InvalidDefinitionException naming {@code from} or {@code until}
     */
    public static TimeWindow parse(String from, String until, Collection<DayOfWeek> weekdays) {
        LocalTime end = END_OF_DAY.matcher(until).matches() ? LocalTime.MIDNIGHT : time("until", until, ", or 24:00");
        return new TimeWindow(time("from", from, ""), end, Set.copyOf(weekdays));
    }

    private static LocalTime time(String field, String text, String more) {
        if (!TIME.matcher(text).matches()) {
            throw new InvalidDefinitionException(
                    field,
                    "must be a time of the day, HH:mm or HH:mm:ss" + more + ", was '" + Checks.shortened(text) + "'");
        }
        return LocalTime.parse(text);
    }

    private static void checkSeconds(String field, LocalTime time) {
        if (!time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
            throw new InvalidDefinitionException(field, "must be whole seconds, was " + time);
        }
    }

    static SortedSet<DayOfWeek> inOrder(Collection<DayOfWeek> days) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(days));
    }

    /** Whether it ends on the day after the one on which it begins. */
    public boolean passesMidnight() {
        return !until.isAfter(from);
    }

    boolean holds(LocalDateTime local) {
        LocalTime time = local.toLocalTime();
        boolean begun = !time.isBefore(from);
        if (!passesMidnight()) {
            return begun && time.isBefore(until) && beginsOn(local.getDayOfWeek());
        }
        return begun && beginsOn(local.getDayOfWeek())
                || time.isBefore(until) && beginsOn(local.getDayOfWeek().minus(1));
    }

    private boolean beginsOn(DayOfWeek day) {
        return weekdays.isEmpty() || weekdays.contains(day);
    }

    /** As {@link #parse} reads it. */
    public String fromText() {
        return from.toString();
    }

    /** As {@link #parse} reads it; midnight is 24:00. */
    public String untilText() {
        return until.equals(LocalTime.MIDNIGHT) ? "24:00" : until.toString();
    }

    /** For people: both times, and the weekdays where there are some. */
    @Override
    public String toString() {
        List<String> days = weekdays.stream().map(DayOfWeek::toString).toList();
        return fromText() + "–" + untilText()
                + (days.isEmpty() ? "" : days.stream().collect(Collectors.joining(", ", " of ", "")));
    }
}
