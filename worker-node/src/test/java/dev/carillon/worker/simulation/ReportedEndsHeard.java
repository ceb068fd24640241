package dev.carillon.worker.simulation;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.Report;
import dev.carillon.core.execution.Report.Attempt;
import dev.carillon.core.scheduling.Output;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Nobody concludes from a worker's heartbeats that an attempt is lost whose end the worker has reported: reports that were
 * in the log before the heartbeat are heard first.
 */
final class ReportedEndsHeard implements Invariant {

    /** What the history says of an attempt that a live worker does not mention any more. */
    private static final String NOT_MENTIONED = " no longer ";

    private final Set<Attempt> ended = new HashSet<>();
    private final Map<ExecutionId, Integer> attempts = new HashMap<>();

    @Override
    public void reported(Report report) {
        // One that never started may be declared so after it was given up.
        if (report instanceof Report.Finished finished && finished.startedAt() != null) {
            ended.add(finished.attempt());
        }
    }

    @Override
    public void put(Execution execution) {
        attempts.put(execution.id(), execution.attempt());
    }

    @Override
    public void said(Output.History event) {
        switch (event) {
            case Output.AttemptFailed failed
            when failed.reason().contains(NOT_MENTIONED) -> check(failed.executionId(), failed.incarnation(), failed);
            case Output.ExecutionEnded over
            when over.result().contains(NOT_MENTIONED) -> check(over.executionId(), over.incarnation(), over);
            default -> {
                // Not about an attempt that is missed.
            }
        }
    }

    private void check(ExecutionId id, String incarnation, Output.History event) {
        Attempt attempt = new Attempt(id, attempts.getOrDefault(id, 0), incarnation);
        Holds.holds(!ended.contains(attempt), "the end of %s was reported: %s", attempt, event);
    }
}
