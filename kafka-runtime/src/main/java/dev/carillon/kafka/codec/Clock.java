package dev.carillon.kafka.codec;

import dev.carillon.core.scheduling.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a partition is, written in every step's transaction: what has been emitted and what has been read.
 *
 * @param decidedAt the latest instant at which anything of the partition was decided
 * @param commandsOffset of the next record of {@code commands} after the step
 * @param reportsOffset of the next record of {@code reports} after the step
 * @param node who wrote it; for people
 * @param pulse for those who look from outside
 */
public record Clock(
        int partition,
        Cursor cursor,
        Instant decidedAt,
        long commandsOffset,
        long reportsOffset,
        String node,
        Pulse pulse) {

    /**
     * How the partition is doing; nothing is decided by it.
     *
     * @param nextDue when the first fire that is not emitted yet is due
     * @param lag how late the latest of the fires was decided that this owner emitted lately
     * @param clockOffset the writer's own clock minus the brokers'
     */
    public record Pulse(Optional<Instant> nextDue, Duration lag, Duration clockOffset) {

        public static final Pulse NONE = new Pulse(Optional.empty(), Duration.ZERO, Duration.ZERO);
    }

    /** One that tells nothing to those outside. */
    public Clock(
            int partition, Cursor cursor, Instant decidedAt, long commandsOffset, long reportsOffset, String node) {
        this(partition, cursor, decidedAt, commandsOffset, reportsOffset, node, Pulse.NONE);
    }
}
