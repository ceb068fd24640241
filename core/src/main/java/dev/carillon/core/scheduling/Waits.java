package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.ExecutionState;
import dev.carillon.core.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a shard waits for, by the instant at which it must look again. Every live execution is here but one
 * that is queued, which waits for the end of another; so no wait can be forgotten. The instants follow from the execution
 * records, so a reload finds the same ones.
 *
 * <p>A wait that is due and not over yet is looked at again later ({@link #postpone}); that is not state.
 */
final class Waits {

    /** How often something that ought to have come is looked for. */
    private static final Duration RECHECK = Duration.ofSeconds(2);

    /** @param executionId null: the job's state may be forgotten */
    record Wait(Instant at, JobId jobId, @Nullable ExecutionId executionId) implements Comparable<Wait> {

        @Override
        public int compareTo(Wait other) {
            int order = at.compareTo(other.at);
            order = order != 0 ? order : jobId.compareTo(other.jobId);
            return order != 0 ? order : suffix().compareTo(other.suffix());
        }

        private String suffix() {
            return executionId == null ? "" : executionId.suffix();
        }
    }

    private final ShardSettings settings;
    private final TreeSet<Wait> queue = new TreeSet<>();
    private final Map<ExecutionId, Wait> ofExecution = new HashMap<>();
    private final Map<JobId, Wait> ofJob = new HashMap<>();

    Waits(ShardSettings settings) {
        this.settings = settings;
    }

    void watch(Execution execution) {
        Instant look = look(execution, Instant.MIN);
        if (look == null) {
            forget(execution);
        } else {
            set(execution.id(), look);
        }
    }

    void watch(JobState state) {
        forget(state.jobId());
        if (state.deletedAt() != null) {
            Wait wait = new Wait(state.deletedAt().plus(JobState.REPLIES_KEPT_FOR), state.jobId(), null);
            ofJob.put(state.jobId(), wait);
            queue.add(wait);
        }
    }

    void forget(Execution execution) {
        Wait wait = ofExecution.remove(execution.id());
        if (wait != null) {
            queue.remove(wait);
        }
    }

    void forget(JobId jobId) {
        Wait wait = ofJob.remove(jobId);
        if (wait != null) {
            queue.remove(wait);
        }
    }

    Optional<Wait> due(Instant now) {
        return queue.isEmpty() || queue.first().at().isAfter(now) ? Optional.empty() : Optional.of(queue.first());
    }

    Optional<Instant> first() {
        return queue.isEmpty() ? Optional.empty() : Optional.of(queue.first().at());
    }

    /** Nothing came of it yet: look again at the next instant at which something may. */
    void postpone(Execution execution, Instant now) {
        Instant look = look(execution, now);
        set(execution.id(), look == null ? now.plus(RECHECK) : look);
    }

    void postpone(Wait jobWait, Instant now) {
        queue.remove(jobWait);
        Wait later = new Wait(now.plus(RECHECK), jobWait.jobId(), null);
        ofJob.put(jobWait.jobId(), later);
        queue.add(later);
    }

    private void set(ExecutionId id, Instant at) {
        Wait old = ofExecution.remove(id);
        if (old != null) {
            queue.remove(old);
        }
        Wait wait = new Wait(at, id.jobId(), id);
        ofExecution.put(id, wait);
        queue.add(wait);
    }

    /** The first instant after the given one at which something may be owed to the execution; null for none. */
    private @Nullable Instant look(Execution execution, Instant after) {
        return switch (execution.state()) {
            case ExecutionState.Waiting ignored -> sooner(null, execution.due(), after);
            case ExecutionState.Queued ignored -> null;
            case ExecutionState.Pending pending -> look(pending, after);
            case ExecutionState.Sent sent -> sooner(null, sent.startBy().plus(RECHECK), after);
            case ExecutionState.Running running -> {
                Instant look = sooner(null, running.startedAt().plus(settings.lease()), after);
                Instant deadline = execution.deadline();
                yield deadline == null ? look : sooner(look, deadline.plus(settings.timeoutGrace()), after);
            }
            case ExecutionState.RetryDue retry -> sooner(null, retry.at(), after);
            case ExecutionState.Stopping stopping ->
                sooner(null, stopping.since().plus(RECHECK), after);
        };
    }

    /** One that does not hold back is offered when the fleet changes, and to no purpose in between. */
    private @Nullable Instant look(ExecutionState.Pending pending, Instant after) {
        Instant alert = pending.since().plus(settings.noWorkerAlertAfter());
        Instant fail = pending.since().plus(settings.noWorkerFailAfter());
        Instant look = sooner(sooner(null, alert, after), fail, after);
        return pending.notBefore().isAfter(pending.since()) ? sooner(look, pending.notBefore(), after) : look;
    }

    private static @Nullable Instant sooner(@Nullable Instant known, Instant candidate, Instant after) {
        boolean counts = candidate.isAfter(after) && (known == null || candidate.isBefore(known));
        return counts ? candidate : known;
    }
}
