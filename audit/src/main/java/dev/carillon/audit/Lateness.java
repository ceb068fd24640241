package dev.carillon.audit;

import java.time.Duration;
import java.util.List;

/** How much later than due something was, counted in classes. Not thread-safe. */
public final class Lateness {

    /** The upper bounds of all classes but the last, which has none. */
    public static final List<Duration> BOUNDS = List.of(
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1));

    private static final long[] BOUNDS_MS =
            BOUNDS.stream().mapToLong(Duration::toMillis).toArray();

    private final long[] counts = new long[BOUNDS_MS.length + 1];
    private long max;

    /** What was early counts as in time. */
    void add(long lateMs) {
        long late = Math.max(0, lateMs);
        int index = 0;
        while (index < BOUNDS_MS.length && late > BOUNDS_MS[index]) {
            index++;
        }
        counts[index]++;
        max = Math.max(max, late);
    }

    public long count() {
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        return all;
    }

    /** @param index of a class, from 0 to {@code BOUNDS.size()} */
    public long count(int index) {
        return counts[index];
    }

    public Duration max() {
        return Duration.ofMillis(max);
    }
}
