package dev.carillon.cluster.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When one fire was due, when its trigger of record stood in the log, and when its first attempt started; all by the
 * brokers' clock.
 */
record FireTimes(Instant due, Instant triggeredAt, Optional<Instant> startedAt) {

    /** How late the trigger was; zero when it was ahead. */
    Duration triggerLateness() {
        return late(triggeredAt);
    }

    /** How late the attempt was; empty when none started, since the fire was withdrawn. */
    Optional<Duration> startLateness() {
        return startedAt.map(this::late);
    }

    private Duration late(Instant at) {
        return at.isBefore(due) ? Duration.ZERO : Duration.between(due, at);
    }
}
