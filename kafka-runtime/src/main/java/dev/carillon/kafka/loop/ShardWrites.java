package dev.carillon.kafka.loop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What one step owes the log for one shard. Belongs to the lane's thread.
 *
 * <p>State records are kept by key and the last write wins: within one transaction nobody can see the earlier ones, and
 * an execution that is triggered and placed in the same step is written once. Messages are kept in order, all of them.
 */
final class ShardWrites {

    /** A state record's place in its compacted topic. */
    record StateKey(String topic, String key) {

        // By hand: there is one for nearly every record, and a record's own hashCode and equals are slower.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof StateKey that && key.equals(that.key) && topic.equals(that.topic);
        }

        @Override
        public int hashCode() {
            return 31 * topic.hashCode() + key.hashCode();
        }
    }

    private final OwnedShard shard;
    private final Map<StateKey, ProducerRecord<byte[], byte[]>> state = new LinkedHashMap<>();
    private final List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    private final Tally tally = new Tally();
    private int things;

    ShardWrites(OwnedShard shard) {
        this.shard = shard;
    }

    OwnedShard shard() {
        return shard;
    }

    void state(String key, ProducerRecord<byte[], byte[]> record) {
        state.put(new StateKey(record.topic(), key), record);
    }

    void message(ProducerRecord<byte[], byte[]> record) {
        messages.add(record);
    }

    void forEach(Consumer<ProducerRecord<byte[], byte[]>> action) {
        state.values().forEach(action);
        messages.forEach(action);
    }

    /** Counts what the step did for the shard: records taken, fires, timers. */
    void didOneThing() {
        things++;
    }

    int things() {
        return things;
    }

    int size() {
        return state.size() + messages.size();
    }

    Tally tally() {
        return tally;
    }
}
