package dev.carillon.worker;

import dev.carillon.core.execution.Report.Attempt;
import dev.carillon.core.execution.StepResult;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.TaskKind;
import dev.carillon.kafka.codec.WorkOrder;
import dev.carillon.worker.runner.RunResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What reaches the worker's loop from its other threads. */
sealed interface Input {

    /** A record of the work topic, possibly for another incarnation. */
    record WorkArrived(WorkOrder order) implements Input {}

    /**
     * An attempt has come to its end.
     *
     * @param startedAt when its runner was called, broker time
     * @param killed why the kill switch had been thrown by the time the runner returned; null when it had not
     */
    record AttemptEnded(
            Attempt attempt,
            TaskKind kind,
            Instant startedAt,
            RunResult result,
            @Nullable StopReason killed) implements Input {}

    /** A step of an attempt's plan has begun, at an instant of the broker's time. */
    record StepBegan(Attempt attempt, int index, String key, String name, Instant at) implements Input {}

    /** A step of an attempt's plan has ended. All of an attempt's arrive before its end does. */
    record StepEnded(Attempt attempt, StepResult result) implements Input {}

    /** The broker has taken the report with this number. */
    record ReportAcknowledged(long number) implements Input {}

    /** The report with this number may not have reached the broker. */
    record ReportFailed(long number) implements Input {}

    /** The broker has taken the heartbeat made at a moment. */
    record BeatAcknowledged(String incarnation, Moment sent) implements Input {}

    /** The worker is to stop: no more work, a while for what runs. */
    record Drain() implements Input {}
}
