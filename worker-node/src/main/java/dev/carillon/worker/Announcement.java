package dev.carillon.worker;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.Report.Attempt;
import dev.carillon.core.job.TaskKind;
import dev.carillon.core.scheduling.Fleet;
import dev.carillon.kafka.codec.WorkerBeat;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** What a worker says of itself in every heartbeat. */
record Announcement(
        String workerId,
        Set<String> groups,
        Set<String> labels,
        TopicPartition work,
        Duration lease,
        String host,
        long pid,
        String version,
        Instant startedAt) {

    /** @param clockOffset this machine's clock minus the broker's */
    WorkerBeat with(Action.Beat beat, Duration clockOffset) {
        WorkerStatus status = beat.status();
        Map<TaskKind, Fleet.Slots> slots = new HashMap<>();
        status.slots().forEach((kind, count) -> slots.put(kind, new Fleet.Slots(count.total(), count.busy())));
        // Of two attempts of one execution the later one counts: it was sent because the earlier one's end is known.
        Map<ExecutionId, Integer> active = new HashMap<>();
        for (Attempt attempt : status.active()) {
            active.merge(attempt.id(), attempt.number(), Math::max);
        }
        return new WorkerBeat(
                workerId,
                beat.incarnation(),
                beat.sequence(),
                groups,
                slots,
                labels,
                work.topic(),
                work.partition(),
                active,
                status.held(),
                beat.sent().wall(),
                clockOffset,
                lease,
                host,
                pid,
                version,
                startedAt,
                status.draining(),
                beat.replaces());
    }
}
