package dev.carillon.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedMemberEpochException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;

/**
 * One consumer group by the consumer protocol (KIP-848) with the range assignor: members learn by their heartbeats what
 * they have, give partitions up before others get them, and are removed when they are silent.
 *
 * <pre>
 *   a member's epoch = the group's ── somebody joins or leaves ──▶ it lags
 *      ▲                                   │ its next heartbeat: what it is to keep
 *      └── it no longer reports the rest ◀─┘ (until then the rest is nobody else's)
 * </pre>
 */
final class GroupCoordinator {

    private static final Duration REBALANCE_TIMEOUT = Duration.ofSeconds(20);

    private final SimulatedBroker broker;
    private final Duration session;
    private final TreeMap<String, Member> members = new TreeMap<>();
    private final Map<TopicPartition, Long> offsets = new HashMap<>();
    private final Map<Long, Map<TopicPartition, Long>> pending = new HashMap<>();
    private List<String> topics = List.of();
    private int groupEpoch;
    private boolean strict;
    private int refusals;

    private static final class Member {
        private int epoch;
        /** With the epoch since which it has each without a break. */
        private final Map<TopicPartition, Integer> assigned = new HashMap<>();

        private final Map<TopicPartition, Integer> revoking = new HashMap<>();
        private long silentAt;
        private long revokedBy;
    }

    /** What a heartbeat is answered with. */
    record Assignment(int epoch, Set<TopicPartition> partitions) {}

    GroupCoordinator(SimulatedBroker broker, Duration session) {
        this.broker = broker;
        this.session = session;
    }

    /**
     * Takes a heartbeat.
     *
     * @param epoch 0 to join
     * @param owned what the member has and has not given up; null while it is still taking over or giving up, so that
     *     nothing counts as given up
     * @throws FencedMemberEpochException when it is to begin anew
     * @throws UnknownMemberIdException when it was removed
     */
    Assignment heartbeat(String id, int epoch, @Nullable Set<TopicPartition> owned, List<String> subscribed) {
        Member member = members.get(id);
        if (epoch == 0) {
            topics = subscribed;
            member = new Member();
            members.put(id, member);
            groupEpoch++;
        } else if (member == null) {
            throw new UnknownMemberIdException(id + " is no member");
        } else if (epoch != member.epoch
                && !(epoch < member.epoch
                        && owned != null
                        && member.assigned.keySet().containsAll(owned))) {
            throw new FencedMemberEpochException(id + " has epoch " + member.epoch + ", not " + epoch);
        }
        member.silentAt = broker.simulation().nanos() + session.toNanos();
        Member heard = member;
        broker.simulation().after(session, () -> checkSession(id, heard));
        reconcile(id, member, owned);
        return new Assignment(member.epoch, Set.copyOf(member.assigned.keySet()));
    }

    private void reconcile(String id, Member member, @Nullable Set<TopicPartition> owned) {
        if (owned != null) {
            member.revoking.keySet().retainAll(owned);
        }
        if (!member.revoking.isEmpty()) {
            return;
        }
        Set<TopicPartition> target = target(id);
        if (member.epoch < groupEpoch) {
            Map<TopicPartition, Integer> surplus = new HashMap<>(member.assigned);
            surplus.keySet().removeAll(target);
            member.assigned.keySet().retainAll(target);
            if (owned != null) {
                surplus.keySet().retainAll(owned);
            }
            if (!surplus.isEmpty()) {
                member.revoking.putAll(surplus);
                member.revokedBy = broker.simulation().nanos() + REBALANCE_TIMEOUT.toNanos();
                broker.simulation().after(REBALANCE_TIMEOUT, () -> checkRevocation(id, member));
                return;
            }
            member.epoch = groupEpoch;
        }
        target.removeIf(partition -> isHeldByAnother(partition, member));
        target.forEach(partition -> member.assigned.putIfAbsent(partition, member.epoch));
    }

    private boolean isHeldByAnother(TopicPartition partition, Member member) {
        return members.values().stream()
                .anyMatch(other -> other != member
                        && (other.assigned.containsKey(partition) || other.revoking.containsKey(partition)));
    }

