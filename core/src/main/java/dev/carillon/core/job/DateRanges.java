package dev.carillon.core.job;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Days that a calendar names, to be asked often: ranges in order, each once, that may overlap, and for each of them the
 * furthest day that it or an earlier one reaches. A question looks at the ranges that can hold its day only.
 */
public final class DateRanges {

    public static final DateRanges NONE = of(List.of());

    private final List<DateRange> ranges;
    private final long[] firstDays;
    private final long[] reach;

    private DateRanges(List<DateRange> ranges) {
        this.ranges = ranges;
        this.firstDays =
                ranges.stream().mapToLong(range -> range.first().toEpochDay()).toArray();
        this.reach =
                ranges.stream().mapToLong(range -> range.last().toEpochDay()).toArray();
        Arrays.parallelPrefix(reach, Math::max);
    }

    /** The same ranges, in whatever order, are equal. */
    public static DateRanges of(Collection<DateRange> ranges) {
        return new DateRanges(List.copyOf(new ArrayList<>(new TreeSet<>(ranges))));
    }

    /** In order of their first days. */
    public List<DateRange> list() {
        return ranges;
    }

    public int size() {
        return ranges.size();
    }

    /** A range that holds the day: of several the one that begins last. */
    Optional<DateRange> holding(LocalDate date) {
        long day = date.toEpochDay();
        int found = Arrays.binarySearch(firstDays, day);
        for (int i = lastFrom(found, day); i >= 0 && reach[i] >= day; i--) {
            if (!ranges.get(i).last().isBefore(date)) {
                return Optional.of(ranges.get(i));
            }
        }
        return Optional.empty();
    }

    /** The last range that begins on the day or before it; -1 when none does. */
    private int lastFrom(int found, long day) {
        int last = found >= 0 ? found : -found - 2;
        while (last + 1 < firstDays.length && firstDays[last + 1] == day) {
            last++;
        }
        return last;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DateRanges that && ranges.equals(that.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    @Override
    public String toString() {
        return ranges.toString();
    }
}
