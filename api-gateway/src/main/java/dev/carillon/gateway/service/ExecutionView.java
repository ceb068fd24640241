package dev.carillon.gateway.service;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import java.time.Instant;
import java.util.Optional;

/**
 * An execution as the history tells it.
 *
 * @param alias the number that stands for it where ids are numbers
 * @param parameters of the trigger command; empty for the definition's
 * @param worker the incarnation of the last attempt; empty before the first
 * @param startedAt of the last attempt
 */
public record ExecutionView(
        ExecutionId id,
        long alias,
        long revision,
        Cause cause,
        Status status,
        Instant nominal,
        Instant due,
        Instant data,
        Instant triggeredAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        int attempts,
        String worker,
        String parameters,
        String result,
        int code,
        String triggeredBy,
        String stoppedBy) {

    /** Where it stands. */
    public enum Status {
        /** Triggered; no attempt is known to have started. */
        TRIGGERED,
        RUNNING,
        /** An attempt failed, another is due. */
        RETRYING,
        STOPPING,
        SUCCEEDED,
        FAILED,
        STOPPED,
        TIMED_OUT,
        WITHDRAWN;

        public boolean isFinal() {
            return switch (this) {
                case TRIGGERED, RUNNING, RETRYING, STOPPING -> false;
                case SUCCEEDED, FAILED, STOPPED, TIMED_OUT, WITHDRAWN -> true;
            };
        }
    }
}
