package dev.carillon.worker;

import dev.carillon.core.execution.Report.Attempt;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.TaskKind;
import dev.carillon.kafka.codec.WorkOrder.Start;
import dev.carillon.worker.Outbox.Outgoing;

/** What a step of the worker's loop wants done; the loop does it at once and in order. */
sealed interface Action {

    /** Run an attempt in a thread of its own. */
    record Run(Attempt attempt, Start start) implements Action {}

    /** Throw the kill switch of an attempt. */
    record Kill(Attempt attempt, StopReason reason) implements Action {}

    /** The attempt has not followed its kill switch: interrupt its thread. */
    record Interrupt(Attempt attempt) implements Action {}

    /** Send a report, for the first time or again. */
    record Send(Outgoing report) implements Action {}

    /** Count a piece of work that is not begun; its report is an action of its own. */
    record CountDeclined(Attempt attempt, TaskKind kind, String reason) implements Action {}

    /**
     * Send a heartbeat, unless a newer one is there already.
     *
     * @param replaces an incarnation of this worker of which nothing is left; empty for none
     * @param sent counts as the send time, for the lease
     */
    record Beat(String incarnation, String replaces, long sequence, WorkerStatus status, Moment sent)
            implements Action {}

    /** The lease is over: reports of this incarnation that are still buffered must not leave. */
    record LeaseLost(String incarnation) implements Action {}

    /** A new incarnation begins. */
    record Reborn(String incarnation, String replaces) implements Action {}
}
