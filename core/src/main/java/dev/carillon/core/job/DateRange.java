package dev.carillon.core.job;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Comparator;
import java.util.Locale;

/**
 * Whole days of a calendar.
 *
 * @param last the last day that counts, not before the first
 */
public record DateRange(LocalDate first, LocalDate last) implements Comparable<DateRange> {

    private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2199, 12, 31);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final Comparator<DateRange> ORDER =
            Comparator.comparing(DateRange::first).thenComparing(DateRange::last);

    public DateRange {
        check("first", first);
        check("last", last);
        if (last.isBefore(first)) {
            throw new InvalidDefinitionException("last", "must not be before " + first + ", was " + last);
        }
    }

    /**
     * Reads both days as yyyy-MM-dd.
     *
     * @param last empty: the first
     * @throws InvalidDefinitionException naming {@code first} or {@code last}
     */
    public static DateRange parse(String first, String last) {
        LocalDate begin = day("first", first);
        return new DateRange(begin, last.isEmpty() ? begin : day("last", last));
    }

    private static LocalDate day(String field, String text) {
        try {
            return LocalDate.parse(text, DAY);
        } catch (DateTimeException e) {
            throw new InvalidDefinitionException(
                    field, "must be a day such as 2026-01-31, was " + Checks.shortened(text));
        }
    }

    private static void check(String field, LocalDate day) {
        if (day.isBefore(EARLIEST) || day.isAfter(LATEST)) {
            throw new InvalidDefinitionException(field, "must be in the years 1970–2199, was " + day);
        }
    }

    @Override
    public int compareTo(DateRange other) {
        return ORDER.compare(this, other);
    }

    /** For people: one day or both ends. */
    @Override
    public String toString() {
        return first.equals(last) ? first.toString() : first + " … " + last;
    }
}
