package dev.carillon.cluster.harness;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, never longer than its bound. */
public final class Await {

    private static final Duration STEP = Duration.ofMillis(25);

    private Await() {}

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
            if (System.nanoTime() - start > within.toNanos()) {
                throw new AssertionError("not within " + within.toMillis() + " ms: " + what);
            }
            pause(STEP);
        }
    }

    /** Lets time pass: for faults that last, and instants that are drawn. Never to wait for something. */
    public static void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new AssertionError("the test was interrupted");
            }
            LockSupport.parkNanos(left);
        }
    }
}
