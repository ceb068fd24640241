package dev.carillon.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The topics of a simulated cluster. Topics are made before anything runs. */
public final class SimulatedLog {

    private final Simulation simulation;
    private final Map<TopicPartition, PartitionLog> partitions = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final List<Consumer<TopicPartition>> readers = new ArrayList<>();

    SimulatedLog(Simulation simulation) {
        this.simulation = simulation;
    }

    public void create(String topic, int count) {
        counts.put(topic, count);
        for (int number = 0; number < count; number++) {
            TopicPartition partition = new TopicPartition(topic, number);
            partitions.put(partition, new PartitionLog(partition));
        }
    }

    /** @throws UnknownTopicOrPartitionException when it was not made */
    public int partitions(String topic) {
        Integer count = counts.get(topic);
        if (count == null) {
            throw new UnknownTopicOrPartitionException("no topic " + topic);
        }
        return count;
    }

    PartitionLog of(TopicPartition partition) {
        PartitionLog found = partitions.get(partition);
        if (found == null) {
            throw new UnknownTopicOrPartitionException("no partition " + partition);
        }
        return found;
    }

    public long start(TopicPartition partition) {
        return of(partition).start();
    }

    /** The end, open transactions included. */
    public long end(TopicPartition partition) {
        return of(partition).end();
    }

    /** Everything that read_committed shows now. */
    public List<LogRecord> committed(TopicPartition partition) {
        return of(partition)
                .fetch(of(partition).start(), true, Integer.MAX_VALUE)
                .records();
    }

    /** The cleaner comes by: keeps the last values of keys, and tombstones for so long. */
    public void compact(TopicPartition partition, Duration keepTombstones) {
        PartitionLog log = of(partition);
        long span = log.end() - log.start();
        long before = log.start() + (span == 0 ? 0 : simulation.random().nextLong(span));
        log.compact(before, simulation.now().minus(keepTombstones));
    }

    /** Retention deletes what lies before an offset. */
    public void deleteBefore(TopicPartition partition, long offset) {
        of(partition).deleteBefore(offset);
    }

    LogRecord append(TopicPartition partition, ProducerRecord<byte[], byte[]> record, @Nullable Long producerId) {
        LogRecord appended = of(partition).append(record, producerId, simulation.now());
        changed(partition);
        return appended;
    }

    void mark(TopicPartition partition, long producerId, boolean commit) {
        of(partition).mark(producerId, commit);
        changed(partition);
    }

    /** @param reader hears of every partition in which there may be more to read */
    void watch(Consumer<TopicPartition> reader) {
        readers.add(reader);
    }

    void unwatch(Consumer<TopicPartition> reader) {
        readers.remove(reader);
    }

    private void changed(TopicPartition partition) {
        readers.forEach(reader -> reader.accept(partition));
    }
}
