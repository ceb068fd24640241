package dev.carillon.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of the simulated log, as far as the product uses one, with {@code auto.offset.reset=none}. Blocks in simulated
 * time; belongs to one task.
 */
public final class SimulatedConsumer {

    private static final Duration AGAIN_AFTER = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SimulatedProcess process;
    private final SimulatedBroker broker;
    private final Config config;
    private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private final Set<TopicPartition> assigned = new TreeSet<>(SimulatedMember.BY_NAME);
    private final java.util.function.Consumer<TopicPartition> changes = this::changed;
    private @Nullable SimulatedMember member;
    private @Nullable SimulatedTask waiting;
    private boolean waking;
    private boolean closed;

    /** @param pollRecordsMax records that one poll gives at most */
    public record Config(String groupId, boolean readCommitted, int pollRecordsMax) {}

    private SimulatedConsumer(SimulatedProcess process, SimulatedBroker broker, Config config) {
        this.process = process;
        this.broker = broker;
        this.config = config;
        broker.log().watch(changes);
    }

    /** A consumer in a process. */
    @SuppressWarnings("unchecked")
    public static Consumer<byte[], byte[]> in(SimulatedProcess process, SimulatedBroker broker, Config config) {
        return ClientProxy.of(Consumer.class, new SimulatedConsumer(process, broker, config));
    }

    private void changed(TopicPartition partition) {
        if (waiting != null && assignment().contains(partition)) {
            wake();
        }
    }

    private void wake() {
        if (waiting != null && !waking) {
            waking = true;
            waiting.wakeAfter(broker.way().toNanos());
        }
    }

    // --- what it reads ---

