package dev.carillon.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition of the outside world, never longer than its bound. */
public final class Await {

    private static final Duration STEP = Duration.ofMillis(20);
    private static final Duration SOON = Duration.ofSeconds(60);

    private Await() {}

    /** The same as {@link #until(String, Duration, BooleanSupplier)} for what takes moments: within a minute. */
    public static void until(String what, BooleanSupplier condition) {
        until(what, SOON, condition);
    }

    /** @throws AssertionError when it has not become true in time */
    public static void until(String what, Duration within, BooleanSupplier condition) {
        present(what, within, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /**
     * The first value that the source has.
     *
     * @throws AssertionError when it has none in time
     */
    public static <T> T present(String what, Duration within, Supplier<Optional<T>> source) {
        long start = System.nanoTime();
        while (true) {
            Optional<T> value = source.get();
            if (value.isPresent()) {
                return value.get();
            }
            requireTime(what, start, within);
            pause(STEP);
        }
    }

    /**
     * For a condition that waits by itself, as a poll does: asks again at once.
     *
     * @throws AssertionError when it has not become true in time
     */
    public static void busily(String what, Duration within, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            requireTime(what, start, within);
        }
    }

    private static void requireTime(String what, long start, Duration within) {
        if (System.nanoTime() - start > within.toNanos()) {
            throw new AssertionError("not within " + within.toMillis() + " ms: " + what);
        }
    }

    /** Until an instant of a plan has come, by the clock of the machine. */
    public static void reach(Instant instant) {
        for (Duration left = Duration.between(Instant.now(), instant);
                left.isPositive();
                left = Duration.between(Instant.now(), instant)) {
            pause(left);
        }
    }

    /** Lets time pass: for faults and loads that last, and instants that are drawn. Never to wait for something. */
    public static void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted");
            }
            LockSupport.parkNanos(left);
        }
    }
}
