package dev.carillon.worker;

import dev.carillon.core.execution.Report;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the core wants. Called by the loop's thread only; nothing here blocks for long. */
final class WorkerActions {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerActions.class);

    private final AttemptThreads threads;
    private final ReportSender reports;
    private final HeartbeatSender heartbeats;
    private final WorkerMetrics metrics;
    private final InstantSource brokerClock;

    WorkerActions(
            AttemptThreads threads,
            ReportSender reports,
            HeartbeatSender heartbeats,
            WorkerMetrics metrics,
            InstantSource brokerClock) {
        this.threads = threads;
        this.reports = reports;
        this.heartbeats = heartbeats;
        this.metrics = metrics;
        this.brokerClock = brokerClock;
    }

    void perform(Action action) {
        switch (action) {
            case Action.Run run -> {
                threads.run(run.attempt(), run.start());
                metrics.started(Duration.between(run.start().due(), brokerClock.instant()));
            }
            case Action.Kill kill -> threads.kill(kill.attempt(), kill.reason());
            case Action.Interrupt interrupt -> threads.interrupt(interrupt.attempt());
            case Action.Send send -> {
                reports.send(send.report());
                count(send.report().report());
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

    private void count(Report report) {
        switch (report) {
            case Report.Finished finished -> metrics.finished(finished.outcome());
            case Report.Declined ignored -> metrics.declined();
            case Report.Started ignored -> {}
            case Report.TimeoutPassed ignored -> {}
        }
    }

    void abandonAll() {
        threads.abandonAll();
    }
}
