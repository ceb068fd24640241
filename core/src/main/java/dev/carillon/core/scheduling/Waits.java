package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.ExecutionState;
import dev.carillon.core.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
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
    record Wait(Instant at, JobId jobId, @Nullable ExecutionId executionId) {
        static final Comparator<Wait> ORDER = Comparator.comparing(Wait::at)
                .thenComparing(Wait::jobId)
                .thenComparing(wait -> wait.executionId == null ? "" : wait.executionId.suffix());
    }

    private final ShardSettings settings;
    private final TreeSet<Wait> queue = new TreeSet<>(Wait.ORDER);
    private final Map<ExecutionId, Wait> ofExecution = new HashMap<>();
    private final Map<JobId, Wait> ofJob = new HashMap<>();

    Waits(ShardSettings settings) {
        this.settings = settings;
    }

    void watch(Execution execution) {
        looks(execution)
                .min(Comparator.naturalOrder())
                .ifPresentOrElse(look -> set(execution.id(), look), () -> forget(execution));
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
        set(
                execution.id(),
                looks(execution)
                        .filter(look -> look.isAfter(now))
                        .min(Comparator.naturalOrder())
                        .orElse(now.plus(RECHECK)));
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

    private Stream<Instant> looks(Execution execution) {
        return switch (execution.state()) {
            case ExecutionState.Waiting ignored -> Stream.of(execution.due());
            case ExecutionState.Queued ignored -> Stream.empty();
            case ExecutionState.Pending pending ->
                Stream.of(
                        pending.notBefore(),
                        pending.since().plus(settings.noWorkerAlertAfter()),
                        pending.since().plus(settings.noWorkerFailAfter()));
            case ExecutionState.Sent sent -> Stream.of(sent.startBy().plus(RECHECK));
            case ExecutionState.Running running ->
                execution.deadline() == null
                        ? Stream.of(running.startedAt().plus(settings.lease()))
                        : Stream.of(
                                running.startedAt().plus(settings.lease()),
                                execution.deadline().plus(settings.timeoutGrace()));
            case ExecutionState.RetryDue retry -> Stream.of(retry.at());
            case ExecutionState.Stopping stopping -> Stream.of(stopping.since().plus(RECHECK));
        };
    }
}
