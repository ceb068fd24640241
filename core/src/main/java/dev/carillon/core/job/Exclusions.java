package dev.carillon.core.job;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which instants a calendar excludes: those that at least one of its parts names by the clock of its zone; turned round,
 * those that none does. A local time that the clocks go through twice is excluded both times.
 *
 * @param zone in which days begin
 * @param yearly days of every year, in order; 29 February in leap years only
 * @param weekdays whole days, in order
 * @param inverted only what the parts name is not excluded
 */
public record Exclusions(
        ZoneId zone,
        DateRanges dates,
        Set<MonthDay> yearly,
        Set<DayOfWeek> weekdays,
        List<TimeWindow> windows,
        boolean inverted) {

    public static final int MAX_DATES = 1_000;
    public static final int MAX_YEARLY = 366;
    public static final int MAX_WINDOWS = 100;

    /** Excludes nothing. */
    public static final Exclusions NONE =
            new Exclusions(ZoneOffset.UTC, DateRanges.NONE, Set.of(), Set.of(), List.of(), false);

    private static final Pattern MONTH_DAY = Pattern.compile("\\d\\d-\\d\\d");

    public Exclusions {
        checkSize("dates", dates.size(), MAX_DATES);
        checkSize("yearly", yearly.size(), MAX_YEARLY);
        checkSize("windows", windows.size(), MAX_WINDOWS);
        if (inverted && dates.size() == 0 && yearly.isEmpty() && weekdays.isEmpty() && windows.isEmpty()) {
            throw new InvalidDefinitionException(
                    "inverted", "needs at least one date, yearly day, weekday or window, else nothing would ever fire");
        }
        yearly = Collections.unmodifiableSortedSet(new TreeSet<>(yearly));
        weekdays = TimeWindow.inOrder(weekdays);
        windows = List.copyOf(windows);
    }

    private static void checkSize(String field, int size, int max) {
        if (size > max) {
            throw new InvalidDefinitionException(field, "must be at most " + max + ", are " + size);
        }
    }

    /**
     * Reads a day of every year as MM-dd.
     *
     * @throws InvalidDefinitionException naming {@code yearly}
     */
    public static MonthDay yearlyDay(String text) {
        try {
            if (MONTH_DAY.matcher(text).matches()) {
                return MonthDay.parse("--" + text);
            }
        } catch (DateTimeException e) {
            throw notYearly(text);
        }
        throw notYearly(text);
    }

    private static InvalidDefinitionException notYearly(String text) {
        return new InvalidDefinitionException(
                "yearly", "must be a day of the year, MM-dd such as 12-25, was '" + Checks.shortened(text) + "'");
    }

    /** As {@link #yearlyDay} reads it. */
    public static String text(MonthDay day) {
        return String.format(Locale.ROOT, "%02d-%02d", day.getMonthValue(), day.getDayOfMonth());
    }

    /** The part that excludes the instant, for people; empty when none does. */
    public Optional<String> excludes(Instant at) {
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        Optional<String> named = naming(local);
        if (!inverted) {
            return named;
        }
        return named.isPresent() ? Optional.empty() : Optional.of("inverted, and no part names " + local);
    }

    private Optional<String> naming(LocalDateTime local) {
        LocalDate date = local.toLocalDate();
        Optional<DateRange> range = dates.holding(date);
        if (range.isPresent()) {
            return Optional.of("date " + range.get());
        }
        MonthDay day = MonthDay.from(date);
        if (yearly.contains(day)) {
            return Optional.of("yearly " + text(day));
        }
        if (weekdays.contains(date.getDayOfWeek())) {
            return Optional.of("weekday " + date.getDayOfWeek());
        }
        return windows.stream()
                .filter(window -> window.holds(local))
                .findFirst()
                .map(window -> "window " + window);
    }
}
