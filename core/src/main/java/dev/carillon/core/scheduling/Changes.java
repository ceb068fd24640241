package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.JobDefinition;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts another definition into force, so that each fire around that instant belongs to exactly one of the two. */
final class Changes {

    private final Fires fires;
    private final Executions executions;

    Changes(Fires fires, Executions executions) {
        this.fires = fires;
        this.executions = executions;
    }

    /**
     * Puts another definition into force at now. Fires whose nominal time is up to now are the old one's, and are emitted
     * first where they are not yet; later ones are the new one's. Of the fires that were emitted ahead, those that the new
     * one has too stand, those only the new one has are emitted at once, those only the old one had are withdrawn. When
     * the new one owes no fires at all, being disabled, paused or null, whatever is not due yet is withdrawn.
     *
     * @param next null to remove the job
     * @param by who asks for it
     */
    void put(Turn turn, @Nullable JobDefinition next, String by) {
        JobDefinition old = turn.definition();
        Instant through = Timing.later(turn.settledThrough(), turn.now());
        if (old != null) {
            // A pause keeps back the fires after the last one that may be emitted already, so up to there nothing is
            // open.
            payDebts(turn, old, next == null || next.pausedAt() == null ? turn.now() : through);
        }
        boolean sameFires = hasSameFires(turn, old, next);
        if (old != null && !sameFires) {
            Pauses.forfeit(turn, old);
            if (!hasSameTimes(old, next)) {
                Backfills.stopAll(turn, by);
            }
        }
        Set<Instant> emittedAhead = emittedAhead(turn);
        turn.define(next == null ? null : Pauses.from(next, sameFires ? old : null, through));
        JobState state = turn.state().withSettledThrough(turn.now()).withQuarantine(null);
        turn.state(sameFires ? state : state.withDelayBase(turn.now()));
        Set<Instant> wanted = firesAfterNow(turn, turn.definition(), through);
        withdrawEmitted(turn, old, wanted);
        emitWanted(turn, wanted, emittedAhead);
        turn.state(turn.state().withSettledThrough(through));
        Overlaps.promote(turn, executions);
    }

    private static boolean hasSameFires(Turn turn, @Nullable JobDefinition old, @Nullable JobDefinition next) {
        return old != null
                && next != null
                && hasSameTimes(old, next)
                && old.enabled()
                && next.enabled()
                && turn.state().quarantinedAt() == null;
    }

    private static boolean hasSameTimes(JobDefinition old, @Nullable JobDefinition next) {
        return next != null
                && old.schedule().equals(next.schedule())
                && old.bounds().equals(next.bounds());
    }

    /** Emits what the definition owed: the shard may be behind, and after the change nobody would. */
    private void payDebts(Turn turn, JobDefinition old, Instant until) {
        fires.judgeDue(turn);
        Optional<Instant> owed = Timing.nextNominal(old, turn.state(), turn.reached());
        while (owed.isPresent() && !owed.get().isAfter(until)) {
            Instant nominal = owed.get();
            fires.emitOrSettle(turn, old, new Timing.Fire(old.due(nominal), old.id(), nominal));
            turn.state(turn.state().withSettledThrough(Timing.later(turn.state().settledThrough(), nominal)));
            owed = Timing.nextNominal(old, turn.state(), turn.reached());
        }
    }

    /** Nominal times beyond now that have their trigger or are recorded as skipped, or wait to be judged. */
    private static Set<Instant> emittedAhead(Turn turn) {
        Set<Instant> ahead = new HashSet<>(turn.state().withdrawn());
        for (Execution execution : turn.live()) {
            if (execution.cause() == Cause.SCHEDULE && execution.nominal().isAfter(turn.now())) {
                ahead.add(execution.nominal());
            }
        }
        return ahead;
    }

    /** Of what is not due yet, keeps what the new definition has too. */
    private void withdrawEmitted(Turn turn, @Nullable JobDefinition old, Set<Instant> wanted) {
        JobDefinition next = turn.definition();
        boolean owesNone = next == null || !next.enabled() || next.pausedAt() != null;
        for (Execution execution : turn.live()) {
            if (execution.cause() != Cause.SCHEDULE || !execution.due().isAfter(turn.now())) {
                continue;
            }
            if (owesNone && old != null) {
                executions.withdraw(turn, old, execution);
            } else if (execution.nominal().isAfter(turn.now()) && !wanted.contains(execution.nominal())) {
                executions.stop(turn, execution, StopReason.WITHDRAWN, "");
            }
        }
    }

    private void emitWanted(Turn turn, Set<Instant> wanted, Set<Instant> emittedAhead) {
        JobDefinition next = turn.definition();
        if (next != null) {
            wanted.stream()
                    .filter(nominal -> !emittedAhead.contains(nominal))
                    .forEach(nominal -> fires.emitNew(turn, next, nominal));
        }
    }

    /**
     * The fires that a definition has between now and the instant through which fires are emitted.
     *
     * @param through no fire whose nominal time is later has been emitted
     */
    private static Set<Instant> firesAfterNow(Turn turn, @Nullable JobDefinition definition, Instant through) {
        Set<Instant> fires = new TreeSet<>();
        JobState state = turn.state().withSettledThrough(turn.now());
        Optional<Instant> fire = Timing.nextNominal(definition, state, turn.now());
        while (fire.isPresent() && !fire.get().isAfter(through)) {
            fires.add(fire.get());
            fire = Timing.nextNominal(definition, state, fire.get());
        }
        return fires;
    }
}
