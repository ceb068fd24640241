package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.job.AlertPolicy;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.OneTime;
import java.time.Instant;

/** What the end of an execution means to its job: failures in a row, the next fixed delay, who gets the slot. */
final class Aftermath {

    private Aftermath() {}

    static void of(
            Turn turn,
            Executions executions,
            JobDefinition definition,
            Execution ended,
            FinalState as,
            Executions.LastAttempt attempt) {
        count(turn, executions, definition, ended, as, attempt);
        if (definition.schedule() instanceof FixedDelay delay && endsTheRun(turn, ended)) {
            // Never before the next instant that can still be emitted, or that fire would be passed over.
            Instant earliest = turn.settledThrough().plusMillis(1).minus(delay.delay());
            turn.state(turn.state().withDelayBase(Timing.later(turn.now(), earliest)));
        }
        boolean ranOnce = definition.schedule() instanceof OneTime
                && ended.cause() == Cause.SCHEDULE
                && as != FinalState.WITHDRAWN;
        if (ranOnce && definition.removeAfterRun()) {
            remove(turn, executions, definition);
        }
        Overlaps.promote(turn, executions);
        if (ended.cause() == Cause.BACKFILL) {
            Backfills.advance(turn, executions);
        }
    }

    private static void count(
            Turn turn,
            Executions executions,
            JobDefinition definition,
            Execution execution,
            FinalState as,
            Executions.LastAttempt attempt) {
        AlertPolicy alerts = definition.alerts();
        switch (as) {
            case FAILED, TIMED_OUT -> {
                int inARow = turn.state().failuresInARow() + 1;
                turn.state(turn.state().withFailures(inARow));
                if (alerts.onFailure() && inARow % alerts.failuresInARow() == 0) {
                    executions.alert(turn, definition, Output.AlertKind.FAILURE, execution, attempt.result(), inARow);
                }
            }
            case SUCCEEDED -> {
                turn.state(turn.state().withFailures(0));
                if (alerts.onSuccess()) {
                    executions.alert(turn, definition, Output.AlertKind.SUCCESS, execution, attempt.result(), 0);
                }
            }
            case STOPPED, WITHDRAWN -> {
                // Somebody asked for it: neither a failure nor a success of the job.
            }
        }
    }

    /** While a fire of the schedule is queued or runs, its own end is the one that the delay counts from. */
    private static boolean endsTheRun(Turn turn, Execution ended) {
        return ended.cause() != Cause.BACKFILL && turn.count(other -> other.cause() == Cause.SCHEDULE) == 0;
    }

    private static void remove(Turn turn, Executions executions, JobDefinition definition) {
        long revision = definition.revision() + 1;
        Backfills.stopAll(turn, "");
        turn.define(null);
        turn.state(turn.state().withRevision(revision, turn.now()));
        executions.withdrawUnstarted(turn, "");
        turn.say(new Output.JobChanged(
                definition.id(),
                turn.now(),
                Output.Change.DELETED,
                definition.toBuilder().revision(revision).build(),
                "",
                "",
                turn.now()));
    }
}
