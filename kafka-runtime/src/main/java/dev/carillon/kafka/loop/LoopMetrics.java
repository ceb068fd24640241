package dev.carillon.kafka.loop;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** What a scheduler counts. One per node, used by all its lanes from their threads. */
public final class LoopMetrics {

    private final Counter steps;
    private final Counter triggers;
    private final Counter refused;
    private final Counter reloads;
    private final Counter deadLetters;
    private final Counter forwarded;
    private final Counter workDropped;
    private final Counter stepFailures;
    private final Counter fenced;
    private final Counter unreadableHeartbeats;
    private final Timer transaction;
    private final Timer firingLag;
    private final Timer load;
    private final MeterRegistry registry;

    public LoopMetrics(MeterRegistry registry) {
        this.registry = registry;
        steps = counter("carillon.scheduler.steps", "Committed steps");
        triggers = counter("carillon.scheduler.triggers", "Committed triggers");
        refused = counter("carillon.scheduler.commits.refused", "Transactions that the consumer group refused");
        reloads = counter("carillon.scheduler.reloads", "Shards thrown away and read from the log again");
        deadLetters = counter("carillon.scheduler.dead.letters", "Input records sent to dead-letters");
        forwarded = counter("carillon.scheduler.forwarded", "Commands forwarded to the partition of their job");
        workDropped = counter("carillon.scheduler.work.dropped", "Work for topics that do not exist");
        stepFailures = counter("carillon.scheduler.step.failures", "Steps that failed and are tried again");
        fenced = counter("carillon.scheduler.fenced", "Open transactions of dead owners that a load has fenced");
        unreadableHeartbeats = counter("carillon.scheduler.heartbeats.unreadable", "Heartbeats that cannot be read");
        transaction = timer("carillon.scheduler.transaction", "From begin to commit of one step");
        firingLag = timer("carillon.scheduler.firing.lag", "From a fire's due instant to its commit, 0 when ahead");
        load = timer("carillon.scheduler.load", "Time to rebuild one shard from the log");
    }

    private Counter counter(String name, String text) {
        return Counter.builder(name).description(text).register(registry);
    }

    private Timer timer(String name, String text) {
        return Timer.builder(name)
                .description(text)
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    /** Registers the gauges of a lane; the supplier is asked from the scraping thread. */
    void lane(int lane, Supplier<LaneStatus> status) {
        laneGauge(
                "carillon.scheduler.partitions.owned",
                "Partitions held",
                lane,
                () -> status.get().held().size());
        laneGauge(
                "carillon.scheduler.partitions.loaded",
                "Partitions held and loaded",
                lane,
                () -> status.get().loaded().size());
        laneGauge(
                "carillon.scheduler.partitions.stopped",
                "Partitions stopped by damaged state",
                lane,
                () -> status.get().stopped().size());
        laneGauge(
                "carillon.scheduler.clock.untrusted",
                "1 while the clock is off or unmeasured, so that nothing fires",
                lane,
                () -> status.get().clockTrusted() ? 0 : 1);
    }

    private void laneGauge(String name, String text, int lane, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(text)
                .tag("lane", Integer.toString(lane))
                .strongReference(true)
                .register(registry);
    }

    void committed(Tally tally, Duration took, Instant now) {
        steps.increment();
        triggers.increment(tally.triggers());
        deadLetters.increment(tally.deadLetters());
        forwarded.increment(tally.forwards());
        transaction.record(took);
        tally.lags(now).forEach(firingLag::record);
    }

    void refused() {
        refused.increment();
    }

    void reloaded(int shards) {
        reloads.increment(shards);
    }

    void workDropped() {
        workDropped.increment();
    }

    void stepFailed() {
        stepFailures.increment();
    }

    void fenced(int transactions) {
        fenced.increment(transactions);
    }

    void unreadableHeartbeat() {
        unreadableHeartbeats.increment();
    }

    void loaded(Duration took) {
        load.record(took);
    }
}
