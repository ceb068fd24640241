package dev.carillon.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The Kafka clients of a worker. Heartbeats, reports and logs each have a producer, so that none waits behind another.
 */
final class WorkerClients {

    private final Map<String, Object> common;
    private final String clientId;

    /** @param common settings of every client, with {@code bootstrap.servers} */
    WorkerClients(Map<String, Object> common, String clientId) {
        this.common = Map.copyOf(common);
        this.clientId = clientId;
    }

    /**
     * A heartbeat that has not arrived after {@code patience} is given up, the next one replaces it: an old one would
     * only stand in the way.
     */
    Producer<byte[], byte[]> heartbeats(Duration patience) {
        int ms = Math.toIntExact(patience.toMillis());
        return producer(
                "heartbeats",
                Map.of(
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, ms,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ms,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, ms,
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1));
    }

    /**
     * Used by the worker's loop, which must not wait: where a send would block it fails after a few milliseconds and
     * is tried again. The topic's metadata is kept for good, so that this does not happen in quiet times.
     */
    Producer<byte[], byte[]> reports() {
        return producer(
                "reports",
                Map.of(
                        // A request costs the broker more than its reports; the scheduler looks every 20 ms.
                        ProducerConfig.LINGER_MS_CONFIG, 5,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 20,
                        ProducerConfig.METADATA_MAX_IDLE_CONFIG,
                                Duration.ofDays(365).toMillis()));
    }

    Producer<byte[], byte[]> logs() {
        return producer(
                "logs",
                Map.of(
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"));
    }

    private Producer<byte[], byte[]> producer(String purpose, Map<String, Object> special) {
        Map<String, Object> properties = new HashMap<>(common);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, clientId + "-" + purpose);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // With the default of 100 ms a send now and then waits that long for nothing.
        properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 2);
        properties.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 20);
        properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        properties.putAll(special);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Without a group: positions are assigned and nothing is committed. */
    Consumer<byte[], byte[]> consumer(String purpose) {
        Map<String, Object> properties = new HashMap<>(common);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId + "-" + purpose);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // When the position has been deleted (a very long outage), what is left is read: unread work is only declined.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
