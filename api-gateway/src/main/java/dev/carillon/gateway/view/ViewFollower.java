package dev.carillon.gateway.view;

import dev.carillon.gateway.view.ViewRecord.Slot;
import dev.carillon.gateway.view.ViewRecord.Source;
import dev.carillon.kafka.topics.Partitioner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the records of Kafka into the view; one step at a time, by one thread.
 *
 * <pre>
 * position: all partitions of jobs, history (where the file stands) and workers (from the begin); no consumer group
 * step:     poll ─▶ heartbeats to the board, everything else to one transaction of the store
 * </pre>
 *
 * <p>A file that has not been written for half the life of a tombstone may have missed one: its jobs are read from the begin and
 * what that reading does not meet is swept. A file that knows offsets which the log does not have is of another log, or the
 * log has lost its end: it is wiped and built anew.
 */
final class ViewFollower {

    /** Half the life of a tombstone in {@code jobs}. */
    static final Duration STALE_AFTER = Duration.ofHours(84);

    private static final Logger LOG = LoggerFactory.getLogger(ViewFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PRUNE_EVERY = Duration.ofSeconds(5);
    private static final Duration MARK_EVERY = Duration.ofMinutes(1);

    private final ViewStore store;
    private final WorkerBoard board;
    private final InstantSource clock;
    private final Consumer<byte[], byte[]> consumer;
    private final FollowedTopics topics;
    private final Supplier<String> logIdentity;

    /** Where each partition ended when it was positioned; emptied as they are reached. */
    private final Map<TopicPartition, Long> goals = new HashMap<>();

    private Partitioner homes = new Partitioner(1);
    private boolean positioned;
    private volatile boolean caughtUp;
    private volatile long lag;
    private Instant steppedAt = Instant.EPOCH;
    private Instant prunedAt = Instant.EPOCH;
    private Instant markedAt = Instant.EPOCH;

    /**
     * @param consumer reads committed records only and belongs to this follower's thread
     * @param logIdentity names the cluster and the incarnation of its topics
     */
    ViewFollower(View view, Consumer<byte[], byte[]> consumer, FollowedTopics topics, Supplier<String> logIdentity) {
        this.store = view.store();
        this.board = view.board();
        this.clock = view.clock();
        this.consumer = consumer;
        this.topics = topics;
        this.logIdentity = logIdentity;
    }

    /** Whether everything that was in the log when the follower was positioned is in the view. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    /** Records that the log is known to hold and the view does not. */
    long lag() {
        return lag;
    }

    /**
     * Polls once and applies what came. A step that throws has changed nothing in the file; call {@link #reposition} before
     * the next.
     *
     * @return how many records were applied
     */
    int step() {
        Instant now = clock.instant();
        boolean slept = positioned && Duration.between(steppedAt, now).compareTo(STALE_AFTER) > 0;
        if (!positioned || slept) {
            position(now);
        }
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
        steppedAt = clock.instant();
        int applied = apply(polled);
        tidy(polled, applied);
        checkGoals();
        lag = consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
        return applied;
    }

    /** Lets the next step begin again where the file stands. */
    void reposition() {
        positioned = false;
    }

    private void position(Instant now) {
        String log = logIdentity.get();
        store.bind(log);
        List<TopicPartition> partitions = Stream.of(
                        topics.jobs(), topics.projects(), topics.calendars(), topics.history(), topics.workers())
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(ViewFollower::partition)
                .toList();
        consumer.assign(partitions);
        homes = new Partitioner(
                Math.max(1, consumer.partitionsFor(topics.calendars()).size()));
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        if (knowsMoreThan(ends)) {
            LOG.atWarn().log("the view knows records that the log does not have; it is built anew");
            store.wipe(log);
        } else if (mayHaveMissedTombstones(now)) {
            store.readJobsAnew();
        }
        Map<Slot, Long> known = store.offsets();
        readHistory(known, begins, now);
        for (TopicPartition partition : partitions) {
            long begin = begins.getOrDefault(partition, 0L);
            long next = slot(partition).map(known::get).orElse(begin);
            consumer.seek(partition, Math.max(begin, next));
        }
        goals.clear();
        goals.putAll(ends);
        caughtUp = false;
        positioned = true;
    }

    private void readHistory(Map<Slot, Long> known, Map<TopicPartition, Long> begins, Instant now) {
        Set<Integer> partitions = new HashSet<>();
        Set<Integer> lost = new HashSet<>();
        begins.forEach((partition, begin) -> slot(partition)
                .filter(slot -> slot.source() == Source.HISTORY)
                .ifPresent(slot -> {
                    partitions.add(slot.partition());
                    if (begin > known.getOrDefault(slot, 0L)) {
                        lost.add(slot.partition());
                    }
                }));
        store.readHistory(partitions.size(), lost, now);
    }

    private boolean knowsMoreThan(Map<TopicPartition, Long> ends) {
        Map<Slot, Long> known = store.offsets();
        Map<Slot, Long> held = new HashMap<>();
        ends.forEach((partition, end) -> slot(partition).ifPresent(slot -> held.put(slot, end)));
        return known.entrySet().stream().anyMatch(entry -> held.getOrDefault(entry.getKey(), -1L) < entry.getValue());
    }

    private boolean mayHaveMissedTombstones(Instant now) {
        Instant written = store.writtenAt();
        return !written.equals(Instant.EPOCH) && written.plus(STALE_AFTER).isBefore(now);
    }

    private int apply(ConsumerRecords<byte[], byte[]> polled) {
        List<ViewRecord> batch = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            Optional<Slot> slot = slot(new TopicPartition(record.topic(), record.partition()));
            if (isCopy(record)) {
                continue;
            }
            if (slot.isPresent()) {
                batch.add(new ViewRecord(
                        slot.get().source(), record.partition(), record.offset(), record.key(), record.value()));
            } else {
                board.heard(record.key(), record.value(), Instant.ofEpochMilli(record.timestamp()));
            }
        }
        if (!batch.isEmpty()) {
            store.apply(batch, positions(polled.partitions()), steppedAt);
            markedAt = steppedAt;
        }
        return batch.size();
    }

