package dev.carillon.kafka.loop;

import dev.carillon.testkit.simulation.SimulatedBroker;
import dev.carillon.testkit.simulation.SimulatedConsumer;
import dev.carillon.testkit.simulation.SimulatedProcess;
import dev.carillon.testkit.simulation.SimulatedProducer;
import dev.carillon.testkit.simulation.SimulatedSender;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** The clients of one simulated scheduler; the tests of worker-node have them from here. */
public class SimulatedClients implements LoopClients {

    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(2);
    private static final int LOADED_AT_ONCE = 10_000;

    private final SimulatedProcess process;
    private final SimulatedBroker broker;
    private final String groupId;
    private final int pollRecordsMax;

    /**
     * @param process that they are of: they die with it
     * @param pollRecordsMax of one poll; loading takes more at once
     */
    public SimulatedClients(SimulatedProcess process, SimulatedBroker broker, String groupId, int pollRecordsMax) {
        this.process = process;
        this.broker = broker;
        this.groupId = groupId;
        this.pollRecordsMax = pollRecordsMax;
    }

    @Override
    public Consumer<byte[], byte[]> member(String clientId) {
        return reading(true, pollRecordsMax);
    }

    @Override
    public Consumer<byte[], byte[]> loader(String clientId) {
        return reading(true, LOADED_AT_ONCE);
    }

    @Override
    public Consumer<byte[], byte[]> workers(String clientId) {
        return reading(false, pollRecordsMax);
    }

    private Consumer<byte[], byte[]> reading(boolean readCommitted, int recordsMax) {
        return SimulatedConsumer.in(process, broker, new SimulatedConsumer.Config(groupId, readCommitted, recordsMax));
    }

    @Override
    public Producer<byte[], byte[]> transactional(String transactionalId) {
        return SimulatedProducer.in(process, broker, transactionalId, TRANSACTION_TIMEOUT);
    }

    @Override
    public Producer<byte[], byte[]> probing(String clientId) {
        return SimulatedSender.in(process, broker, PROBE_PATIENCE);
    }

    @Override
    public LoopAdmin admin(String clientId) {
        return new Questions();
    }

    private final class Questions implements LoopAdmin {

        @Override
        public CompletableFuture<Map<TopicPartition, Long>> firstOffsets(Collection<TopicPartition> partitions) {
            return broker.starts(process, partitions);
        }

        @Override
        public CompletableFuture<Map<TopicPartition, Long>> lastOffsets(Collection<TopicPartition> partitions) {
            return broker.ends(process, partitions);
        }

        @Override
        public CompletableFuture<Map<TopicPartition, OptionalLong>> committedOffsets(
                Collection<TopicPartition> partitions) {
            return broker.committedOffsets(process, partitions);
        }

        @Override
        public CompletableFuture<Optional<Set<TopicPartition>>> target(String memberId) {
            return broker.target(process, memberId);
        }

        @Override
        public CompletableFuture<Set<Long>> openProducers(Collection<TopicPartition> partitions) {
            return broker.openProducers(process, partitions);
        }

        @Override
        public CompletableFuture<Collection<TransactionListing>> transactions(Set<Long> producerIds) {
            return broker.transactions(process, producerIds);
        }

        @Override
        public CompletableFuture<Void> fence(Collection<String> transactionalIds) {
            return broker.fence(process, transactionalIds);
        }

        @Override
        public CompletableFuture<Integer> partitions(String topic) {
            return broker.partitions(process, topic);
        }

        @Override
        public void close() {
            // Answers that come later find nobody.
        }
    }
}
