package dev.carillon.worker;

import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.UnreadableRecordException;
import dev.carillon.kafka.codec.WorkCodec;
import dev.carillon.kafka.codec.WorkOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one partition of a work topic from its end on, and hands on what is addressed to the incarnation that counts.
 *
 * <p>{@link #position} must have returned before the first heartbeat is sent: what is sent to an incarnation lies behind
 * its first heartbeat, so nothing of it can be missed. Seeking to the end alone does nothing before the next poll.
 */
final class WorkReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);
    private static final Duration PAUSE_WHEN_CONGESTED = Duration.ofMillis(5);
    private static final Logger LOG = LoggerFactory.getLogger(WorkReader.class);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final java.util.function.Consumer<? super Input> inbox;
    private final BiConsumer<ConsumerRecord<byte[], byte[]>, String> unreadable;
    private @Nullable Thread thread;
    private volatile boolean closed;

    /** @param unreadable gets each record that cannot be read, with the reason */
    WorkReader(
            Consumer<byte[], byte[]> consumer,
            TopicPartition partition,
            java.util.function.Consumer<? super Input> inbox,
            BiConsumer<ConsumerRecord<byte[], byte[]>, String> unreadable) {
        this.consumer = consumer;
        this.partition = partition;
        this.inbox = inbox;
        this.unreadable = unreadable;
    }

    /** Goes to the end of the partition. Blocks; throws what the consumer throws when the broker cannot be reached. */
    void position() {
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        long position = consumer.position(partition);
        LOG.atInfo()
                .addKeyValue("topic", partition.topic())
                .addKeyValue("partition", partition.partition())
                .addKeyValue("offset", position)
                .log("Work is read from here on");
    }

    /**
     * @param incarnation whose work counts at the time
     * @param congested while true nothing more is read
     */
    void start(Supplier<String> incarnation, BooleanSupplier congested) {
        thread = Thread.ofPlatform().name("carillon-worker-work").daemon().start(() -> readAll(incarnation, congested));
    }

    private void readAll(Supplier<String> incarnation, BooleanSupplier congested) {
        while (!closed) {
            try {
                if (congested.getAsBoolean()) {
                    LockSupport.parkNanos(PAUSE_WHEN_CONGESTED.toNanos());
                } else {
                    consumer.poll(POLL).forEach(record -> read(record, incarnation.get()));
                }
            } catch (WakeupException | InterruptException e) {
                LOG.atDebug().log("The reading of work was woken up to end");
            } catch (KafkaException e) {
                LOG.atError()
                        .addKeyValue("partition", partition)
                        .setCause(e)
                        .log("Reading work failed; it is tried again in a second");
                LockSupport.parkNanos(PAUSE_AFTER_ERROR.toNanos());
            }
        }
        consumer.close();
    }

    private void read(ConsumerRecord<byte[], byte[]> record, String incarnation) {
        // The key spares decoding what is for the other workers of this partition.
        if (record.key() != null && !Arrays.equals(record.key(), Keys.of(incarnation))) {
            return;
        }
        WorkOrder order;
        try {
            order = WorkCodec.decode(record.value());
        } catch (UnreadableRecordException e) {
            unreadable.accept(record, String.valueOf(e.getMessage()));
            return;
        }
        inbox.accept(new Input.WorkArrived(order));
    }

    @Override
    public void close() {
        closed = true;
        if (thread == null) {
            consumer.close();
            return;
        }
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
