package dev.carillon.bench.cluster;

import dev.carillon.bench.BenchFailedException;
import dev.carillon.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * The log as it lies at the broker: where topics end, how large they are, and what is in them.
 *
 * <p>Ends are asked for with read_uncommitted, so that an open transaction holds a reader back instead of hiding what comes
 * after it. Not thread-safe.
 */
public final class TopicLog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration READ_WITHIN = Duration.ofMinutes(5);

    private final KafkaAccess kafka;
    private final Admin admin;

    public TopicLog(KafkaAccess kafka) {
        this.kafka = kafka;
        this.admin = kafka.admin();
    }

    /** What is done with a record. */
    public interface Visitor extends java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> {}

    public List<TopicPartition> partitions(String topic) {
        return answer(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                .flatMap(description -> description.partitions().stream())
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    public Map<TopicPartition, Long> ends(String topic) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions(topic).forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        answer(admin.listOffsets(asked).all()).forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    /** The sum of the ends of a topic's partitions: grows with each record and each marker of a transaction. */
    public long end(String topic) {
        return ends(topic).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Bytes of every topic on the broker's disk, by name. */
    public Map<String, Long> bytes() {
        Map<String, Long> bytes = new TreeMap<>();
        answer(admin.describeLogDirs(brokers()).allDescriptions())
                .values()
                .forEach(directories -> directories
                        .values()
                        .forEach(directory -> directory
                                .replicaInfos()
                                .forEach((partition, replica) ->
                                        bytes.merge(partition.topic(), replica.size(), Long::sum))));
        return bytes;
    }

    private Collection<Integer> brokers() {
        return answer(admin.describeCluster().nodes()).stream()
                .map(node -> node.id())
                .toList();
    }

    /** Shows every committed record from offset 0 up to the end as it is now. */
    public void read(String topic, Visitor visitor) {
        Map<TopicPartition, Long> beginning = new HashMap<>();
        partitions(topic).forEach(partition -> beginning.put(partition, 0L));
        read(beginning, visitor);
    }

    /** The same from other offsets on. */
    public void read(Map<TopicPartition, Long> from, Visitor visitor) {
        String topic = from.keySet().iterator().next().topic();
        Map<TopicPartition, Long> ends = ends(topic);
        try (Consumer<byte[], byte[]> consumer = kafka.reader()) {
            consumer.assign(from.keySet());
            List<TopicPartition> unread = new ArrayList<>(from.keySet());
            from.forEach(consumer::seek);
            Await.busily("read " + topic + " to its end", READ_WITHIN, () -> {
                consumer.poll(POLL).forEach(visitor);
                unread.removeIf(each -> consumer.position(each) >= ends.getOrDefault(each, 0L));
                return unread.isEmpty();
            });
        }
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new BenchFailedException("the broker refused to tell: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailedException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