    /** Joins the group. */
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        member = new SimulatedMember(
                process, broker, config.groupId(), List.copyOf(topics), new Forgetting(listener), this::wake);
    }

    /** Forgets where partitions stood that are not the member's any more. */
    private final class Forgetting implements ConsumerRebalanceListener {

        private final ConsumerRebalanceListener listener;

        Forgetting(ConsumerRebalanceListener listener) {
            this.listener = listener;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            listener.onPartitionsAssigned(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            listener.onPartitionsRevoked(partitions);
            forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            listener.onPartitionsLost(partitions);
            forget(partitions);
        }
    }

    private void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(positions::remove);
        partitions.forEach(paused::remove);
    }

    public void assign(Collection<TopicPartition> partitions) {
        assigned.clear();
        assigned.addAll(partitions);
        positions.keySet().retainAll(assigned);
    }

    /** A member leaves the group. */
    public void unsubscribe() {
        if (member != null) {
            member.leave(true);
            member = null;
        }
        assigned.clear();
        positions.clear();
        paused.clear();
    }

    public Set<TopicPartition> assignment() {
        return member == null ? assigned : member.owned();
    }

    public Set<TopicPartition> paused() {
        return Set.copyOf(paused);
    }

    public void pause(Collection<TopicPartition> partitions) {
        check(partitions);
        paused.addAll(partitions);
    }

    public void resume(Collection<TopicPartition> partitions) {
        check(partitions);
        paused.removeAll(partitions);
    }

    private void check(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            if (!assignment().contains(partition)) {
                throw new IllegalStateException("No current assignment for partition " + partition);
            }
        }
    }

    // --- where it stands ---

    public void seek(TopicPartition partition, long offset) {
        check(List.of(partition));
        positions.put(partition, offset);
    }

    public void seekToBeginning(Collection<TopicPartition> partitions) {
        check(partitions);
        partitions.forEach(partition -> positions.put(partition, broker.log().start(partition)));
    }

    public void seekToEnd(Collection<TopicPartition> partitions) {
        check(partitions);
        partitions.forEach(partition -> positions.put(
                partition,
                config.readCommitted()
                        ? broker.log().of(partition).lastStable()
                        : broker.log().end(partition)));
    }

    public long position(TopicPartition partition) {
        check(List.of(partition));
        Long position = positions.get(partition);
        if (position == null) {
            throw new NoOffsetForPartitionException(partition);
        }
        return position;
    }

    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
        return ask(
                () -> {
                    Map<TopicPartition, Long> ends = new HashMap<>();
                    partitions.forEach(partition -> ends.put(
                            partition,
                            config.readCommitted()
                                    ? broker.log().of(partition).lastStable()
                                    : broker.log().end(partition)));
                    return ends;
                },
                PATIENCE,
                "ends of " + partitions);
    }

    private <T> T ask(java.util.function.Supplier<T> question, Duration atMost, String what) {
        if (atMost.isNegative() || atMost.isZero()) {
            throw new TimeoutException("no " + what);
        }
        try {
            return process.await(broker.request(process, question), atMost);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("no " + what, e);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    // --- reading ---

    /** Waits for records, for markers to pass, or for partitions that come and go. */
    public ConsumerRecords<byte[], byte[]> poll(Duration atMost) {
        if (closed) {
            throw new IllegalStateException("This consumer has already been closed.");
        }
        long deadline = broker.simulation().nanos() + atMost.toNanos();
        process.sleep(broker.simulation().between(Duration.ZERO, Duration.ofMillis(1)));
        while (true) {
            boolean rebalanced = member != null && member.reconcile();
            Optional<ConsumerRecords<byte[], byte[]>> found = fetch();
            long left = deadline - broker.simulation().nanos();
            if (found.isPresent() || left <= 0) {
                return found.orElseGet(ConsumerRecords::empty);
            }
            if (!rebalanced) {
                SimulatedTask task = broker.simulation().current();
                waiting = task;
                waking = false;
                task.wakeAfter(left);
                try {
                    task.pause();
                } finally {
                    waiting = null;
                }
            }
        }
    }

    private Optional<ConsumerRecords<byte[], byte[]>> fetch() {
        if (!broker.reaches(process)) {
            return Optional.empty();
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
        Map<TopicPartition, OffsetAndMetadata> nextOffsets = new HashMap<>();
        int left = broker.simulation().chance(0.1) ? 1 : config.pollRecordsMax();
        for (TopicPartition partition : shuffled()) {
            long from = position(partition);
            PartitionLog log = broker.log().of(partition);
            if (from < log.start() || from > log.end()) {
                throw new OffsetOutOfRangeException(Map.of(partition, from));
            }
            PartitionLog.Fetched fetched = log.fetch(from, config.readCommitted(), left);
            if (fetched.next() > from) {
                positions.put(partition, fetched.next());
                nextOffsets.put(partition, new OffsetAndMetadata(fetched.next()));
                left -= fetched.records().size();
                if (!fetched.records().isEmpty()) {
                    records.put(
                            partition,
                            fetched.records().stream()
                                    .map(SimulatedConsumer::consumed)
                                    .toList());
                }
            }
            if (left <= 0) {
                break;
            }
        }
        return nextOffsets.isEmpty() ? Optional.empty() : Optional.of(new ConsumerRecords<>(records, nextOffsets));
    }

    /** Which partition is read first is chance. */
    private List<TopicPartition> shuffled() {
        List<TopicPartition> order = new ArrayList<>(assignment());
        order.removeAll(paused);
        for (int i = order.size() - 1; i > 0; i--) {
            int other = broker.simulation().random().nextInt(i + 1);
            TopicPartition swapped = order.get(i);
            order.set(i, order.get(other));
            order.set(other, swapped);
        }
        return order;
    }

    private static ConsumerRecord<byte[], byte[]> consumed(LogRecord record) {
        return new ConsumerRecord<>(
                record.partition().topic(),
                record.partition().partition(),
                record.offset(),
                record.appendedAt().toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                size(record.key()),
                size(record.value()),
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? -1 : bytes.length;
    }

    /** As of the last heartbeat that was answered, which may be later than the last poll. */
    public ConsumerGroupMetadata groupMetadata() {
        if (member == null) {
            throw new IllegalStateException("not subscribed");
        }
        return member.metadata();
    }

    public void close(CloseOptions options) {
        closed = true;
        broker.log().unwatch(changes);
        if (member != null) {
            member.leave(options.groupMembershipOperation() != CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP);
        }
    }

    public void close() {
        close(CloseOptions.timeout(PATIENCE));
    }
}
