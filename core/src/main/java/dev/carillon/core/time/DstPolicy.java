package dev.carillon.core.time;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a schedule in local time means on the two nights when the clocks change. Both parts can be combined freely; under
 * every combination the fires are strictly in order, and no instant is given twice.
 *
 * <table>
 * <caption>Gap: a local time that does not happen, because clocks go forward</caption>
 * <tr><td>{@link Gap#SHIFT}</td><td>all times in the gap together give one fire, at the first instant after it</td></tr>
 * <tr><td>{@link Gap#SKIP}</td><td>gives no fire</td></tr>
 * <tr><td>{@link Gap#KEEP_ELAPSED}</td><td>each fires at the instant it would have had without the change: 02:30 in a gap
 * from 02:00 to 03:00 is 03:30</td></tr>
 * </table>
 *
 * <table>
 * <caption>Overlap: a local time that happens twice, because clocks go back</caption>
 * <tr><td>{@link Overlap#FIRST}</td><td>fires the first time</td></tr>
 * <tr><td>{@link Overlap#SECOND}</td><td>fires the second time</td></tr>
 * <tr><td>{@link Overlap#BOTH}</td><td>fires both times</td></tr>
 * </table>
 *
 * <p>Where a fire from the gap falls on the instant of another, the two are one fire. A day that does not happen at all
 * (Apia, 30 December 2011) is a gap like any other.
 *
 * <p>{@code BY_EXPRESSION} lets the hour field of a cron expression decide, because it shows what the author had in mind:
 * one that selects all 24 hours, such as {@code 0 0/10 * * * ?}, is an interval and goes by elapsed time, SKIP and BOTH
 * (the day has 23 or 25 hours of fires); any other, such as {@code 0 30 2 * * ?}, is a time of day and goes by the clock
 * on the wall, SHIFT and FIRST (each day has its fires, once). A step over the hours, {@code 0 0 0/2 * * ?}, leaves hours
 * out and is a time of day. So is what a {@link CalendarInterval} counts.
 */
public record DstPolicy(Gap gap, Overlap overlap) {

    private static final int OVERLAPS = Overlap.values().length;
    private static final List<DstPolicy> ALL = Stream.of(Gap.values())
            .flatMap(gap -> Stream.of(Overlap.values()).map(overlap -> new DstPolicy(gap, overlap)))
            .toList();

    public static final DstPolicy DEFAULT = of(Gap.BY_EXPRESSION, Overlap.BY_EXPRESSION);

    private static final DstPolicy TIME_OF_DAY = of(Gap.SHIFT, Overlap.FIRST);
    private static final DstPolicy INTERVAL = of(Gap.SKIP, Overlap.BOTH);

    /** For a local time that does not happen. */
    public enum Gap {
        BY_EXPRESSION,
        SHIFT,
        SKIP,
        KEEP_ELAPSED
    }

    /** For a local time that happens twice. */
    public enum Overlap {
        BY_EXPRESSION,
        FIRST,
        SECOND,
        BOTH
    }

    /** One object for each combination, so that a million jobs do not hold a million of them. */
    public static DstPolicy of(Gap gap, Overlap overlap) {
        return ALL.get(gap.ordinal() * OVERLAPS + overlap.ordinal());
    }

    /** The same without {@code BY_EXPRESSION}, for what means an interval or a time of day. */
    DstPolicy resolved(boolean interval) {
        if (gap != Gap.BY_EXPRESSION && overlap != Overlap.BY_EXPRESSION) {
            return this;
        }
        DstPolicy meant = interval ? INTERVAL : TIME_OF_DAY;
        return of(
                gap == Gap.BY_EXPRESSION ? meant.gap : gap, overlap == Overlap.BY_EXPRESSION ? meant.overlap : overlap);
    }
}
