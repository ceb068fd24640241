package dev.carillon.core.time;

import dev.carillon.core.time.DstPolicy.Gap;
import dev.carillon.core.time.DstPolicy.Overlap;

/**
 * Finds the next instant at which local time matches a calendar. Stretch by stretch: while the offset stands, local time
 * and instants run in step, so one question to the calendar answers for all of it. What is special happens where a stretch
 * begins, and is part of that stretch:
 *
 * <pre>
 * clocks go forward  the matches of the gap fire at its start (SHIFT) or from its start on (KEEP_ELAPSED)
 * clocks go back     its first part repeats local times: FIRST leaves that part out, SECOND the last part of the one before
 * </pre>
 *
 * <p>No zone changes twice within the length of a gap, so fires of a gap never reach into the stretch after next
 * (ZoneOffsetsTest holds the time zone data to that).
 */
final class FireSearch {
    /** No fire is left. */
    static final long NONE = Long.MIN_VALUE;

    /** More than any two offsets can differ (36 hours), in seconds. */
    private static final long REACH = 2 * 86_400;

    private FireSearch() {}

    /** The first epoch second at or after {@code begin} at which it fires, or {@link #NONE}. */
    static long next(long begin, ZoneOffsets zone, CronCalendar calendar, DstPolicy policy) {
        long from = begin;
        int stretch = zone.stretchAt(from);
        while (true) {
            int offset = zone.offset(stretch);
            long end = zone.end(stretch);
            long gapFire = zone.changeBefore(stretch) > 0 ? ofGap(from, stretch, zone, calendar, policy.gap()) : NONE;
            long match = calendar.next(skipRepeated(from, stretch, zone, policy.overlap()) + offset);
            long fire = match - offset;
            if (match != CronCalendar.NONE && fire < lastOnes(end, stretch, zone, policy.overlap())) {
                return gapFire == NONE ? fire : Math.min(fire, gapFire);
            }
            if (gapFire != NONE) {
                return gapFire;
            }
            if (end != ZoneOffsets.FOREVER && end - from < REACH) {
                // Local times already passed may come back.
                from = end;
                stretch++;
            } else if (match == CronCalendar.NONE || end == ZoneOffsets.FOREVER) {
                return NONE;
            } else {
                from = Math.max(end, fire - REACH);
                stretch = zone.stretchAt(from);
            }
        }
    }

    private static long ofGap(long from, int stretch, ZoneOffsets zone, CronCalendar calendar, Gap gap) {
        long start = zone.end(stretch - 1);
        int change = zone.changeBefore(stretch);
        if (gap == Gap.SKIP || from >= start + change || gap == Gap.SHIFT && from > start) {
            return NONE;
        }
        int offsetBefore = zone.offset(stretch - 1);
        long match = calendar.next(from + offsetBefore);
        if (match == CronCalendar.NONE || match - offsetBefore >= start + change) {
            return NONE;
        }
        return gap == Gap.SHIFT ? start : match - offsetBefore;
    }

    private static long skipRepeated(long from, int stretch, ZoneOffsets zone, Overlap overlap) {
        int change = overlap == Overlap.FIRST ? zone.changeBefore(stretch) : 0;
        return change < 0 ? Math.max(from, zone.end(stretch - 1) - change) : from;
    }

    private static long lastOnes(long end, int stretch, ZoneOffsets zone, Overlap overlap) {
        int change = overlap == Overlap.SECOND ? zone.changeAfter(stretch) : 0;
        return change < 0 ? end + change : end;
    }
}
