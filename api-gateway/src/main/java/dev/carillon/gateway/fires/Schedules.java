package dev.carillon.gateway.fires;

import dev.carillon.core.time.Schedule;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Questions to schedules beyond "what comes next". */
final class Schedules {

    private Schedules() {}

    static boolean firesAt(Schedule schedule, Instant at) {
        return schedule.nextAfter(at.minusMillis(1)).filter(at::equals).isPresent();
    }

    /**
     * The last fire between two instants, found by halving: schedules only tell what comes next.
     *
     * @param nextAfter gives the first fire after an instant
     * @param after exclusive
     * @param before exclusive
     */
    static Optional<Instant> lastBetween(
            Function<Instant, Optional<Instant>> nextAfter, Instant after, Instant before) {
        Optional<Instant> first = nextAfter.apply(after).filter(fire -> fire.isBefore(before));
        if (first.isEmpty()) {
            return Optional.empty();
        }
        // A fire before the end at all times; none lies between high and the end.
        long low = first.get().toEpochMilli();
        long high = before.toEpochMilli() - 1;
        while (low < high) {
            long middle = low + (high - low) / 2;
            Optional<Instant> next =
                    nextAfter.apply(Instant.ofEpochMilli(middle)).filter(fire -> fire.isBefore(before));
            if (next.isPresent()) {
                low = next.get().toEpochMilli();
            } else {
                high = middle;
            }
        }
        return Optional.of(Instant.ofEpochMilli(low));
    }
}
