package dev.carillon.kafka.loop;

import dev.carillon.kafka.topics.Topics;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.TestBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** One Carillon cluster's topics on a test broker, told apart from other tests' by their prefix. */
final class Cluster implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Map<String, Object> connection;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> reader;
    private final LoopTopics topics;
    private final String group;

    Cluster(TestBroker broker, String prefix, int partitions) {
        connection = broker.connection();
        topics = new LoopTopics(new Topics(prefix), partitions);
        group = prefix + "scheduler";
        admin = Admin.create(connection);
        producer = new KafkaProducer<>(connection, new ByteArraySerializer(), new ByteArraySerializer());
        reader = reader();
        List<NewTopic> all = new ArrayList<>();
        Stream.of(
                        topics.names().commands(),
                        topics.names().reports(),
                        topics.names().jobs(),
                        topics.names().projects(),
                        topics.names().calendars(),
                        topics.names().executions(),
                        topics.names().jobState(),
                        topics.names().clocks(),
                        topics.names().history(),
                        topics.names().alerts(),
                        topics.names().replies())
                .forEach(topic -> all.add(new NewTopic(topic, partitions, (short) 1)));
        Stream.of(
                        topics.names().workers(),
                        topics.names().deadLetters(),
                        topics.names().work("default"))
                .forEach(topic -> all.add(new NewTopic(topic, 1, (short) 1)));
        await(admin.createTopics(all).all());
    }

    /** One for all readings: to connect and log in takes longer than to read what a test has written. */
    private Consumer<byte[], byte[]> reader() {
        Map<String, Object> config = new HashMap<>(connection);
        config.put("isolation.level", "read_committed");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    LoopTopics topics() {
        return topics;
    }

    String group() {
        return group;
    }

    Admin admin() {
        return admin;
    }

    Map<String, Object> connection() {
        return connection;
    }

    LoopClients clients() {
        return new KafkaLoopClients(connection, group, 500);
    }

    void send(String topic, int partition, byte @Nullable [] key, byte @Nullable [] value) {
        await(producer.send(new ProducerRecord<>(topic, partition, key, value)));
    }

    Producer<byte[], byte[]> transactional(String id) {
        Map<String, Object> config = new HashMap<>(connection);
        config.put("transactional.id", id);
        config.put("transaction.timeout.ms", 60_000);
        Producer<byte[], byte[]> made =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        made.initTransactions();
        return made;
    }

    Map<TopicPartition, OffsetAndMetadata> committed() {
        return await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    /**
     * Everything committed in a topic, from its begin to its end, where an open transaction is waited for: of one
     * transaction's markers those on this topic may be the last to land.
     */
    synchronized List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<TopicPartition> partitions = IntStream.range(
                        0, reader.partitionsFor(topic).size())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        Map<TopicPartition, ListOffsetsResultInfo> ends = await(admin.listOffsets(partitions.stream()
                        .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest())))
                .all());
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        Await.busily("read " + topic + " up to " + ends, SOON, () -> {
            reader.poll(Duration.ofMillis(100)).forEach(found::add);
            return ends.entrySet().stream()
                    .allMatch(end ->
                            reader.position(end.getKey()) >= end.getValue().offset());
        });
        return found;
    }

    /** Waits for a condition that other threads bring about. */
    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within " + SOON + ": " + what);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(5).toNanos());
        }
    }

    static <T> T await(java.util.concurrent.Future<T> future) {
        try {
            return future.get(SOON.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("broker did not answer", e);
        }
    }

    @Override
    public void close() {
        reader.close(CloseOptions.timeout(Duration.ZERO));
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
    }
}
