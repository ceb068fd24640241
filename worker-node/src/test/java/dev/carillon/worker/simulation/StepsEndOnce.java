package dev.carillon.worker.simulation;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.job.Task;
import dev.carillon.core.scheduling.Output;
import dev.carillon.kafka.codec.WorkOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A step of a plan succeeds once: an attempt is sent with exactly those steps as done that the log says have succeeded, and
 * an execution that has succeeded lacks none.
 */
final class StepsEndOnce implements Invariant {

    /** Steps belong to the plan of one revision; another may have others. */
    private record Planned(ExecutionId execution, long revision) {}

    private final Map<ExecutionId, WorkOrder.Start> current = new HashMap<>();
    private final Map<Planned, Set<Integer>> succeeded = new HashMap<>();
    private final List<Output.StepEnded> stepsNow = new ArrayList<>();
    private final List<Output.ExecutionEnded> endsNow = new ArrayList<>();
    private final List<WorkOrder.Start> startsNow = new ArrayList<>();
    private int steps;

    @Override
    public void sent(WorkOrder.Start start) {
        startsNow.add(start); // Also where it is no plan: the definition may have changed since the last attempt.
    }

    @Override
    public void said(Output.History event) {
        switch (event) {
            case Output.StepEnded ended -> stepsNow.add(ended);
            case Output.ExecutionEnded ended when ended.state() == FinalState.SUCCEEDED -> endsNow.add(ended);
            default -> {
                // Not about steps.
            }
        }
    }

    // Nothing that a step says of an attempt can be of one that it sends: so what is sent counts last.
    @Override
    public void told() {
        stepsNow.forEach(this::ended);
        endsNow.forEach(this::succeeded);
        startsNow.forEach(this::begins);
        stepsNow.clear();
        endsNow.clear();
        startsNow.clear();
    }

    private void ended(Output.StepEnded ended) {
        WorkOrder.Start start = current.get(ended.executionId());
        if (start == null) {
            throw new AssertionError("of no attempt: " + ended);
        }
        if (ended.step().outcome() == Outcome.SUCCEEDED) {
            steps++;
            Holds.holds(of(start).add(ended.step().index()), "succeeded before: %s of %s", ended, start);
        }
    }

    private void succeeded(Output.ExecutionEnded ended) {
        WorkOrder.Start start = current.get(ended.executionId());
        if (start != null && start.definition().task() instanceof Task.Plan plan) {
            Set<Integer> all = IntStream.range(0, plan.steps().size()).boxed().collect(Collectors.toSet());
            Holds.holds(of(start).equals(all), "only the steps %s have succeeded: %s", of(start), ended);
        }
    }

    private void begins(WorkOrder.Start start) {
        Holds.holds(of(start).equals(start.stepsDone()), "the steps %s have succeeded: %s", of(start), start);
        current.put(start.executionId(), start);
    }

    private Set<Integer> of(WorkOrder.Start start) {
        return succeeded.computeIfAbsent(
                new Planned(start.executionId(), start.definition().revision()), any -> new TreeSet<>());
    }

    /** How many steps have succeeded. */
    int steps() {
        return steps;
    }
}
