package dev.carillon.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Where scenarios of the {@link KafkaContract} play, on a Kafka of any kind; and the words that they are told in. */
interface Stage {

    Duration MOMENT = Duration.ofMillis(50);
    Duration SHORT = Duration.ofMillis(400);

    /** A Kafka, with topics that no other scenario uses. */
    interface Kafka extends LoopClients {

        LoopTopics topics();

        /** Retention deletes what is before an offset. */
        void deleteBefore(TopicPartition partition, long offset);

        /** A partition of a topic that does not take a record of a kilobyte; to be asked for right before one is sent. */
        TopicPartition narrow();

        /** A partition of a topic that is cleaned soon after every record. */
        TopicPartition oftenCleaned();

        /** Lets the log cleaner come by, which works in its own time. */
        void clean(TopicPartition partition);
    }

    /** A scenario, which may block. */
    interface Scenario {
        void play(Kafka kafka) throws Exception;
    }

    /** Plays a scenario on topics of its own; each has two partitions. */
    void on(String name, Scenario scenario);

    /** The same where a transaction that is left open is timed out; elsewhere it may stay open for as long as it takes. */
    default void onTimingOut(String name, Scenario scenario) {
        on(name, scenario);
    }

    /** A condition that may block. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /** Each look takes its moment, by polling something. */
    void until(Condition condition) throws Exception;

    /** Whatever was asked for may have been done or not: only a new producer tells. */
    static void tellsNothing(Throwable refused) {
        assertThat(FailureKind.of(refused)).as("%s", refused).isEqualTo(FailureKind.UNKNOWN);
    }

    static TopicPartition jobs(Kafka kafka, int partition) {
        return new TopicPartition(kafka.topics().names().jobs(), partition);
    }

    static String id(Kafka kafka) {
        return kafka.topics().names().prefix() + "producer";
    }

    static Producer<byte[], byte[]> producer(Kafka kafka) {
        Producer<byte[], byte[]> producer = kafka.transactional(id(kafka));
        producer.initTransactions();
        return producer;
    }

    static Consumer<byte[], byte[]> reader(Consumer<byte[], byte[]> consumer, TopicPartition... partitions) {
        consumer.assign(List.of(partitions));
        consumer.seekToBeginning(List.of(partitions));
        return consumer;
    }

    static Future<?> send(Producer<byte[], byte[]> producer, TopicPartition partition, String key, String value) {
        return producer.send(
                new ProducerRecord<>(partition.topic(), partition.partition(), bytes(key), bytes(value)),
                (record, failure) -> {});
    }

    default List<String> read(Consumer<byte[], byte[]> consumer, int count) throws Exception {
        List<String> found = new ArrayList<>();
        until(() -> {
            found.addAll(values(consumer.poll(MOMENT)));
            return found.size() >= count;
        });
        return found;
    }

    static List<String> values(ConsumerRecords<byte[], byte[]> records) {
        List<String> values = new ArrayList<>();
        records.forEach(record -> values.add(text(record.value())));
        return values;
    }

    static long end(LoopAdmin admin, TopicPartition partition) throws ExecutionException, InterruptedException {
        return admin.lastOffsets(List.of(partition)).get().getOrDefault(partition, -1L);
    }

    /** The group's offset, which may be none; nothing while it is pending in a transaction. */
    static Optional<OptionalLong> committed(LoopAdmin admin, TopicPartition partition)
            throws ExecutionException, InterruptedException {
        return Optional.ofNullable(
                admin.committedOffsets(List.of(partition)).get().get(partition));
    }

    static boolean isCommitted(LoopAdmin admin, TopicPartition partition, long offset)
            throws ExecutionException, InterruptedException {
        return committed(admin, partition).equals(Optional.of(OptionalLong.of(offset)));
    }

    static Set<Integer> numbers(Set<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }

    @SuppressWarnings("removal") // of somebody outside of the group, as a tool that resets offsets is
    static ConsumerGroupMetadata outside(Kafka kafka) {
        return new ConsumerGroupMetadata(kafka.topics().names().prefix() + "scheduler");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
