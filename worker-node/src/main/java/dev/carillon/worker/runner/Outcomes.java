package dev.carillon.worker.runner;

import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.execution.StopReason;
import org.jspecify.annotations.Nullable;

/** How attempts, and steps of them, count. */
public final class Outcomes {

    private Outcomes() {}

    /** @param killed why the kill switch had been thrown when the runner returned; null when it had not: later is too late */
    public static Outcome of(RunResult result, @Nullable StopReason killed) {
        return switch (killed) {
            case null -> result.success() ? Outcome.SUCCEEDED : Outcome.FAILED;
            case TIMEOUT -> Outcome.TIMED_OUT;
            case COMMAND, WITHDRAWN, REPLACED -> Outcome.STOPPED;
        };
    }
}
