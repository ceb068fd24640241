package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionState;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.OverlapPolicy;
import java.util.Comparator;
import java.util.Optional;

/**
 * What becomes of a fire that, when due, finds as many executions as its job may have: skipped, queued, or put in the
 * place of another. A queued one has its trigger, but takes no slot; it gets one in the step that frees it.
 */
final class Overlaps {

    private static final Comparator<Execution> OLDEST_FIRST = Comparator.comparing(Execution::due)
            .thenComparing(Execution::nominal)
            .thenComparing(Execution::id);

    private final Executions executions;

    Overlaps(Executions executions) {
        this.executions = executions;
    }

    /** Triggers the fire, which is due and has no trigger yet, or skips it. */
    void judge(Turn turn, JobDefinition definition, Execution fire) {
        if (turn.running() < definition.maxConcurrency()) {
            executions.trigger(turn, definition, fire, "");
        } else if (definition.overlap().mode() == OverlapPolicy.Mode.REPLACE) {
            replaceOldest(turn, definition, fire);
        } else {
            int queued = turn.count(Execution::isQueued);
            if (queued < definition.overlap().queueable()) {
                executions.queue(turn, definition, fire);
            } else {
                skip(turn, definition, fire, queued);
            }
        }
    }

    /** The fire takes the place of one that is queued, else of the oldest one that runs, once that has ended. */
    private void replaceOldest(Turn turn, JobDefinition definition, Execution fire) {
        executions.queue(turn, definition, fire);
        for (Execution other : turn.live()) {
            if (other.isQueued() && !other.id().equals(fire.id())) {
                executions.stop(turn, other, StopReason.REPLACED, "");
            }
        }
        if (turn.count(Overlaps::isEnding) == 0) {
            turn.first(Execution::takesSlot, OLDEST_FIRST)
                    .ifPresent(oldest -> executions.stop(turn, oldest, StopReason.REPLACED, ""));
        }
    }

    private static boolean isEnding(Execution execution) {
        return execution.takesSlot() && execution.state() instanceof ExecutionState.Stopping;
    }

    private static void skip(Turn turn, JobDefinition definition, Execution fire, int queued) {
        turn.say(new Output.SkippedFire(
                definition.id(),
                turn.now(),
                definition.revision(),
                fire.nominal(),
                fire.nominal(),
                1,
                Output.SkipReason.OVERLAP,
                "as many executions are live as the job may have: " + definition.maxConcurrency()
                        + (queued == 0 ? "" : ", and " + queued + " queued")));
    }

    /** Gives free slots to those that are queued, oldest first. */
    static void promote(Turn turn, Executions executions) {
        JobDefinition definition = turn.definition();
        if (definition == null || turn.count(Execution::isQueued) == 0) {
            return;
        }
        Optional<Execution> next = turn.first(Execution::isQueued, OLDEST_FIRST);
        while (next.isPresent() && turn.running() < definition.maxConcurrency()) {
            executions.place(turn, definition, next.get());
            next = turn.first(Execution::isQueued, OLDEST_FIRST);
        }
    }
}
