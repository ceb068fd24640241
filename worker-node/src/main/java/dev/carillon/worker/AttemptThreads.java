package dev.carillon.worker;

import dev.carillon.core.execution.Report.Attempt;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.TaskKind;
import dev.carillon.kafka.codec.WorkOrder.Start;
import dev.carillon.worker.runner.JobRunner;
import dev.carillon.worker.runner.KillSwitch;
import dev.carillon.worker.runner.Run;
import dev.carillon.worker.runner.RunResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs attempts, each on a thread of its own, and tells of their ends. There are never more than the slots
 * allow, the caller sees to that. Not virtual threads: see docs/decisions/0005. Called by the loop; whatever a runner throws becomes a failed attempt.
 */
final class AttemptThreads {

    private record Live(KillSwitch kill, Thread thread) {}

    private static final Logger LOG = LoggerFactory.getLogger(AttemptThreads.class);

    private final Map<TaskKind, JobRunner> runners;
    private final LogShipper logs;
    private final InstantSource brokerClock;
    private final Consumer<? super Input.AttemptEnded> ends;
    private final Map<Attempt, Live> live = new ConcurrentHashMap<>();

    AttemptThreads(
            Map<TaskKind, JobRunner> runners,
            LogShipper logs,
            InstantSource brokerClock,
            Consumer<? super Input.AttemptEnded> ends) {
        this.runners = Map.copyOf(runners);
        this.logs = logs;
        this.brokerClock = brokerClock;
        this.ends = ends;
    }

    void run(Attempt attempt, Start start) {
        KillSwitch kill = new KillSwitch();
        Thread thread = Thread.ofPlatform()
                .daemon()
                .name("attempt-" + attempt.id() + "-" + attempt.number())
                .unstarted(() -> runToEnd(attempt, start, kill));
        live.put(attempt, new Live(kill, thread));
        thread.start();
    }

    private void runToEnd(Attempt attempt, Start start, KillSwitch kill) {
        Instant startedAt = brokerClock.instant();
        AttemptLog log = logs.open(attempt);
        RunResult result = call(attempt, start, log, kill);
        // Read at once: a kill that comes after the end has not caused it.
        StopReason killed = kill.reason().orElse(null);
        live.remove(attempt);
        logs.close(log);
        ends.accept(new Input.AttemptEnded(attempt, start.definition().task().kind(), startedAt, result, killed));
    }

    // Users' code runs in here: an Error of theirs ends their attempt, not this worker.
    private RunResult call(Attempt attempt, Start start, AttemptLog log, KillSwitch kill) {
        try {
            return runner(start.definition().task().kind()).run(run(start), log, kill);
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

    private static Run run(Start start) {
        return new Run(
                start.executionId(),
                start.attempt(),
                start.definition(),
                start.cause(),
                start.nominal(),
                start.parameters(),
                start.failures());
    }

    /** Throws the kill switch on another thread, so that a slow action of a runner cannot hold up the loop. */
    void kill(Attempt attempt, StopReason reason) {
        Live target = live.get(attempt);
        if (target != null) {
            Thread.ofPlatform()
                    .daemon()
                    .name("kill-" + attempt.id())
                    .start(() -> target.kill().kill(reason));
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
            target.thread().interrupt();
        }
    }

    /** Kills and interrupts everything at once, for when the loop itself is lost. */
    void abandonAll() {
        live.forEach((attempt, target) -> {
            kill(attempt, StopReason.COMMAND);
            target.thread().interrupt();
        });
    }
}
