package dev.carillon.worker.runner.shell;

import dev.carillon.core.job.Task;
import dev.carillon.core.job.TaskKind;
import dev.carillon.worker.runner.JobRunner;
import dev.carillon.worker.runner.KillSwitch;
import dev.carillon.worker.runner.Run;
import dev.carillon.worker.runner.RunLog;
import dev.carillon.worker.runner.RunResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@code /bin/sh -c} scripts and leaves no process behind.
 *
 * <pre>
 *   worker JVM ──spawn──▶ setsid /bin/sh -c script          one session per attempt, CARILLON_EXECUTION_MARKER in
 *      │                     └─ children, grandchildren …    the environment of everything it starts
 *      └──pipe: beats──▶ setsid /bin/sh watchdog.sh          one for all attempts of this worker
 * </pre>
 *
 * <p><b>Ended by the worker</b>: on kill, interrupt and close, and whatever is still there when the script itself has
 * ended, background processes included. TERM, a grace, KILL, until a look at all processes finds none
 * ({@link ProcessTree}).
 *
 * <p><b>Ended by the watchdog</b>: when the worker cannot, because it is gone or frozen ({@code watchdog.sh}). One
 * watchdog serves all attempts, because an attempt then costs one process instead of five; it finds the processes of all of them by the
 * first half of their markers. When a watchdog dies, its attempts are ended at once: nothing runs unwatched.
 *
 * <p><b>Limits</b>. What a process cannot be found by, once it has left the session, cleared its environment and lost
 * its parent, or may not be signalled, since it changed its user, lives on. On a system without {@code /proc} or
 * {@code setsid} only descendants are found, and a killed worker's watchdog ends just the scripts' shells; the start of the runner says so in the log.
 *
 * <p>Thread-safe. {@link #run} blocks its thread; the work is done in a thread per attempt that nobody
 * interrupts, so an ending once begun is brought to its end.
 */
public final class ShellRunner implements JobRunner {

    private final ShellSettings settings;
    private final Supplier<Duration> leaseLeft;
    private final Platform platform;
    private final Set<ShellAttempt> attempts = ConcurrentHashMap.newKeySet();

    private @Nullable Watchdog watchdog;
    private volatile boolean closed;

    /** Runs as long as this JVM gives signs of life: every beat is worth a whole lease. */
    public ShellRunner(ShellSettings settings) {
        this(settings, settings::lease);
    }

    /**
     * @param leaseLeft what is left of the worker's lease, asked about ten times per lease from a thread of its own;
     *     the watchdog has ended everything when it is used up. Must not block.
     */
    public ShellRunner(ShellSettings settings, Supplier<Duration> leaseLeft) {
        this.settings = settings;
        this.leaseLeft = leaseLeft;
        this.platform = Platform.detect();
    }

    @Override
    public TaskKind kind() {
        return TaskKind.SHELL;
    }

    @Override
    public RunResult run(Run run, RunLog log, KillSwitch kill) throws InterruptedException {
        if (!(run.task() instanceof Task.Shell task)) {
            throw new IllegalStateException("not a SHELL task: " + run.task().kind());
        }
        ShellAttempt attempt;
        try {
            attempt = start(run, task, log);
        } catch (IOException | IllegalArgumentException e) {
            return RunResult.failed("The script could not be started: " + e.getMessage(), 0);
        }
        kill.onKill(() -> attempt.end(ShellAttempt.Ending.KILLED));
        try {
            return attempt.result().get();
        } catch (InterruptedException e) {
            attempt.end(ShellAttempt.Ending.GIVEN_UP);
            attempt.result().join();
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the attempt's thread failed; its processes may be left", e.getCause());
        } finally {
            attempts.remove(attempt);
        }
    }

    /** Ends every running attempt and waits until they have ended. */
    @Override
    public void close() {
        Watchdog last;
        synchronized (this) {
            closed = true;
            last = watchdog;
            watchdog = null;
        }
        List<ShellAttempt> running = List.copyOf(attempts);
        running.forEach(attempt -> attempt.end(ShellAttempt.Ending.GIVEN_UP));
        running.forEach(attempt -> attempt.result().join());
        if (last != null) {
            last.close();
        }
    }

    private ShellAttempt start(Run run, Task.Shell task, RunLog log) throws IOException {
        ShellAttempt.Host host = new ShellAttempt.Host(settings, platform, liveWatchdog());
        ShellAttempt attempt = ShellAttempt.start(run, task, log, host);
        attempts.add(attempt);
        if (closed) {
            // close() may have looked before the attempt was there.
            attempt.end(ShellAttempt.Ending.GIVEN_UP);
        }
        return attempt;
    }

    private synchronized Watchdog liveWatchdog() throws IOException {
        if (closed) {
            throw new IOException("the worker stops");
        }
        Watchdog current = watchdog;
        if (current == null || !current.isAlive()) {
            current = Watchdog.start(settings, leaseLeft, platform);
            watchdog = current;
        }
        return current;
    }
}
