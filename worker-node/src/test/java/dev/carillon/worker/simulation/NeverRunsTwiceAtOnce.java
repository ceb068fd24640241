package dev.carillon.worker.simulation;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.Report.Attempt;
import dev.carillon.worker.SimulatedWorker;
import java.util.HashMap;
import java.util.Map;

/** No two attempts of one execution run at the same instant, on whichever workers. */
final class NeverRunsTwiceAtOnce implements SimulatedWorker.Observer {

    private final Map<ExecutionId, Map<Attempt, SimulatedWorker>> running = new HashMap<>();
    private int runs;

    @Override
    public void began(SimulatedWorker worker, Attempt attempt) {
        runs++;
        Map<Attempt, SimulatedWorker> others = running.computeIfAbsent(attempt.id(), any -> new HashMap<>());
        others.forEach((other, where) -> Holds.holds(
                !where.isAtWork(),
                "%s begins on %s while %s runs on %s",
                attempt,
                worker.process(),
                other,
                where.process()));
        others.put(attempt, worker);
    }

    @Override
    public void ended(SimulatedWorker worker, Attempt attempt) {
        Map<Attempt, SimulatedWorker> ofOne = running.get(attempt.id());
        if (ofOne != null && ofOne.remove(attempt) != null && ofOne.isEmpty()) {
            running.remove(attempt.id());
        }
    }

    /** How many attempts have begun. */
    int runs() {
        return runs;
    }
}
