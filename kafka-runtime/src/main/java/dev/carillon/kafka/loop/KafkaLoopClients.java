package dev.carillon.kafka.loop;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the clients with the settings that a scheduler's guarantees rest on. */
final class KafkaLoopClients implements LoopClients {

    private static final int BLOCK_MS = 5_000;
    private static final int ANSWER_WITHIN_MS = 4_000;

    private final Map<String, Object> connection;
    private final String groupId;
    private final int pollRecordsMax;

    /** @param connection bootstrap servers, security and whatever the operator passes through */
    KafkaLoopClients(Map<String, Object> connection, String groupId, int pollRecordsMax) {
        this.connection = Map.copyOf(connection);
        this.groupId = groupId;
        this.pollRecordsMax = pollRecordsMax;
    }

    @Override
    public Consumer<byte[], byte[]> member(String clientId) {
        Map<String, Object> config = reading(clientId, "read_committed");
        config.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        config.put(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG, "range");
        config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 20_000);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, pollRecordsMax);
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> loader(String clientId) {
        Map<String, Object> config = reading(clientId, "read_committed");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        // Whoever waits for the shard waits for every answer of the broker.
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> workers(String clientId) {
        Map<String, Object> config = reading(clientId, "read_uncommitted");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return consumer(config);
    }

    @Override
    public Producer<byte[], byte[]> transactional(String transactionalId) {
        Map<String, Object> config = new HashMap<>(connection);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, transactionalId);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        // Without, the first record of a step goes out alone, and each further request adds partitions to the
        // transaction anew.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        // With the default of 100 ms every transaction now and then waits 100 ms for the markers of the one before.
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 2);
        config.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 20);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, BLOCK_MS);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, BLOCK_MS);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Producer<byte[], byte[]> probing(String clientId) {
        Map<String, Object> config = new HashMap<>(connection);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2_000);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public LoopAdmin admin(String clientId) {
        Map<String, Object> config = new HashMap<>(connection);
        config.put("client.id", clientId);
        config.put("default.api.timeout.ms", BLOCK_MS);
        config.put("request.timeout.ms", ANSWER_WITHIN_MS);
        return new KafkaLoopAdmin(Admin.create(config), groupId);
    }

    private Map<String, Object> reading(String clientId, String isolation) {
        Map<String, Object> config = new HashMap<>(connection);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BLOCK_MS);
        return config;
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
