package dev.carillon.standalone.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka clients of strings, for the tests of this package. */
final class BrokerClients {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private BrokerClients() {}

    static KafkaProducer<String, String> producer(EmbeddedBroker broker, String transactionalId) {
        Map<String, Object> settings = new HashMap<>(broker.clientProperties());
        settings.put("transactional.id", transactionalId);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    static KafkaConsumer<String, String> consumer(EmbeddedBroker broker, Map<String, String> more) {
        Map<String, Object> settings = new HashMap<>(broker.clientProperties());
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        settings.putAll(more);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    /**
     * The committed values of a partition, from its beginning to the end that it has now. A commit returns before its marker
     * has landed; a reader of what is committed would take the end to lie before it.
     */
    static List<String> committedValues(EmbeddedBroker broker, TopicPartition partition) throws Exception {
        try (Admin admin = Admin.create(new HashMap<>(broker.clientProperties()));
                KafkaConsumer<String, String> consumer = consumer(broker, Map.of("enable.auto.commit", "false"))) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
            List<String> values = new ArrayList<>();
            pollUntil(consumer, () -> consumer.position(partition) >= end, values);
            return values;
        }
    }

    /** Polls until {@code condition} holds; what is read meanwhile is added to {@code values}. */
    static void pollUntil(KafkaConsumer<String, String> consumer, BooleanSupplier condition, List<String> values) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("Not within " + PATIENCE + "; read so far: " + values);
            }
            for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                values.add(record.value());
            }
        }
    }
}
