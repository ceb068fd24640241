package dev.carillon.kafka.loop;

import java.time.Duration;
import java.time.Instant;

/** The largest lag of the last minute, or up to two: the minute under way and the one before. Belongs to one thread. */
final class RecentLag {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private Instant windowEnds = Instant.MIN;
    private Duration current = Duration.ZERO;
    private Duration previous = Duration.ZERO;

    void add(Duration lag, Instant now) {
        roll(now);
        if (lag.compareTo(current) > 0) {
            current = lag;
        }
    }

    Duration largest(Instant now) {
        roll(now);
        return current.compareTo(previous) > 0 ? current : previous;
    }

    private void roll(Instant now) {
        if (now.isBefore(windowEnds)) {
            return;
        }
        boolean justOver = windowEnds.isAfter(Instant.MIN) && now.isBefore(windowEnds.plus(WINDOW));
        previous = justOver ? current : Duration.ZERO;
        current = Duration.ZERO;
        windowEnds = now.plus(WINDOW);
    }
}
