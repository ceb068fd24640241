package dev.carillon.core.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a live execution stands. An execution that has ended is not live and has no record.
 *
 * <pre>
 *  Waiting ──due──▶ Pending ──worker──▶ Sent ──started──▶ Running ──▶ end
 *   │ └─▶ skipped    ▲ ▲  ▲──declined─────┘└────finished──────┼─────▶ end
 *   └───▶ Queued ────┘ │                                      │
 *                      └────────── RetryDue ◀──────failed─────┘
 *                            Sent, Running ──stop──▶ Stopping ──▶ end
 * </pre>
 */
public sealed interface ExecutionState {

    /** The job was at its limit when the fire was emitted; decided at the due instant. Not triggered yet. */
    record Waiting() implements ExecutionState {}

    /** Triggered when as many executions ran as may; pending once one of them has ended. It takes no slot until then. */
    record Queued(Instant since) implements ExecutionState {}

    /** Triggered; no worker yet. */
    record Pending(Instant since, Instant notBefore) implements ExecutionState {}

    /** A state in which a worker has, or may have, the attempt. */
    sealed interface Placed extends ExecutionState {
        String incarnation();
    }

    /** Placed with a worker that has not reported yet. */
    record Sent(String incarnation, Instant sentAt, Instant startBy) implements Placed {}

    record Running(String incarnation, Instant startedAt) implements Placed {}

    /** The attempt failed and the next is due at an instant. */
    record RetryDue(Instant at, String reason) implements ExecutionState {}

    /**
     * The worker was told to end it; its report or the end of its lease settles it.
     *
     * @param startedAt when a report has said that the attempt began
     */
    record Stopping(
            String incarnation,
            Instant since,
            StopReason reason,
            String by,
            @Nullable Instant startedAt) implements Placed {}
}
