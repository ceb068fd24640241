package dev.carillon.worker.runner.plan;

import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.execution.StepResult;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.Task;
import dev.carillon.worker.runner.KillSwitch;
import dev.carillon.worker.runner.Outcomes;
import dev.carillon.worker.runner.ResultText;
import dev.carillon.worker.runner.Run;
import dev.carillon.worker.runner.RunLog;
import dev.carillon.worker.runner.RunResult;
import dev.carillon.worker.runner.TaskThreads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt of a plan: the threads around a {@link PlanProgress}. */
final class PlanAttempt {

    private static final Logger LOG = LoggerFactory.getLogger(PlanAttempt.class);

    private final PlanRunner owner;
    private final Run run;
    private final Task.Plan plan;
    /** Guarded by itself. */
    private final PlanProgress progress;

    private final RunLog log;
    private final KillSwitch kill;
    private final StepListener listener;
    private final CountDownLatch ending = new CountDownLatch(1);
    /** Those of the tries under way: thrown with the attempt's. Guarded by itself. */
    private final Set<KillSwitch> switches = new HashSet<>();

    PlanAttempt(
            PlanRunner owner,
            Run run,
            Task.Plan plan,
            PlanProgress progress,
            RunLog log,
            KillSwitch kill,
            StepListener listener) {
        this.owner = owner;
        this.run = run;
        this.plan = plan;
        this.progress = progress;
        this.log = log;
        this.kill = kill;
        this.listener = listener;
    }

    RunResult toEnd() {
        kill.onKill(this::killSteps);
        List<Thread> threads = new ArrayList<>();
        try {
            for (int i = progress.parallelism(); i > 0; i--) {
                Thread thread = Thread.ofPlatform()
                        .daemon()
                        .name("step-" + run.executionId() + "-" + i)
                        .unstarted(this::work);
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            giveUp(threads);
        } catch (OutOfMemoryError e) {
            // No room for another thread. What has begun has to end before the attempt is said to have failed.
            giveUp(threads);
            throw e;
        }
        synchronized (progress) {
            return progress.result();
        }
    }

    private void killSteps() {
        stop();
        List<KillSwitch> underWay;
        synchronized (switches) {
            underWay = List.copyOf(switches);
        }
        StopReason reason = kill.reason().orElseThrow();
        underWay.forEach(each -> each.kill(reason));
    }

    private void stop() {
        synchronized (progress) {
            progress.stop();
        }
        ending.countDown();
    }

    /** Interrupts the steps and waits, through interruptions, until they have ended: their slot is taken until then. */
    private void giveUp(List<Thread> threads) {
        stop();
        for (Thread thread : threads) {
            thread.interrupt();
        }
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    // Asked once more: so are the steps.
                    thread.interrupt();
                }
            }
        }
    }

    private void work() {
        try {
            for (OptionalInt next = begin(); next.isPresent(); next = begin()) {
                runStep(next.getAsInt());
            }
        } catch (InterruptedException e) {
            // Given up before a step: none begins any more.
            stop();
        }
    }

    private OptionalInt begin() throws InterruptedException {
        owner.gate().pass(() -> ending.getCount() == 0);
        synchronized (progress) {
            return progress.begin();
        }
    }

    private void runStep(int index) {
        Task.Step step = plan.steps().get(index);
        Instant startedAt = owner.clock().instant();
        listener.began(index, step, startedAt);
        RunLog stepLog = StepLog.of(plan, step, run.secrets(), log);
        int tries = 0;
        Try last;
        do {
            tries++;
            stepLog.line(StepLog.header(plan, index, tries));
            last = runOnce(step, stepLog);
        } while (triesAgain(index, tries, last.result()));
        StepResult result = new StepResult(
                index,
                step.key(),
                step.name(),
                last.outcome(),
                tries,
                startedAt,
                owner.clock().instant(),
                ResultText.of(last.result()),
                last.result().code());
        synchronized (progress) {
            progress.ended(result, last.result().survivors());
        }
        listener.ended(result);
    }

    private record Try(RunResult result, Outcome outcome) {}

    private Try runOnce(Task.Step step, RunLog stepLog) {
        KillSwitch own = new KillSwitch();
        synchronized (switches) {
            switches.add(own);
        }
        // Thrown before it was among the others: nobody else tells it.
        kill.reason().ifPresent(own::kill);
        RunResult result = call(step, stepLog, own).masked(run.secrets());
        // Read at once: a kill that comes after the end has not caused it.
        StopReason killed = kill.reason().orElse(null);
        synchronized (switches) {
            switches.remove(own);
        }
        return new Try(result, Outcomes.of(result, killed));
    }

    /** On another thread than the step's, which goes on even when that of a try cannot be ended. */
    private RunResult call(Task.Step step, RunLog stepLog, KillSwitch own) {
        CompletableFuture<RunResult> result = new CompletableFuture<>();
        own.onAbandon(result::complete);
        TaskThreads.Task task = owner.threads()
                .task(
                        "try-" + run.executionId() + "-" + step.key(),
                        () -> result.complete(callHere(step, stepLog, own)));
        try {
            task.start();
        } catch (OutOfMemoryError e) {
            return RunResult.failed("no thread for the step: " + e, 0);
        }
        while (true) {
            try {
                return result.get();
            } catch (InterruptedException e) {
                // The try has to end before its step does.
                stop();
                task.interrupt();
            } catch (ExecutionException e) {
                throw new IllegalStateException("the result of a try is never an exception", e);
            }
        }
    }

    // Users' code runs in here: an Error of theirs ends their step, not this worker.
    private RunResult callHere(Task.Step step, RunLog stepLog, KillSwitch own) {
        try {
            return owner.runner(plan.taskOf(step).kind()).run(run.of(plan, step), stepLog, own);
        } catch (InterruptedException e) {
            return RunResult.failed("interrupted", 0);
        } catch (Throwable e) {
            LOG.atDebug()
                    .addKeyValue("execution", run.executionId())
                    .addKeyValue("step", step.key())
                    .setCause(e)
                    .log("The runner threw; the step has failed");
            return RunResult.failed(e.toString(), 0);
        }
    }

    /** Decides, and pauses before, a further try. */
    private boolean triesAgain(int index, int tries, RunResult result) {
        synchronized (progress) {
            if (!progress.triesAgain(index, tries, result)) {
                return false;
            }
        }
        try {
            return !ending.await(owner.retryPause().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            stop();
            return false;
        }
    }
}