    /** What a member shall have, whether or not others have given it up. */
    Optional<Set<TopicPartition>> targetOf(String id) {
        return members.containsKey(id) ? Optional.of(target(id)) : Optional.empty();
    }

    /** The range assignor: members in order, each a stretch of partitions, the same of every topic. */
    private Set<TopicPartition> target(String id) {
        List<String> ids = new ArrayList<>(members.keySet());
        int index = ids.indexOf(id);
        Set<TopicPartition> mine = new HashSet<>();
        for (String topic : topics) {
            int count = broker.log().partitions(topic);
            int from = Math.ceilDiv(index * count, ids.size());
            int to = Math.ceilDiv((index + 1) * count, ids.size());
            for (int number = from; number < to; number++) {
                mine.add(new TopicPartition(topic, number));
            }
        }
        return mine;
    }

    private void checkSession(String id, Member member) {
        if (members.get(id) == member && broker.simulation().nanos() >= member.silentAt) {
            remove(id);
        }
    }

    private void checkRevocation(String id, Member member) {
        if (members.get(id) == member
                && !member.revoking.isEmpty()
                && broker.simulation().nanos() >= member.revokedBy) {
            remove(id);
        }
    }

    private void remove(String id) {
        members.remove(id);
        groupEpoch++;
    }

    void leave(String id) {
        if (members.containsKey(id)) {
            remove(id);
        }
    }

    /** Brokers before 4.3 refuse every epoch but the current one. */
    void refuseLaggingEpochs() {
        strict = true;
    }

    /** The next commits of offsets find that their epochs lag, as during a rebalance. */
    void refuseNext(int commits) {
        refusals = commits;
    }

    /**
     * Whether a transaction may commit offsets in the name of this member of this epoch.
     *
     * @throws UnknownMemberIdException when it is none any more
     * @throws StaleMemberEpochException when it has begun anew since, or has not had a partition all the time since
     */
    void checkCommit(String id, int epoch, Set<TopicPartition> partitions) {
        if (epoch < 0 && id.isEmpty()) {
            return; // Somebody outside of the group; transactions may.
        }
        Member member = members.get(id);
        if (member == null) {
            throw new UnknownMemberIdException(id + " is no member");
        }
        if (refusals > 0) {
            refusals--;
            throw new StaleMemberEpochException(id + " has another epoch than " + epoch);
        }
        if (member.epoch == epoch) {
            return; // Of a member's current epoch nobody asks whose the partitions are.
        }
        boolean hadSince = epoch < member.epoch
                && partitions.stream()
                        .allMatch(partition -> epoch >= since(member.assigned, partition)
                                || epoch >= since(member.revoking, partition));
        if (strict || !hadSince) {
            throw new StaleMemberEpochException(id + " has epoch " + member.epoch + ", not " + epoch);
        }
    }

    private static int since(Map<TopicPartition, Integer> partitions, TopicPartition partition) {
        return partitions.getOrDefault(partition, Integer.MAX_VALUE);
    }

    void pending(long producerId, Map<TopicPartition, Long> committed) {
        pending.computeIfAbsent(producerId, any -> new HashMap<>()).putAll(committed);
    }

    void settle(long producerId, boolean commit) {
        Map<TopicPartition, Long> decided = pending.remove(producerId);
        if (commit && decided != null) {
            offsets.putAll(decided);
        }
    }

    /** The committed offsets, empty where there is none; without those that are pending in a transaction. */
    Map<TopicPartition, OptionalLong> committed(Collection<TopicPartition> asked) {
        Map<TopicPartition, OptionalLong> found = new HashMap<>();
        asked.forEach(partition -> {
            Long committed = offsets.get(partition);
            found.put(partition, committed == null ? OptionalLong.empty() : OptionalLong.of(committed));
        });
        pending.values().forEach(undecided -> found.keySet().removeAll(undecided.keySet()));
        return found;
    }

    /** Without regard to what is pending; for tests and faults. */
    Map<TopicPartition, Long> visibleOffsets() {
        return Map.copyOf(offsets);
    }

    /** The group's offsets expire, or somebody deletes them. */
    void expire(Set<TopicPartition> partitions) {
        offsets.keySet().removeAll(partitions);
    }

    Set<String> members() {
        return Set.copyOf(members.keySet());
    }
}
