package dev.carillon.testkit.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ConcurrentTransactionsException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;

/**
 * A transactional producer of the simulated log. Blocks in simulated time, at most for its patience; belongs to one task.
 *
 * <p>After an error that an abort can settle every call but the abort throws; after any other every call throws.
 */
public final class SimulatedProducer {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration AGAIN_AFTER = Duration.ofMillis(15);

    private final SimulatedProcess process;
    private final SimulatedBroker broker;
    private final String id;
    private final Duration transactionTimeout;
    private final ProducerChannel channel;
    private int epoch = -1;
    private boolean inTransaction;
    private boolean closed;
    private @Nullable RuntimeException toBeAborted;
    private @Nullable RuntimeException fatal;

    private SimulatedProducer(
            SimulatedProcess process, SimulatedBroker broker, String id, Duration transactionTimeout) {
        this.process = process;
        this.broker = broker;
        this.id = id;
        this.transactionTimeout = transactionTimeout;
        this.channel = new ProducerChannel(
                process,
                broker,
                PATIENCE,
                () -> epoch,
                (partition, sentIn, records) -> broker.transactions().produce(id, sentIn, partition, records));
    }

    /** A transactional producer in a process. */
    @SuppressWarnings("unchecked")
    public static Producer<byte[], byte[]> in(
            SimulatedProcess process, SimulatedBroker broker, String transactionalId, Duration transactionTimeout) {
        return ClientProxy.of(
                Producer.class, new SimulatedProducer(process, broker, transactionalId, transactionTimeout));
    }

    public void initTransactions() {
        epoch = ask(() -> broker.transactions().init(id, transactionTimeout), "initTransactions");
    }

    public void beginTransaction() {
        check();
        if (inTransaction) {
            throw new IllegalStateException("a transaction is open already");
        }
        inTransaction = true;
    }

    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        check();
        if (!inTransaction) {
            throw new IllegalStateException("no transaction is open");
        }
        return channel.send(record, callback);
    }

    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        check();
        Map<TopicPartition, Long> plain = new HashMap<>();
        offsets.forEach((partition, offset) -> plain.put(partition, offset.offset()));
        try {
            ask(
                    () -> {
                        broker.transactions().addOffsets(id, epoch, group.memberId(), group.generationId(), plain);
                        return true;
                    },
                    "sendOffsetsToTransaction");
        } catch (UnknownMemberIdException | StaleMemberEpochException e) {
            toBeAborted = new CommitFailedException(
                    "Transaction offset Commit failed due to consumer group metadata mismatch: " + e.getMessage());
            throw toBeAborted;
        } catch (RuntimeException e) {
            fatal = e;
            throw e;
        }
    }

    public void commitTransaction() {
        check();
        if (!channel.flush(PATIENCE)) {
            throw new TimeoutException("records were not acknowledged within " + PATIENCE);
        }
        check();
        end(true);
    }

    public void abortTransaction() {
        if (fatal != null) {
            throw new KafkaException("a fatal error came before", fatal);
        }
        channel.reset();
        toBeAborted = null;
        end(false);
    }

    private void end(boolean commit) {
        try {
            epoch = ask(() -> broker.transactions().end(id, epoch, commit), commit ? "commit" : "abort");
        } catch (TimeoutException e) {
            throw e;
        } catch (RuntimeException e) {
            fatal = e;
            throw e;
        }
        inTransaction = false;
    }

    private void check() {
        if (closed) {
            throw new IllegalStateException("Cannot perform operation after producer has been closed");
        }
        if (fatal != null) {
            throw new KafkaException("Cannot execute transactional method because we are in an error state", fatal);
        }
        if (toBeAborted == null && channel.failure() != null) {
            toBeAborted = channel.failure();
        }
        if (toBeAborted != null) {
            throw new KafkaException(
                    "Cannot execute transactional method because we are in an error state", toBeAborted);
        }
    }

    /** Repeats what cannot be done yet. */
    private <T> T ask(Supplier<T> question, String what) {
        long deadline = broker.simulation().nanos() + PATIENCE.toNanos();
        while (true) {
            try {
                long left = deadline - broker.simulation().nanos();
                return process.await(broker.request(process, question), Duration.ofNanos(Math.max(0, left)));
            } catch (java.util.concurrent.TimeoutException e) {
                throw new TimeoutException("Timeout expired after " + PATIENCE + " while awaiting " + what, e);
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof ConcurrentTransactionsException)) {
                    throw e.getCause() instanceof RuntimeException known ? known : e;
                }
                process.sleep(AGAIN_AFTER);
            }
        }
    }

    public void close(Duration timeout) {
        closed = true;
        channel.close();
    }

    public void close() {
        close(PATIENCE);
    }
}
