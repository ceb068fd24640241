package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionState;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.JobDefinition;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The life of an execution from its trigger to its end: what each transition writes and says. */
final class Executions {

    /** The last attempt of an execution, as its end tells it. */
    record LastAttempt(String incarnation, @Nullable Instant startedAt, Instant endedAt, String result, int code) {

        static LastAttempt none(Instant at, String why) {
            return new LastAttempt("", null, at, why, 0);
        }
    }

    private final ShardSettings settings;
    private final Placement placement;

    Executions(ShardSettings settings, Placement placement) {
        this.settings = settings;
        this.placement = placement;
    }

    /** Writes the trigger of record and places the first attempt. */
    void trigger(Turn turn, JobDefinition definition, Execution execution, String by) {
        // One that is emitted ahead has not waited for a worker before it is due.
        Instant since = Timing.later(execution.due(), turn.now());
        place(
                turn,
                definition,
                triggered(turn, definition, execution, new ExecutionState.Pending(since, turn.now()), by));
    }

    /** Writes the trigger of record; the first attempt is placed when there is a slot. */
    void queue(Turn turn, JobDefinition definition, Execution execution) {
        turn.put(triggered(turn, definition, execution, new ExecutionState.Queued(turn.now()), ""));
    }

    /**
     * Ends a fire that is not due yet and no longer owed; one that had no trigger yet gets it, so that it is accounted
     * for.
     *
     * @param old the definition that owed it
     */
    void withdraw(Turn turn, JobDefinition old, Execution execution) {
        Execution triggered = execution.state() instanceof ExecutionState.Waiting
                ? triggered(turn, old, execution, new ExecutionState.Queued(turn.now()), "")
                : execution;
        stop(turn, triggered, StopReason.WITHDRAWN, "");
    }

    private static Execution triggered(
            Turn turn, JobDefinition definition, Execution execution, ExecutionState state, String by) {
        Execution triggered = execution.triggered(turn.now(), state);
        turn.say(new Output.Triggered(
                triggered.id(),
                turn.now(),
                triggered.revision(),
                triggered.cause(),
                triggered.nominal(),
                triggered.due(),
                triggered.nominal().minus(definition.dataOffset()),
                triggered.parameters(),
                by));
        return triggered;
    }

    /** Sends the next attempt to a worker; stays pending where none is eligible. */
    boolean place(Turn turn, JobDefinition definition, Execution execution) {
        Optional<Fleet.Worker> chosen = placement.choose(definition, execution.target(), turn.fleet());
        if (chosen.isEmpty()) {
            ExecutionState state = execution.state() instanceof ExecutionState.Pending pending
                    ? pending
                    : new ExecutionState.Pending(turn.now(), turn.now());
            turn.put(execution.with(state));
            return false;
        }
        Fleet.Worker worker = chosen.get();
        Instant startBy = Timing.later(execution.due(), turn.now()).plus(settings.startGrace());
        Execution sent = execution.sent(worker.incarnation(), turn.now(), startBy);
        turn.put(sent);
        turn.say(new Output.Start(
                sent.id(),
                sent.attempt(),
                address(worker),
                definition,
                sent.cause(),
                sent.nominal(),
                sent.due(),
                startBy,
                sent.parameters(),
                sent.failures(),
                sent.steps().doneOf(definition.revision())));
        return true;
    }

    /** Ends it, or tells the worker that has it to. */
    void stop(Turn turn, Execution execution, StopReason reason, String by) {
        switch (execution.state()) {
            case ExecutionState.Waiting ignored -> turn.remove(execution.id());
            case ExecutionState.Queued ignored -> endUnstarted(turn, execution, reason, by);
            case ExecutionState.Pending ignored -> endUnstarted(turn, execution, reason, by);
            case ExecutionState.RetryDue ignored -> endUnstarted(turn, execution, reason, by);
            case ExecutionState.Sent sent -> stopAtWorker(turn, execution, sent.incarnation(), null, reason, by);
            case ExecutionState.Running running ->
                stopAtWorker(turn, execution, running.incarnation(), running.startedAt(), reason, by);
            case ExecutionState.Stopping ignored -> {
                // It is being ended already; the first reason stands.
            }
        }
    }

    private void endUnstarted(Turn turn, Execution execution, StopReason reason, String by) {
        end(turn, execution, stoppedAs(reason), LastAttempt.none(turn.now(), unstarted(reason)), by);
    }

    private static String unstarted(StopReason reason) {
        return reason == StopReason.REPLACED
                ? "a newer fire took its place before an attempt started"
                : "ended before an attempt started";
    }

    private void stopAtWorker(
            Turn turn,
            Execution execution,
            String incarnation,
            @Nullable Instant startedAt,
            StopReason reason,
            String by) {
        turn.put(execution.with(new ExecutionState.Stopping(incarnation, turn.now(), reason, by, startedAt)));
        turn.say(new Output.StopRequested(execution.id(), turn.now(), reason, by));
        turn.fleet()
                .worker(incarnation)
                .map(Executions::address)
                .ifPresent(address -> turn.say(
                        reason == StopReason.WITHDRAWN
                                ? new Output.Withdraw(execution.id(), execution.attempt(), address)
                                : new Output.Kill(execution.id(), execution.attempt(), address, reason)));
    }

