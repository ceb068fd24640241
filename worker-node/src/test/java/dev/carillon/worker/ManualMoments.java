package dev.carillon.worker;

import java.time.Duration;
import java.time.Instant;

/** Clocks that stand until a test moves them. */
final class ManualMoments {

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private Duration passed = Duration.ZERO;
    private Duration unseen = Duration.ZERO;
    private Duration wallError = Duration.ZERO;

    Moment now() {
        Instant real = START.plus(passed).plus(unseen);
        // Near the end of its range, since readings of the monotonic clock may wrap around.
        return new Moment(real, real.plus(wallError), Long.MAX_VALUE - 5_000_000_000L + passed.toNanos());
    }

    Moment advance(Duration by) {
        passed = passed.plus(by);
        return now();
    }

    /** Time passes that the monotonic clock does not see. */
    Moment suspend(Duration by) {
        unseen = unseen.plus(by);
        return now();
    }

    Moment setWallClock(Duration error) {
        wallError = error;
        return now();
    }
}
