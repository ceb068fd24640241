package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.Task;
import dev.carillon.core.job.TaskKind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Chooses the worker of an attempt: among those eligible the less loaded of two picked at random, which spreads work
 * almost as well as looking at all of them and cannot send everything to the one that looked idle a second ago.
 *
 * <p>Remembers who declined, until the next heartbeat: a hint, not state; losing it at a reload costs one more decline.
 */
final class Placement {

    private static final Duration BACKOFF_MIN = Duration.ofMillis(100);

    private final ShardState state;
    private final ShardSettings settings;
    private final RandomGenerator random;
    private final Map<String, Instant> declinedAt = new HashMap<>();

    Placement(ShardState state, ShardSettings settings, RandomGenerator random) {
        this.state = state;
        this.settings = settings;
        this.random = random;
    }

    Optional<Fleet.Worker> choose(JobDefinition definition, Execution.Target target, Fleet fleet) {
        Task task = definition.task();
        List<Fleet.Worker> eligible = fleet.serving(definition.group()).stream()
                .filter(worker -> isEligible(worker, task, target) && !fleet.isGone(worker.incarnation()))
                .toList();
        if (eligible.size() <= 1) {
            return eligible.stream().findFirst();
        }
        int one = random.nextInt(eligible.size());
        int other = random.nextInt(eligible.size() - 1);
        Fleet.Worker first = eligible.get(one);
        Fleet.Worker second = eligible.get(other >= one ? other + 1 : other);
        return Optional.of(load(second) < load(first) ? second : first);
    }

    /** The worker had no room: it gets nothing more before a heartbeat that shows some. */
    void declined(String incarnation, Instant now) {
        declinedAt.put(incarnation, now);
    }

    /** How long a declined execution waits before it is offered again: doubling with its attempts, with jitter. */
    Duration backoff(int attempt) {
        long longest =
                Math.min(settings.declineBackoffMax().toMillis(), BACKOFF_MIN.toMillis() << Math.min(attempt, 10));
        return Duration.ofMillis(random.nextLong(longest / 2, longest + 1));
    }

    private boolean isEligible(Fleet.Worker worker, Task task, Execution.Target target) {
        return worker.trusted()
                && task.kinds().stream().allMatch(worker::runs)
                && (target.worker().isEmpty() || target.worker().equals(worker.id()))
                && (target.label().isEmpty() || worker.labels().contains(target.label()))
                && hasRoom(worker, task.kind());
    }

    private boolean hasRoom(Fleet.Worker worker, TaskKind kind) {
        Instant declined = declinedAt.get(worker.incarnation());
        if (declined == null) {
            return true;
        }
        Fleet.Slots slots = worker.slots().getOrDefault(kind, new Fleet.Slots(0, 0));
        boolean room = worker.beatAt().isAfter(declined) && slots.busy() < slots.total();
        if (room) {
            declinedAt.remove(worker.incarnation());
        }
        return room;
    }

    /** What the worker last said, or what this shard knows it to have, whichever is more. */
    private int load(Fleet.Worker worker) {
        return Math.max(worker.held() + worker.active().size(), state.outstanding(worker.incarnation()));
    }
}