    /** A failed attempt: another one after the interval while the policy allows it and nobody has stopped it, else the end. */
    void attemptFailed(Turn turn, Execution execution, FinalState ifLast, LastAttempt attempt) {
        JobDefinition definition = turn.definition();
        boolean unwanted = execution.state() instanceof ExecutionState.Stopping stopping
                && stopping.reason() != StopReason.TIMEOUT;
        if (definition == null
                || unwanted
                || execution.failures() >= definition.retry().retries()) {
            end(turn, execution, ifLast, attempt, "");
            return;
        }
        Instant retryAt = turn.now().plus(definition.retry().interval());
        turn.put(execution.failed(new ExecutionState.RetryDue(retryAt, attempt.result())));
        turn.say(new Output.AttemptFailed(
                execution.id(),
                turn.now(),
                execution.failures() + 1,
                attempt.incarnation(),
                attempt.result(),
                retryAt));
    }

    /** The one end of an execution. */
    void end(Turn turn, Execution execution, FinalState as, LastAttempt attempt, String by) {
        turn.remove(execution.id());
        int attempts = execution.failures() + (attempt.incarnation().isEmpty() ? 0 : 1);
        turn.say(new Output.ExecutionEnded(
                execution.id(),
                turn.now(),
                as,
                attempts,
                attempt.incarnation(),
                execution.firstStartedAt() != null ? execution.firstStartedAt() : attempt.startedAt(),
                attempt.startedAt(),
                attempt.endedAt(),
                attempt.result(),
                attempt.code(),
                by));
        if (execution.cause() == Cause.SCHEDULE) {
            turn.settleAhead(execution.nominal());
        }
        JobDefinition definition = turn.definition();
        if (definition != null) {
            Aftermath.of(turn, this, definition, execution, as, attempt);
        }
    }

    void alert(
            Turn turn,
            JobDefinition definition,
            Output.AlertKind kind,
            Execution execution,
            String message,
            int failuresInARow) {
        turn.say(new Output.AlertOut(definition, turn.now(), kind, execution.id(), message, failuresInARow));
    }

    /** The worker that has the attempt is gone, or has lost it: nothing of it can be accepted any more. */
    void lost(Turn turn, Execution execution, String why) {
        switch (execution.state()) {
            case ExecutionState.Sent ignored -> replace(turn, execution, turn.now());
            case ExecutionState.Running running ->
                attemptFailed(
                        turn,
                        execution,
                        FinalState.FAILED,
                        new LastAttempt(running.incarnation(), running.startedAt(), turn.now(), why, 0));
            case ExecutionState.Stopping stopping -> stopped(turn, execution, stopping, turn.now(), why, 0);
            case ExecutionState.Waiting ignored -> throw notPlaced(execution);
            case ExecutionState.Queued ignored -> throw notPlaced(execution);
            case ExecutionState.Pending ignored -> throw notPlaced(execution);
            case ExecutionState.RetryDue ignored -> throw notPlaced(execution);
        }
    }

    private static IllegalStateException notPlaced(Execution execution) {
        return new IllegalStateException("no worker can lose what none has: " + execution);
    }

    /** Ends those that no worker has: the job is being removed. */
    void withdrawUnstarted(Turn turn, String by) {
        for (Execution execution : turn.live()) {
            switch (execution.state()) {
                case ExecutionState.Queued ignored -> stop(turn, execution, StopReason.WITHDRAWN, by);
                case ExecutionState.Pending ignored -> stop(turn, execution, StopReason.WITHDRAWN, by);
                case ExecutionState.RetryDue ignored -> stop(turn, execution, StopReason.WITHDRAWN, by);
                case ExecutionState.Waiting ignored -> {}
                case ExecutionState.Placed ignored -> {}
            }
        }
    }

    /** An attempt that never began goes back to be placed again. */
    void replace(Turn turn, Execution execution, Instant notBefore) {
        JobDefinition definition = turn.definition();
        if (definition == null) {
            end(turn, execution, FinalState.WITHDRAWN, LastAttempt.none(turn.now(), "the job was deleted"), "");
            return;
        }
        Execution pending = execution.with(new ExecutionState.Pending(turn.now(), notBefore));
        if (notBefore.isAfter(turn.now())) {
            turn.put(pending);
        } else {
            place(turn, definition, pending);
        }
    }

    /** What was being ended has ended. */
    void stopped(
            Turn turn,
            Execution execution,
            ExecutionState.Stopping stopping,
            Instant endedAt,
            String result,
            int code) {
        Instant started = stopping.startedAt();
        LastAttempt attempt =
                new LastAttempt(started == null ? "" : stopping.incarnation(), started, endedAt, result, code);
        switch (stopping.reason()) {
            case COMMAND, REPLACED -> end(turn, execution, FinalState.STOPPED, attempt, stopping.by());
            case WITHDRAWN -> end(turn, execution, FinalState.WITHDRAWN, attempt, stopping.by());
            case TIMEOUT -> attemptFailed(turn, execution, FinalState.TIMED_OUT, attempt);
        }
    }

    private static FinalState stoppedAs(StopReason reason) {
        return switch (reason) {
            case COMMAND, REPLACED -> FinalState.STOPPED;
            case WITHDRAWN -> FinalState.WITHDRAWN;
            case TIMEOUT -> FinalState.TIMED_OUT;
        };
    }

    private static Output.WorkAddress address(Fleet.Worker worker) {
        return new Output.WorkAddress(worker.incarnation(), worker.workTopic(), worker.workPartition());
    }
}
