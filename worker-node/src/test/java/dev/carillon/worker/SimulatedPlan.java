package dev.carillon.worker;

import dev.carillon.core.execution.Report.Attempt;
import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.execution.StepResult;
import dev.carillon.core.job.Task;
import dev.carillon.testkit.simulation.SimulatedProcess;
import dev.carillon.worker.runner.RunResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One attempt of a plan on a simulated worker: each step takes a while and ends one way or another. */
final class SimulatedPlan {

    private final Attempt attempt;
    private final Task.Plan plan;
    private final SimulatedProcess process;
    private final InstantSource clock;
    private final Consumer<Input> inputs;
    private final Consumer<RunResult> end;
    private final Deque<Integer> left = new ArrayDeque<>();
    private final Map<Integer, Instant> underWay = new TreeMap<>();
    private boolean failed;
    private boolean over;

    /** @param done steps that are not run again */
    SimulatedPlan(
            Attempt attempt,
            Task.Plan plan,
            Set<Integer> done,
            SimulatedProcess process,
            InstantSource clock,
            Consumer<Input> inputs,
            Consumer<RunResult> end) {
        this.attempt = attempt;
        this.plan = plan;
        this.process = process;
        this.clock = clock;
        this.inputs = inputs;
        this.end = end;
        for (int index = 0; index < plan.steps().size(); index++) {
            if (!done.contains(index)) {
                left.add(index);
            }
        }
    }

    /** Begins as many steps as may run at once. */
    void begin() {
        while (!left.isEmpty() && underWay.size() < plan.parallelism() && !(failed && plan.stopOnFailure())) {
            begin(left.remove());
        }
        if (underWay.isEmpty()) {
            // Not at once: nobody has been told yet that it has begun.
            process.after(
                    process.simulation().between(0, 1),
                    () -> end.accept(failed ? RunResult.failed("a step failed", 1) : RunResult.succeeded("done", 0)));
        }
    }

    private void begin(int index) {
        Task.Step step = plan.steps().get(index);
        Instant at = clock.instant();
        underWay.put(index, at);
        inputs.accept(new Input.StepBegan(attempt, index, step.key(), step.name(), at));
        boolean well = process.simulation().chance(0.85);
        process.after(process.simulation().between(2, process.simulation().chance(0.1) ? 8_000 : 300), () -> {
            if (!over) {
                ended(index, well ? Outcome.SUCCEEDED : Outcome.FAILED);
                failed |= !well;
                begin();
            }
        });
    }

    private void ended(int index, Outcome outcome) {
        Task.Step step = plan.steps().get(index);
        Instant startedAt = underWay.remove(index);
        if (startedAt == null) {
            throw new IllegalStateException("step " + index + " does not run");
        }
        inputs.accept(new Input.StepEnded(
                attempt,
                new StepResult(index, step.key(), step.name(), outcome, 1, startedAt, clock.instant(), "", 0)));
    }

    /** The attempt is over: what still runs of it has been stopped. */
    void stop() {
        over = true;
        Set.copyOf(underWay.keySet()).stream().sorted().forEach(index -> ended(index, Outcome.STOPPED));
    }
}
