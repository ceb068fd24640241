package dev.carillon.worker;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a whole topic from its beginning, keeps what it has read, and waits for what is to come. */
final class TopicReader<T> implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Function<ConsumerRecord<byte[], byte[]>, T> decoder;
    private final List<T> seen = new ArrayList<>();

    TopicReader(String bootstrap, String topic, Function<ConsumerRecord<byte[], byte[]>, T> decoder) {
        this.decoder = decoder;
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The first record, old or new, that fulfils a condition. */
    T await(String what, Predicate<T> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<T> found = seen.stream().filter(condition).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > deadline) {
                return fail("not seen within " + PATIENCE + ": " + what + "; seen: " + seen);
            }
            read(Duration.ofMillis(100));
        }
    }

    /** Everything up to the end of the topic as it is now. */
    List<T> all() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            read(Duration.ofMillis(50));
        }
        return List.copyOf(seen);
    }

    private void read(Duration atMost) {
        consumer.poll(atMost).forEach(record -> seen.add(decoder.apply(record)));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
