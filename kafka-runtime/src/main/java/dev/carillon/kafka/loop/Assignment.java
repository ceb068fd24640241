package dev.carillon.kafka.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that the group has given to this lane, and what became of each.
 *
 * <pre>
 *   both inputs held ──▶ loading ──▶ adopted ──▶ serving ──reload──▶ loading
 *                          └─state damaged─▶ stopped        any of these ──revoked, lost──▶ dropped at once
 * </pre>
 *
 * Belongs to the lane's thread; Kafka calls the listener on that thread, inside {@code poll} and {@code close}. New
 * partitions are paused before anything of them can be fetched. A shard that is dropped is never used again: whoever
 * still has decisions of it finds out by {@link #isCurrent}.
 */
final class Assignment implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);
    private static final Duration LOAD_AGAIN_AFTER = Duration.ofMillis(500);

    private final LoopTopics topics;
    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final IntFunction<CompletableFuture<LoadedShard>> loads;
    private final Consumer<OwnedShard> dropped;
    private final IntConsumer givenUp;
    private final Consumer<List<OwnedShard>> givingUp;
    private final Set<TopicPartition> held = new HashSet<>();
    private final Map<Integer, OwnedShard> serving = new TreeMap<>();
    private final Map<Integer, CompletableFuture<LoadedShard>> loading = new TreeMap<>();
    private final Map<Integer, Instant> loadAgainAt = new HashMap<>();
    private final Map<Integer, String> stopped = new TreeMap<>();
    private final Set<Integer> unsettled = new HashSet<>();

    /**
     * @param loads starts a load on another thread
     * @param dropped hears of every shard that is no longer served, before the callback returns
     * @param givenUp hears of every partition that the group has taken away
     * @param givingUp hears of the shards that the group takes away from a live member, while they are still its own
     */
    Assignment(
            LoopTopics topics,
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            IntFunction<CompletableFuture<LoadedShard>> loads,
            Consumer<OwnedShard> dropped,
            IntConsumer givenUp,
            Consumer<List<OwnedShard>> givingUp) {
        this.topics = topics;
        this.consumer = consumer;
        this.loads = loads;
        this.dropped = dropped;
        this.givenUp = givenUp;
        this.givingUp = givingUp;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        held.addAll(partitions);
        consumer.pause(partitions);
        // Without any position the consumer would look for a committed one and fail where there is none. This one is
        // never read from: the partition stays paused until the adoption has set the right one.
        partitions.forEach(partition -> consumer.seek(partition, 0));
        if (!partitions.isEmpty()) {
            LOG.atInfo().addKeyValue("partitions", numbers(partitions)).log("partitions assigned");
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        givingUp.accept(partitions.stream()
                .map(TopicPartition::partition)
                .distinct()
                .map(serving::get)
                .filter(Objects::nonNull)
                .toList());
        giveUp(partitions, "partitions revoked");
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        giveUp(partitions, "partitions lost: this member was out of the group");
    }

    private void giveUp(Collection<TopicPartition> partitions, String message) {
        for (TopicPartition partition : partitions) {
            held.remove(partition);
            drop(partition.partition());
            stopped.remove(partition.partition());
            unsettled.remove(partition.partition());
            loadAgainAt.remove(partition.partition());
            givenUp.accept(partition.partition());
        }
        if (!partitions.isEmpty()) {
            LOG.atInfo().addKeyValue("partitions", numbers(partitions)).log(message);
        }
    }

    /** For people: the topics have the same partitions, of which there may be many. */
    private static Collection<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toCollection(TreeSet::new));
    }

    private void drop(int partition) {
        OwnedShard shard = serving.remove(partition);
        if (shard != null) {
            dropped.accept(shard);
        }
        CompletableFuture<LoadedShard> load = loading.remove(partition);
        if (load != null) {
            load.cancel(false);
        }
    }

    /** Starts the loads that are missing. */
    void startLoads(Instant now) {
        for (int partition : partitions()) {
            boolean busy = serving.containsKey(partition)
                    || loading.containsKey(partition)
                    || stopped.containsKey(partition)
                    || unsettled.contains(partition)
                    || now.isBefore(loadAgainAt.getOrDefault(partition, Instant.MIN));
            if (!busy) {
                loading.put(partition, loads.apply(partition));
            }
        }
    }

    /** Takes over the shards whose load is finished: from here on the lane serves them. */
    void adopt(Instant now, Consumer<OwnedShard> adopted) {
        List<Integer> done = loading.entrySet().stream()
                .filter(entry -> entry.getValue().isDone())
                .map(Map.Entry::getKey)
                .toList();
        for (int partition : done) {
            CompletableFuture<LoadedShard> load = loading.remove(partition);
            if (load == null) {
                continue;
            }
            try {
                LoadedShard loaded = load.join();
                OwnedShard shard = new OwnedShard(
                        loaded.shard(), topics.commands(partition), topics.reports(partition), loaded.next());
                rewind(shard);
                adopted.accept(shard);
                serving.put(partition, shard);
            } catch (CompletionException e) {
                loadFailed(partition, e.getCause() == null ? e : e.getCause(), now);
            }
        }
    }

    private void loadFailed(int partition, Throwable cause, Instant now) {
        if (cause instanceof UnreadableStateException damaged) {
            stop(partition, String.valueOf(damaged.getMessage()));
        } else {
            loadAgainAt.put(partition, now.plus(LOAD_AGAIN_AFTER));
            LOG.atWarn()
                    .addKeyValue("partition", partition)
                    .addKeyValue("error", cause.toString())
                    .log("load failed, will be tried again");
        }
    }

    /** The consumer goes on reading where the shard has decided up to. */
    void rewind(OwnedShard shard) {
        consumer.seek(shard.commands(), shard.commandsOffset());
        consumer.seek(shard.reports(), shard.reportsOffset());
    }

    /** Throws these shards away and reads them from the log again. */
    void reload(Collection<Integer> partitions) {
        for (int partition : List.copyOf(partitions)) {
            drop(partition);
        }
    }

    /** The same, but not before {@link #settled}: until then the log may still change under the load. */
    void reloadWhenSettled(Collection<Integer> partitions) {
        List<Integer> ours = partitions.stream().filter(partitions()::contains).toList();
        unsettled.addAll(ours);
        reload(ours);
    }

    void settled() {
        unsettled.clear();
    }

    /** Serves the partition no more until this node gives it back; the others go on. */
    void stop(int partition, String reason) {
        drop(partition);
        stopped.put(partition, reason);
        LOG.atError()
                .addKeyValue("partition", partition)
                .addKeyValue("reason", reason)
                .log("PARTITION STOPPED, its jobs do not fire; repair the record or restore the topic, then restart");
    }

    boolean isCurrent(OwnedShard shard) {
        return serving.get(shard.partition()) == shard;
    }

    boolean isLoading() {
        return !loading.isEmpty();
    }

    List<OwnedShard> serving() {
        return new ArrayList<>(serving.values());
    }

    /** Lets records come from these shards' inputs only. */
    void listenTo(Collection<OwnedShard> shards) {
        Set<TopicPartition> wanted = new HashSet<>();
        shards.forEach(shard -> wanted.addAll(List.of(shard.commands(), shard.reports())));
        Set<TopicPartition> paused = consumer.paused();
        Set<TopicPartition> toPause = new HashSet<>(held);
        toPause.removeAll(wanted);
        toPause.removeAll(paused);
        if (!toPause.isEmpty()) {
            consumer.pause(toPause);
        }
        wanted.retainAll(paused);
        if (!wanted.isEmpty()) {
            consumer.resume(wanted);
        }
    }

    /** The partitions whose both inputs are held. */
    private Set<Integer> partitions() {
        Set<Integer> both = new HashSet<>();
        for (TopicPartition input : held) {
            if (held.containsAll(topics.inputs(input.partition()))) {
                both.add(input.partition());
            }
        }
        return both;
    }

    /** What the group has given and not taken away. */
    Set<TopicPartition> held() {
        return Collections.unmodifiableSet(held);
    }

    LaneStatus status(boolean joined, boolean clockTrusted, boolean fleetKnown, boolean writing) {
        Map<Integer, Instant> nextFires = new HashMap<>();
        serving.forEach((partition, shard) -> shard.shard().nextFire().ifPresent(due -> nextFires.put(partition, due)));
        return new LaneStatus(
                joined, partitions(), serving.keySet(), stopped, clockTrusted, fleetKnown, writing, nextFires);
    }
}
