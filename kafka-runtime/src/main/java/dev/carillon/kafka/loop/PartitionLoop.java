package dev.carillon.kafka.loop;

import dev.carillon.kafka.clock.BrokerClock;
import dev.carillon.kafka.loop.WriteOutcome.Committed;
import dev.carillon.kafka.loop.WriteOutcome.OutcomeUnknown;
import dev.carillon.kafka.loop.WriteOutcome.RefusedByGroup;
import dev.carillon.kafka.loop.WriteOutcome.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane: one member of the scheduler group, the shards of the partitions it was given, and one transactional writer.
 *
 * <pre>
 *   settle the writer · start loads · adopt finished ones
 *   poll ──▶ group metadata ──▶ each record: decide, apply ──▶ what time owes: decide, apply ──▶ clock records
 *                                                                                  │
 *     committed ◀───────────────────────── one transaction, input offsets included ◀┘
 *     refused by the group ──▶ the same again after the next poll, for the shards that are still ours
 *     records refused      ──▶ shards reloaded; see {@link FailureBook}
 *     outcome unknown      ──▶ new producer, then shards reloaded
 * </pre>
 *
 * Three rules make it safe. Group metadata is taken once, after the poll whose assignment the step was computed with.
 * No transaction is open during a poll, and what was decided before one is written after it only for shards that the
 * poll has left in place: the broker would accept a live member's offsets for partitions that are another's by now.
 * The rebalance callback, which runs inside the poll, drops shards before it returns.
 *
 * <p>Everything here happens on the lane's thread, except {@link #status}. While the clock is not trusted, the fleet
 * not known or the writer not settled, the lane stays in the group but lets no record in and fires nothing; a clock that
 * is proved to be wrong makes it leave, see {@link Membership}.
 */
