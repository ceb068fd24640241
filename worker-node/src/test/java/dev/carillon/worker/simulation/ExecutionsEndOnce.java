package dev.carillon.worker.simulation;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.scheduling.Output;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Each execution is triggered once and then ends in one final state; nothing is said of it before or after. */
final class ExecutionsEndOnce implements Invariant {

    private final Map<ExecutionId, Output.@Nullable ExecutionEnded> known = new HashMap<>();
    private int live;

    @Override
    public void said(Output.History event) {
        switch (event) {
            case Output.Triggered triggered -> {
                Holds.holds(!known.containsKey(triggered.executionId()), "triggered twice: %s", triggered);
                known.put(triggered.executionId(), null);
                live++;
            }
            case Output.ExecutionEnded ended -> {
                live(ended.executionId(), ended);
                known.put(ended.executionId(), ended);
                live--;
            }
            case Output.AttemptStarted started -> live(started.executionId(), started);
            case Output.AttemptFailed failed -> live(failed.executionId(), failed);
            case Output.StopRequested requested -> live(requested.executionId(), requested);
            default -> {
                // Not about an execution.
            }
        }
    }

    private void live(ExecutionId id, Output.History event) {
        Holds.holds(known.containsKey(id), "never triggered: %s", event);
        Holds.holds(known.get(id) == null, "it had ended, %s, before %s", known.get(id), event);
    }

    @Override
    public void atRest() {
        known.forEach((id, ended) -> Holds.holds(ended != null, "execution %s has not ended", id));
    }

    boolean allEnded() {
        return live == 0;
    }

    /** Those that are live. */
    List<ExecutionId> unended() {
        return known.entrySet().stream()
                .filter(entry -> entry.getValue() == null)
                .map(Map.Entry::getKey)
                .toList();
    }
}
