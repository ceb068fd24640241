package dev.carillon.kafka.loop;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What one step of a lane wants written in one transaction, apart by shard, so that the part of a shard which the lane
 * has lost in the meantime can be left out. Belongs to the lane's thread.
 *
 * <p>A shard that is in the batch has its clock record written and both its input offsets committed, also when it
 * consumed nothing: the clock record and the committed offsets of one transaction always agree, which is how a loader
 * knows that it has read everything.
 */
final class StepBatch {

    private final Map<Integer, ShardWrites> shards = new LinkedHashMap<>();

    /** The part of a shard, which from now on counts as touched. */
    ShardWrites of(OwnedShard shard) {
        return shards.computeIfAbsent(shard.partition(), partition -> new ShardWrites(shard));
    }

    boolean isEmpty() {
        return shards.isEmpty();
    }

    Set<Integer> partitions() {
        return Set.copyOf(shards.keySet());
    }

    Collection<ShardWrites> writes() {
        return Collections.unmodifiableCollection(shards.values());
    }

    /** Leaves out the shards that are no longer the ones the decisions were taken with. */
    void keep(Predicate<OwnedShard> stillOurs) {
        shards.values().removeIf(writes -> !stillOurs.test(writes.shard()));
    }

    void forEach(Consumer<ProducerRecord<byte[], byte[]>> action) {
        shards.values().forEach(writes -> writes.forEach(action));
    }

    /** Records taken, fires and timers, of all shards. */
    int things() {
        return shards.values().stream().mapToInt(ShardWrites::things).sum();
    }

    int size() {
        return shards.values().stream().mapToInt(ShardWrites::size).sum();
    }

    /** The next offsets of both inputs of every shard in the batch. */
    Map<TopicPartition, OffsetAndMetadata> offsets() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (ShardWrites writes : shards.values()) {
            OwnedShard shard = writes.shard();
            offsets.put(shard.commands(), new OffsetAndMetadata(shard.commandsOffset()));
            offsets.put(shard.reports(), new OffsetAndMetadata(shard.reportsOffset()));
        }
        return offsets;
    }
}
