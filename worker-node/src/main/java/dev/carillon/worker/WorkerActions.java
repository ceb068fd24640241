package dev.carillon.worker;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the core wants. Called by the loop's thread only; nothing here blocks for long. */
final class WorkerActions {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerActions.class);

    private final AttemptThreads threads;
    private final ReportSender reports;
    private final HeartbeatSender heartbeats;
    private final WorkerMetrics metrics;
    private final Supplier<Moment> clock;

    WorkerActions(
            AttemptThreads threads,
            ReportSender reports,
            HeartbeatSender heartbeats,
            WorkerMetrics metrics,
            Supplier<Moment> clock) {
        this.threads = threads;
        this.reports = reports;
        this.heartbeats = heartbeats;
        this.metrics = metrics;
        this.clock = clock;
    }

    void perform(Action action) {
        switch (action) {
            case Action.Run run -> {
                threads.run(run.attempt(), run.start());
                metrics.started(
                        run.start().definition().task().kind(),
                        Duration.between(run.start().due(), clock.get().broker()));
            }
            case Action.Kill kill -> threads.kill(kill.attempt(), kill.reason());
            case Action.Interrupt interrupt -> threads.interrupt(interrupt.attempt());
            case Action.Send send -> reports.send(send.report());
            case Action.CountDeclined declined -> {
                metrics.declined(declined.kind());
                LOG.atDebug()
                        .addKeyValue("execution", declined.attempt().id())
                        .addKeyValue("attempt", declined.attempt().number())
                        .addKeyValue("reason", declined.reason())
                        .log("Work is declined; the scheduler places it again");
            }
            case Action.Beat beat -> heartbeats.offer(beat);
            case Action.LeaseLost lost -> {
                metrics.leaseLost();
                reports.discard();
                LOG.atWarn()
                        .addKeyValue("incarnation", lost.incarnation())
                        .log("The lease is over, no heartbeat was acknowledged in time; what runs is ended and a new"
                                + " incarnation begins when that is done");
            }
            case Action.Reborn reborn ->
                LOG.atInfo()
                        .addKeyValue("incarnation", reborn.incarnation())
                        .addKeyValue("replaces", reborn.replaces())
                        .log("A new incarnation begins");
        }
    }

    /** Whether steps of plans have to wait: too many reports do. */
    void holdSteps(boolean hold) {
        threads.holdSteps(hold);
    }

    void abandonAll() {
        threads.abandonAll();
    }
}
