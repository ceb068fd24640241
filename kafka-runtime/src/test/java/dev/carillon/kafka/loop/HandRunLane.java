package dev.carillon.kafka.loop;

import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.SchedulerShard;
import dev.carillon.core.scheduling.ShardSettings;
import dev.carillon.kafka.clock.BrokerClock;
import dev.carillon.kafka.codec.CommandCodec;
import dev.carillon.kafka.topics.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A lane whose steps a test runs one by one, on Kafka's own fakes of its clients. Shards are rebuilt from what the fake
 * producers have committed, as a loader would.
 */
final class HandRunLane {

    static final LoopTopics TOPICS = new LoopTopics(new Topics("t."), 1);
    static final TopicPartition COMMANDS = TOPICS.commands(0);
    static final TopicPartition REPORTS = TOPICS.reports(0);

    final LogConsumer consumer = new LogConsumer();
    final List<FussyProducer> producers = new ArrayList<>();
    final BrokerClock clock;
    final PartitionLoop loop;
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Predicate<ProducerRecord<byte[], byte[]>> tooLarge = record -> false;
    LaneStatus status = LaneStatus.STARTING;
    int loads;

    private final List<byte[]> commands = new ArrayList<>();

    HandRunLane() {
        Instant start = now;
        clock = new BrokerClock(() -> now, () -> Duration.between(start, now).toNanos(), Duration.ofHours(1));
        FleetSnapshot nobody = new FleetSnapshot(List.of(), Set.of(), 1, Instant.EPOCH, true);
        LoopMetrics metrics = new LoopMetrics(new SimpleMeterRegistry());
        consumer.updateBeginningOffsets(Map.of(COMMANDS, 0L, REPORTS, 0L));
        loop = new PartitionLoop(new LaneParts(
                TOPICS,
                consumer,
                new TransactionalWriter(this::producer, (record, sentAt) -> {}, () -> now),
                new StepEncoder(TOPICS, "test", (topic, partition) -> true, metrics),
                this::load,
                partitions -> new CompletableFuture<>(),
                member -> CompletableFuture.completedFuture(Optional.of(Set.of())),
                () -> nobody,
                clock,
                LoopSettings.DEFAULT,
                metrics,
                newest -> status = newest,
                atMost -> {}));
    }

    /** Gives out what stands at its position, however often it is sent back there; Kafka's fake gives a record once. */
    final class LogConsumer extends MockConsumer<byte[], byte[]> {

        LogConsumer() {
            super("none");
        }

        /** As the real one does, and Kafka's fake does not: what is held is revoked. */
        @Override
        public synchronized void unsubscribe() {
            rebalance(List.of());
            super.unsubscribe();
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            if (assignment().contains(COMMANDS) && !paused().contains(COMMANDS)) {
                for (int offset = (int) position(COMMANDS); offset < commands.size(); offset++) {
                    addRecord(new ConsumerRecord<>(
                            COMMANDS.topic(), COMMANDS.partition(), offset, new byte[0], commands.get(offset)));
                }
            }
            return super.poll(timeout);
        }
    }

    /** Refuses the records that the test calls too large. */
    final class FussyProducer extends MockProducer<byte[], byte[]> {

        FussyProducer() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized java.util.concurrent.Future<RecordMetadata> send(
                ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (tooLarge.test(record)) {
                throw new RecordTooLargeException("too large: " + record.topic());
            }
            return super.send(record, callback);
        }
    }

    private FussyProducer producer() {
        FussyProducer made = new FussyProducer();
        producers.add(made);
        return made;
    }

    FussyProducer writing() {
        return producers.getLast();
    }

    void trustClock() {
        clock.offer(now, now, now);
    }

    /** The group gives the partition to the lane during the next poll. */
    void assign() {
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(COMMANDS, REPORTS)));
    }

    void revoke() {
        consumer.schedulePollTask(() -> consumer.rebalance(List.of()));
    }

    void revokeAndAssignAgain() {
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of());
            consumer.rebalance(List.of(COMMANDS, REPORTS));
        });
    }

    /** Runs steps until the lane serves its partition. */
    void serve() {
        trustClock();
        assign();
        run(3);
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            loop.doWork();
        }
    }

    void command(Command command) {
        commands.add(CommandCodec.encode(command, now));
    }

    private CompletableFuture<LoadedShard> load(int partition) {
        loads++;
        StateTail tail = new StateTail(TOPICS, partition);
        committed()
                .filter(record ->
                        TOPICS.state(0).stream().anyMatch(state -> state.topic().equals(record.topic())))
                .forEach(record -> tail.add(new ConsumerRecord<>(record.topic(), 0, 0, record.key(), record.value())));
        SchedulerShard shard = new SchedulerShard(ShardSettings.DEFAULT, 1);
        tail.applyTo(shard);
        long next = tail.clock().map(read -> read.commandsOffset()).orElse(0L);
        return CompletableFuture.completedFuture(new LoadedShard(shard, new InputOffsets(next, 0)));
    }

    java.util.stream.Stream<ProducerRecord<byte[], byte[]>> committed() {
        return producers.stream().flatMap(producer -> producer.history().stream());
    }

    List<ProducerRecord<byte[], byte[]>> committed(String topic) {
        return committed().filter(record -> record.topic().equals(topic)).toList();
    }
}
