package dev.carillon.gateway.view;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.scheduling.Output.BackfillChange;
import dev.carillon.gateway.view.ViewWaiters.Seen;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What one batch has changed, to be told after its commit. */
final class Touched {

    /** By what they are watched by. */
    final Map<Object, Seen> seen = new HashMap<>();

    /** Their status is looked up when all of the batch is applied, and only where somebody waits. */
    final Set<ExecutionId> executions = new HashSet<>();

    /** Of history. */
    final Set<Integer> partitions = new HashSet<>();

    /** A job or project, whose ids are of one kind. */
    void job(long id, Seen state) {
        seen.merge(id, state, ViewWaiters::merge);
    }

    void execution(ExecutionId id) {
        executions.add(id);
    }

    void backfill(BackfillTable.Key key, BackfillChange change) {
        seen.merge(key, Seen.backfill(change == BackfillChange.STARTED), ViewWaiters::merge);
    }
}
