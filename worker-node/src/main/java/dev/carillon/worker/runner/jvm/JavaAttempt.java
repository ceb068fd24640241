package dev.carillon.worker.runner.jvm;

import dev.carillon.job.JobContext;
import dev.carillon.job.JobProcessor;
import dev.carillon.job.ProcessResult;
import dev.carillon.worker.runner.Run;
import dev.carillon.worker.runner.RunLog;
import dev.carillon.worker.runner.RunResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a job's code.
 *
 * <p>It has a platform thread of its own: code from outside may compute for hours without a pause, which on a virtual
 * thread would take a carrier away from the node's own work, heartbeats among it.
 */
final class JavaAttempt {

    private static final Logger LOG = LoggerFactory.getLogger(JavaAttempt.class);

    private final Run run;
    private final JobJars.Use use;
    private final JobContext context;
    private final Thread thread;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private volatile @Nullable JobProcessor processor;

    private JavaAttempt(Run run, JobJars.Use use, RunLog log) {
        this.run = run;
        this.use = use;
        this.context = new AttemptContext(run, log, stopped::get);
        this.thread = thread("job-" + run.executionId(), this::work);
    }

    /** @param use closed when the code has really ended */
    static JavaAttempt start(Run run, JobJars.Use use, RunLog log) {
        JavaAttempt attempt = new JavaAttempt(run, use, log);
        try {
            attempt.thread.start();
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
        return thread.getName();
    }

    /** Interrupts the code and calls its {@code kill}, once, in another thread; does not wait. */
    void stop() {
        if (stopped.compareAndSet(false, true)) {
            thread.interrupt();
            // Also the job's own code, which may block.
            thread("job-kill-" + run.executionId(), this::kill).start();
        }
    }

    private Thread thread(String name, Runnable task) {
        Thread created = Thread.ofPlatform().daemon().name(name).unstarted(task);
        created.setContextClassLoader(use.loader());
        return created;
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
