package dev.carillon.kafka.codec;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.TaskKind;
import dev.carillon.core.scheduling.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * One heartbeat of a worker. The fleet is derived from these and from when they reached the broker.
 *
 * @param incarnation new at every start and after every lost lease
 * @param sequence counts the heartbeats of the incarnation, from 1
 * @param active executions whose attempt runs or whose end is not acknowledged yet, with the attempt
 * @param held work that waits for its due instant or a slot
 * @param sentAt by the worker's own clock
 * @param clockOffset the worker's clock minus the broker's
 * @param lease from the send time of each acknowledged heartbeat
 * @param draining stopping: takes no more work
 * @param replaces an incarnation of this worker whose processes are proved gone; empty: none
 */
public record WorkerBeat(
        String workerId,
        String incarnation,
        long sequence,
        Set<String> groups,
        Map<TaskKind, Fleet.Slots> slots,
        Set<String> labels,
        String workTopic,
        int workPartition,
        Map<ExecutionId, Integer> active,
        int held,
        Instant sentAt,
        Duration clockOffset,
        Duration lease,
        String host,
        long pid,
        String version,
        Instant startedAt,
        boolean draining,
        String replaces) {

    public WorkerBeat {
        groups = Set.copyOf(groups);
        slots = Map.copyOf(slots);
        labels = Set.copyOf(labels);
        active = Map.copyOf(active);
    }
}
