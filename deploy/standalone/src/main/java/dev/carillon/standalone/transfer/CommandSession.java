package dev.carillon.standalone.transfer;

import dev.carillon.core.scheduling.Reply;
import dev.carillon.kafka.codec.CommandCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.ReplyCodec;
import dev.carillon.kafka.codec.UnreadableRecordException;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.kafka.topics.Partitioner;
import dev.carillon.kafka.topics.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends commands as a gateway does and reads the replies to them, a bounded number at once. Used by one thread.
 *
 * <pre>
 * orders ─▶ waiting (at most {@value #IN_FLIGHT_MAX}) ─▶ commands ─▶ schedulers ─▶ replies, the partition of our name ─▶ report
 * </pre>
 */
final class CommandSession implements AutoCloseable {

    /** As much as is open when a session ends without an answer. */
    static final int IN_FLIGHT_MAX = 256;

    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrap;
    private final Topics topics;
    private final String name;
    private final Duration patience;
    private final InstantSource clock;
    private final KafkaConsumer<byte[], byte[]> replies;
    private final KafkaProducer<byte[], byte[]> producer;

    private final Map<String, Order> waiting = new LinkedHashMap<>();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();

    private record Failure(String commandId, Exception cause) {}

    /** Gets what became of each order that has an outcome. */
    interface Report {

        void replied(Change change, Reply reply);

        /** The command is not in the log, such as one that is too large for the topic. */
        void notSent(Change change, String problem);
    }

    /**
     * Reads replies from now on.
     *
     * @param name to which they are addressed; new for each session
     * @param patience how long nothing may be heard before the session gives up
     */
    CommandSession(ClusterSettings cluster, String name, Duration patience, InstantSource clock) {
        this.bootstrap = cluster.bootstrap();
        this.topics = Topics.of(cluster);
        this.name = name;
        this.patience = patience;
        this.clock = clock;
        Map<String, Object> client = cluster.clientProperties();
        replies = new KafkaConsumer<>(
                KafkaAnswers.consumer(client, "transfer-replies"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        try {
            listen();
            producer = new KafkaProducer<>(producer(client), new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            replies.close(CloseOptions.timeout(KafkaAnswers.CLOSE_WITHIN));
            throw KafkaAnswers.refused(bootstrap, e);
        }
    }

    private void listen() {
        int count = replies.partitionsFor(topics.replies()).size();
        TopicPartition own = new TopicPartition(topics.replies(), new Partitioner(count).partition(Keys.of(name)));
        replies.assign(List.of(own));
        replies.seekToEnd(List.of(own));
        // Asking for the position settles it; without, "the end" would be where the first poll finds it.
        replies.position(own);
    }

    private static Map<String, Object> producer(Map<String, Object> client) {
        Map<String, Object> config = KafkaAnswers.config(client, "transfer-commands");
        config.put("acks", "all");
        config.put("enable.idempotence", true);
        config.put("linger.ms", 0);
        config.put("max.block.ms", KafkaAnswers.ANSWER_WITHIN_MS);
        config.put("delivery.timeout.ms", 2 * KafkaAnswers.ANSWER_WITHIN_MS);
        return config;
    }

    /**
     * Returns when every order has an outcome, when nothing has been heard for too long, or when it is stopped. What
     * has no outcome then was sent or was not; to ask again is safe.
     *
     * @return how many have none
     * @throws StartRefusedException when Kafka does not take commands at all
     */
    int exchange(List<Order> orders, Report report, BooleanSupplier stopped) {
        Iterator<Order> rest = orders.iterator();
        int open = orders.size();
        long heardAt = System.nanoTime();
        try {
            while (open > 0 && !stopped.getAsBoolean() && System.nanoTime() - heardAt < patience.toNanos()) {
                while (waiting.size() < IN_FLIGHT_MAX && rest.hasNext()) {
                    send(rest.next());
                }
                int settled = failed(report) + replied(report);
                if (settled > 0) {
                    open -= settled;
                    heardAt = System.nanoTime();
                }
            }
        } catch (KafkaException e) {
            throw KafkaAnswers.refused(bootstrap, e);
        } finally {
            waiting.clear();
        }
        return open;
    }

    private void send(Order order) {
        String id = order.command().request().commandId();
        waiting.put(id, order);
        byte[] value = CommandCodec.encode(order.command(), clock.instant());
        producer.send(
                new ProducerRecord<>(topics.commands(), Keys.of(order.command().jobId()), value),
                (written, failure) -> {
                    if (failure != null) {
                        failures.add(new Failure(id, failure));
                    }
                });
    }

    private int failed(Report report) {
        int settled = 0;
        for (Failure failure = failures.poll(); failure != null; failure = failures.poll()) {
            if (failure.cause() instanceof AuthorizationException
                    || failure.cause() instanceof AuthenticationException) {
                throw KafkaAnswers.refused(bootstrap, failure.cause());
            }
            Order order = waiting.remove(failure.commandId());
            if (order != null) {
                report.notSent(order.change(), String.valueOf(failure.cause().getMessage()));
                settled++;
            }
        }
        return settled;
    }

    private int replied(Report report) {
        int settled = 0;
        for (ConsumerRecord<byte[], byte[]> record : replies.poll(POLL)) {
            if (!Keys.text(record.key()).equals(name)) {
                continue; // somebody else's
            }
            Reply reply = reply(record);
            Order order = waiting.remove(reply.commandId());
            if (order != null) {
                report.replied(order.change(), reply);
                settled++;
            }
        }
        return settled;
    }

    private static Reply reply(ConsumerRecord<byte[], byte[]> record) {
        try {
            return ReplyCodec.decode(record.value());
        } catch (UnreadableRecordException e) {
            throw new StartRefusedException(
                    "The schedulers' reply at offset " + record.offset() + " of " + record.topic() + ", partition "
                            + record.partition() + ", cannot be read (" + e.getMessage()
                            + "); is the cluster of a newer version?",
                    e);
        }
    }

    @Override
    public void close() {
        producer.close(KafkaAnswers.CLOSE_WITHIN);
        replies.close(CloseOptions.timeout(KafkaAnswers.CLOSE_WITHIN));
    }
}
