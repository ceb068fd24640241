package dev.carillon.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ConcurrentTransactionsException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Decides transactions, as the coordinator of a broker with {@code transaction.version} 2 does.
 *
 * <pre>
 *   EMPTY ──first record or offset──▶ ONGOING ──end, or time-out, or the producer begins anew──▶ decided
 *     ▲                                                                                            │
 *     └──── the last marker has landed ◀── one marker to each partition and to the offsets, each in its own time
 * </pre>
 *
 * <p>Each end raises the producer's epoch, so that a record of an earlier transaction that arrives late is refused.
 */
final class TransactionCoordinator {

    private static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);
    private static final Duration TIMED_OUT_CHECK = Duration.ofMillis(500);

    private final SimulatedBroker broker;
    private final Map<String, Transactional> byId = new TreeMap<>();
    private long producerIds = 1000;
    private int refusals;

    /** The producer of one transactional id, whoever has it now. */
    private static final class Transactional {
        private final String id;
        private final long producerId;
        private int epoch = -1;
        private Duration timeout = Duration.ZERO;
        private TransactionState state = TransactionState.EMPTY;
        private final Set<TopicPartition> partitions = new TreeSet<>(BY_NAME);
        private final List<LogRecord> records = new ArrayList<>();
        private final Map<TopicPartition, Long> offsets = new HashMap<>();
        private int markersMissing;
        private boolean refused;

        Transactional(String id, long producerId) {
            this.id = id;
            this.producerId = producerId;
        }
    }

    TransactionCoordinator(SimulatedBroker broker) {
        this.broker = broker;
    }

    /**
     * A producer begins anew, or somebody fences it: what is open is aborted.
     *
     * @return the epoch from now on
     * @throws ConcurrentTransactionsException while what was open has not ended yet; to be tried again
     */
    int init(String id, Duration timeout) {
        Transactional producer = byId.computeIfAbsent(id, any -> new Transactional(id, producerIds++));
        if (producer.state == TransactionState.ONGOING) {
            decide(producer, false);
            // Whoever had it open is fenced at once, not only when its transaction has ended.
            producer.epoch++;
        }
        if (producer.state != TransactionState.EMPTY) {
            throw new ConcurrentTransactionsException(id + " has a transaction that is being ended");
        }
        producer.timeout = timeout;
        return ++producer.epoch;
    }

    long producerId(String id) {
        return find(id).producerId;
    }

    /** In each of so many transactions from now on, the first records that arrive are refused. */
    void refuseNext(int transactionsThatBringRecords) {
        refusals = transactionsThatBringRecords;
    }

    /** Appends records of a transaction to one partition. */
    List<LogRecord> produce(String id, int epoch, TopicPartition partition, List<ProducerRecord<byte[], byte[]>> sent) {
        Transactional producer = enter(id, epoch);
        if (refusals > 0 && !producer.refused && producer.partitions.isEmpty()) {
            refusals--;
            producer.refused = true;
            throw new RecordTooLargeException("a record for " + partition + " is larger than the topic allows");
        }
        producer.partitions.add(partition);
        List<LogRecord> appended = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : sent) {
            appended.add(broker.log().append(partition, record, producer.producerId));
        }
        producer.records.addAll(appended);
        return appended;
    }

    /** Adds offsets to a transaction; they are pending until its marker lands. */
    void addOffsets(String id, int epoch, String member, int generation, Map<TopicPartition, Long> offsets) {
        Transactional producer = enter(id, epoch);
        broker.group().checkCommit(member, generation, offsets.keySet());
        producer.offsets.putAll(offsets);
        broker.group().pending(producer.producerId, offsets);
    }

    private Transactional find(String id) {
        Transactional producer = byId.get(id);
        if (producer == null) {
            throw new InvalidProducerEpochException("unknown transactional id " + id);
        }
        return producer;
    }

    private Transactional check(String id, int epoch) {
        Transactional producer = find(id);
        if (epoch != producer.epoch) {
            throw new InvalidProducerEpochException(
                    id + " has epoch " + producer.epoch + " by now, this was of " + epoch);
        }
        return producer;
    }

    private Transactional enter(String id, int epoch) {
        Transactional producer = check(id, epoch);
        switch (producer.state) {
            case EMPTY -> {
                producer.state = TransactionState.ONGOING;
                producer.refused = false;
                broker.simulation()
                        .after(
                                producer.timeout.plus(broker.simulation().between(Duration.ZERO, TIMED_OUT_CHECK)),
                                () -> timeOut(producer, epoch));
            }
            case ONGOING -> {
                // Goes on.
            }
            default -> throw new ConcurrentTransactionsException(id + " has a transaction that is being ended");
        }
        return producer;
    }

    private void timeOut(Transactional producer, int epoch) {
        if (producer.epoch == epoch && producer.state == TransactionState.ONGOING) {
            decide(producer, false);
            // Whoever had it open finds its epoch gone.
            producer.epoch++;
        }
    }

    /**
     * Ends a transaction.
     *
     * @return the epoch of the next one
     */
    int end(String id, int epoch, boolean commit) {
        Transactional producer = find(id);
        if (epoch != producer.epoch) {
            throw new ProducerFencedException("another producer has " + id + " or its transaction has timed out");
        }
        if (producer.state == TransactionState.ONGOING) {
            decide(producer, commit);
            producer.epoch++;
        } else if (producer.state != TransactionState.EMPTY) {
            throw new ConcurrentTransactionsException(id + " has a transaction that is being ended");
        }
        return producer.epoch;
    }

    private void decide(Transactional producer, boolean commit) {
        if (commit) {
            broker.committed(new Commit(producer.id, List.copyOf(producer.records), new HashMap<>(producer.offsets)));
        }
        producer.state = commit ? TransactionState.PREPARE_COMMIT : TransactionState.PREPARE_ABORT;
        producer.markersMissing = producer.partitions.size() + 1;
        for (TopicPartition partition : producer.partitions) {
            broker.simulation().after(broker.markerDelay(), () -> {
                broker.log().mark(partition, producer.producerId, commit);
                landed(producer);
            });
        }
        broker.simulation().after(broker.markerDelay(), () -> {
            broker.group().settle(producer.producerId, commit);
            landed(producer);
        });
    }

    private static void landed(Transactional producer) {
        if (--producer.markersMissing == 0) {
            producer.state = TransactionState.EMPTY;
            producer.partitions.clear();
            producer.records.clear();
            producer.offsets.clear();
        }
    }

    Collection<TransactionListing> list(Set<Long> producerIds) {
        return byId.values().stream()
                .filter(producer -> producerIds.contains(producer.producerId))
                .map(producer -> new TransactionListing(producer.id, producer.producerId, producer.state))
                .toList();
    }

    /** The transactional ids that have something open, for faults. */
    List<String> ongoing() {
        return byId.values().stream()
                .filter(producer -> producer.state == TransactionState.ONGOING)
                .map(producer -> producer.id)
                .toList();
    }
}
