package dev.carillon.kafka.loop;

import dev.carillon.kafka.loop.WriteOutcome.Committed;
import dev.carillon.kafka.loop.WriteOutcome.OutcomeUnknown;
import dev.carillon.kafka.loop.WriteOutcome.RefusedByGroup;
import dev.carillon.kafka.loop.WriteOutcome.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns a lane's transactional producer and turns every exception it can throw into a {@link WriteOutcome}.
 *
 * <pre>
 *   begin, send…, sendOffsets ──fails──▶ abort ──ok──▶ RefusedByGroup | Rejected   (nothing was written, for certain)
 *        │                                 └──fails, or another cause──▶ OutcomeUnknown
 *      commit ──fails──▶ OutcomeUnknown, unless a record had been refused before: then the commit was never asked for
 *        └──▶ Committed
 *
 *   OutcomeUnknown closes the producer; {@link #ready} makes a new one with the same transactional id, whose
 *   initTransactions completes or aborts what was left open.
 * </pre>
 *
 * <p>Belongs to the lane's thread. Every call ends within a small multiple of the producer's {@code max.block.ms}.
 */
final class TransactionalWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionalWriter.class);
    private static final Duration RETRY_AFTER = Duration.ofMillis(500);
    private static final Duration CLOSE_WITHIN = Duration.ofMillis(500);

    /** Hears of acknowledged records, on the producer's own thread. */
    interface Acks {
        void acknowledged(RecordMetadata record, Instant sentAt);
    }

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Acks acks;
    private final InstantSource time;
    private final AtomicReference<@Nullable RuntimeException> sendFailure = new AtomicReference<>();
    private @Nullable Producer<byte[], byte[]> producer;
    private Instant nextTry = Instant.MIN;

    /**
     * @param producers makes a producer; always with the same transactional id
     * @param time wall clock, for the pauses between tries and the time a transaction took
     */
    TransactionalWriter(Supplier<Producer<byte[], byte[]>> producers, Acks acks, InstantSource time) {
        this.producers = producers;
        this.acks = acks;
        this.time = time;
    }

    /** Whether there is a producer to write with. Does not try to make one. */
    boolean isOpen() {
        return producer != null;
    }

    /**
     * Makes the producer if there is none, which settles whatever its predecessor left open. Blocks up to the
     * producer's {@code max.block.ms}; false when it did not succeed and is to be called again later.
     */
    boolean ready() {
        if (producer != null) {
            return true;
        }
        if (time.instant().isBefore(nextTry)) {
            return false;
        }
        Producer<byte[], byte[]> made = producers.get();
        try {
            made.initTransactions();
            producer = made;
            return true;
        } catch (RuntimeException e) {
            made.close(Duration.ZERO);
            nextTry = time.instant().plus(RETRY_AFTER);
            LOG.atWarn()
                    .addKeyValue("error", e.toString())
                    .log("no transactional producer yet, nothing fires on this lane; will be tried again");
            return false;
        }
    }

    /**
     * Writes the batch in one transaction.
     *
     * @param group of the poll whose assignment the batch was decided with
     */
    WriteOutcome write(StepBatch batch, ConsumerGroupMetadata group) {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            throw new IllegalStateException("no producer: ready() must have said yes before a step is decided");
        }
        Instant start = time.instant();
        sendFailure.set(null);
        try {
            open.beginTransaction();
            batch.forEach(record -> send(open, record));
            open.sendOffsetsToTransaction(batch.offsets(), group);
        } catch (RuntimeException e) {
            return abort(open, firstFailure(e));
        }
        try {
            open.commitTransaction();
        } catch (RuntimeException e) {
            // With a refused record the producer never asks for the commit; without one it may have been asked for.
            return sendFailure.get() == null ? unknown(open, e) : abort(open, firstFailure(e));
        }
        return new Committed(Duration.between(start, time.instant()));
    }

    private void send(Producer<byte[], byte[]> open, ProducerRecord<byte[], byte[]> record) {
        Instant sentAt = time.instant();
        open.send(record, (metadata, failure) -> {
            if (failure == null) {
                acks.acknowledged(metadata, sentAt);
            } else {
                sendFailure.compareAndSet(null, asRuntime(failure));
            }
        });
        // Each further send to a topic that does not answer would block for max.block.ms again.
        RuntimeException failed = sendFailure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private WriteOutcome abort(Producer<byte[], byte[]> open, RuntimeException cause) {
        FailureKind kind = FailureKind.of(cause);
        if (kind == FailureKind.UNKNOWN) {
            return unknown(open, cause);
        }
        try {
            open.abortTransaction();
        } catch (RuntimeException e) {
            e.addSuppressed(cause);
            return unknown(open, e);
        }
        return kind == FailureKind.GROUP ? new RefusedByGroup(cause) : new Rejected(cause);
    }

    private WriteOutcome unknown(Producer<byte[], byte[]> open, RuntimeException cause) {
        producer = null;
        // Not waiting: what is still in flight belongs to a transaction that the next producer settles.
        open.close(Duration.ZERO);
        return new OutcomeUnknown(cause);
    }

    private RuntimeException firstFailure(RuntimeException later) {
        RuntimeException first = sendFailure.get();
        return first == null ? later : first;
    }

    private static RuntimeException asRuntime(Exception failure) {
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }

    /** Gives the producer back. There is no open transaction between two calls of {@link #write}. */
    @Override
    public void close() {
        Producer<byte[], byte[]> open = producer;
        producer = null;
        if (open != null) {
            open.close(CLOSE_WITHIN);
        }
    }
}
