package dev.carillon.worker.runner.jvm;

import dev.carillon.job.JobContext;
import dev.carillon.job.JobProcessor;
import dev.carillon.job.ProcessResult;
import dev.carillon.worker.runner.Run;
import dev.carillon.worker.runner.RunLog;
import dev.carillon.worker.runner.RunResult;
import dev.carillon.worker.runner.TaskThreads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a job's code.
 *
 * <p>It has a platform thread to itself, among the jar's own: code from outside may compute for hours without a pause, which
 * on a virtual thread would take a carrier away from the node's own work, heartbeats among it.
 */
final class JavaAttempt {

    private static final Logger LOG = LoggerFactory.getLogger(JavaAttempt.class);

    private final Run run;
    private final JobJars.Use use;
    private final JobContext context;
    private final TaskThreads.Task task;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private volatile @Nullable JobProcessor processor;

    private JavaAttempt(Run run, JobJars.Use use, RunLog log) {
        this.run = run;
        this.use = use;
        this.context = new AttemptContext(run, log, stopped::get);
        this.task = use.threads().task("job-" + run.executionId(), this::work);
    }

    /** @param use closed when the code has really ended */
    static JavaAttempt start(Run run, JobJars.Use use, RunLog log) {
        JavaAttempt attempt = new JavaAttempt(run, use, log);
        try {
            attempt.task.start();
        } catch (Throwable e) {
            // No memory for a thread.
            use.close();
            throw e;
        }
        return attempt;
    }

    /** Completes, never exceptionally, when the code has ended; which may be never. */
    CompletableFuture<RunResult> result() {
        return result;
    }

    String threadName() {
        return task.name();
    }

    /** Interrupts the code and calls its {@code kill}, once, in another thread; does not wait. */
    void stop() {
        if (stopped.compareAndSet(false, true)) {
            task.interrupt();
            // Also the job's own code, which may block. Not on a thread of the jar's, which may be closed by now.
            Thread.ofPlatform().daemon().name("job-kill-" + run.executionId()).start(this::kill);
        }
    }

    private void work() {
        RunResult ended;
        try {
            JobProcessor created = Processors.create(use.load(), run);
            processor = created;
            if (stopped.get()) {
                ended = RunResult.failed("Ended on request before it began", 0);
            } else {
                ended = translate(created.process(context));
            }
        } catch (JobLoadException e) {
            ended = RunResult.failed("The job cannot be run: " + e.getMessage(), 0);
        } catch (Throwable e) {
            // Code from outside may throw anything, a linkage error for instance; it fails the attempt, not the node.
            LOG.atDebug()
                    .addKeyValue("executionId", run.executionId())
                    .setCause(e)
                    .log("A Java job threw");
            ended = RunResult.failed(describe(e), 0);
        } finally {
            use.close();
        }
        result.complete(ended);
    }

    private void kill() {
        JobProcessor running = processor;
        if (running == null || result.isDone()) {
            return;
        }
        Thread.currentThread().setContextClassLoader(use.loader());
        try {
            running.kill(context);
        } catch (Throwable e) {
            LOG.atWarn()
                    .addKeyValue("executionId", run.executionId())
                    .setCause(e)
                    .log("A Java job's kill failed");
            context.log("kill failed: " + describe(e));
        }
    }

    private static RunResult translate(@Nullable ProcessResult given) {
        if (given == null) {
            return RunResult.failed("process returned null", 0);
        }
        return given.success() ? RunResult.succeeded(given.message(), 0) : RunResult.failed(given.message(), 0);
    }

    private static String describe(Throwable e) {
        return e.getMessage() == null ? e.getClass().getName() : e.getClass().getName() + ": " + e.getMessage();
    }
}
