package dev.carillon.kafka.loop;

import dev.carillon.core.scheduling.SchedulerShard;
import dev.carillon.kafka.codec.Clock;
import dev.carillon.kafka.codec.UnreadableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rebuilds the shard of one partition from the log.
 *
 * <pre>
 *   committed()              waits until the previous owner's offset commits are decided
 *   log ends                 of the state topics, with read_uncommitted: what is decided but not yet marked counts
 *   read, read_committed     until position() has reached those ends; passing a marker takes as long as it takes to land
 *   clock = committed?       no ──▶ again, from where the reading stands
 *   apply                    jobs, job-state, executions, cursor
 * </pre>
 *
 * The order matters. The markers of one transaction land on each partition independently, so that its offsets can be
 * visible before its state is; reading only to the end that read_committed shows would then lose the step. The clock
 * record, which holds the offsets of its own step, proves that the two belong together.
 *
 * <p>An open transaction holds the reading back. After a short wait whoever has it open is fenced, see
 * {@link OpenTransactionFence}.
 *
 * <p>Blocks; runs on a loader thread. Safe to use from several threads.
 */
final class ShardLoader {

    private static final Logger LOG = LoggerFactory.getLogger(ShardLoader.class);
    private static final Duration ASK_EVERY = Duration.ofMillis(50);
    private static final Duration COMPLAIN_EVERY = Duration.ofSeconds(10);

    private final LoopTopics topics;
    private final LoaderConsumers consumers;
    private final LogOffsets offsets;
    private final OpenTransactionFence fence;
    private final IntFunction<SchedulerShard> shards;
    private final Duration fenceAfter;
    private final LoopMetrics metrics;
    private final InstantSource time;

    ShardLoader(
            LoopTopics topics,
            LoaderClients clients,
            IntFunction<SchedulerShard> shards,
            Duration fenceAfter,
            LoopMetrics metrics,
            InstantSource time) {
        this.topics = topics;
        this.consumers = clients.consumers();
        this.offsets = clients.offsets();
        this.fence = clients.fence();
        this.shards = shards;
        this.fenceAfter = fenceAfter;
        this.metrics = metrics;
        this.time = time;
    }

    /** What a load talks to Kafka with. */
    record LoaderClients(LoaderConsumers consumers, LogOffsets offsets, OpenTransactionFence fence) {}

    /**
     * Loads one partition; returns only when the state is whole.
     *
     * @param cancelled asked between polls
     * @throws CancellationException when it was
     * @throws UnreadableStateException when a state record is damaged
     * @throws org.apache.kafka.common.KafkaException when the broker does not answer; may be tried again
     */
    LoadedShard load(int partition, BooleanSupplier cancelled) throws InterruptedException {
        Instant start = time.instant();
        LoadedShard loaded = consumers.read(consumer -> new Load(partition, consumer, cancelled).run());
        Duration took = Duration.between(start, time.instant());
        metrics.loaded(took);
        LOG.atDebug()
                .addKeyValue("partition", partition)
                .addKeyValue("tookMs", took.toMillis())
                .addKeyValue("next", loaded.next())
                .log("shard loaded");
        return loaded;
    }

    /** The group's offsets of the two inputs; empty where nothing was ever committed, or what was has expired. */
    private record Committed(OptionalLong commands, OptionalLong reports) {}

    /** One load under way. */
    private final class Load {

        private final int partition;
        private final Consumer<byte[], byte[]> consumer;
        private final BooleanSupplier cancelled;
        private final List<TopicPartition> state;
        private final StateTail tail;
        private Instant complainAt = time.instant().plus(COMPLAIN_EVERY);

        Load(int partition, Consumer<byte[], byte[]> consumer, BooleanSupplier cancelled) {
            this.partition = partition;
            this.consumer = consumer;
            this.cancelled = cancelled;
            this.state = topics.state(partition);
            this.tail = new StateTail(topics, partition);
        }

        LoadedShard run() throws InterruptedException {
            consumer.assign(state);
            consumer.seekToBeginning(state);
            while (true) {
                Committed committed = committed();
                readUpTo(offsets.last(state));
                Optional<Clock> clock = readClock();
                if (agrees(clock, committed)) {
                    SchedulerShard shard = shards.apply(partition);
                    tail.applyTo(shard);
                    return new LoadedShard(shard, next(clock));
                }
                complain(clock, committed);
            }
        }

