package dev.carillon.kafka.loop;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Asks Kafka's own admin client, on whose thread the answers come. */
final class KafkaLoopAdmin implements LoopAdmin {

    private static final ListOffsetsOptions UNCOMMITTED = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
    private static final ListConsumerGroupOffsetsOptions STABLE =
            new ListConsumerGroupOffsetsOptions().requireStable(true);

    private final Admin admin;
    private final String groupId;

    /**
     * @param admin becomes this object's own
     * @param groupId of the schedulers
     */
    KafkaLoopAdmin(Admin admin, String groupId) {
        this.admin = admin;
        this.groupId = groupId;
    }

    @Override
    public CompletableFuture<Map<TopicPartition, Long>> firstOffsets(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest());
    }

    @Override
    public CompletableFuture<Map<TopicPartition, Long>> lastOffsets(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    private CompletableFuture<Map<TopicPartition, Long>> offsets(
            Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, spec));
        return later(admin.listOffsets(asked, UNCOMMITTED).all().thenApply(found -> {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            found.forEach((partition, info) -> offsets.put(partition, info.offset()));
            return offsets;
        }));
    }

    @Override
    public CompletableFuture<Map<TopicPartition, OptionalLong>> committedOffsets(
            Collection<TopicPartition> partitions) {
        var asked = Map.of(groupId, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions));
        return later(admin.listConsumerGroupOffsets(asked, STABLE)
                .partitionsToOffsetAndMetadata()
                .thenApply(found -> {
                    Map<TopicPartition, OptionalLong> offsets = new HashMap<>();
                    found.forEach((partition, committed) -> offsets.put(
                            partition, committed == null ? OptionalLong.empty() : OptionalLong.of(committed.offset())));
                    return offsets;
                }));
    }

    @Override
    public CompletableFuture<Optional<Set<TopicPartition>>> target(String memberId) {
        return later(admin.describeConsumerGroups(Set.of(groupId))
                .all()
                .thenApply(groups -> groups.values().stream()
                        .filter(group -> group.targetAssignmentEpoch().equals(group.groupEpoch()))
                        .flatMap(group -> group.members().stream())
                        .filter(member -> member.consumerId().equals(memberId))
                        .findFirst()
                        .flatMap(MemberDescription::targetAssignment)
                        .map(MemberAssignment::topicPartitions)));
    }

    @Override
    public CompletableFuture<Set<Long>> openProducers(Collection<TopicPartition> partitions) {
        return later(admin.describeProducers(partitions)
                .all()
                .thenApply(described -> described.values().stream()
                        .flatMap(state -> state.activeProducers().stream())
                        .filter(producer ->
                                producer.currentTransactionStartOffset().isPresent())
                        .map(producer -> producer.producerId())
                        .collect(Collectors.toSet())));
    }

    @Override
    public CompletableFuture<Collection<TransactionListing>> transactions(Set<Long> producerIds) {
        return later(admin.listTransactions(new ListTransactionsOptions().filterProducerIds(producerIds))
                .all());
    }

    @Override
    public CompletableFuture<Void> fence(Collection<String> transactionalIds) {
        return later(admin.fenceProducers(transactionalIds).all());
    }

    @Override
    public CompletableFuture<Integer> partitions(String topic) {
        return later(admin.describeTopics(Set.of(topic))
                .allTopicNames()
                .thenApply(found -> found.values().stream()
                        .mapToInt(description -> description.partitions().size())
                        .sum()));
    }

    private static <T> CompletableFuture<T> later(KafkaFuture<T> answer) {
        return answer.toCompletionStage().toCompletableFuture();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
