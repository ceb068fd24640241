package dev.carillon.core.scheduling;

import dev.carillon.core.job.TaskKind;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The workers, as last heard of: an argument of a decision, like the time, and never part of a shard's state.
 *
 * <p>Instants are broker time. Implementations are immutable snapshots with a deterministic order of iteration.
 */
public interface Fleet {

    /** The name of the group that serves every group which no worker names. */
    String DEFAULT_GROUP = "default";

    /** The live workers that serve a group, in a fixed order; see {@link #DEFAULT_GROUP}. */
    List<Worker> serving(String group);

    Optional<Worker> worker(String incarnation);

    /**
     * Whether nothing can come from this incarnation any more: its lease and a margin are over by every record up to
     * an end offset fetched after that deadline, or it has said goodbye, or its successor has proved its processes gone.
     */
    boolean isGone(String incarnation);

    /** Changes whenever the fleet does; pending executions are tried again then. */
    long version();

    /**
     * One worker incarnation.
     *
     * @param beatAt when the last heartbeat reached the broker
     * @param sentAt when the worker sent it, broker time
     * @param active executions whose attempt runs or whose end is not acknowledged yet, with the attempt
     * @param held work that waits there for its due instant or a slot
     * @param trusted has beaten since this reader met it and its clock agrees with the broker's: may get work
     */
    record Worker(
            String id,
            String incarnation,
            Set<String> groups,
            Map<TaskKind, Slots> slots,
            Set<String> labels,
            String workTopic,
            int workPartition,
            Instant beatAt,
            Instant sentAt,
            Map<String, Integer> active,
            int held,
            boolean trusted) {

        public Worker {
            groups = Set.copyOf(groups);
            slots = Map.copyOf(slots);
            labels = Set.copyOf(labels);
            active = Map.copyOf(active);
        }

        public boolean runs(TaskKind kind) {
            return slots.containsKey(kind);
        }
    }

    /** Places of one kind at a worker. */
    record Slots(int total, int busy) {}

    /** No workers at all. */
    static Fleet empty() {
        return of(List.of(), 0);
    }

    /** A fleet of exactly these workers; others count as not gone. */
    static Fleet of(Collection<Worker> workers, long version) {
        return new FixedFleet(List.copyOf(workers), Set.of(), version);
    }

    /** The same with incarnations that are gone for good. */
    static Fleet of(Collection<Worker> workers, Set<String> gone, long version) {
        return new FixedFleet(List.copyOf(workers), Set.copyOf(gone), version);
    }
}
