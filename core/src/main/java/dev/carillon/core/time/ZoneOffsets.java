package dev.carillon.core.time;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The offsets of a zone over the years of cron, as arrays: stretches of time, each with one offset, in order. Asking
 * {@link ZoneRules} takes several searches and objects; here the stretch of an instant is found by a division and a step
 * or two.
 */
final class ZoneOffsets {
    /** The years of cron with room for any offset; also keeps every sum far from overflow. Epoch seconds. */
    static final long EARLIEST = Instant.parse("1969-12-25T00:00:00Z").getEpochSecond();

    static final long LATEST = Instant.parse("2200-01-08T00:00:00Z").getEpochSecond();

    /** The end of the last stretch. */
    static final long FOREVER = Long.MAX_VALUE;

    /** 97 days: most zones change at most once in one. */
    private static final int BUCKET_BITS = 23;

    // Zones of regions only, so there are at most the 600 that the JDK knows, of about 8 kB each.
    private static final Map<ZoneId, ZoneOffsets> KNOWN = new ConcurrentHashMap<>();

    private final ZoneId zone;

    /** Epoch second at which the stretch ends. */
    private final long[] ends;

    /** Of local time from UTC, in seconds. */
    private final int[] offsets;

    /** The stretch in which a bucket begins. */
    private final short[] buckets;

    private ZoneOffsets(ZoneId zone, ZoneRules rules) {
        this.zone = zone;
        List<ZoneOffsetTransition> transitions = new ArrayList<>();
        Instant latest = Instant.ofEpochSecond(LATEST);
        for (ZoneOffsetTransition next = rules.nextTransition(Instant.ofEpochSecond(EARLIEST));
                next != null && next.getInstant().isBefore(latest);
                next = rules.nextTransition(next.getInstant())) {
            transitions.add(next);
        }
        ends = new long[transitions.size() + 1];
        offsets = new int[ends.length];
        offsets[0] = rules.getOffset(Instant.ofEpochSecond(EARLIEST)).getTotalSeconds();
        for (int i = 0; i < transitions.size(); i++) {
            ends[i] = transitions.get(i).toEpochSecond();
            offsets[i + 1] = transitions.get(i).getOffsetAfter().getTotalSeconds();
        }
        ends[transitions.size()] = FOREVER;
        buckets = new short[bucket(LATEST) + 1];
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = (short) search(EARLIEST + ((long) i << BUCKET_BITS));
        }
    }

    /** Of a zone whose offset changes. */
    static ZoneOffsets of(ZoneId zone, ZoneRules rules) {
        ZoneOffsets known = KNOWN.get(zone);
        return known != null ? known : KNOWN.computeIfAbsent(zone, ignored -> new ZoneOffsets(zone, rules));
    }

    ZoneId zone() {
        return zone;
    }

    /** The stretch that holds the epoch second, which is between {@link #EARLIEST} and {@link #LATEST}. */
    int stretchAt(long epochSecond) {
        int stretch = buckets[bucket(epochSecond)];
        while (ends[stretch] <= epochSecond) {
            stretch++;
        }
        return stretch;
    }

    /** Epoch second; {@link #FOREVER} for the last. */
    long end(int stretch) {
        return ends[stretch];
    }

    int offset(int stretch) {
        return offsets[stretch];
    }

    /** By how much the clocks went forward when the stretch began; negative when they went back, 0 for the first. */
    int changeBefore(int stretch) {
        return stretch == 0 ? 0 : offsets[stretch] - offsets[stretch - 1];
    }

    /** By how much the clocks go forward at its end; 0 for the last. */
    int changeAfter(int stretch) {
        return stretch == offsets.length - 1 ? 0 : offsets[stretch + 1] - offsets[stretch];
    }

    private static int bucket(long epochSecond) {
        return (int) ((epochSecond - EARLIEST) >>> BUCKET_BITS);
    }

    private int search(long epochSecond) {
        int found = Arrays.binarySearch(ends, epochSecond);
        return found < 0 ? -found - 1 : found + 1;
    }
}
