package dev.carillon.gateway.view;

import dev.carillon.core.job.JobId;
import dev.carillon.kafka.codec.DefinitionCodec;
import dev.carillon.kafka.codec.Keys;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** The log that a view follows, filled by hand: one partition of each topic, read by a consumer without a broker. */
final class FollowedLog {

    static final TopicPartition JOBS = new TopicPartition("jobs", 0);
    static final TopicPartition HISTORY = new TopicPartition("history", 0);
    static final TopicPartition WORKERS = new TopicPartition("workers", 0);
    static final FollowedTopics TOPICS = new FollowedTopics("jobs", "projects", "calendars", "history", "workers");

    private final InstantSource time;
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    /** @param time when records are appended */
    FollowedLog(InstantSource time) {
        this.time = time;
        for (TopicPartition partition : List.of(JOBS, HISTORY, WORKERS)) {
            Node node = Node.noNode();
            consumer.updatePartitions(
                    partition.topic(),
                    List.of(new PartitionInfo(partition.topic(), 0, node, new Node[] {node}, new Node[] {node})));
        }
        ends(0, 0, 0);
    }

    MockConsumer<byte[], byte[]> consumer() {
        return consumer;
    }

    void ends(long jobs, long history, long workers) {
        consumer.updateBeginningOffsets(Map.of(JOBS, 0L, HISTORY, 0L, WORKERS, 0L));
        consumer.updateEndOffsets(Map.of(JOBS, jobs, HISTORY, history, WORKERS, workers));
    }

    void job(long offset, long id, long revision) {
        record(JOBS, offset, Keys.of(new JobId(id)), DefinitionCodec.encode(Samples.job(id, revision)));
    }

    void record(TopicPartition partition, long offset, byte[] key, byte @Nullable [] value) {
        consumer.addRecord(new ConsumerRecord<>(
                partition.topic(),
                0,
                offset,
                time.instant().toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                key.length,
                value == null ? -1 : value.length,
                key,
                value,
                new RecordHeaders(),
                Optional.empty()));
    }
}
