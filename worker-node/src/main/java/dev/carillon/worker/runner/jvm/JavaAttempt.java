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
 * One call of a job's code, on the thread that runs it: a platform thread, since code from outside may compute for hours
 * without a pause, which on a virtual thread would take a carrier away from the node's own work, heartbeats among it.
 */
final class JavaAttempt {

    private static final Logger LOG = LoggerFactory.getLogger(JavaAttempt.class);

    private final Run run;
    private final JobJars.Use use;
    private final JobContext context;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private final Object boundary = new Object();
    private volatile @Nullable JobProcessor processor;
    /** While the job's code runs on it. Guarded by the boundary, so that an interrupt reaches nothing else. */
    private @Nullable Thread thread;

    /** @param use closed when the code has really ended */
    JavaAttempt(Run run, JobJars.Use use, RunLog log) {
        this.run = run;
        this.use = use;
        this.context = new AttemptContext(run, log, stopped::get);
    }

    /** Completes, never exceptionally, when the code has ended; which may be never. */
    CompletableFuture<RunResult> result() {
        return result;
    }

    /** Calls the code and returns when it has ended. */
    RunResult run() {
        Thread own = Thread.currentThread();
        ClassLoader before = own.getContextClassLoader();
        own.setContextClassLoader(use.loader());
        enter(own);
        RunResult ended;
        try {
            ended = call();
        } finally {
            leave();
            own.setContextClassLoader(before);
            use.close();
        }
        result.complete(ended);
        return ended;
    }

    private void enter(Thread own) {
        synchronized (boundary) {
            thread = own;
        }
    }

    private void leave() {
        synchronized (boundary) {
            thread = null;
            boolean _ = Thread.interrupted(); // Meant for the job, which has ended.
        }
    }

    /** Interrupts the code and calls its {@code kill}, once, in another thread; does not wait. */
    void stop() {
        if (stopped.compareAndSet(false, true)) {
            synchronized (boundary) {
                if (thread != null) {
                    thread.interrupt();
                }
            }
            // Also the job's own code, which may block.
            Thread.ofPlatform().daemon().name("job-kill-" + run.executionId()).start(this::kill);
        }
    }

    private RunResult call() {
        try {
            JobProcessor created = Processors.create(use.load(), run);
            processor = created;
            return stopped.get()
                    ? RunResult.failed("Ended on request before it began", 0)
                    : translate(created.process(context));
        } catch (JobLoadException e) {
            return RunResult.failed("The job cannot be run: " + e.getMessage(), 0);
        } catch (Throwable e) {
            // Code from outside may throw anything, a linkage error for instance; it fails the attempt, not the node.
            LOG.atDebug()
                    .addKeyValue("executionId", run.executionId())
                    .setCause(e)
                    .log("A Java job threw");
            return RunResult.failed(describe(e), 0);
        }
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