        /**
         * The group's offsets. While an offset is pending in a transaction the reading goes on.
         *
         * <p>Asked by the admin client: Kafka's consumer (4.3) that asks once more for what it has not been told in time
         * goes into an endless recursion when the first question fails, as it does when a broker has been restarted.
         */
        private Committed committed() throws InterruptedException {
            List<TopicPartition> inputs = topics.inputs(partition);
            Instant fenceAt = time.instant().plus(fenceAfter);
            while (true) {
                checkCancelled();
                Map<TopicPartition, OptionalLong> found = offsets.committed(inputs);
                OptionalLong commands = found.get(topics.commands(partition));
                OptionalLong reports = found.get(topics.reports(partition));
                if (commands != null && reports != null) {
                    return new Committed(commands, reports);
                }
                if (!time.instant().isBefore(fenceAt)) {
                    metrics.fenced(fence.fence(state));
                    fenceAt = time.instant().plus(fenceAfter);
                }
                readOn();
            }
        }

        private void readOn() {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(ASK_EVERY)) {
                addTo(tail, record);
            }
        }

        private void readUpTo(Map<TopicPartition, Long> targets) throws InterruptedException {
            Instant fenceAt = time.instant().plus(fenceAfter);
            Map<TopicPartition, Long> missing = missing(targets);
            while (!missing.isEmpty()) {
                checkCancelled();
                readOn();
                Map<TopicPartition, Long> rest = missing(targets);
                Instant now = time.instant();
                if (!rest.equals(missing)) {
                    fenceAt = now.plus(fenceAfter);
                } else if (!now.isBefore(fenceAt)) {
                    metrics.fenced(fence.fence(rest.keySet()));
                    fenceAt = time.instant().plus(fenceAfter);
                }
                missing = rest;
            }
        }

        /** How many offsets are still before us, of each partition that is not read up to its end. */
        private Map<TopicPartition, Long> missing(Map<TopicPartition, Long> targets) {
            Map<TopicPartition, Long> missing = new HashMap<>();
            targets.forEach((partition, end) -> {
                long left = end - consumer.position(partition);
                if (left > 0) {
                    missing.put(partition, left);
                }
            });
            return missing;
        }

        private Optional<Clock> readClock() {
            try {
                return tail.clock();
            } catch (UnreadableRecordException e) {
                throw new UnreadableStateException(state.getLast(), Integer.toString(partition), e);
            }
        }

        /**
         * Without a clock record there has been no step: then there must be no committed offsets either. Committed
         * offsets may have expired, which the clock record makes good.
         */
        private static boolean agrees(Optional<Clock> clock, Committed committed) {
            return agrees(clock.map(Clock::commandsOffset), committed.commands())
                    && agrees(clock.map(Clock::reportsOffset), committed.reports());
        }

        private static boolean agrees(Optional<Long> clock, OptionalLong committed) {
            return committed.isEmpty() || clock.isPresent() && clock.get() == committed.getAsLong();
        }

        /** The start of an input, when nothing was read of it yet or retention has passed where it was left. */
        private InputOffsets next(Optional<Clock> clock) throws InterruptedException {
            Map<TopicPartition, Long> first = offsets.first(topics.inputs(partition));
            return new InputOffsets(
                    atLeast(topics.commands(partition), first, clock.map(Clock::commandsOffset)),
                    atLeast(topics.reports(partition), first, clock.map(Clock::reportsOffset)));
        }

        private static long atLeast(TopicPartition input, Map<TopicPartition, Long> first, Optional<Long> left) {
            long start = first.getOrDefault(input, 0L);
            if (left.isPresent() && left.get() < start) {
                LOG.atError()
                        .addKeyValue("partition", input)
                        .addKeyValue("from", left.get())
                        .addKeyValue("to", start)
                        .log("retention has deleted records that were never read; reading goes on after them");
            }
            return Math.max(start, left.orElse(start));
        }

        private void complain(Optional<Clock> clock, Committed committed) {
            if (time.instant().isBefore(complainAt)) {
                return;
            }
            complainAt = time.instant().plus(COMPLAIN_EVERY);
            LOG.atError()
                    .addKeyValue("partition", partition)
                    .addKeyValue("clock", clock)
                    .addKeyValue("committed", committed)
                    .log("the committed offsets are not those of the last step, so the partition stays unserved; were"
                            + " they reset by hand? Delete the group's offsets of this partition to go by the clock");
        }

        private void checkCancelled() throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("load of partition " + partition);
            }
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("partition " + partition + " is no longer this node's");
            }
        }
    }

    private static void addTo(StateTail tail, ConsumerRecord<byte[], byte[]> record) {
        try {
            tail.add(record);
        } catch (UnreadableRecordException e) {
            throw new UnreadableStateException(
                    new TopicPartition(record.topic(), record.partition()), "offset " + record.offset(), e);
        }
    }
}
