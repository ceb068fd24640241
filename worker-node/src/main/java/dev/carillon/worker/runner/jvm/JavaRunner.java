package dev.carillon.worker.runner.jvm;

import dev.carillon.core.job.Task;
import dev.carillon.core.job.TaskKind;
import dev.carillon.worker.runner.JobRunner;
import dev.carillon.worker.runner.KillSwitch;
import dev.carillon.worker.runner.Run;
import dev.carillon.worker.runner.RunLog;
import dev.carillon.worker.runner.RunResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs classes that implement {@code dev.carillon.job.JobProcessor}, or SchedulerX's interface of that name, from the
 * jars of one directory.
 *
 * <p><b>Ending.</b> Java code cannot be ended by force. A kill interrupts its thread and calls its {@code kill}; what
 * has not ended within the grace is named as a survivor and left to itself, with its thread and its class loader. After {@value #MAX_LEFT_THREADS} such
 * threads no more Java jobs are begun until some end or the worker restarts, so that they cannot pile up.
 *
 * <p>What a job prints is not caught: {@code System.out} is one for the whole JVM. Its output is what it logs.
 *
 * <p>Thread-safe. The job runs on the thread that calls {@link #run}, with the jar's loader as its context loader.
 */
public final class JavaRunner implements JobRunner {

    static final int MAX_LEFT_THREADS = 16;

    private static final Logger LOG = LoggerFactory.getLogger(JavaRunner.class);

    private final JobJars jars;
    private final Duration grace;
    private final Set<JavaAttempt> attempts = ConcurrentHashMap.newKeySet();
    private final AtomicInteger leftThreads = new AtomicInteger();

    /**
     * @param jobDirectory looked into at every attempt; need not exist
     * @param scratch for copies of the jars while they are used; best on a disk that nobody tidies up
     * @param grace how long an attempt may take to end when it is told to
     */
    public JavaRunner(Path jobDirectory, Path scratch, Duration grace) {
        this.jars = new JobJars(jobDirectory, scratch);
        this.grace = grace;
    }

    @Override
    public TaskKind kind() {
        return TaskKind.JAVA;
    }

    @Override
    public RunResult run(Run run, RunLog log, KillSwitch kill) {
        if (!(run.task() instanceof Task.Java task)) {
            throw new IllegalStateException("not a JAVA task: " + run.task().kind());
        }
        if (leftThreads.get() >= MAX_LEFT_THREADS) {
            return RunResult.failed(
                    leftThreads + " threads of stopped Java jobs do not end; the worker has to be restarted", 0);
        }
        JavaAttempt attempt;
        try {
            attempt = new JavaAttempt(run, jars.use(task), log);
        } catch (JobLoadException e) {
            return RunResult.failed("The job cannot be run: " + e.getMessage(), 0);
        }
        attempts.add(attempt);
        String thread = Thread.currentThread().getName();
        kill.onKill(() -> end(attempt, kill, thread));
        try {
            return attempt.run();
        } finally {
            attempts.remove(attempt);
        }
    }

    /** Tells running attempts to end and waits for the grace at most. */
    @Override
    public void close() {
        List<JavaAttempt> running = List.copyOf(attempts);
        running.forEach(JavaAttempt::stop);
        CompletableFuture<?>[] results =
                running.stream().map(JavaAttempt::result).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(results)
                .completeOnTimeout(null, grace.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        jars.close();
    }

    private void end(JavaAttempt attempt, KillSwitch kill, String thread) {
        attempt.stop();
        CompletableFuture<?> _ = attempt.result()
                .copy()
                .orTimeout(grace.toMillis(), TimeUnit.MILLISECONDS)
                // May have to wait until somebody hears it.
                .exceptionallyAsync(
                        failure -> leave(attempt, kill, thread),
                        task -> Thread.ofPlatform()
                                .daemon()
                                .name("left-" + thread)
                                .start(task));
    }

    private RunResult leave(JavaAttempt attempt, KillSwitch kill, String thread) {
        leftThreads.incrementAndGet();
        CompletableFuture<?> _ = attempt.result().thenRun(leftThreads::decrementAndGet);
        LOG.atError()
                .addKeyValue("thread", thread)
                .log("A stopped Java job goes on; it ends with the worker at the latest");
        RunResult left = new RunResult(
                false,
                "It did not react to its interrupt within " + grace.toMillis() + " ms and goes on in the worker",
                0,
                "Java thread " + thread);
        kill.abandon(left);
        return left;
    }
}
