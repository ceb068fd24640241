package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionState;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.JobDefinition;
import java.time.Duration;
import java.time.Instant;

/** What becomes of an execution whose wait is over. An empty turn means that nothing does, yet. */
final class Overdue {

    /** A heartbeat this much younger than a state ought to mention it. */
    private static final Duration MENTION_MARGIN = Duration.ofSeconds(1);

    private final ShardSettings settings;
    private final Fires fires;
    private final Executions executions;

    Overdue(ShardSettings settings, Fires fires, Executions executions) {
        this.settings = settings;
        this.fires = fires;
        this.executions = executions;
    }

    void look(Turn turn, Execution execution, Instant reportsReadThrough) {
        switch (execution.state()) {
            case ExecutionState.Waiting ignored -> fires.judge(turn, execution);
            case ExecutionState.Queued ignored -> {
                // It waits for another's end.
            }
            case ExecutionState.RetryDue ignored -> executions.replace(turn, execution, turn.now());
            case ExecutionState.Pending pending -> pending(turn, execution, pending);
            case ExecutionState.Sent sent -> {
                if (isForgotten(turn, execution, sent.startBy(), reportsReadThrough)) {
                    executions.lost(turn, execution, "worker " + sent.incarnation() + " knows nothing of it");
                }
            }
            case ExecutionState.Running running -> running(turn, execution, running, reportsReadThrough);
            case ExecutionState.Stopping stopping -> {
                if (isForgotten(turn, execution, stopping.since(), reportsReadThrough)) {
                    executions.lost(turn, execution, "ended; worker " + stopping.incarnation() + " no longer has it");
                }
            }
        }
    }

    private void pending(Turn turn, Execution execution, ExecutionState.Pending pending) {
        JobDefinition definition = turn.definition();
        if (definition == null) {
            executions.stop(turn, execution, StopReason.WITHDRAWN, "");
            return;
        }
        Duration waited = Duration.between(pending.since(), turn.now());
        if (waited.compareTo(settings.noWorkerFailAfter()) >= 0) {
            executions.end(
                    turn,
                    execution,
                    FinalState.FAILED,
                    Executions.LastAttempt.none(
                            turn.now(),
                            "no worker of group " + definition.group() + " took it for " + waited.toSeconds() + " s"),
                    "");
            return;
        }
        if (pending.notBefore().isAfter(turn.now())) {
            return;
        }
        if (!executions.place(turn, definition, execution)
                && waited.compareTo(settings.noWorkerAlertAfter()) >= 0
                && !execution.noWorkerAlerted()) {
            turn.put(execution.withNoWorkerAlerted());
            if (definition.alerts().onNoWorker()) {
                executions.alert(
                        turn,
                        definition,
                        Output.AlertKind.NO_WORKER,
                        execution,
                        "no worker of group " + definition.group() + " runs "
                                + definition.task().kind() + "; it fails at "
                                + pending.since().plus(settings.noWorkerFailAfter()),
                        0);
            }
        }
    }

    private void running(Turn turn, Execution execution, ExecutionState.Running running, Instant reportsReadThrough) {
        if (isForgotten(turn, execution, running.startedAt(), reportsReadThrough)) {
            executions.lost(turn, execution, "worker " + running.incarnation() + " no longer runs it");
            return;
        }
        JobDefinition definition = turn.definition();
        Instant deadline = execution.deadline();
        if (definition != null
                && deadline != null
                && definition.timeout().kill()
                && !turn.now().isBefore(deadline.plus(settings.timeoutGrace()))) {
            // The worker enforces the limit; it has not, so it is told.
            executions.stop(turn, execution, StopReason.TIMEOUT, "");
        }
    }

    /**
     * Whether the worker, alive, has sent a heartbeat well after {@code since} that does not mention the attempt, and
     * every report that was in the log by then has been read: then no report of it will come.
     */
    private static boolean isForgotten(Turn turn, Execution execution, Instant since, Instant reportsReadThrough) {
        if (!(execution.state() instanceof ExecutionState.Placed placed)) {
            return false;
        }
        return turn.fleet()
                .worker(placed.incarnation())
                .filter(worker -> worker.sentAt().isAfter(since.plus(MENTION_MARGIN)))
                .filter(worker -> !reportsReadThrough.isBefore(worker.beatAt()))
                .filter(worker -> !Integer.valueOf(execution.attempt())
                        .equals(worker.active().get(execution.id().toString())))
                .isPresent();
    }
}