final class PartitionLoop implements Duty {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionLoop.class);

    /** A due instant may be there although the shard has nothing to do yet: then it is not asked in a tight loop. */
    private static final Duration BREATH = Duration.ofMillis(5);

    private static final Duration CLOSE_WITHIN = Duration.ofMillis(700);
    private static final int REFUSALS_MAX = 50;

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final TransactionalWriter writer;
    private final Assignment assignment;
    private final Membership membership;
    private final Share share;
    private final StepComposer composer;
    private final StepFiller filler;
    private final HandOver handOver;
    private final FailureBook failures;
    private final Supplier<FleetSnapshot> fleet;
    private final BrokerClock time;
    private final LoopSettings settings;
    private final LoopMetrics metrics;
    private final Consumer<LaneStatus> status;
    private final Consumer<Duration> pause;
    private final StepPace pace;
    private @Nullable StepBatch refused;
    private int refusals;
    private boolean busy;
    private boolean behind;
    private boolean idle;
    private boolean closing;

    PartitionLoop(LaneParts parts) {
        consumer = parts.consumer();
        writer = parts.writer();
        fleet = parts.fleet();
        time = parts.time();
        settings = parts.settings();
        metrics = parts.metrics();
        status = parts.status();
        pause = parts.idle();
        pace = new StepPace(settings.stepPace());
        failures = new FailureBook();
        composer = new StepComposer(
                new InputReader(parts.topics()),
                parts.encoder(),
                failures,
                () -> time.offset().negated());
        handOver = new HandOver(composer, parts);
        ReadProgress reports = new ReadProgress(parts.ends(), settings.reportsEvery());
        assignment = new Assignment(
                parts.topics(),
                consumer,
                parts.loads(),
                shard -> reports.forget(shard.reports()),
                failures::forget,
                this::giveUp);
        filler = new StepFiller(composer, failures, reports, assignment::rewind, this::failedAt, settings);
        share = new Share(parts.targets());
        membership = new Membership(consumer, parts.topics().inputs(), assignment, time);
    }

    @Override
    public int doWork() {
        boolean member = membership.review();
        boolean serving = prepare(member);
        if (!member) {
            pause.accept(settings.pollAtMost()); // There is no subscription that could be polled.
            return 0;
        }
        Duration rest = pace.left(time.instant());
        if (!rest.isZero()) {
            pause.accept(rest);
        }
        List<OwnedShard> listening = serving && refused == null ? chosen() : List.of();
        assignment.listenTo(listening);
        Optional<ConsumerRecords<byte[], byte[]>> polled = poll(pollFor(listening));
        ConsumerGroupMetadata group = consumer.groupMetadata();
        if (polled.isEmpty()) {
            return 0;
        }
        if (refused != null) {
            return serving ? writeAgain(group) : 0;
        }
        List<OwnedShard> ours = listening.stream().filter(assignment::isCurrent).toList();
        if (!time.trusted()) {
            // The clock was set during the poll: what it gave comes again, to be decided at an instant that is right.
            ours.forEach(assignment::rewind);
            return 0;
        }
        return ours.isEmpty() ? 0 : step(ours, polled.get(), group);
    }

    /** Whether the lane may let records in and fire. */
    private boolean prepare(boolean member) {
        boolean writing = writer.isOpen();
        if (!writing && writer.ready()) {
            assignment.settled();
            writing = true;
        }
        Instant now = time.instant();
        assignment.startLoads(now);
        boolean trusted = time.trusted();
        boolean fleetKnown = fleet.get().complete();
        boolean serving = writing && trusted && fleetKnown;
        if (serving) {
            assignment.adopt(now, shard -> shard.shard().loaded(now));
        }
        boolean whole = share.isWhole(member ? consumer.groupMetadata().memberId() : "", assignment.held(), now);
        status.accept(assignment.status(whole, trusted, fleetKnown, writing));
        return serving;
    }

    /** The shards of this step: all, or the one that is treated with care. */
    private List<OwnedShard> chosen() {
        List<OwnedShard> all = assignment.serving();
        return all.stream()
                .filter(shard -> failures.isCareful(shard.partition()))
                .findFirst()
                .map(List::of)
                .orElse(all);
    }

    private Duration pollFor(List<OwnedShard> shards) {
        if (busy) {
            return Duration.ZERO;
        }
        Instant now = time.instant();
        Duration wait = assignment.isLoading() ? BREATH : settings.pollAtMost();
        for (OwnedShard shard : shards) {
            Instant due = shard.shard().nextDue().orElse(Instant.MAX);
            if (due.isBefore(now.plus(wait))) {
                wait = due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO;
            }
        }
        return idle && wait.compareTo(BREATH) < 0 ? BREATH : wait;
    }

    /** Empty when retention has deleted what was to be read next: those shards find their place again by a load. */
    private Optional<ConsumerRecords<byte[], byte[]>> poll(Duration wait) {
        try {
            return Optional.of(consumer.poll(wait));
        } catch (OffsetOutOfRangeException e) {
            LOG.atError()
                    .addKeyValue("partitions", e.offsetOutOfRangePartitions())
                    .log("records were deleted before they were read, the shards are read from the log again");
            reload(e.partitions().stream().map(TopicPartition::partition).toList());
            return Optional.empty();
        }
    }

    private int step(List<OwnedShard> shards, ConsumerRecords<byte[], byte[]> records, ConsumerGroupMetadata group) {
        Step step = new Step(time.instant(), fleet.get());
        boolean careful = failures.isCareful(shards.getFirst().partition());
        if (shards.stream().anyMatch(shard -> !records.records(shard.commands()).isEmpty())) {
            pace.hurry(step.now());
        }
        busy = filler.fill(step, shards, records);
        behind = busy || records.count() >= settings.pollRecordsMax();
        composer.finish(step);
        StepBatch batch = step.batch();
        idle = batch.isEmpty();
        if (idle) {
            return 0;
        }
        int things = batch.things();
        conclude(batch, writer.write(batch, group), careful ? step.last() : null);
        return things;
    }

    /** Something that a shard was at failed: what it wanted written is no longer in the step. */
    private void failedAt(Step step, OwnedShard shard, int things, RuntimeException cause) {
        int partition = shard.partition();
        failed(partition, things, failures.isCareful(partition) ? step.last() : null, cause);
    }

    private int writeAgain(ConsumerGroupMetadata group) {
        StepBatch batch = refused;
        refused = null;
        if (batch == null) {
            return 0;
        }
        batch.keep(assignment::isCurrent);
        if (!batch.isEmpty()) {
            conclude(batch, writer.write(batch, group), null);
        }
        return batch.size();
    }

    /** @param suspect what the step was about, when it did only one thing */
    private void conclude(StepBatch batch, WriteOutcome outcome, @Nullable Suspect suspect) {
        if (!(outcome instanceof RefusedByGroup)) {
            refusals = 0;
        }
        switch (outcome) {
            case Committed(Duration took) -> {
                batch.partitions().forEach(failures::succeeded);
                Instant now = time.instant();
                metrics.committed(batch, took, now);
                pace.written(took, now, behind);
            }
            case RefusedByGroup(RuntimeException cause) -> refused(batch, cause);
            case Rejected(RuntimeException cause) ->
                batch.writes().forEach(writes -> failed(writes.shard().partition(), writes.things(), suspect, cause));
            case OutcomeUnknown(RuntimeException cause) -> {
                LOG.atWarn()
                        .addKeyValue("partitions", batch.partitions())
                        .addKeyValue("error", cause.toString())
                        .log("not known whether the step was written; a new producer settles it, then the shards are"
                                + " read from the log again");
                metrics.failed(LoopMetrics.Failure.UNKNOWN);
                metrics.reloaded(batch.partitions().size());
                assignment.reloadWhenSettled(batch.partitions());
            }
        }
    }

    private void refused(StepBatch batch, RuntimeException cause) {
        metrics.failed(LoopMetrics.Failure.REFUSED);
        refusals++;
        LOG.atInfo()
                .addKeyValue("partitions", batch.partitions())
                .addKeyValue("error", cause.toString())
                .log(
                        "the group refused the step, it is written after the next poll for partitions that are still ours");
        if (refusals < REFUSALS_MAX) {
            refused = batch;
        } else {
            refusals = 0;
            reload(batch.partitions());
        }
    }

    private void failed(int partition, int things, @Nullable Suspect suspect, RuntimeException cause) {
        metrics.failed(LoopMetrics.Failure.FAILED);
        LOG.atError()
                .addKeyValue("partition", partition)
                .addKeyValue("at", suspect == null ? "one of " + things : suspect)
                .setCause(cause)
                .log("step failed, the shard is read from the log again");
        if (suspect == null) {
            failures.failed(partition, things);
            reload(List.of(partition));
            return;
        }
        Optional<String> hopeless = failures.failedAt(partition, suspect, cause.toString());
        if (hopeless.isPresent()) {
            assignment.stop(partition, hopeless.get());
        } else {
            reload(List.of(partition));
        }
    }

    private void reload(Collection<Integer> partitions) {
        metrics.reloaded(partitions.size());
        assignment.reload(partitions);
    }

    /** The group takes these shards away, or the node stops; they are dropped after this. */
    private void giveUp(List<OwnedShard> shards) {
        if (closing) {
            return;
        }
        StepBatch unwritten = refused;
        handOver.run(
                shards.stream()
                        .filter(shard -> !failures.isCareful(shard.partition()))
                        .filter(shard ->
                                unwritten == null || !unwritten.partitions().contains(shard.partition()))
                        .toList(),
                consumer.groupMetadata());
    }

    @Override
    public void leave() {
        giveUp(assignment.serving());
    }

    /** Leaves the group, so that its partitions go to others at once, then gives the producer back. */
    @Override
    public void close() {
        closing = true;
        try {
            consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
        } finally {
            writer.close();
            status.accept(LaneStatus.STARTING);
        }
    }
}
