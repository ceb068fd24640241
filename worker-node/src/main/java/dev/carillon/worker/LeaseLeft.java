package dev.carillon.worker;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * What is left of a worker's lease, for whoever must have ended its processes when it is used up. Zero before the worker
 * has begun and after its lease is over. Thread-safe; never blocks.
 */
final class LeaseLeft implements Supplier<Duration> {

    private volatile long endNanos = System.nanoTime();

    /** @param nanos on the monotonic clock */
    void endsAt(long nanos) {
        endNanos = nanos;
    }

    @Override
    public Duration get() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }
}
