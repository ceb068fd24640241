package dev.carillon.worker.alert;

import dev.carillon.kafka.codec.AlertCodec;
import dev.carillon.kafka.codec.AlertNotice;
import dev.carillon.kafka.codec.UnreadableRecordException;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.topics.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code alerts} and tells the contacts. All notifiers of a cluster share the work as one consumer group; a batch
 * is committed when each of its deliveries has ended, so an alert is delivered at least once, and again when a node
 * dies in between. One thread.
 */
public final class AlertNotifier implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);
    private static final Duration BATCH_PATIENCE = Duration.ofSeconds(2);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    private static final int BATCH = 50;
    // A batch may take its whole time, and its last tries a little longer.
    private static final Duration MAX_POLL_INTERVAL = Deliveries.BATCH_TIME.multipliedBy(2);
    /** After which another node takes over from one that has died; brokers as shipped allow 6 s and more. */
    private static final int SESSION_MS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(AlertNotifier.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Deliveries deliveries;
    private final BiConsumer<ConsumerRecord<byte[], byte[]>, String> unreadable;
    private final Thread thread;
    private volatile boolean closed;
    private boolean delivering;

    private AlertNotifier(
            Consumer<byte[], byte[]> consumer,
            Deliveries deliveries,
            BiConsumer<ConsumerRecord<byte[], byte[]>, String> unreadable) {
        this.consumer = consumer;
        this.deliveries = deliveries;
        this.unreadable = unreadable;
        this.thread = Thread.ofPlatform().name("carillon-alerts").daemon().unstarted(this::run);
    }

    /**
     * Starts delivering.
     *
     * @param sinks each contact is told by all that serve it
     * @param unreadable gets each record that cannot be read, with the reason
     */
    public static AlertNotifier start(
            ClusterSettings cluster,
            List<AlertSink> sinks,
            BiConsumer<ConsumerRecord<byte[], byte[]>, String> unreadable,
            InstantSource clock,
            MeterRegistry metrics) {
        Consumer<byte[], byte[]> consumer = consumer(cluster);
        consumer.subscribe(List.of(Topics.of(cluster).alerts()));
        Deliveries deliveries = new Deliveries(sinks, clock, Thread::sleep, metrics);
        AlertNotifier notifier = new AlertNotifier(consumer, deliveries, unreadable);
        notifier.thread.start();
        return notifier;
    }

    private static Consumer<byte[], byte[]> consumer(ClusterSettings cluster) {
        Map<String, Object> properties = new HashMap<>(cluster.clientProperties());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "carillon-alerts");
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, cluster.prefix() + "alerts");
        // With the new protocol the client of Kafka 4.3 keeps two threads busy for as long as the broker is away
        // (KAFKA-20253), and nothing here needs that protocol.
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
        properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Math.toIntExact(MAX_POLL_INTERVAL.toMillis()));
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void run() {
        while (!closed) {
            try {
                step();
            } catch (InterruptedException | InterruptException | WakeupException e) {
                LOG.atDebug().log("The delivery of alerts is woken up to end");
            } catch (KafkaException e) {
                LOG.atError()
                        .setCause(e)
                        .log("Reading or committing alerts failed; it is tried again in a second, and what was not"
                                + " committed is delivered again");
                LockSupport.parkNanos(PAUSE_AFTER_ERROR.toNanos());
            }
        }
        consumer.close();
    }

    private void step() throws InterruptedException {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (!records.isEmpty() && beginDelivery()) {
            try {
                deliveries.deliver(decoded(records));
                consumer.commitSync();
            } finally {
                endDelivery();
            }
        }
    }

    private synchronized boolean beginDelivery() {
        delivering = !closed;
        return delivering;
    }

    /** An interruption is meant for the delivery; the consumer that is closed next must not meet it. */
    private synchronized void endDelivery() {
        delivering = false;
        if (Thread.interrupted()) {
            LOG.atDebug().log("A delivery of alerts was interrupted");
        }
    }

    private List<AlertNotice> decoded(ConsumerRecords<byte[], byte[]> records) {
        List<AlertNotice> alerts = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                alerts.add(AlertCodec.decode(record.value()));
            } catch (UnreadableRecordException e) {
                unreadable.accept(record, String.valueOf(e.getMessage()));
            }
        }
        return alerts;
    }

    /** Ends soon; a batch that takes longer is left to another node. */
    @Override
    public void close() {
        closed = true;
        try {
            if (!endPolling()) {
                thread.join(BATCH_PATIENCE);
                interruptDelivery();
            }
            thread.join(CLOSE_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False while a batch is being delivered: a wakeup would spoil its commit. */
    private synchronized boolean endPolling() {
        if (!delivering) {
            consumer.wakeup();
        }
        return !delivering;
    }

    private synchronized void interruptDelivery() {
        if (delivering) {
            thread.interrupt();
        }
    }
}
