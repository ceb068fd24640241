package dev.carillon.worker;

import java.time.Duration;
import java.time.Instant;

/**
 * One reading of the clocks, taken once per step so that everything in it sees the same time.
 *
 * @param broker what the broker's clock shows, by estimate; due instants and reports are in it
 * @param wall the wall clock of this machine
 * @param nanos the monotonic clock, {@link System#nanoTime}; waits and limits are measured with it
 */
record Moment(Instant broker, Instant wall, long nanos) {

    /** Time passed since an earlier moment, by the monotonic clock. */
    Duration since(Moment earlier) {
        return Duration.ofNanos(nanos - earlier.nanos);
    }
}
