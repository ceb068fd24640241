package dev.carillon.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ConcurrentTransactionsException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * What a producer's own thread does: collects records by partition, sends each partition's when it can, in order, repeats
 * what did not arrive until its patience is over, and tells the callbacks.
 */
final class ProducerChannel {

    private static final Duration AGAIN_AFTER = Duration.ofMillis(15);

    private final SimulatedProcess process;
    private final SimulatedBroker broker;
    private final Duration patience;
    private final IntSupplier epoch;
    private final Append append;
    private final Map<TopicPartition, Batch> collecting = new LinkedHashMap<>();
    private final Map<TopicPartition, Integer> inFlight = new LinkedHashMap<>();
    private @Nullable RuntimeException failure;
    private @Nullable SimulatedTask flushing;
    private boolean closed;

    /** Writes a batch at the broker; what it throws is told to the callbacks. */
    interface Append {
        List<LogRecord> append(TopicPartition partition, int epoch, List<ProducerRecord<byte[], byte[]>> records);
    }

    private record Waiting(
            ProducerRecord<byte[], byte[]> record, Callback callback, SimulatedFuture<RecordMetadata> metadata) {}

    private static final class Batch {
        private final TopicPartition partition;
        private final List<Waiting> waiting = new ArrayList<>();
        private final int epoch;
        private final long deadline;
        private boolean cancelled;

        Batch(TopicPartition partition, int epoch, long deadline) {
            this.partition = partition;
            this.epoch = epoch;
            this.deadline = deadline;
        }
    }

    /** @param epoch of the transaction that a record belongs to, asked when it is sent */
    ProducerChannel(
            SimulatedProcess process, SimulatedBroker broker, Duration patience, IntSupplier epoch, Append append) {
        this.process = process;
        this.broker = broker;
        this.patience = patience;
        this.epoch = epoch;
        this.append = append;
    }

    Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        TopicPartition partition = place(record);
        Batch batch = collecting.get(partition);
        if (batch == null) {
            Batch made =
                    new Batch(partition, epoch.getAsInt(), broker.simulation().nanos() + patience.toNanos());
            batch = made;
            collecting.put(partition, made);
            inFlight.merge(partition, 1, Integer::sum);
            broker.simulation().after(broker.way(), () -> depart(made));
        }
        SimulatedFuture<RecordMetadata> metadata = new SimulatedFuture<>(process);
        batch.waiting.add(new Waiting(record, callback, metadata));
        return metadata;
    }

    private TopicPartition place(ProducerRecord<byte[], byte[]> record) {
        Integer given = record.partition();
        int count = broker.log().partitions(record.topic());
        byte[] key = record.key();
        int partition = given != null ? given : key == null ? 0 : Utils.toPositive(Utils.murmur2(key)) % count;
        return new TopicPartition(record.topic(), partition);
    }

    /** A batch reaches the broker, unless its sender died or stood still before it left. */
    private void depart(Batch batch) {
        collecting.remove(batch.partition, batch);
        if (batch.cancelled || process.isDead() && broker.simulation().chance(0.5)) {
            return;
        }
        if (process.isFrozen() && broker.simulation().chance(0.5)) {
            process.after(Duration.ZERO, () -> depart(batch));
            return;
        }
        if (process.diesAtRequest()) {
            return;
        }
        boolean over = broker.simulation().nanos() >= batch.deadline;
        if (!broker.reaches(process)) {
            if (over || process.isDead()) {
                settle(batch, null, new TimeoutException("records of " + batch.partition + " did not arrive"));
            } else {
                again(batch);
            }
            return;
        }
        try {
            List<LogRecord> appended = append.append(
                    batch.partition,
                    batch.epoch,
                    batch.waiting.stream().map(Waiting::record).toList());
            // Of a lost answer the client learns by asking again, which the broker recognizes: only its patience can
            // end.
            boolean lost = broker.losesAnswer();
            settle(batch, appended, lost ? new TimeoutException("no answer for records of " + batch.partition) : null);
        } catch (ConcurrentTransactionsException e) {
            if (over || closed) {
                settle(batch, null, new TimeoutException("the transaction before has not ended", e));
            } else {
                again(batch);
            }
        } catch (RuntimeException e) {
            settle(batch, null, e);
        }
    }

    private void again(Batch batch) {
        broker.simulation().after(AGAIN_AFTER, () -> depart(batch));
    }

    private void settle(Batch batch, @Nullable List<LogRecord> appended, @Nullable RuntimeException problem) {
        Duration delay = problem instanceof TimeoutException ? patience : broker.way();
        process.after(delay, () -> {
            inFlight.merge(batch.partition, -1, Integer::sum);
            if (problem != null && failure == null) {
                failure = problem;
            }
            for (int i = 0; i < batch.waiting.size(); i++) {
                answer(batch.waiting.get(i), appended == null ? null : appended.get(i), batch.partition, problem);
            }
            if (flushing != null && isFlushed()) {
                flushing.wakeAfter(0);
            }
        });
    }

    private static void answer(
            Waiting waiting, @Nullable LogRecord record, TopicPartition partition, @Nullable RuntimeException problem) {
        if (problem != null || record == null) {
            RuntimeException said = problem == null ? new IllegalStateException("neither record nor problem") : problem;
            waiting.callback().onCompletion(new RecordMetadata(partition, -1, -1, -1, -1, -1), said);
            waiting.metadata().completeExceptionally(said);
        } else {
            RecordMetadata metadata = new RecordMetadata(
                    partition, record.offset(), 0, record.appendedAt().toEpochMilli(), -1, -1);
            waiting.callback().onCompletion(metadata, null);
            waiting.metadata().complete(metadata);
        }
    }

    boolean isFlushed() {
        return inFlight.values().stream().allMatch(count -> count <= 0);
    }

    /** What has gone wrong since the last {@link #reset}. */
    @Nullable
    RuntimeException failure() {
        return failure;
    }

    /** Throws away what has not left; what has left may still arrive. */
    void reset() {
        collecting.values().forEach(batch -> {
            batch.cancelled = true;
            inFlight.merge(batch.partition, -1, Integer::sum);
        });
        collecting.clear();
        failure = null;
    }

    void close() {
        closed = true;
        reset();
    }

    /** The calling task waits until everything is answered; false when that takes too long. */
    boolean flush(Duration atMost) {
        long deadline = broker.simulation().nanos() + atMost.toNanos();
        while (!isFlushed()) {
            if (broker.simulation().nanos() >= deadline) {
                return false;
            }
            SimulatedTask task = broker.simulation().current();
            task.wakeAfter(deadline - broker.simulation().nanos());
            flushing = task;
            try {
                task.pause();
            } finally {
                flushing = null;
            }
        }
        return true;
    }
}
