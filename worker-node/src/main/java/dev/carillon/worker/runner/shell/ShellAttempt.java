package dev.carillon.worker.runner.shell;

import dev.carillon.core.job.Task;
import dev.carillon.worker.runner.Run;
import dev.carillon.worker.runner.RunLog;
import dev.carillon.worker.runner.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * One script and everything it has started.
 *
 * <pre>
 *   start ──▶ running ──the first {@link Ending}──▶ processes ended ──▶ output complete ──▶ files removed ──▶ result
 * </pre>
 *
 * The sequence is one thread; {@link #end} may be called from any.
 */
final class ShellAttempt {

    /** Why the attempt stopped running; the first reason stands. */
    enum Ending {
        EXITED(""),
        KILLED("Ended on request"),
        GIVEN_UP("Ended because the worker stops"),
        UNWATCHED("Ended because its watchdog is gone: the worker was frozen, or the watchdog was killed");

        private final String message;

        Ending(String message) {
            this.message = message;
        }
    }

    /** What all attempts share. */
    record Host(ShellSettings settings, Platform platform, Watchdog watchdog) {}

    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    /** How long the output may be silent after the last process has ended: only one that is left can hold it open. */
    private static final Duration OUTPUT_SILENCE = Duration.ofSeconds(1);

    /** For output that is on its way when the last process has ended. */
    private static final Duration OUTPUT_LIMIT = Duration.ofSeconds(30);

    /** A script's shell that was killed and does not end is a survivor; its exit code is not waited for. */
    private static final Duration EXIT_LIMIT = Duration.ofMillis(500);

    private final Host host;
    private final Scratch scratch;
    private final Process process;
    private final ProcessTree tree;
    private final OutputLines lines;
    private final OutputPump pump;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();

    private ShellAttempt(Host host, Scratch scratch, Process process, ProcessTree tree, RunLog log) {
        this.host = host;
        this.scratch = scratch;
        this.process = process;
        this.tree = tree;
        this.lines = new OutputLines(log);
        this.pump = OutputPump.start(process.getInputStream(), lines, Long.toString(process.pid()));
    }

    /** @throws IOException when no process could be started; nothing is left then */
    static ShellAttempt start(Run run, Task.Shell task, RunLog log, Host host) throws IOException {
        String name = UUID.randomUUID().toString();
        String marker = host.watchdog.marker() + "-" + name;
        Scratch scratch = Scratch.create(host.watchdog.scratch(), name);
        try {
            long before = host.platform.proc() ? LinuxProcesses.ticksSinceBoot(Path.of("/proc")) : 0;
            Process process = spawn(run, task, host, scratch, marker);
            ProcessTree tree = new ProcessTree(host.platform.tableFor(process.toHandle(), marker, before), KILL_LIMIT);
            ShellAttempt attempt = new ShellAttempt(host, scratch, process, tree, log);
            attempt.begin(run.executionId().toString());
            return attempt;
        } catch (IOException | RuntimeException e) {
            scratch.remove();
            throw e;
        }
    }

    /** Ends the attempt, unless it is ending. Does not block. */
    void end(Ending reason) {
        ending.complete(reason);
    }

    CompletableFuture<RunResult> result() {
        return result;
    }

    private static Process spawn(Run run, Task.Shell task, Host host, Scratch scratch, String marker)
            throws IOException {
        List<String> command = ShellCommand.commandLine(run, task, scratch.script());
        ProcessBuilder builder = new ProcessBuilder(host.platform.inOwnSession(command))
                .directory(scratch.home().toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(ShellCommand.environment(run, task, host.settings, scratch.home(), marker));
        Process process = builder.start();
        // A script that reads its input finds the end of it.
        process.getOutputStream().close();
        return process;
    }

    private void begin(String name) {
        CompletableFuture<?> _ = process.onExit().thenRun(() -> end(Ending.EXITED));
        host.watchdog.watch(process.pid(), () -> end(Ending.UNWATCHED));
        Thread.ofPlatform().daemon().name("shell-" + name).start(this::awaitEnding);
    }

    private void awaitEnding() {
        try {
            result.complete(finishAndCleanUp(ending.join()));
        } catch (Throwable e) {
            // Whatever it is, it has to reach the thread that waits for the result.
            result.completeExceptionally(e);
        }
    }

    private RunResult finishAndCleanUp(Ending reason) throws InterruptedException {
        try {
            return finish(reason);
        } finally {
            host.watchdog.forget(process.pid());
            scratch.remove();
        }
    }

    private RunResult finish(Ending reason) throws InterruptedException {
        String survivors = tree.end(host.settings.grace());
        int code = process.waitFor(EXIT_LIMIT) ? process.exitValue() : 0;
        // A survivor may write for ever.
        pump.awaitEnd(OUTPUT_SILENCE, survivors.isEmpty() ? OUTPUT_LIMIT : OUTPUT_SILENCE);
        return new RunResult(reason == Ending.EXITED && code == 0, message(reason, code), code, survivors);
    }

    private String message(Ending reason, int code) {
        if (reason != Ending.EXITED) {
            return reason.message;
        }
        return lines.lastLine().isEmpty() ? "exit code " + code : lines.lastLine();
    }
}
