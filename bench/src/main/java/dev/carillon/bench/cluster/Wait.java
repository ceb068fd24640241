package dev.carillon.bench.cluster;

import dev.carillon.bench.BenchFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, never longer than its bound. */
public final class Wait {

    private static final Duration STEP = Duration.ofMillis(20);

    private Wait() {}

    /** @throws BenchFailedException when it has not become true in time */
    public static void until(String what, Duration within, BooleanSupplier condition) {
        present(what, within, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /**
     * The first value that the source has.
     *
     * @throws BenchFailedException when it has none in time
     */
    public static <T> T present(String what, Duration within, Supplier<Optional<T>> source) {
        long start = System.nanoTime();
        while (true) {
            Optional<T> value = source.get();
            if (value.isPresent()) {
                return value.get();
            }
            if (System.nanoTime() - start > within.toNanos()) {
                throw new BenchFailedException("not within " + within.toSeconds() + " s: " + what);
            }
            pass(STEP);
        }
    }

    /** The same for a condition that waits by itself, as a poll does. */
    static void busily(String what, Duration within, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > within.toNanos()) {
                throw new BenchFailedException("not within " + within.toSeconds() + " s: " + what);
            }
        }
    }

    /** Until an instant of the load's plan has come. */
    public static void reach(Instant instant) {
        for (Duration left = Duration.between(Instant.now(), instant);
                left.isPositive();
                left = Duration.between(Instant.now(), instant)) {
            pass(left);
        }
    }

    /** Lets the load run on, or some of the time. */
    public static void pass(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new BenchFailedException("interrupted");
            }
            LockSupport.parkNanos(left);
        }
    }
}
