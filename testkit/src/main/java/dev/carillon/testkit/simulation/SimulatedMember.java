package dev.carillon.testkit.simulation;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedMemberEpochException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;

/**
 * A consumer's membership in the group. Its heartbeats go on by themselves, as those of the client's own thread do, and may
 * raise its epoch at any moment; what they say of partitions takes effect in the next poll, where the listener is called.
 */
final class SimulatedMember {

    private static final Duration EVERY = Duration.ofMillis(900);
    private static final Duration MAX_POLL_INTERVAL = Duration.ofSeconds(20);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(4);
    static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final SimulatedProcess process;
    private final SimulatedBroker broker;
    private final String groupId;
    private final List<String> topics;
    private final ConsumerRebalanceListener listener;
    private final Runnable woken;
    private final String id;
    private final Set<TopicPartition> owned = new TreeSet<>(BY_NAME);
    private @Nullable Set<TopicPartition> told;
    private int epoch;
    private int shownEpoch = -1;
    private boolean out;
    private boolean closed;
    private long polledAt;
    private long heartbeats;
    private long answered;
    private long askedAt;

    /** @param woken is called when the next poll has something to do */
    SimulatedMember(
            SimulatedProcess process,
            SimulatedBroker broker,
            String groupId,
            List<String> topics,
            ConsumerRebalanceListener listener,
            Runnable woken) {
        this.process = process;
        this.broker = broker;
        this.groupId = groupId;
        this.topics = List.copyOf(topics);
        this.listener = listener;
        this.woken = woken;
        this.id = "member-" + Long.toHexString(broker.simulation().random().nextLong() >>> 8);
        this.polledAt = broker.simulation().nanos();
        tick();
    }

    Set<TopicPartition> owned() {
        return owned;
    }

    @SuppressWarnings("removal") // the only constructor there is
    ConsumerGroupMetadata metadata() {
        return new ConsumerGroupMetadata(groupId, shownEpoch, shownEpoch < 0 ? "" : id, Optional.empty());
    }

    private void tick() {
        if (closed) {
            return;
        }
        long now = broker.simulation().nanos();
        if (epoch > 0 && now - polledAt > MAX_POLL_INTERVAL.toNanos()) {
            // The application does not poll any more: the client leaves for it.
            quit();
            expelled();
        } else if (!out && (answered == heartbeats || now - askedAt > ANSWER_WITHIN.toNanos())) {
            beat();
        }
        process.after(broker.simulation().between(EVERY.dividedBy(2), EVERY), this::tick);
    }

    private void beat() {
        long number = ++heartbeats;
        int sentEpoch = epoch;
        boolean settled = told == null || told.equals(owned);
        Set<TopicPartition> reported = sentEpoch == 0 ? Set.of() : settled ? Set.copyOf(owned) : null;
        askedAt = broker.simulation().nanos();
        var unused = broker.request(process, () -> broker.group().heartbeat(id, sentEpoch, reported, topics))
                .whenComplete((answer, problem) -> {
                    if (number != heartbeats || closed || out) {
                        return;
                    }
                    answered = number;
                    if (answer != null) {
                        epoch = answer.epoch();
                        shownEpoch = epoch;
                        told = answer.partitions();
                        woken.run();
                    } else if (problem instanceof FencedMemberEpochException
                            || problem instanceof UnknownMemberIdException) {
                        expelled();
                    }
                });
    }

    private void expelled() {
        out = true;
        epoch = 0;
        told = null;
        woken.run();
    }

    /**
     * The part of a poll in which partitions come and go.
     *
     * @return whether any did
     */
    boolean reconcile() {
        polledAt = broker.simulation().nanos();
        if (out) {
            Set<TopicPartition> lost = new HashSet<>(owned);
            if (!lost.isEmpty()) {
                listener.onPartitionsLost(lost);
            }
            owned.clear();
            out = false;
            beat();
            return true;
        }
        Set<TopicPartition> wanted = told;
        if (wanted == null || wanted.equals(owned)) {
            return false;
        }
        Set<TopicPartition> revoked = new HashSet<>(owned);
        revoked.removeAll(wanted);
        if (!revoked.isEmpty()) {
            listener.onPartitionsRevoked(revoked);
            owned.removeAll(revoked);
            if (out) {
                return true; // The listener took so long that the group has removed this member.
            }
        }
        Set<TopicPartition> added = new TreeSet<>(BY_NAME);
        added.addAll(wanted);
        added.removeAll(owned);
        if (!added.isEmpty()) {
            owned.addAll(added);
            listener.onPartitionsAssigned(added);
        }
        beat();
        return true;
    }

    /**
     * Gives everything up.
     *
     * @param tells the group, which else finds out when the session is over
     */
    void leave(boolean tells) {
        closed = true;
        if (!owned.isEmpty()) {
            listener.onPartitionsRevoked(new HashSet<>(owned));
            owned.clear();
        }
        if (tells) {
            quit();
        }
    }

    private void quit() {
        var unused = broker.request(process, () -> {
            broker.group().leave(id);
            return true;
        });
    }
}
