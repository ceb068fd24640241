package dev.carillon.kafka.loop;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.scheduling.Output;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.kafka.clock.BrokerClock;
import dev.carillon.kafka.health.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a scheduler counts. One per node, used by all its lanes from their threads. */
public final class LoopMetrics {

    /** What came of a step that did not commit. */
    enum Failure {
        /** The group did not take the offsets; written again when the partitions are still ours. */
        REFUSED,
        /** Not known whether it was written; settled, then read from the log. */
        UNKNOWN,
        /** It cannot be written or decided; read from the log and tried with care. */
        FAILED
    }

    private final MeterRegistry registry;
    private final MultiGauge cursorBehind;
    private final Counter fires;
    private final Counter forwarded;
    private final Counter reloads;
    private final Counter workDropped;
    private final Counter fenced;
    private final Counter unreadableHeartbeats;
    private final Timer step;
    private final Timer firingLag;
    private final Timer load;
    private final DistributionSummary stepRecords;
    private final Map<Failure, Counter> failures;
    private final Map<Output.SkipReason, Counter> skipped;
    private final Map<FinalState, Counter> ended;
    private final Map<Reply.Status, Counter> commands;

    public LoopMetrics(MeterRegistry registry) {
        this.registry = registry;
        cursorBehind = Metric.CURSOR_BEHIND.gauges(registry);
        fires = Metric.FIRES.counter(registry);
        forwarded = Metric.COMMANDS_FORWARDED.counter(registry);
        reloads = Metric.SHARDS_RELOADED.counter(registry);
        workDropped = Metric.WORK_DROPPED.counter(registry);
        fenced = Metric.TRANSACTIONS_FENCED.counter(registry);
        unreadableHeartbeats = Metric.HEARTBEATS_UNREADABLE.counter(registry);
        step = Metric.STEP.timer(registry);
        firingLag = Metric.FIRING_LAG.timer(registry);
        load = Metric.SHARD_LOAD.timer(registry);
        stepRecords = Metric.STEP_RECORDS.summary(registry);
        failures = byTag(Failure.class, tag -> Metric.STEPS_FAILED.counter(registry, tag));
        skipped = byTag(Output.SkipReason.class, tag -> Metric.FIRES_SKIPPED.counter(registry, tag));
        ended = byTag(FinalState.class, tag -> Metric.EXECUTIONS_ENDED.counter(registry, tag));
        commands = byTag(Reply.Status.class, tag -> Metric.COMMANDS.counter(registry, tag));
    }

    private static <E extends Enum<E>> Map<E, Counter> byTag(Class<E> type, Function<String, Counter> counter) {
        Map<E, Counter> counters = new EnumMap<>(type);
        for (E value : type.getEnumConstants()) {
            counters.put(value, counter.apply(value.name().toLowerCase(Locale.ROOT)));
        }
        return counters;
    }

    /** Registers what is asked for at every scrape, from the scraping thread. */
    void watch(Supplier<List<LaneStatus>> lanes, BrokerClock clock) {
        Metric.PARTITIONS_OWNED.gauge(registry, () -> sum(lanes.get(), LaneStatus::loaded));
        Metric.PARTITIONS_LOADING.gauge(registry, () -> sum(lanes.get(), LaneStatus::loading));
        Metric.PARTITIONS_STOPPED.gauge(
                registry, () -> sum(lanes.get(), status -> status.stopped().keySet()));
        Metric.CLOCK_TRUSTED.gauge(registry, () -> clock.trusted() ? 1 : 0, "scheduler");
        Metric.CLOCK_OFFSET.gauge(registry, () -> -clock.offset().toMillis() / 1000.0, "scheduler");
    }

    /**
     * Tells which partitions the node serves, after that has changed.
     *
     * @param lanes asked at every scrape
     */
    void serves(Supplier<List<LaneStatus>> lanes, BrokerClock clock) {
        cursorBehind.register(
                lanes.get().stream()
                        .flatMap(lane -> lane.loaded().stream())
                        .sorted()
                        .<MultiGauge.Row<?>>map(partition -> MultiGauge.Row.of(
                                Tags.of("partition", Integer.toString(partition)),
                                () -> behind(partition, lanes.get(), clock.instant())))
                        .toList(),
                true);
    }

    private static double behind(int partition, List<LaneStatus> lanes, Instant now) {
        return lanes.stream()
                .flatMap(lane -> Optional.ofNullable(lane.nextFires().get(partition)).stream())
                .mapToDouble(
                        due -> due.isBefore(now) ? Duration.between(due, now).toMillis() / 1000.0 : 0)
                .max()
                .orElse(0);
    }

    private static int sum(List<LaneStatus> lanes, Function<LaneStatus, Collection<Integer>> partitions) {
        return lanes.stream().mapToInt(lane -> partitions.apply(lane).size()).sum();
    }

    void committed(StepBatch batch, Duration took, Instant now) {
        step.record(took);
        stepRecords.record(batch.size());
        for (ShardWrites writes : batch.writes()) {
            Tally tally = writes.tally();
            tally.outputs().forEach(output -> count(output, now));
            tally.deadLetters()
                    .forEach(topic ->
                            Metric.DEAD_LETTERS.counter(registry, topic).increment());
            forwarded.increment(tally.forwards());
        }
    }

    private void count(Output output, Instant now) {
        switch (output) {
            case Output.Triggered triggered -> {
                fires.increment();
                if (triggered.cause() == Cause.SCHEDULE) {
                    firingLag.record(Tally.lag(triggered, now));
                }
            }
            case Output.SkippedFire fire -> increment(skipped, fire.reason(), fire.count());
            case Output.ExecutionEnded end -> increment(ended, end.state(), 1);
            case Output.ReplyOut(Reply reply) -> increment(commands, reply.status(), 1);
            case Output.Work _, Output.AlertOut _, Output.History _, Output.Broadcast _ -> {
                // Counted where they arrive.
            }
        }
    }

    private static <E extends Enum<E>> void increment(Map<E, Counter> counters, E tag, long amount) {
        Counter counter = counters.get(tag);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + tag);
        }
        counter.increment(amount);
    }

    void failed(Failure failure) {
        increment(failures, failure, 1);
    }

    void reloaded(int shards) {
        reloads.increment(shards);
    }

    void workDropped() {
        workDropped.increment();
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
