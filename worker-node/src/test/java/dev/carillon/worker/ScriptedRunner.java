package dev.carillon.worker;

import dev.carillon.core.job.TaskKind;
import dev.carillon.worker.runner.JobRunner;
import dev.carillon.worker.runner.KillSwitch;
import dev.carillon.worker.runner.Run;
import dev.carillon.worker.runner.RunLog;
import dev.carillon.worker.runner.RunResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Runs SHELL tasks without a shell: {@code echo} ends at once with a line of output, {@code wait} ends when it is
 * killed, {@code throw} fails in the way of a broken runner.
 */
final class ScriptedRunner implements JobRunner {

    final BlockingQueue<Run> begun = new LinkedBlockingQueue<>();
    /** From the nominal time to the call of the runner, by this machine's clock; in the order of begun. */
    final BlockingQueue<Duration> lateness = new LinkedBlockingQueue<>();

    final BlockingQueue<Run> ended = new LinkedBlockingQueue<>();

    @Override
    public TaskKind kind() {
        return TaskKind.SHELL;
    }

    @Override
    public RunResult run(Run run, RunLog log, KillSwitch kill) throws InterruptedException {
        lateness.add(Duration.between(run.nominal(), InstantSource.system().instant()));
        begun.add(run);
        try {
            return switch (run.effectiveParameters()) {
                case "wait" -> {
                    CountDownLatch killed = new CountDownLatch(1);
                    kill.onKill(killed::countDown);
                    killed.await();
                    yield RunResult.failed("killed", 143);
                }
                case "throw" -> throw new AssertionError("a broken runner");
                default -> {
                    log.line("hello from " + run.executionId());
                    yield RunResult.succeeded("done", 0);
                }
            };
        } finally {
            ended.add(run);
        }
    }
}
