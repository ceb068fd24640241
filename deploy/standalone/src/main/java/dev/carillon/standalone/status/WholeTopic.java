package dev.carillon.standalone.status;

import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.StartRefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a small compacted topic from its begin to its end: of every key the newest record, none where that is a tombstone. */
final class WholeTopic {

    private static final Duration READ_WITHIN = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(200);

    private final ClusterSettings cluster;

    WholeTopic(ClusterSettings cluster) {
        this.cluster = cluster;
    }

    /** @throws StartRefusedException when the end is not reached in time */
    Map<String, ConsumerRecord<byte[], byte[]>> newest(String topic, int partitions) {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            Map<String, ConsumerRecord<byte[], byte[]>> newest = new LinkedHashMap<>();
            long deadline = System.nanoTime() + READ_WITHIN.toNanos();
            while (all.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                if (System.nanoTime() > deadline) {
                    throw new StartRefusedException("Topic " + topic + " could not be read to its end within "
                            + READ_WITHIN.toSeconds() + " s; try again, and look at the brokers' load.");
                }
                consumer.poll(POLL).forEach(record -> keep(record, newest));
            }
            return newest;
        }
    }

    private static void keep(
            ConsumerRecord<byte[], byte[]> record, Map<String, ConsumerRecord<byte[], byte[]>> newest) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            newest.remove(key);
        } else {
            newest.put(key, record);
        }
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>(cluster.clientProperties());
        config.put("client.id", "status");
        config.put("isolation.level", "read_committed");
        config.put("auto.offset.reset", "earliest");
        config.put("enable.auto.commit", false);
        config.put("allow.auto.create.topics", false);
        config.put("default.api.timeout.ms", 10_000);
        return config;
    }
}
