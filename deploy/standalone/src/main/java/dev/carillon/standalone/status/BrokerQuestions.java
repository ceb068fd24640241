package dev.carillon.standalone.status;

import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.StartRefusedException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;

/** What a status asks of the brokers. Each question waits a few seconds for its answer; the client sees to that. */
final class BrokerQuestions implements AutoCloseable {

    private static final int ANSWER_WITHIN_MS = 5_000;
    private static final int GIVE_UP_AFTER_MS = 10_000;

    private final String bootstrap;
    private final Admin admin;

    BrokerQuestions(ClusterSettings cluster) {
        bootstrap = cluster.bootstrap();
        Map<String, Object> config = new HashMap<>(cluster.clientProperties());
        config.put("client.id", "status");
        config.put("request.timeout.ms", ANSWER_WITHIN_MS);
        config.put("default.api.timeout.ms", GIVE_UP_AFTER_MS);
        admin = Admin.create(config);
    }

    record Brokers(String clusterId, int count) {}

    Brokers brokers() throws InterruptedException {
        DescribeClusterResult cluster = admin.describeCluster();
        return new Brokers(answer(cluster.clusterId()), answer(cluster.nodes()).size());
    }

    /** How many partitions each topic of the prefix has. */
    Map<String, Integer> partitionCounts(String prefix) throws InterruptedException {
        Set<String> all = answer(admin.listTopics().names());
        List<String> ours =
                all.stream().filter(topic -> topic.startsWith(prefix)).toList();
        Map<String, TopicDescription> found = answer(admin.describeTopics(ours).allTopicNames());
        Map<String, Integer> counts = new HashMap<>();
        found.forEach((topic, description) ->
                counts.put(topic, description.partitions().size()));
        return counts;
    }

    /** Nobody when the group does not exist. */
    Collection<MemberDescription> members(String group) throws InterruptedException {
        Optional<Map<String, ConsumerGroupDescription>> found =
                ifGroupExists(admin.describeConsumerGroups(List.of(group)).all());
        return found.map(groups -> groups.get(group))
                .map(ConsumerGroupDescription::members)
                .orElse(List.of());
    }

    /** Records of the partitions between what the group has committed, or the log's begin, and the log's end. */
    Map<TopicPartition, Long> lags(String group, Collection<TopicPartition> partitions) throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = ifGroupExists(
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .orElse(Map.of());
        Map<TopicPartition, Long> begins = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, Long> lags = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata read = committed.get(partition);
            long from = read == null ? begins.getOrDefault(partition, 0L) : read.offset();
            lags.put(partition, Math.max(0, ends.getOrDefault(partition, 0L) - from));
        }
        return lags;
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer(admin.listOffsets(asked).all()).forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private <T> Optional<T> ifGroupExists(KafkaFuture<T> asked) throws InterruptedException {
        try {
            return Optional.of(asked.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Optional.empty();
            }
            throw refused(e);
        }
    }

    private <T> T answer(KafkaFuture<T> asked) throws InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw refused(e);
        }
    }

    private StartRefusedException refused(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause instanceof TimeoutException
                ? new StartRefusedException(
                        "No Kafka answers at " + bootstrap + "; is it running, and is the login right?", e)
                : new StartRefusedException("Kafka at " + bootstrap + " does not tell how it is: " + cause + ".", e);
    }

    @Override
    public void close() {
        admin.close();
    }
}
