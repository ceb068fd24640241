package dev.carillon.worker.simulation;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.ExecutionState;
import dev.carillon.core.scheduling.Output;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** An attempt belongs to one worker incarnation, a later one never gives way to an earlier, and only the current counts. */
final class AttemptsAcceptedOnce implements Invariant {

    private record Placed(int attempt, String incarnation) {}

    private final Map<ExecutionId, Placed> current = new HashMap<>();
    private final Set<String> started = new HashSet<>();
    private final Map<ExecutionId, Integer> startedOf = new HashMap<>();

    @Override
    public void put(Execution execution) {
        Placed before = current.get(execution.id());
        int attempt = execution.attempt();
        String incarnation = execution.state() instanceof ExecutionState.Placed placed ? placed.incarnation() : "";
        if (before != null) {
            Holds.holds(attempt >= before.attempt(), "%s goes back from %s", execution, before);
            Holds.holds(
                    attempt > before.attempt()
                            || incarnation.isEmpty()
                            || before.incarnation().isEmpty()
                            || incarnation.equals(before.incarnation()),
                    "%s has the attempt of %s",
                    execution,
                    before);
        }
        current.put(execution.id(), new Placed(attempt, incarnation));
    }

    @Override
    public void said(Output.History event) {
        switch (event) {
            case Output.AttemptStarted start -> {
                Holds.holds(
                        started.add(start.executionId() + "/" + start.attempt() + "/" + start.incarnation()),
                        "started twice: %s",
                        start);
                startedOf.merge(start.executionId(), 1, Integer::sum);
            }
            case Output.ExecutionEnded ended -> {
                Placed placed = current.remove(ended.executionId());
                Holds.holds(
                        placed == null
                                || placed.incarnation().isEmpty()
                                || ended.incarnation().isEmpty()
                                || placed.incarnation().equals(ended.incarnation()),
                        "%s was ended by another than %s",
                        ended,
                        placed);
            }
            default -> {
                // Not about an attempt.
            }
        }
    }
}
