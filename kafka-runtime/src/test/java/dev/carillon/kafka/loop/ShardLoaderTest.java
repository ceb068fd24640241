package dev.carillon.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Cursor;
import dev.carillon.core.scheduling.Decision;
import dev.carillon.core.scheduling.Fleet;
import dev.carillon.core.scheduling.Output;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.core.scheduling.SchedulerShard;
import dev.carillon.core.scheduling.ShardSettings;
import dev.carillon.kafka.codec.Clock;
import dev.carillon.kafka.codec.ClockCodec;
import dev.carillon.kafka.codec.DefinitionCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.testkit.TestBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What a load waits for, what it ends, and what it refuses, against a broker. */
@Tag("broker")
@Timeout(120)
class ShardLoaderTest {

    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration NEVER = Duration.ofMinutes(5);
    private static final JobId JOB = new JobId(1);

    private static TestBroker broker;

    private Cluster cluster;
    private LoopTopics topics;
    private int partition;

    @BeforeAll
    static void startBroker() {
        broker = new TestBroker();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) {
        cluster = new Cluster(broker, test.getTestMethod().orElseThrow().getName() + ".", 2);
        topics = cluster.topics();
        partition = topics.partitionOf(JOB);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private ShardLoader loader(Duration fenceAfter) {
        LoopAdmin admin = new KafkaLoopAdmin(cluster.admin(), cluster.group());
        return new ShardLoader(
                topics,
                new ShardLoader.LoaderClients(
                        new LoaderConsumers(() -> cluster.clients().loader("loader")),
                        new LogOffsets(admin),
                        new OpenTransactionFence(admin)),
                any -> new SchedulerShard(ShardSettings.DEFAULT, 1),
                fenceAfter,
                new LoopMetrics(new SimpleMeterRegistry()),
                InstantSource.system());
    }

    private CompletableFuture<LoadedShard> load(Duration fenceAfter) {
        return new ShardLoading(loader(fenceAfter), ShardLoading.threads("test", 1, 4)).start(partition);
    }

    private static LoadedShard finished(CompletableFuture<LoadedShard> load) throws Exception {
        return load.get(60, TimeUnit.SECONDS);
    }

    private ProducerRecord<byte[], byte[]> job() {
        JobDefinition definition = JobDefinition.builder(JOB, new Task.Shell("true", List.of(), Map.of()))
                .revision(1)
                .build();
        return new ProducerRecord<>(topics.names().jobs(), partition, Keys.of(JOB), DefinitionCodec.encode(definition));
    }

    private ProducerRecord<byte[], byte[]> clock(long commands, long reports) {
        Clock clock = new Clock(partition, Cursor.at(THEN), THEN, commands, reports, "test");
        return new ProducerRecord<>(
                topics.names().clocks(), partition, Keys.ofPartition(partition), ClockCodec.encode(clock));
    }

    private Map<org.apache.kafka.common.TopicPartition, OffsetAndMetadata> offsets(long commands, long reports) {
        return Map.of(
                topics.commands(partition), new OffsetAndMetadata(commands),
                topics.reports(partition), new OffsetAndMetadata(reports));
    }

    @SuppressWarnings("deprecation") // commits for a group without members, as an owner before this one did
    private ConsumerGroupMetadata group() {
        return new ConsumerGroupMetadata(cluster.group());
    }

    private static boolean knows(LoadedShard loaded) {
        loaded.shard().loaded(THEN);
        var trigger = new Command.EnableJob(new Command.Request("c1", "gateway", "key"), JOB, 0);
        Decision decision = loaded.shard().handle(trigger, THEN, Fleet.empty());
        return decision.outputs().stream()
                .anyMatch(
                        output -> output instanceof Output.ReplyOut(Reply reply) && reply.status() == Reply.Status.OK);
    }

    @Test
    void aFirstStartBeginsAtTheStartOfTheInputs() throws Exception {
        // When
        LoadedShard loaded = finished(load(NEVER));

        // Then
        assertThat(loaded.next()).isEqualTo(new InputOffsets(0, 0));
        assertThat(knows(loaded)).isFalse();
    }

    @Test
    void stateAndOffsetsOfAStepComeBackTogether() throws Exception {
        // Given
        for (int i = 0; i < 5; i++) {
            cluster.send(topics.names().commands(), partition, Keys.of(JOB), new byte[] {1});
        }
        try (Producer<byte[], byte[]> owner = cluster.transactional("owner")) {
            owner.beginTransaction();
            owner.send(job());
            owner.send(clock(3, 0));
            owner.sendOffsetsToTransaction(offsets(3, 0), group());
            owner.commitTransaction();
        }

        // When
        LoadedShard loaded = finished(load(NEVER));

        // Then
        assertThat(loaded.next()).isEqualTo(new InputOffsets(3, 0));
        assertThat(loaded.shard().cursor()).isEqualTo(Cursor.at(THEN));
        assertThat(knows(loaded)).isTrue();
    }

    @Test
    void stateThatIsWrittenButNotYetVisibleIsWaitedFor() throws Exception {
        // Given: the markers of a step have not landed on its state, as if the broker were slow with them
        try (Producer<byte[], byte[]> owner = cluster.transactional("owner")) {
            owner.beginTransaction();
            owner.send(job());
            owner.flush();
            CompletableFuture<LoadedShard> load = load(NEVER);
            assertThat(load.orTimeout(1, TimeUnit.MINUTES)
                            .copy()
                            .completeOnTimeout(null, 1, TimeUnit.SECONDS)
                            .get())
                    .as("nothing was loaded while the state was invisible")
                    .isNull();

            // When
            owner.commitTransaction();

            // Then
            assertThat(knows(finished(load))).isTrue();
        }
    }

    @Test
    void theOpenTransactionOfADeadOwnerIsFencedAndItsStateNeverAppears() throws Exception {
        // Given
        Producer<byte[], byte[]> dead = cluster.transactional("dead");
        dead.beginTransaction();
        dead.send(job());
        dead.sendOffsetsToTransaction(offsets(3, 0), group());
        dead.flush();
        long start = System.nanoTime();

        // When
        LoadedShard loaded = finished(load(Duration.ofMillis(300)));

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("the transaction's own time-out is a minute")
                .isLessThan(Duration.ofSeconds(40));
        assertThat(knows(loaded)).isFalse();
        assertThat(loaded.next()).isEqualTo(new InputOffsets(0, 0));
        assertThatThrownBy(dead::commitTransaction)
                .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
        dead.close(Duration.ZERO);
    }

    @Test
    void aClockThatDisagreesWithTheCommittedOffsetsMeansTheLoadIsNotFinished() throws Exception {
        // Given
        try (Producer<byte[], byte[]> owner = cluster.transactional("owner")) {
            owner.beginTransaction();
            owner.send(clock(0, 0));
            owner.sendOffsetsToTransaction(offsets(2, 0), group());
            owner.commitTransaction();
        }
        for (int i = 0; i < 5; i++) {
            cluster.send(topics.names().commands(), partition, Keys.of(JOB), new byte[] {1});
        }
        CompletableFuture<LoadedShard> load = load(NEVER);
        assertThat(load.copy().completeOnTimeout(null, 1, TimeUnit.SECONDS).get())
                .isNull();

        // When
        cluster.send(
                topics.names().clocks(),
                partition,
                Keys.ofPartition(partition),
                clock(2, 0).value());

        // Then
        assertThat(finished(load).next()).isEqualTo(new InputOffsets(2, 0));
    }

    @Test
    void committedOffsetsThatHaveExpiredAreReplacedByTheClockRecord() throws Exception {
        // Given
        for (int i = 0; i < 5; i++) {
            cluster.send(topics.names().commands(), partition, Keys.of(JOB), new byte[] {1});
        }
        cluster.send(
                topics.names().clocks(),
                partition,
                Keys.ofPartition(partition),
                clock(4, 0).value());

        // When
        LoadedShard loaded = finished(load(NEVER));

        // Then
        assertThat(loaded.next()).isEqualTo(new InputOffsets(4, 0));
    }

    @Test
    void recordsOfOthersInTheClocksTopicMeanNothing() throws Exception {
        // Given
        cluster.send(topics.names().clocks(), partition, Keys.of("node-a"), new byte[] {(byte) 0xff});

        // When
        LoadedShard loaded = finished(load(NEVER));

        // Then
        assertThat(loaded.next()).isEqualTo(new InputOffsets(0, 0));
    }

    @Test
    void aStateRecordThatCannotBeReadFailsTheLoadAndIsNamed() {
        // Given
        cluster.send(topics.names().jobs(), partition, Keys.of(JOB), new byte[] {(byte) 0xff, 1});

        // When
        CompletableFuture<LoadedShard> load = load(NEVER);

        // Then
        assertThatThrownBy(load::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(UnreadableStateException.class)
                .hasMessageContaining(topics.names().jobs())
                .hasMessageContaining("'1'");
    }

    @Test
    void aStateRecordThatCannotBeReadIsHarmlessOnceItIsReplaced() throws Exception {
        // Given
        cluster.send(topics.names().jobs(), partition, Keys.of(JOB), new byte[] {(byte) 0xff, 1});
        cluster.send(topics.names().jobs(), partition, Keys.of(JOB), job().value());

        // When
        LoadedShard loaded = finished(load(NEVER));

        // Then
        assertThat(knows(loaded)).isTrue();
    }
}
