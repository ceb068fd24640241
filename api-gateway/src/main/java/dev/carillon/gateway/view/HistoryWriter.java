package dev.carillon.gateway.view;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.scheduling.Output;
import dev.carillon.gateway.service.ExecutionView.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Brings the events of history into the tables. Belongs to the writer's thread and to its transaction. */
final class HistoryWriter implements AutoCloseable {

    private final JobTable jobs;
    private final ExecutionTable executions;
    private final StepTable steps;
    private final HistoryTable history;
    private final BackfillTable backfills;
    private final Retention retention;

    HistoryWriter(Connection connection, Aliases aliases, JobTable jobs, Retention retention) throws SQLException {
        this.jobs = jobs;
        this.executions = new ExecutionTable(connection, aliases);
        this.steps = new StepTable(connection);
        this.history = new HistoryTable(connection);
        this.backfills = new BackfillTable(connection);
        this.retention = retention;
    }

    /** @param touched gets what the event has changed and somebody may wait for */
    void apply(Output.History event, Touched touched) throws SQLException {
        switch (event) {
            case Output.Triggered triggered -> {
                executions.triggered(triggered);
                backfills.triggered(triggered);
                touched.execution(triggered.executionId());
            }
            case Output.AttemptStarted started -> {
                executions.started(started);
                touched.execution(started.executionId());
            }
            case Output.AttemptFailed failed -> {
                executions.failed(failed);
                touched.execution(failed.executionId());
            }
            case Output.StopRequested stop -> {
                executions.stopRequested(stop);
                touched.execution(stop.executionId());
            }
            case Output.ExecutionEnded ended -> {
                executions.ended(ended);
                backfills.ended(ended);
                touched.execution(ended.executionId());
                retention.touched(Retention.Kind.EXECUTIONS, ended.jobId().value());
            }
            case Output.StepStarted step -> {
                executions.ensure(step.executionId(), step.at());
                steps.started(step);
            }
            case Output.StepEnded step -> {
                executions.ensure(step.executionId(), step.at());
                steps.ended(step);
            }
            case Output.SkippedFire fire -> {
                history.skipped(fire);
                retention.touched(Retention.Kind.SKIPS, fire.jobId().value());
            }
            case Output.CalendarChanged _ -> {
                // The topic of the calendars says how it is now.
            }
            case Output.JobChanged changed -> {
                history.changed(changed);
                if (changed.change() == Output.Change.DELETED) {
                    jobs.removed(changed.definition());
                }
                retention.touched(Retention.Kind.CHANGES, changed.jobId().value());
            }
            case Output.BackfillChanged changed -> {
                backfills.changed(changed);
                touched.backfill(
                        new BackfillTable.Key(
                                changed.jobId(), changed.backfill().id()),
                        changed.change());
                retention.touched(Retention.Kind.BACKFILLS, changed.jobId().value());
            }
        }
    }

    Optional<Status> statusOf(ExecutionId id) throws SQLException {
        return executions.statusOf(id);
    }

    @Override
    public void close() throws SQLException {
        executions.close();
        steps.close();
        history.close();
        backfills.close();
    }
}
