package dev.carillon.cluster.faults;

import dev.carillon.cluster.harness.KafkaAnswers;
import dev.carillon.cluster.harness.TestKafka;
import dev.carillon.proto.v1.HistoryEvent;
import dev.carillon.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes are doing at the moment, as the brokers tell it: who owns which partitions, which of them fire, which
 * workers end attempts. For choosing victims; the verdict is {@link FireLedger}'s. Not thread-safe.
 */
final class LiveView implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final int TRIES_MAX = 3;
    private static final Duration FRESH = Duration.ofMillis(1_500);

    private final Admin admin;
    private final Consumer<byte[], byte[]> history;
    private final InstantSource time = InstantSource.system();
    private final Map<Integer, Instant> lastTrigger = new HashMap<>();
    private final Map<String, Instant> lastEnd = new HashMap<>();
    private final Set<String> buried = new HashSet<>();

    LiveView(TestKafka kafka) {
        admin = kafka.admin();
        history = kafka.committedReader();
        List<TopicPartition> partitions = IntStream.range(0, FaultCluster.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(FaultCluster.TOPICS.history(), partition))
                .toList();
        history.assign(partitions);
        history.seekToEnd(partitions);
    }

    Instant now() {
        return time.instant();
    }

    /** Returns when the scheduler owns several partitions and each of them fires. */
    void awaitFiring(String scheduler, Duration within) {
        Await.until(scheduler + " owns partitions and fires", within, () -> {
            follow();
            Set<Integer> owned = partitionsOf(scheduler);
            return owned.size() >= 2 && owned.stream().allMatch(partition -> isFresh(lastTrigger.get(partition)));
        });
    }

    /** Returns when every partition has an owner that still lives and has just fired. */
    void awaitEverythingFires(Duration within) {
        Await.until("every partition fires", within, () -> {
            follow();
            return IntStream.range(0, FaultCluster.PARTITIONS)
                    .allMatch(partition -> isFresh(lastTrigger.get(partition)));
        });
    }

    /** Returns when every partition belongs to other schedulers than this one, and fires. */
    void awaitTakenFrom(String scheduler, Duration within) {
        Await.until(
                "others have the partitions of " + scheduler,
                within,
                () -> partitionsOf(scheduler).isEmpty());
        awaitEverythingFires(within);
    }

    /** Returns when the worker, in any incarnation, has just ended an attempt. */
    void awaitWorking(String worker, Duration within) {
        Await.until(worker + " ends attempts", within, () -> {
            follow();
            return lastEnd.entrySet().stream()
                    .filter(end -> !buried.contains(end.getKey()))
                    .anyMatch(end -> end.getKey().startsWith(worker + "-") && isFresh(end.getValue()));
        });
    }

    /** The node is dead: the brokers may still speak of what it was, only what it becomes counts. */
    void bury(String node) {
        follow();
        lastEnd.keySet().stream()
                .filter(incarnation -> incarnation.startsWith(node + "-"))
                .forEach(buried::add);
        members()
                .map(MemberDescription::clientId)
                .filter(client -> client.contains("-" + node + "-"))
                .forEach(buried::add);
    }

    private void follow() {
        history.poll(POLL).forEach(record -> {
            HistoryEvent event = FireLedger.event(record);
            Instant at = Instant.ofEpochMilli(record.timestamp());
            switch (event.getKindCase()) {
                case TRIGGERED -> lastTrigger.put(record.partition(), at);
                // An attempt that is over at once is told of by its end alone.
                case ENDED -> lastEnd.put(event.getEnded().getIncarnation(), at);
                default -> {
                    // Only these two tell who is busy.
                }
            }
        });
    }

    private boolean isFresh(@Nullable Instant at) {
        return at != null && at.isAfter(time.instant().minus(FRESH));
    }

    /** As the group's coordinator sees it. */
    Set<Integer> partitionsOf(String scheduler) {
        return members()
                .filter(member -> !buried.contains(member.clientId()))
                .filter(member -> member.clientId().contains("-" + scheduler + "-"))
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    private Stream<MemberDescription> members() {
        String group = FaultCluster.TOPICS.schedulerGroup();
        Map<String, ConsumerGroupDescription> groups = Map.of();
        for (int tries = 1; groups.isEmpty(); tries++) {
            try {
                groups = KafkaAnswers.of(
                        "the group",
                        admin.describeConsumerGroups(List.of(group)).all());
            } catch (AssertionError e) {
                // A broker that has just come back on a busy machine may take long for its first answers.
                if (tries == TRIES_MAX) {
                    throw e;
                }
            }
        }
        return groups.values().stream().flatMap(description -> description.members().stream());
    }

    /** Whether a transaction of this scheduler is neither committed nor aborted. */
    boolean hasOpenTransaction(String scheduler) {
        ListTransactionsOptions open =
                new ListTransactionsOptions().filterStates(Arrays.asList(TransactionState.ONGOING));
        return KafkaAnswers.of("transactions", admin.listTransactions(open).all()).stream()
                .anyMatch(transaction -> transaction.transactionalId().contains("-" + scheduler + "-"));
    }

    @Override
    public void close() {
        history.close();
        admin.close();
    }
}
