package dev.carillon.kafka.loop;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;

/**
 * What a scheduler asks of the brokers besides reading and writing. Nothing blocks; answers come later, and an answer
 * that fails does so with what the broker said.
 */
public interface LoopAdmin extends AutoCloseable {

    /** Where logs begin. */
    CompletableFuture<Map<TopicPartition, Long>> firstOffsets(Collection<TopicPartition> partitions);

    /** Where logs end, open transactions included. */
    CompletableFuture<Map<TopicPartition, Long>> lastOffsets(Collection<TopicPartition> partitions);

    /**
     * The group's committed offsets; empty where there is none. A partition for which a transaction has an offset pending
     * is left out: nobody can say yet.
     */
    CompletableFuture<Map<TopicPartition, OptionalLong>> committedOffsets(Collection<TopicPartition> partitions);

    /**
     * What the group means a member to have, which others may still have to give up first; empty when it knows no such
     * member or has not made up its mind.
     */
    CompletableFuture<Optional<Set<TopicPartition>>> target(String memberId);

    /** The ids of the producers that have an open transaction on any of these partitions. */
    CompletableFuture<Set<Long>> openProducers(Collection<TopicPartition> partitions);

    /** How the transactions of these producers stand, by the coordinators. */
    CompletableFuture<Collection<TransactionListing>> transactions(Set<Long> producerIds);

    /** Ends what these producers have open and keeps them from writing until they begin anew. */
    CompletableFuture<Void> fence(Collection<String> transactionalIds);

    /** How many partitions a topic has. */
    CompletableFuture<Integer> partitions(String topic);

    /** Does not wait for answers that are still to come. */
    @Override
    void close();
}
