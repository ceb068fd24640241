package dev.carillon.cluster.harness;

import dev.carillon.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads whole topics as they lie in the log: committed records, every partition, from offset 0 to the very end.
 *
 * <p>The end is asked for with read_uncommitted, so that a transaction that is still open holds the judge back instead
 * of hiding what comes after it. Not thread-safe.
 */
public final class TopicJudge implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private final Admin admin;
    private final Consumer<byte[], byte[]> consumer;

    public TopicJudge(TestKafka kafka) {
        admin = kafka.admin();
        consumer = kafka.committedReader();
    }

    /**
     * Every committed record of the topic, in the order of each partition.
     *
     * @throws AssertionError when records were deleted from its beginning, or its end cannot be reached
     */
    public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        Map<TopicPartition, Long> first = offsets(partitions(topic), OffsetSpec.earliest());
        if (first.values().stream().anyMatch(offset -> offset != 0)) {
            throw new AssertionError(topic + " does not begin at offset 0: " + first);
        }
        return committed(topic);
    }

    private List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    /** As {@link #records}, also of a topic whose first records have been deleted or compacted away. */
    public List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        List<TopicPartition> partitions = partitions(topic);
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Await.until("read " + topic + " up to " + ends, WITHIN, () -> {
            consumer.poll(POLL).forEach(records::add);
            return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        });
        return records;
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        KafkaAnswers.of("offsets", admin.listOffsets(asked).all())
                .forEach((TopicPartition partition, ListOffsetsResultInfo info) ->
                        offsets.put(partition, info.offset()));
        return offsets;
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
