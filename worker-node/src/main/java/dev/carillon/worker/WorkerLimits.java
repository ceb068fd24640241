package dev.carillon.worker;

import dev.carillon.core.job.TaskKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * The limits and waits of a worker's loop.
 *
 * @param slots attempts of each kind that may run at once; a kind without slots is declined
 * @param holdLimit pieces of work that may wait; further ones are declined
 * @param lease how long the worker may go on without an acknowledged heartbeat
 * @param heartbeat between two heartbeats
 * @param slotPatience how long due work waits for a slot before it is declined
 * @param startedAfter an attempt that ends sooner sends one report, at its end
 * @param resend between two tries to send a report
 * @param drain how long running attempts may go on after the worker was told to stop
 * @param killGrace how long an attempt may take to follow its kill switch before its thread is interrupted
 * @param memory attempts that are over and still known
 */
public record WorkerLimits(
        Map<TaskKind, Integer> slots,
        int holdLimit,
        Duration lease,
        Duration heartbeat,
        Duration slotPatience,
        Duration startedAfter,
        Duration resend,
        Duration drain,
        Duration killGrace,
        int memory) {

    /** Unacknowledged reports beyond which no further work is read. */
    static final int MAX_UNACKNOWLEDGED = 4_096;

    public WorkerLimits {
        slots = Map.copyOf(slots);
        if (heartbeat.multipliedBy(2).compareTo(lease) > 0) {
            throw new IllegalArgumentException("the lease (" + lease + ") must be at least two heartbeats (" + heartbeat
                    + "), else one lost heartbeat ends it");
        }
    }

    public static WorkerLimits of(Map<TaskKind, Integer> slots, int holdLimit, Duration lease, Duration heartbeat) {
        return new WorkerLimits(
                slots,
                holdLimit,
                lease,
                heartbeat,
                Duration.ofSeconds(1),
                Duration.ofMillis(200),
                Duration.ofMillis(250),
                Duration.ofSeconds(8),
                Duration.ofSeconds(5),
                10_000);
    }

    /** The same without the slots of other kinds. */
    WorkerLimits withKinds(Set<TaskKind> kinds) {
        Map<TaskKind, Integer> kept = new EnumMap<>(TaskKind.class);
        slots.forEach((kind, count) -> {
            if (kinds.contains(kind)) {
                kept.put(kind, count);
            }
        });
        return new WorkerLimits(
                kept, holdLimit, lease, heartbeat, slotPatience, startedAfter, resend, drain, killGrace, memory);
    }

    /** The longest that a stop can take when everything follows its rules, and a little more. */
    Duration stopWithin() {
        return drain.plus(killGrace).plusSeconds(6);
    }
}
