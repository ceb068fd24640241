package dev.carillon.worker;

import dev.carillon.core.execution.Report.Attempt;
import dev.carillon.core.execution.StepResult;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.Task;
import dev.carillon.core.job.TaskKind;
import dev.carillon.kafka.codec.WorkOrder.Start;
import dev.carillon.worker.runner.JobRunner;
import dev.carillon.worker.runner.KillSwitch;
import dev.carillon.worker.runner.MaskedLog;
import dev.carillon.worker.runner.Preparation;
import dev.carillon.worker.runner.RefusedRunException;
import dev.carillon.worker.runner.Run;
import dev.carillon.worker.runner.RunResult;
import dev.carillon.worker.runner.TaskThreads;
import dev.carillon.worker.runner.plan.PlanRunner;
import dev.carillon.worker.runner.plan.StepGate;
import dev.carillon.worker.runner.plan.StepListener;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs attempts, each on a thread that is its alone for so long, and tells of their ends. There are never more than the
 * slots allow, the caller sees to that. Not virtual threads: see docs/decisions/0005. Called by the loop; whatever a
 * runner throws becomes a failed attempt.
 */
final class AttemptThreads {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptThreads.class);

    private final Map<TaskKind, JobRunner> runners;
    private final Preparation preparation;
    private final LogShipper logs;
    private final InstantSource brokerClock;
    private final Consumer<? super Input> inputs;
    private final StepGate gate = new StepGate();
    private final PlanRunner plans;
    private final TaskThreads threads = new TaskThreads("attempt-none");
    private final Map<Attempt, Live> live = new ConcurrentHashMap<>();

    AttemptThreads(
            Map<TaskKind, JobRunner> runners,
            Preparation preparation,
            LogShipper logs,
            InstantSource brokerClock,
            Consumer<? super Input> inputs) {
        this.runners = Map.copyOf(runners);
        this.preparation = preparation;
        this.plans = new PlanRunner(this::runner, brokerClock, gate);
        this.logs = logs;
        this.brokerClock = brokerClock;
        this.inputs = inputs;
    }

    void run(Attempt attempt, Start start) {
        Live begun = new Live(attempt, start);
        live.put(attempt, begun);
        begun.task.start();
    }

    private final class Live {

        private final Attempt attempt;
        private final Start start;
        private final KillSwitch kill = new KillSwitch();
        private final TaskThreads.Task task;

        Live(Attempt attempt, Start start) {
            this.attempt = attempt;
            this.start = start;
            this.task = threads.task("attempt-" + attempt.id() + "-" + attempt.number(), this::runToEnd);
        }

        private void runToEnd() {
            Instant startedAt = started();
            AttemptLog log = logs.open(attempt);
            kill.onAbandon(result -> end(startedAt, log, result));
            end(startedAt, log, call(attempt, start, log, kill));
        }

        /** What is known of the broker's time may have gone back a little since it said that the work is due. */
        private Instant started() {
            Instant now = brokerClock.instant();
            return now.isBefore(start.due()) ? start.due() : now;
        }

        private void end(Instant startedAt, AttemptLog log, RunResult result) {
            // Read at once: a kill that comes after the end has not caused it.
            StopReason killed = kill.reason().orElse(null);
            if (live.remove(attempt, this)) {
                logs.close(log);
                TaskKind kind = start.definition().task().kind();
                inputs.accept(new Input.AttemptEnded(attempt, kind, startedAt, result, killed));
            }
        }
    }

    private RunResult call(Attempt attempt, Start start, AttemptLog log, KillSwitch kill) {
        Run run;
        try {
            run = preparation.run(start);
        } catch (RefusedRunException e) {
            return e.result();
        }
        return call(attempt, run, start.stepsDone(), log, kill).masked(run.secrets());
    }

    // Users' code runs in here: an Error of theirs ends their attempt, not this worker.
    private RunResult call(Attempt attempt, Run run, Set<Integer> stepsDone, AttemptLog log, KillSwitch kill) {
        try {
            return run.task() instanceof Task.Plan
                    ? plans.run(run, stepsDone, log, kill, new Steps(attempt))
                    : runner(run.task().kind()).run(run, MaskedLog.of(run.secrets(), log), kill);
        } catch (InterruptedException e) {
            return RunResult.failed("interrupted", 0);
        } catch (Throwable e) {
            LOG.atDebug()
                    .addKeyValue("execution", attempt.id())
                    .addKeyValue("attempt", attempt.number())
                    .setCause(e)
                    .log("The runner threw; the attempt has failed");
            return RunResult.failed(e.toString(), 0);
        }
    }

    private JobRunner runner(TaskKind kind) {
        JobRunner runner = runners.get(kind);
        if (runner == null) {
            throw new IllegalStateException("slots but no runner for " + kind);
        }
        return runner;
    }

    /** Tells the loop of the steps of an attempt. */
    private final class Steps implements StepListener {

        private final Attempt attempt;

        Steps(Attempt attempt) {
            this.attempt = attempt;
        }

        @Override
        public void began(int index, Task.Step step, Instant at) {
            inputs.accept(new Input.StepBegan(attempt, index, step.key(), step.name(), at));
        }

        @Override
        public void ended(StepResult result) {
            inputs.accept(new Input.StepEnded(attempt, result));
        }
    }

    /** Keeps steps of plans from beginning, or lets them. Running ones go on. */
    void holdSteps(boolean hold) {
        gate.set(hold);
    }

    /** Throws the kill switch on another thread, so that a slow action of a runner cannot hold up the loop. */
    void kill(Attempt attempt, StopReason reason) {
        Live target = live.get(attempt);
        if (target != null) {
            Thread.ofPlatform().daemon().name("kill-" + attempt.id()).start(() -> target.kill.kill(reason));
        }
    }

    /** Interrupts an attempt that has not followed its kill switch. */
    void interrupt(Attempt attempt) {
        Live target = live.get(attempt);
        if (target != null) {
            LOG.atWarn()
                    .addKeyValue("execution", attempt.id())
                    .addKeyValue("attempt", attempt.number())
                    .log("The attempt has not followed its kill switch and is interrupted; it keeps its slot until it"
                            + " ends");
            target.task.interrupt();
        }
    }

    /** Kills and interrupts everything at once, for when the loop itself is lost. */
    void abandonAll() {
        live.forEach((attempt, target) -> {
            kill(attempt, StopReason.COMMAND);
            target.task.interrupt();
        });
    }
}