    /** Every shard has its own copy of a calendar; what counts is that of the shard that decides about it. */
    private boolean isCopy(ConsumerRecord<byte[], byte[]> record) {
        return record.topic().equals(topics.calendars())
                && record.key() != null
                && homes.partition(record.key()) != record.partition();
    }

    private Map<Slot, Long> positions(Set<TopicPartition> moved) {
        return moved.stream()
                .filter(partition -> slot(partition).isPresent())
                .collect(Collectors.toMap(partition -> slot(partition).orElseThrow(), consumer::position));
    }

    private void tidy(ConsumerRecords<byte[], byte[]> polled, int applied) {
        if (applied == 0
                && !polled.isEmpty()
                && caughtUp
                && markedAt.plus(MARK_EVERY).isBefore(steppedAt)) {
            // Heartbeats arrive, so Kafka answers and nothing was missed: the file is up to date.
            store.apply(List.of(), Map.of(), steppedAt);
            markedAt = steppedAt;
        }
        if (prunedAt.plus(PRUNE_EVERY).isBefore(steppedAt)) {
            store.prune();
            board.forgetOld(steppedAt);
            prunedAt = steppedAt;
        }
    }

    private void checkGoals() {
        if (caughtUp) {
            return;
        }
        goals.entrySet().removeIf(goal -> consumer.position(goal.getKey()) >= goal.getValue());
        if (goals.isEmpty()) {
            store.sweep();
            caughtUp = true;
            LOG.atInfo().log("the view has caught up with the log");
        }
    }

    private Optional<Slot> slot(TopicPartition partition) {
        if (partition.topic().equals(topics.jobs())) {
            return Optional.of(new Slot(Source.JOBS, partition.partition()));
        }
        if (partition.topic().equals(topics.projects())) {
            return Optional.of(new Slot(Source.PROJECTS, partition.partition()));
        }
        if (partition.topic().equals(topics.calendars())) {
            return Optional.of(new Slot(Source.CALENDARS, partition.partition()));
        }
        if (partition.topic().equals(topics.history())) {
            return Optional.of(new Slot(Source.HISTORY, partition.partition()));
        }
        return Optional.empty();
    }

    private static TopicPartition partition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }
}
