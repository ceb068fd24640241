package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.ExecutionState;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.time.FixedDelay;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Emits the fires of a job, each once.
 *
 * <pre>
 *   ──────── settled ────────▶│◀──── owed ────▶│◀─ look-ahead ─▶│
 *                      settledThrough          now              cursor's limit
 * </pre>
 *
 * A fire is emitted ahead of its instant; when the definition changes meanwhile, {@link #changeSchedule} settles what
 * lies between now and the cursor.
 */
final class Fires {

    /** Missed fires looked through in one decision, so that a year's worth does not hold up the shard. */
    private static final int MISSED_PER_DECISION = 100_000;

    private final Executions executions;

    Fires(Executions executions) {
        this.executions = executions;
    }

    /** The fire that is next in the shard's order. */
    void fire(Turn turn, Instant nominal) {
        JobDefinition definition = turn.definition();
        if (definition == null) {
            throw new IllegalStateException("a fire of job " + turn.jobId() + " is queued, but it has no definition");
        }
        emitOrSettle(turn, definition, nominal);
        turn.moveCursor(new Cursor(nominal, turn.jobId(), nominal));
    }

    /** A fire of a job that was made after its instant. */
    void fireLate(Turn turn, JobDefinition definition, Instant nominal) {
        emit(turn, definition, nominal);
    }

    private void emitOrSettle(Turn turn, JobDefinition definition, Instant nominal) {
        Instant threshold = turn.now().minus(definition.misfire().threshold());
        if (nominal.isBefore(threshold)) {
            settleMissed(turn, definition, nominal, threshold);
        } else {
            emit(turn, definition, nominal);
        }
    }

    private void emit(Turn turn, JobDefinition definition, Instant nominal) {
        ExecutionId id = ExecutionId.scheduled(definition.id(), nominal);
        if (turn.state().withdrawn().contains(nominal) || turn.execution(id).isPresent()) {
            return; // It has its trigger: it was withdrawn or ended before its instant.
        }
        Optional<String> excluded = turn.calendars().excludes(definition, nominal);
        if (excluded.isPresent()) {
            skipExcluded(turn, definition, nominal, excluded.get());
            return;
        }
        Execution execution =
                Execution.scheduled(id, definition.revision(), nominal, turn.now(), new ExecutionState.Waiting());
        boolean ahead = nominal.isAfter(turn.now());
        int taken = ahead ? turn.live().size() : turn.running();
        if (taken < definition.maxConcurrency()) {
            executions.trigger(turn, definition, execution, "");
        } else if (ahead) {
            turn.put(execution); // Judged at the due instant: what runs now may have ended by then.
        } else {
            skipOverlap(turn, definition, nominal);
        }
    }

    private static void skipExcluded(Turn turn, JobDefinition definition, Instant nominal, String why) {
        turn.say(skipped(turn, definition, nominal, nominal, 1, Output.SkipReason.CALENDAR, why));
        if (definition.schedule() instanceof FixedDelay) {
            // No run will end and move the base, so the skip does; never behind a fire that is skipped ahead of time.
            turn.state(turn.state().withDelayBase(Timing.later(turn.now(), nominal)));
        }
    }

    /** Decides a fire that met the limit when it was emitted ahead; its instant has come. */
    void judge(Turn turn, Execution waiting) {
        JobDefinition definition = turn.definition();
        turn.remove(waiting.id());
        if (definition == null) {
            return; // Deleted meanwhile; a change of the definition has settled it.
        }
        if (turn.running() < definition.maxConcurrency()) {
            executions.trigger(turn, definition, waiting, "");
        } else {
            skipOverlap(turn, definition, waiting.nominal());
        }
    }

    private static void skipOverlap(Turn turn, JobDefinition definition, Instant nominal) {
        turn.say(skipped(
                turn,
                definition,
                nominal,
                nominal,
                1,
                Output.SkipReason.OVERLAP,
                "as many executions are live as the job may have: " + definition.maxConcurrency()));
    }

    /**
     * Settles the fires from {@code first} that are later than the misfire threshold: the newest run as far as the
     * policy allows, the others are recorded in ranges.
     */
    private void settleMissed(Turn turn, JobDefinition definition, Instant first, Instant threshold) {
        MissedFires missed = new MissedFires(turn, definition);
        int limit = MISSED_PER_DECISION + definition.misfire().allowed();
        Optional<Instant> next = Optional.of(first);
        Instant last = first;
        for (int seen = 0; next.isPresent() && next.get().isBefore(threshold) && seen < limit; seen++) {
            last = next.get();
            missed.add(last);
            next = definition.nextFire(last);
        }
        boolean complete = next.isEmpty() || !next.get().isBefore(threshold);
        Optional<Instant> recorded = missed.recordedThrough();
        if (complete || recorded.isEmpty()) {
            missed.settle(nominal -> emit(turn, definition, nominal));
            turn.state(turn.state().withSettledThrough(last));
        } else {
            missed.say();
            turn.state(turn.state().withSettledThrough(recorded.get()));
        }
        if (definition.schedule() instanceof FixedDelay && recorded.isPresent()) {
            // No run will end and move the base, so the skip does.
            turn.state(turn.state().withDelayBase(turn.now()));
        }
    }

    static Output.SkippedFire skipped(
            Turn turn,
            JobDefinition definition,
            Instant first,
            Instant last,
            long count,
            Output.SkipReason reason,
            String detail) {
        return new Output.SkippedFire(
                definition.id(), turn.now(), definition.revision(), first, last, count, reason, detail);
    }

    /**
     * Puts another definition into force at now. What the old one owes up to now is emitted first; of the fires that
     * were emitted ahead, those that the new one has too stand, those only the new one has are emitted at once, those
     * only the old one had are withdrawn.
     *
     * @return the instant after which fires belong to the new definition
     */
    Instant changeSchedule(Turn turn, @Nullable JobDefinition next) {
        JobDefinition old = turn.definition();
        if (old != null) {
            payDebts(turn, old);
        }
        Instant through = Timing.later(turn.settledThrough(), turn.now());
        Set<Instant> emittedAhead = emittedAhead(turn);
        // Those of the old one that have no execution were skipped ahead of time, by a calendar: that stands too.
        emittedAhead.addAll(wanted(turn, old, through));
        turn.define(next);
        JobState state = turn.state().withSettledThrough(turn.now());
        boolean sameTiming = old != null
                && next != null
                && old.schedule().equals(next.schedule())
                && old.bounds().equals(next.bounds())
                && old.enabled()
                && state.quarantinedAt() == null;
        turn.state((sameTiming ? state : state.withDelayBase(turn.now())).withQuarantine(null));
        Set<Instant> wanted = wanted(turn, next, through);
        withdrawUnwanted(turn, wanted);
        if (next != null) {
            wanted.stream()
                    .filter(nominal -> !emittedAhead.contains(nominal))
                    .forEach(nominal -> emit(turn, next, nominal));
        }
        turn.state(turn.state().withSettledThrough(through));
        return turn.now();
    }

    /** Emits what the definition owed up to now: the shard may be behind, and after the change nobody would. */
    private void payDebts(Turn turn, JobDefinition old) {
        for (Execution execution : turn.live()) {
            if (execution.state() instanceof ExecutionState.Waiting
                    && !execution.nominal().isAfter(turn.now())) {
                judge(turn, execution);
            }
        }
        Optional<Instant> owed = Timing.nextFire(old, turn.state(), turn.settledThrough());
        while (owed.isPresent() && !owed.get().isAfter(turn.now())) {
            emitOrSettle(turn, old, owed.get());
            turn.state(turn.state().withSettledThrough(Timing.later(turn.settledThrough(), owed.get())));
            owed = Timing.nextFire(old, turn.state(), turn.settledThrough());
        }
    }

    /** Nominal times beyond now that have their trigger, or wait to be judged. */
    private static Set<Instant> emittedAhead(Turn turn) {
        Set<Instant> ahead = new HashSet<>(turn.state().withdrawn());
        for (Execution execution : turn.live()) {
            if (isAhead(turn, execution)) {
                ahead.add(execution.nominal());
            }
        }
        return ahead;
    }

    private static boolean isAhead(Turn turn, Execution execution) {
        return execution.cause() == Cause.SCHEDULE && execution.nominal().isAfter(turn.now());
    }

    /** The fires that the new definition has between now and the instant through which fires are emitted. */
    private static Set<Instant> wanted(Turn turn, @Nullable JobDefinition next, Instant through) {
        Set<Instant> wanted = new TreeSet<>();
        JobState state = turn.state().withSettledThrough(turn.now());
        Optional<Instant> fire = Timing.nextFire(next, state, turn.now());
        while (fire.isPresent() && !fire.get().isAfter(through)) {
            wanted.add(fire.get());
            fire = Timing.nextFire(next, state, fire.get());
        }
        return wanted;
    }

    private void withdrawUnwanted(Turn turn, Set<Instant> wanted) {
        for (Execution execution : turn.live()) {
            if (isAhead(turn, execution) && !wanted.contains(execution.nominal())) {
                executions.stop(turn, execution, StopReason.WITHDRAWN, "");
            }
        }
    }
}
