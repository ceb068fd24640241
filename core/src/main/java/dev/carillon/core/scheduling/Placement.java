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
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the worker of an attempt: among those eligible the less loaded of two picked at random, which spreads work
 * almost as well as looking at all of them and cannot send everything to the one that looked idle a second ago.
 *
 * <p>Remembers who declined, until the next heartbeat: a hint, not state; losing it at a reload costs one more decline.
 */
final class Placement {

    /** Of a worker at random, before those eligible are looked for one by one. */
    private static final int DRAWS = 3;

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
        List<Fleet.Worker> serving = fleet.serving(definition.group());
        Predicate<Fleet.Worker> eligible =
                worker -> isEligible(worker, task, target) && !fleet.isGone(worker.incarnation());
        Fleet.Worker first = pick(serving, eligible);
        if (first == null || serving.size() == 1) {
            return Optional.ofNullable(first);
        }
        Fleet.Worker second = pick(serving, worker -> worker != first && eligible.test(worker));
        return Optional.of(second != null && load(second) < load(first) ? second : first);
    }

    /** Any of those eligible, each as likely as another; mostly without a look at all of them. */
    private Fleet.@Nullable Worker pick(List<Fleet.Worker> serving, Predicate<Fleet.Worker> eligible) {
        if (serving.isEmpty()) {
            return null;
        }
        for (int draw = 0; draw < DRAWS; draw++) {
            Fleet.Worker drawn = serving.get(random.nextInt(serving.size()));
            if (eligible.test(drawn)) {
                return drawn;
            }
        }
        List<Fleet.Worker> all = serving.stream().filter(eligible).toList();
        return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
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
                && runs(worker, task)
                && (target.worker().isEmpty() || target.worker().equals(worker.id()))
                && (target.label().isEmpty() || worker.labels().contains(target.label()))
                && hasRoom(worker, task.kind());
    }

    private static boolean runs(Fleet.Worker worker, Task task) {
        for (TaskKind kind : task.kinds()) {
            if (!worker.runs(kind)) {
                return false;
            }
        }
        return true;
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
