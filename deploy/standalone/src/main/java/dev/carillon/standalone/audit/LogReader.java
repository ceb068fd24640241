package dev.carillon.standalone.audit;

import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.standalone.transfer.KafkaAnswers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads stretches of topics, without a group, what is committed only. An end is asked for as it is for everybody, so that
 * a transaction which is still open is waited for. For one thread; {@link #stop} for any.
 */
final class LogReader implements AutoCloseable {

    /** An open transaction ends within seconds; longer, and something is wrong. */
    private static final Duration STALLED_AFTER = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrap;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;

    LogReader(ClusterSettings cluster) {
        bootstrap = cluster.bootstrap();
        admin = Admin.create(KafkaAnswers.config(cluster.clientProperties(), "audit"));
        consumer = new KafkaConsumer<>(
                KafkaAnswers.consumer(cluster.clientProperties(), "audit"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    boolean exists(String topic) throws InterruptedException {
        return KafkaAnswers.await(bootstrap, admin.listTopics().names()).contains(topic);
    }

    /** @throws StartRefusedException when there is no such topic */
    Set<TopicPartition> partitions(String topic) throws InterruptedException {
        if (!exists(topic)) {
            throw new StartRefusedException("Kafka at " + bootstrap + " has no topic " + topic
                    + "; check --prefix, or start a scheduler of that cluster first.");
        }
        TopicDescription description = KafkaAnswers.await(
                        bootstrap, admin.describeTopics(Set.of(topic)).allTopicNames())
                .values()
                .iterator()
                .next();
        return description.partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .collect(Collectors.toSet());
    }

    Map<TopicPartition, Long> beginnings(Set<TopicPartition> partitions) throws InterruptedException {
        return offsets(partitions, OffsetSpec.earliest());
    }

    Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) throws InterruptedException {
        return offsets(partitions, OffsetSpec.latest());
    }

    /** Of each partition the first offset at or after the instant; its end where there is none. */
    Map<TopicPartition, Long> at(Set<TopicPartition> partitions, Instant instant) throws InterruptedException {
        Map<TopicPartition, Long> found = offsets(partitions, OffsetSpec.forTimestamp(instant.toEpochMilli()));
        Map<TopicPartition, Long> ends = ends(partitions);
        found.replaceAll((partition, offset) -> offset < 0 ? ends.getOrDefault(partition, 0L) : offset);
        return found;
    }

    private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec spec)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, spec));
        Map<TopicPartition, ListOffsetsResultInfo> answer =
                KafkaAnswers.await(bootstrap, admin.listOffsets(asked).all());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    /** Of every key of a compacted topic the newest value. */
    Map<String, byte[]> newest(String topic) throws InterruptedException {
        Set<TopicPartition> partitions = partitions(topic);
        Map<String, byte[]> newest = new TreeMap<>();
        read(beginnings(partitions), ends(partitions), record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                newest.remove(key);
            } else {
                newest.put(key, record.value());
            }
        });
        return newest;
    }

    /**
     * Hands over every record of each partition from the one offset up to the other.
     *
     * @throws StartRefusedException when Kafka does not let it be read
     */
    void read(
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try {
            assign(from);
            long position = -1;
            long progressAt = System.nanoTime();
            while (from.keySet().stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() < ends.getOrDefault(partitionOf(record), 0L)) {
                        reader.accept(record);
                    }
                }
                long now = from.keySet().stream().mapToLong(consumer::position).sum();
                if (now > position) {
                    position = now;
                    progressAt = System.nanoTime();
                } else if (System.nanoTime() - progressAt > STALLED_AFTER.toNanos()) {
                    throw new StartRefusedException("Nothing more of " + from.keySet() + " came for "
                            + STALLED_AFTER.toSeconds() + " s. Try again, and look at the brokers' load.");
                }
            }
        } catch (KafkaException e) {
            throw KafkaAnswers.refused(bootstrap, e);
        }
    }

    /** Goes on from these offsets with {@link #poll}. */
    void assign(Map<TopicPartition, Long> from) {
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
    }

    /** What has come since; waits a moment for something. */
    void poll(Duration atMost, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        consumer.poll(atMost).forEach(reader);
    }

    /** Whether {@link #poll} has come so far. */
    boolean hasReached(Map<TopicPartition, Long> offsets) {
        return consumer.assignment().stream()
                .allMatch(each -> consumer.position(each) >= offsets.getOrDefault(each, 0L));
    }

    /** Lets {@link #poll} throw a {@link org.apache.kafka.common.errors.WakeupException}. */
    void stop() {
        consumer.wakeup();
    }

    private static TopicPartition partitionOf(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(KafkaAnswers.CLOSE_WITHIN));
        admin.close(KafkaAnswers.CLOSE_WITHIN);
    }
}
