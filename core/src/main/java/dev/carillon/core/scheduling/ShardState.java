package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.ExecutionState;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a shard knows, and the orders in which it is asked for it: fires by due instant, waits by the instant they end,
 * pending executions by priority, executions by the worker incarnation that has them.
 *
 * <p>{@link #apply} is the only way in. The queues hold nothing of their own: they can be rebuilt from the entries.
 */
final class ShardState {

    private static final Comparator<Execution> PENDING_ORDER = (one, other) -> {
        int byDue = one.due().compareTo(other.due());
        return byDue != 0 ? byDue : one.id().compareTo(other.id());
    };

    private final Waits waits;
    private final Map<JobId, JobEntry> jobs = new HashMap<>();
    private final CalendarBook calendars = new CalendarBook();
    private final TreeSet<Timing.Fire> fires = new TreeSet<>();
    private final TreeMap<Integer, TreeSet<Execution>> pending = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<String, TreeSet<ExecutionId>> byIncarnation = new TreeMap<>();
    private Cursor cursor = Cursor.at(Instant.EPOCH);
    private Instant decidedAt = Instant.EPOCH;
    private boolean loading = true;
    private Instant loadedAt = Instant.EPOCH;

    ShardState(Waits waits) {
        this.waits = waits;
    }

    // --- asked by decisions ---

    Cursor cursor() {
        return cursor;
    }

    /** The latest instant at which anything was decided; clocks being what they are, now may be earlier. */
    Instant decidedAt() {
        return decidedAt;
    }

    Instant loadedAt() {
        return loadedAt;
    }

    CalendarBook calendars() {
        return calendars;
    }

    Optional<JobEntry> entry(JobId id) {
        return Optional.ofNullable(jobs.get(id));
    }

    Optional<Execution> execution(ExecutionId id) {
        return entry(id.jobId()).map(entry -> entry.execution(id));
    }

    Optional<Timing.Fire> firstFire() {
        return fires.isEmpty() ? Optional.empty() : Optional.of(fires.first());
    }

    /** The incarnations that have executions of this shard, in a fixed order. */
    SortedSet<String> busyIncarnations() {
        return new TreeSet<>(byIncarnation.keySet());
    }

    Optional<ExecutionId> firstOf(String incarnation) {
        TreeSet<ExecutionId> theirs = byIncarnation.get(incarnation);
        return theirs == null ? Optional.empty() : Optional.of(theirs.first());
    }

    int outstanding(String incarnation) {
        TreeSet<ExecutionId> theirs = byIncarnation.get(incarnation);
        return theirs == null ? 0 : theirs.size();
    }

    /** The pending execution after this one, highest priority first; the first one for null. */
    Optional<PendingSlot> pendingAfter(@Nullable PendingSlot last) {
        for (var level : pending.entrySet()) {
            if (last != null && level.getKey() > last.priority()) {
                continue;
            }
            boolean sameLevel = last != null && level.getKey() == last.priority();
            Execution next = last != null && sameLevel
                    ? level.getValue().higher(last.execution())
                    : firstOrNull(level.getValue());
            if (next != null) {
                return Optional.of(new PendingSlot(level.getKey(), next));
            }
        }
        return Optional.empty();
    }

    private static @Nullable Execution firstOrNull(TreeSet<Execution> executions) {
        return executions.isEmpty() ? null : executions.first();
    }

    /** A pending execution and the priority under which it is queued. */
    record PendingSlot(int priority, Execution execution) {}

    int jobs() {
        return jobs.size();
    }

    String describe() {
        StringBuilder text = new StringBuilder(cursor.toString()).append(' ').append(decidedAt);
        new TreeMap<>(jobs)
                .forEach((id, entry) -> text.append('\n')
                        .append(id)
                        .append(' ')
                        .append(entry.definition)
                        .append(' ')
                        .append(entry.project)
                        .append(' ')
                        .append(entry.state)
                        .append(' ')
                        .append(entry.live())
                        .append(' ')
                        .append(entry.nextFire));
        return text.append('\n')
                .append(calendars.describe())
                .append(fires)
                .append(byIncarnation)
                .append(pending)
                .toString();
    }

    // --- changed by events ---

    void apply(Event event) {
        switch (event) {
            case Event.JobPut put -> {
                JobEntry entry = entryFor(put.definition().id());
                requeuePending(entry, put.definition());
                calendars.replaced(entry.definition, put.definition());
                entry.definition = put.definition();
                schedule(entry);
            }
            case Event.JobRemoved removed -> {
                JobEntry entry = entryFor(removed.jobId());
                calendars.replaced(entry.definition, null);
                entry.definition = null;
                schedule(entry);
                forgetIfEmpty(removed.jobId(), entry);
            }
            case Event.ProjectPut put -> entryFor(put.project().id()).project = put.project();
            case Event.ProjectRemoved removed -> {
                JobEntry entry = entryFor(removed.id());
                entry.project = null;
                forgetIfEmpty(removed.id(), entry);
            }
            case Event.CalendarPut put -> calendars.put(new CalendarBook.Copy(put.calendar(), put.deleted()));
            case Event.CalendarRemoved removed -> calendars.remove(removed.id());
            case Event.JobStatePut put -> {
                JobEntry entry = entryFor(put.state().jobId());
                entry.state = put.state();
                waits.watch(put.state());
                schedule(entry);
            }
            case Event.JobStateRemoved removed -> {
                JobEntry entry = entryFor(removed.jobId());
                entry.state = null;
                waits.forget(removed.jobId());
                schedule(entry);
                forgetIfEmpty(removed.jobId(), entry);
            }
            case Event.ExecutionPut put -> {
                JobEntry entry = entryFor(put.execution().jobId());
                unindex(entry, entry.put(put.execution()));
                index(entry, put.execution());
            }
            case Event.ExecutionRemoved removed -> {
                JobEntry entry = entryFor(removed.executionId().jobId());
                unindex(entry, entry.remove(removed.executionId()));
                forgetIfEmpty(removed.executionId().jobId(), entry);
            }
            case Event.CursorMoved moved -> {
                cursor = moved.cursor();
                JobId job = moved.cursor().jobId();
                if (job != null) {
                    schedule(entryFor(job));
                }
            }
            case Event.DecidedAt decided -> decidedAt = decided.instant();
        }
    }

    void loaded(Instant now) {
        loading = false;
        loadedAt = now;
        jobs.values().forEach(this::schedule);
    }

    private JobEntry entryFor(JobId id) {
        return jobs.computeIfAbsent(id, any -> new JobEntry());
    }

    private void forgetIfEmpty(JobId id, JobEntry entry) {
        if (entry.isEmpty()) {
            jobs.remove(id);
        }
    }

    /** Puts the job's next fire into the queue. While loading nothing is computed: definition and cursor may be apart. */
    private void schedule(JobEntry entry) {
        if (loading) {
            return;
        }
        Timing.Fire next =
                Timing.nextFire(entry.definition, entry.state, cursor).orElse(null);
        if (Objects.equals(next, entry.nextFire)) {
            return;
        }
        if (entry.nextFire != null) {
            fires.remove(entry.nextFire);
        }
        if (next != null) {
            fires.add(next);
        }
        entry.nextFire = next;
    }

    private void index(JobEntry entry, Execution execution) {
        waits.watch(execution);
        switch (execution.state()) {
            case ExecutionState.Pending ignored ->
                pending.computeIfAbsent(priority(entry.definition), any -> new TreeSet<>(PENDING_ORDER))
                        .add(execution);
            case ExecutionState.Placed placed ->
                byIncarnation
                        .computeIfAbsent(placed.incarnation(), any -> new TreeSet<>())
                        .add(execution.id());
            case ExecutionState.Waiting ignored -> {}
            case ExecutionState.Queued ignored -> {}
            case ExecutionState.RetryDue ignored -> {}
        }
    }

    private void unindex(JobEntry entry, @Nullable Execution execution) {
        if (execution == null) {
            return;
        }
        waits.forget(execution);
        switch (execution.state()) {
            case ExecutionState.Pending ignored -> removePending(execution);
            case ExecutionState.Placed placed -> {
                TreeSet<ExecutionId> theirs = byIncarnation.get(placed.incarnation());
                if (theirs != null && theirs.remove(execution.id()) && theirs.isEmpty()) {
                    byIncarnation.remove(placed.incarnation());
                }
            }
            case ExecutionState.Waiting ignored -> {}
            case ExecutionState.Queued ignored -> {}
            case ExecutionState.RetryDue ignored -> {}
        }
    }

    private void removePending(Execution execution) {
        // The priority may have changed since, so every level is asked; there are four in practice.
        pending.values().forEach(level -> level.remove(execution));
        pending.values().removeIf(TreeSet::isEmpty);
    }

    private void requeuePending(JobEntry entry, JobDefinition next) {
        if (priority(entry.definition) == next.priority()) {
            return;
        }
        for (Execution execution : entry.live().values()) {
            if (execution.state() instanceof ExecutionState.Pending) {
                removePending(execution);
                pending.computeIfAbsent(next.priority(), any -> new TreeSet<>(PENDING_ORDER))
                        .add(execution);
            }
        }
    }

    private static int priority(@Nullable JobDefinition definition) {
        return definition == null ? JobDefinition.DEFAULT_PRIORITY : definition.priority();
    }
}
