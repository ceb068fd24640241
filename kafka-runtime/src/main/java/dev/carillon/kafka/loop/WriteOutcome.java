package dev.carillon.kafka.loop;

import java.time.Duration;

/** How a transaction went, in the four ways that a lane can act upon. */
sealed interface WriteOutcome {

    /** Everything is in the log, the offsets with it. */
    record Committed(Duration took) implements WriteOutcome {}

    /**
     * The group did not accept the offsets: the member has been removed, or its epoch lags behind an assignment that is
     * under way. Nothing was written, and the writer can go on. What was decided may be written after the next poll if
     * the partitions are still this member's then.
     */
    record RefusedByGroup(RuntimeException cause) implements WriteOutcome {}

    /**
     * The records themselves were refused (too large, a topic that may not be written). Nothing was written, and the
     * writer can go on; the same step would fail again.
     */
    record Rejected(RuntimeException cause) implements WriteOutcome {}

    /**
     * Whether it was written is not known here (time-out, fenced, connection lost). The writer settles it with a new
     * producer; the shards must be read from the log again after that.
     */
    record OutcomeUnknown(RuntimeException cause) implements WriteOutcome {}
}
