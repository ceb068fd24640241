package dev.carillon.core.scheduling;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.time.FixedDelay;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of the fires that a pause keeps from firing. */
final class Pauses {

    private Pauses() {}

    /** Runs and skips what the pause has kept back, as fires of the paused definition; for an end of the pause. */
    static void settle(Turn turn, Fires fires, JobDefinition paused, CatchUp catchUp) {
        ResumePlan plan = plan(turn, paused, catchUp, turn.now());
        saySkipped(turn, paused, plan.skipped(), "resumed with catch-up " + catchUp);
        // What was kept back is due when it no longer is.
        plan.fires().forEach(nominal -> fires.emit(turn, paused, new Timing.Fire(turn.now(), paused.id(), nominal)));
        if (paused.schedule() instanceof FixedDelay && plan.skipped() != null) {
            // No run will end and move the base, so the skip does.
            turn.state(turn.state().withDelayBase(turn.now()));
        }
    }

    /** Records what the pause has kept back as skipped: the definition changes so that it will not be asked for. */
    static void forfeit(Turn turn, JobDefinition old) {
        Instant quarantinedAt = turn.state().quarantinedAt();
        Instant owedUntil = quarantinedAt == null ? turn.now() : quarantinedAt;
        saySkipped(
                turn,
                old,
                plan(turn, old, CatchUp.NONE, owedUntil).skipped(),
                "the schedule was changed while the job was paused");
    }

    private static ResumePlan plan(Turn turn, JobDefinition paused, CatchUp catchUp, Instant until) {
        return paused.schedule() instanceof FixedDelay
                ? ResumePlan.ofDelay(paused, turn.state(), catchUp, until)
                : ResumePlan.of(paused, catchUp, until);
    }

    private static void saySkipped(
            Turn turn, JobDefinition definition, ResumePlan.@Nullable Skipped skipped, String why) {
        if (skipped != null) {
            turn.say(new Output.SkippedFire(
                    definition.id(),
                    turn.now(),
                    definition.revision(),
                    skipped.first(),
                    skipped.last(),
                    skipped.count(),
                    Output.SkipReason.PAUSED,
                    skipped.atLeast() ? why + "; there were more fires than were counted" : why));
        }
    }

    /**
     * A definition that is to come into force, with the instant from which its fires wait if it is paused.
     *
     * @param goesOn the paused definition whose fires it goes on to keep back; null: it has others
     * @param through all fires up to this nominal time are settled
     */
    static JobDefinition from(JobDefinition next, @Nullable JobDefinition goesOn, Instant through) {
        if (next.pausedAt() == null) {
            return next;
        }
        Instant since = goesOn == null || goesOn.pausedAt() == null ? through : goesOn.pausedAt();
        return next.toBuilder().pausedAt(since).build();
    }
}
