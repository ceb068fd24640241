package dev.carillon.standalone.transfer;

import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.StartRefusedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads whole topics, each from its begin to its end as it is at the call, without a group.
 *
 * <p>Only what is committed is read, but up to the end of all that was written: a transaction that is being committed
 * shows its markers on one partition before it does on another, and what somebody was told is done must be seen here.
 */
final class CompactedTopics implements AutoCloseable {

    /** An open transaction ends within seconds; longer, and something is wrong. */
    private static final Duration STALLED_AFTER = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrap;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;

    CompactedTopics(ClusterSettings cluster, Admin admin) {
        this.bootstrap = cluster.bootstrap();
        this.admin = admin;
        this.consumer = new KafkaConsumer<>(
                KafkaAnswers.consumer(cluster.clientProperties(), "transfer"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * Hands over every record, those of a key in their order.
     *
     * @throws StartRefusedException when there is no such topic, or Kafka does not let it be read to its end
     */
    void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) throws InterruptedException {
        Map<TopicPartition, Long> ends = ends(topic);
        try {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            long position = -1;
            long progressAt = System.nanoTime();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(reader);
                long now = ends.keySet().stream().mapToLong(consumer::position).sum();
                if (now > position) {
                    position = now;
                    progressAt = System.nanoTime();
                } else if (System.nanoTime() - progressAt > STALLED_AFTER.toNanos()) {
                    throw new StartRefusedException(
                            "Topic " + topic + " could not be read to its end: nothing came for "
                                    + STALLED_AFTER.toSeconds() + " s. Try again, and look at the brokers' load.");
                }
            }
        } catch (KafkaException e) {
            throw KafkaAnswers.refused(bootstrap, e);
        }
    }

    /** How many partitions it has. */
    int partitions(String topic) throws InterruptedException {
        return describe(topic).partitions().size();
    }

    private Map<TopicPartition, Long> ends(String topic) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        describe(topic)
                .partitions()
                .forEach(partition -> asked.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> answer =
                KafkaAnswers.await(bootstrap, admin.listOffsets(asked).all());
        Map<TopicPartition, Long> ends = new HashMap<>();
        answer.forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private TopicDescription describe(String topic) throws InterruptedException {
        try {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new StartRefusedException(
                        "Kafka at " + bootstrap + " has no topic " + topic
                                + "; check --prefix, or start a scheduler of that cluster first.",
                        e);
            }
            throw KafkaAnswers.refused(bootstrap, e.getCause() == null ? e : e.getCause());
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(KafkaAnswers.CLOSE_WITHIN));
    }
}
