package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.ExecutionState;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.OnDemand;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs fires of the past on demand, each backfill with its own concurrency: the next fire is triggered in the step that
 * ends another. Its progress is in the job's state.
 */
final class Backfills {

    /** Fires of the schedule, excluded ones included, that a backfill may reach over. */
    private static final int MAX_LOOKED_THROUGH = 10 * Backfill.MAX_FIRES;

    private Backfills() {}

    static Reply start(Turn turn, Executions executions, JobDefinition definition, Command.BackfillJob command) {
        if (turn.state().backfill(command.request().commandId()).isPresent()) {
            return Reply.refused(
                    command,
                    Reply.Status.ALREADY_EXISTS,
                    "the job has an unfinished backfill " + command.request().commandId() + "; nothing was changed",
                    definition.revision());
        }
        Refusal refusal = refusal(turn, definition, command);
        // Counting may look through years of fires: only where nothing else is against it.
        int fires = refusal == null ? countFires(turn, definition, command) : 0;
        if (refusal == null) {
            refusal = refusal(command, fires);
        }
        if (refusal != null) {
            return Reply.invalid(command, refusal.field(), refusal.message(), definition.revision());
        }
        Backfill backfill = new Backfill(
                command.request().commandId(),
                command.from(),
                command.until(),
                command.concurrency(),
                command.parameters(),
                command.request().principal(),
                null,
                fires,
                0);
        turn.state(turn.state().withBackfill(backfill));
        say(turn, Output.BackfillChange.STARTED, backfill, backfill.by());
        advance(turn, executions);
        return Reply.ok(command, definition.revision(), null);
    }

    private record Refusal(String field, String message) {}

    private static @Nullable Refusal refusal(Turn turn, JobDefinition definition, Command.BackfillJob command) {
        if (definition.schedule() instanceof FixedDelay || definition.schedule() instanceof OnDemand) {
            return new Refusal(
                    "schedule", "the job's schedule has no fires in the past: they are not known before they happen");
        }
        if (command.until().isAfter(turn.now())) {
            return new Refusal("until", "must not be after now, " + turn.now() + ", was " + command.until());
        }
        if (!command.from().isBefore(command.until())) {
            return new Refusal("from", "must be before until, " + command.until() + ", was " + command.from());
        }
        if (turn.state().backfills().size() >= Backfill.MAX_PER_JOB) {
            return new Refusal(
                    "backfill",
                    "the job has " + Backfill.MAX_PER_JOB + " unfinished backfills, as many as it may have");
        }
        return null;
    }

    private static @Nullable Refusal refusal(Command.BackfillJob command, int fires) {
        if (fires == 0) {
            return new Refusal("from", "the schedule has no fire from " + command.from() + " until " + command.until());
        }
        if (fires > Backfill.MAX_FIRES) {
            return new Refusal(
                    "until",
                    "the schedule has more than " + Backfill.MAX_FIRES + " fires in that stretch; ask for less");
        }
        return null;
    }

    /** How many fires it has; one more than it may have where it has more, or where too many are excluded to look at. */
    private static int countFires(Turn turn, JobDefinition definition, Command.BackfillJob command) {
        int count = 0;
        int seen = 0;
        Optional<Instant> fire = fireWithin(definition, command.from().minusMillis(1), command.until());
        while (fire.isPresent() && count <= Backfill.MAX_FIRES) {
            if (++seen > MAX_LOOKED_THROUGH) {
                return Backfill.MAX_FIRES + 1;
            }
            count += isExcluded(turn, definition, fire.get()) ? 0 : 1;
            fire = fireWithin(definition, fire.get(), command.until());
        }
        return count;
    }

    /** The next one that no calendar excludes. */
    private static Optional<Instant> nextFire(Turn turn, JobDefinition definition, Instant exclusive, Instant until) {
        Optional<Instant> fire = fireWithin(definition, exclusive, until);
        while (fire.isPresent() && isExcluded(turn, definition, fire.get())) {
            fire = fireWithin(definition, fire.get(), until);
        }
        return fire;
    }

    private static boolean isExcluded(Turn turn, JobDefinition definition, Instant fire) {
        return turn.calendars().excludes(definition, fire).isPresent();
    }

    private static Optional<Instant> fireWithin(JobDefinition definition, Instant exclusive, Instant until) {
        return definition.nextFire(exclusive).filter(fire -> fire.isBefore(until));
    }

    /** Triggers what the backfills' concurrency allows, and ends those that have nothing left. */
    static void advance(Turn turn, Executions executions) {
        JobDefinition definition = turn.definition();
        if (definition != null) {
            for (Backfill backfill : turn.state().backfills()) {
                advance(turn, executions, definition, backfill);
            }
        }
    }

    private static void advance(Turn turn, Executions executions, JobDefinition definition, Backfill found) {
        Backfill backfill = found;
        int live = turn.count(execution -> execution.id().isOf(found.id()));
        Optional<Instant> next = nextFire(turn, definition, backfill.after(), backfill.until());
        while (next.isPresent() && live < backfill.concurrency()) {
            trigger(turn, executions, definition, backfill, next.get());
            backfill = backfill.emitted(next.get());
            live++;
            next = nextFire(turn, definition, next.get(), backfill.until());
        }
        if (next.isEmpty() && live == 0) {
            turn.state(turn.state().withoutBackfill(backfill.id()));
            say(turn, Output.BackfillChange.FINISHED, backfill, "");
        } else {
            turn.state(turn.state().withBackfill(backfill));
        }
    }

    private static void trigger(
            Turn turn, Executions executions, JobDefinition definition, Backfill backfill, Instant nominal) {
        Execution execution = Execution.backfill(
                ExecutionId.backfill(definition.id(), backfill.id(), nominal),
                definition.revision(),
                nominal,
                turn.now(),
                backfill.parameters(),
                new ExecutionState.Pending(turn.now(), turn.now()));
        executions.trigger(turn, definition, execution, backfill.by());
    }

    static Reply stop(Turn turn, JobDefinition definition, Command.StopBackfill command) {
        Optional<Backfill> backfill = turn.state().backfill(command.backfillId());
        if (backfill.isEmpty()) {
            return Reply.refused(
                    command,
                    Reply.Status.ENDED,
                    "the job has no unfinished backfill " + command.backfillId() + "; nothing was stopped",
                    definition.revision());
        }
        stop(turn, backfill.get(), command.request().principal());
        return Reply.ok(command, definition.revision(), null);
    }

    /** Ends all of them: their fires are no longer those of the schedule, or the job goes. What runs goes on. */
    static void stopAll(Turn turn, String by) {
        turn.state().backfills().forEach(backfill -> stop(turn, backfill, by));
    }

    private static void stop(Turn turn, Backfill backfill, String by) {
        turn.state(turn.state().withoutBackfill(backfill.id()));
        say(turn, Output.BackfillChange.STOPPED, backfill, by);
    }

    private static void say(Turn turn, Output.BackfillChange change, Backfill backfill, String by) {
        turn.say(new Output.BackfillChanged(turn.jobId(), turn.now(), change, backfill, by));
    }
}
