package dev.carillon.worker.runner.plan;

import dev.carillon.core.job.Task;
import dev.carillon.core.job.TaskKind;
import dev.carillon.worker.runner.JobRunner;
import dev.carillon.worker.runner.KillSwitch;
import dev.carillon.worker.runner.Run;
import dev.carillon.worker.runner.RunLog;
import dev.carillon.worker.runner.RunResult;
import dev.carillon.worker.runner.TaskThreads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Function;

/**
 * Runs attempts of plans: as many threads of an attempt's own as steps may run at once, each of which takes the next step
 * until none is left. Thread-safe.
 */
public final class PlanRunner {

    /** Between two tries of one step. */
    static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    private final Function<TaskKind, JobRunner> runners;
    private final InstantSource clock;
    private final StepGate gate;
    private final Duration retryPause;
    private final TaskThreads threads = new TaskThreads("try-none");

    public PlanRunner(Function<TaskKind, JobRunner> runners, InstantSource clock, StepGate gate) {
        this(runners, clock, gate, RETRY_PAUSE);
    }

    PlanRunner(Function<TaskKind, JobRunner> runners, InstantSource clock, StepGate gate, Duration retryPause) {
        this.runners = runners;
        this.clock = clock;
        this.gate = gate;
        this.retryPause = retryPause;
    }

    /**
     * Runs what is left of a plan to its end; an interruption ends its steps and the attempt with them.
     *
     * @param run whose task is a plan
     * @param done indexes of steps that are not run again
     * @param log gets the output of all steps; secrets in it are masked here
     * @throws IllegalStateException when the task is no plan
     */
    public RunResult run(Run run, Set<Integer> done, RunLog log, KillSwitch kill, StepListener listener) {
        if (!(run.task() instanceof Task.Plan plan)) {
            throw new IllegalStateException("not a plan: " + run.task().kind());
        }
        return new PlanAttempt(this, run, plan, new PlanProgress(plan, done), log, kill, listener).toEnd();
    }

    TaskThreads threads() {
        return threads;
    }

    JobRunner runner(TaskKind kind) {
        return runners.apply(kind);
    }

    InstantSource clock() {
        return clock;
    }

    StepGate gate() {
        return gate;
    }

    Duration retryPause() {
        return retryPause;
    }
}
