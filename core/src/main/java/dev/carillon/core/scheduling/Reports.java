package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionState;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.execution.Report;
import dev.carillon.core.execution.StepResult;
import dev.carillon.core.job.JobDefinition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What workers' reports do. Only the current attempt on the incarnation it was sent to is listened to. */
final class Reports {

    private final Executions executions;
    private final Placement placement;

    Reports(Executions executions, Placement placement) {
        this.executions = executions;
        this.placement = placement;
    }

    void handle(Turn turn, Report report) {
        Report.Attempt attempt = report.attempt();
        turn.execution(attempt.id())
                .filter(execution -> execution.isCurrent(attempt.number(), attempt.incarnation()))
                .ifPresent(execution -> accept(turn, execution, report));
    }

    private void accept(Turn turn, Execution execution, Report report) {
        switch (report) {
            case Report.Started started -> started(turn, execution, started);
            case Report.Finished finished -> finished(turn, execution, finished);
            case Report.Declined declined -> declined(turn, execution, declined);
            case Report.TimeoutPassed passed -> timeoutPassed(turn, execution);
            case Report.StepStarted started -> stepStarted(turn, execution, started);
            case Report.StepEnded ended -> stepEnded(turn, execution, ended);
        }
    }

    private static void started(Turn turn, Execution execution, Report.Started report) {
        switch (execution.state()) {
            case ExecutionState.Sent sent -> {
                turn.put(execution.running(sent.incarnation(), report.at(), deadline(turn.definition(), report.at())));
                sayStarted(turn, execution, sent.incarnation(), report.at());
            }
            case ExecutionState.Stopping stopping
            when stopping.startedAt() == null -> {
                turn.put(execution.with(new ExecutionState.Stopping(
                        stopping.incarnation(), stopping.since(), stopping.reason(), stopping.by(), report.at())));
                sayStarted(turn, execution, stopping.incarnation(), report.at());
            }
            case ExecutionState.Stopping ignored -> {}
            case ExecutionState.Running ignored -> {}
            case ExecutionState.Waiting ignored -> {}
            case ExecutionState.Queued ignored -> {}
            case ExecutionState.Pending ignored -> {}
            case ExecutionState.RetryDue ignored -> {}
        }
    }

    private static void sayStarted(Turn turn, Execution execution, String incarnation, Instant at) {
        turn.say(new Output.AttemptStarted(execution.id(), turn.now(), execution.failures() + 1, incarnation, at));
    }

    private static @Nullable Instant deadline(@Nullable JobDefinition definition, Instant startedAt) {
        return definition != null && definition.timeout().active()
                ? startedAt.plus(definition.timeout().limit())
                : null;
    }

    private void finished(Turn turn, Execution execution, Report.Finished report) {
        Executions.LastAttempt attempt = new Executions.LastAttempt(
                report.startedAt() == null ? "" : report.attempt().incarnation(),
                report.startedAt(),
                report.endedAt(),
                report.result(),
                report.code());
        switch (report.outcome()) {
            case SUCCEEDED -> executions.end(turn, execution, FinalState.SUCCEEDED, attempt, "");
            case FAILED -> executions.attemptFailed(turn, execution, FinalState.FAILED, attempt);
            case TIMED_OUT -> {
                alertTimeout(turn, execution);
                executions.attemptFailed(turn, execution, FinalState.TIMED_OUT, attempt);
            }
            case STOPPED, WITHDRAWN -> gaveUp(turn, execution, report, attempt);
        }
    }

    private void gaveUp(Turn turn, Execution execution, Report.Finished report, Executions.LastAttempt attempt) {
        if (execution.state() instanceof ExecutionState.Stopping stopping) {
            ExecutionState.Stopping known = new ExecutionState.Stopping(
                    stopping.incarnation(), stopping.since(), stopping.reason(), stopping.by(), report.startedAt());
            executions.stopped(turn, execution, known, report.endedAt(), report.result(), report.code());
        } else if (report.startedAt() == null) {
            executions.replace(turn, execution, turn.now());
        } else {
            // The worker ended it on its own account, as when it is shut down: an attempt that failed.
            executions.attemptFailed(turn, execution, FinalState.FAILED, attempt);
        }
    }

    private void declined(Turn turn, Execution execution, Report.Declined report) {
        if (execution.state() instanceof ExecutionState.Stopping stopping) {
            executions.stopped(turn, execution, stopping, turn.now(), report.reason(), 0);
            return;
        }
        placement.declined(report.attempt().incarnation(), turn.now());
        executions.replace(turn, execution, turn.now().plus(placement.backoff(execution.attempt())));
    }

    private static void stepStarted(Turn turn, Execution execution, Report.StepStarted report) {
        turn.say(new Output.StepStarted(
                execution.id(),
                turn.now(),
                execution.failures() + 1,
                report.index(),
                report.key(),
                report.name(),
                report.at()));
    }

    private static void stepEnded(Turn turn, Execution execution, Report.StepEnded report) {
        StepResult step = report.step();
        if (execution.steps().doneOf(report.revision()).contains(step.index())) {
            return; // Told before: reports are sent again until they are acknowledged.
        }
        if (step.outcome() == Report.Outcome.SUCCEEDED) {
            turn.put(execution.withStepDone(report.revision(), step.index()));
        }
        turn.say(new Output.StepEnded(execution.id(), turn.now(), execution.failures() + 1, step));
    }

    private void timeoutPassed(Turn turn, Execution execution) {
        if (!execution.timeoutAlerted()) {
            turn.put(execution.withTimeoutAlerted());
            alertTimeout(turn, execution);
        }
    }

    private void alertTimeout(Turn turn, Execution execution) {
        JobDefinition definition = turn.definition();
        if (definition != null && definition.timeout().alert() && !execution.timeoutAlerted()) {
            executions.alert(
                    turn,
                    definition,
                    Output.AlertKind.TIMEOUT,
                    execution,
                    "an attempt has run longer than "
                            + definition.timeout().limit().toSeconds() + " s",
                    0);
        }
    }
}
