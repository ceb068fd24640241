package dev.carillon.kafka.loop;

import dev.carillon.core.scheduling.Event;
import dev.carillon.core.scheduling.SchedulerShard;
import dev.carillon.kafka.codec.CalendarCodec;
import dev.carillon.kafka.codec.Clock;
import dev.carillon.kafka.codec.ClockCodec;
import dev.carillon.kafka.codec.DefinitionCodec;
import dev.carillon.kafka.codec.ExecutionCodec;
import dev.carillon.kafka.codec.JobStateCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.ProjectCodec;
import dev.carillon.kafka.codec.UnreadableRecordException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The last value of every key of a partition's state topics, as bytes, while a load goes on. Compaction lags, so that
 * a busy topic holds many superseded values; only the last ones are decoded and applied. Belongs to one loader thread.
 */
final class StateTail {

    private final LoopTopics topics;
    private final int partition;
    private final Map<String, Map<String, byte[]>> values = new HashMap<>();

    StateTail(LoopTopics topics, int partition) {
        this.topics = topics;
        this.partition = partition;
    }

    /** @throws UnreadableRecordException when the record has no key */
    void add(ConsumerRecord<byte[], byte[]> record) {
        Map<String, byte[]> last = of(record.topic());
        String key = Keys.text(record.key());
        if (record.value() == null) {
            last.remove(key);
        } else {
            last.put(key, record.value());
        }
    }

    /** @throws UnreadableRecordException when there is one and it cannot be read */
    Optional<Clock> clock() {
        // Keyed by partition: other keys may share the topic and mean nothing to a shard.
        return Optional.ofNullable(of(topics.names().clocks()).get(Integer.toString(partition)))
                .map(ClockCodec::decode);
    }

    /**
     * Applies everything to a fresh shard: definitions first, since executions are queued by what those say. What is applied
     * is no longer held here, so that a large state is in memory once.
     *
     * @throws UnreadableStateException naming the record that cannot be read
     */
    void applyTo(SchedulerShard shard) {
        apply(shard, topics.names().jobs(), (key, value) -> new Event.JobPut(DefinitionCodec.decode(value)));
        apply(shard, topics.names().projects(), (key, value) -> new Event.ProjectPut(ProjectCodec.decode(value)));
        apply(shard, topics.names().calendars(), (key, value) -> CalendarCodec.decode(value));
        apply(shard, topics.names().jobState(), (key, value) -> new Event.JobStatePut(JobStateCodec.decode(value)));
        apply(shard, topics.names().executions(), (key, value) -> new Event.ExecutionPut(ExecutionCodec.decode(value)));
        clock().ifPresent(clock -> {
            shard.apply(new Event.CursorMoved(clock.cursor()));
            shard.apply(new Event.DecidedAt(clock.decidedAt()));
        });
    }

    private void apply(SchedulerShard shard, String topic, BiFunction<String, byte[], Event> decoder) {
        Map<String, byte[]> last = of(topic);
        values.remove(topic);
        last.forEach((key, value) -> {
            try {
                shard.apply(decoder.apply(key, value));
            } catch (RuntimeException e) {
                throw new UnreadableStateException(new TopicPartition(topic, partition), key, e);
            }
        });
    }

    private Map<String, byte[]> of(String topic) {
        return values.computeIfAbsent(topic, any -> new LinkedHashMap<>());
    }
}
