package dev.carillon.kafka.loop;

import dev.carillon.testkit.TestBroker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** The contract on a real broker, with the clients that a node has. */
@Tag("broker")
@Timeout(180)
class BrokerContractTest implements KafkaContract {

    private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long BREATH_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static TestBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = new TestBroker(Map.of(
                "log.cleaner.backoff.ms",
                "100",
                // A busy machine may take longer for a scenario than a node's transactions may last.
                "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                "3600000"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Override
    public void on(String name, Scenario scenario) {
        play(name, scenario, broker);
    }

    @Override
    public void onTimingOut(String name, Scenario scenario) {
        try (TestBroker impatient = new TestBroker()) {
            play(name, scenario, impatient);
        }
    }

    private static void play(String name, Scenario scenario, TestBroker broker) {
        try (Cluster cluster = new Cluster(broker, name + ".", 2)) {
            scenario.play(new OnBroker(cluster, cluster.clients()));
        } catch (Exception e) {
            throw new AssertionError(name, e);
        }
    }

    @Override
    public void until(Condition condition) throws Exception {
        long deadline = System.nanoTime() + SOON_NANOS;
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen in time");
            }
            LockSupport.parkNanos(BREATH_NANOS);
        }
    }

    private record OnBroker(Cluster cluster, LoopClients clients) implements Kafka {

        @Override
        public LoopTopics topics() {
            return cluster.topics();
        }

        @Override
        public void deleteBefore(TopicPartition partition, long offset) {
            Cluster.await(cluster.admin()
                    .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                    .all());
        }

        @Override
        public TopicPartition narrow() {
            TopicPartition made = new TopicPartition(topics().names().prefix() + "narrow", 0);
            NewTopic topic = new NewTopic(made.topic(), 1, (short) 1).configs(Map.of("max.message.bytes", "500"));
            Cluster.await(cluster.admin().createTopics(List.of(topic)).all());
            return made;
        }

        @Override
        public TopicPartition oftenCleaned() {
            TopicPartition made = new TopicPartition(topics().names().prefix() + "cleaned", 0);
            // Each record begins a segment, and all segments but the newest may be cleaned at once.
            var config = Map.of(
                    "cleanup.policy", "compact",
                    "segment.ms", "1",
                    "min.cleanable.dirty.ratio", "0.01",
                    "max.compaction.lag.ms", "1",
                    "delete.retention.ms", "0");
            NewTopic topic = new NewTopic(made.topic(), 1, (short) 1).configs(config);
            Cluster.await(cluster.admin().createTopics(List.of(topic)).all());
            return made;
        }

        @Override
        public void clean(TopicPartition partition) {
            // The broker's own threads do.
        }

        @Override
        public Consumer<byte[], byte[]> member(String clientId) {
            return clients.member(clientId);
        }

        @Override
        public Consumer<byte[], byte[]> loader(String clientId) {
            return clients.loader(clientId);
        }

        @Override
        public Consumer<byte[], byte[]> workers(String clientId) {
            return clients.workers(clientId);
        }

        @Override
        public Producer<byte[], byte[]> transactional(String transactionalId) {
            return clients.transactional(transactionalId);
        }

        @Override
        public Producer<byte[], byte[]> probing(String clientId) {
            return clients.probing(clientId);
        }

        @Override
        public LoopAdmin admin(String clientId) {
            return clients.admin(clientId);
        }
    }
}
