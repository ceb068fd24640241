package dev.carillon.gateway.view;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Backfill;
import dev.carillon.core.scheduling.Output;
import dev.carillon.core.scheduling.Output.BackfillChange;
import dev.carillon.gateway.service.BackfillView;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/**
 * Lets history move the backfills and counts their runs. The begin of one may have left the topic by age: then its end makes
 * the row, with the number of triggers that it tells, and runs that end meanwhile are not counted. Belongs to the writer's
 * thread and to its transaction.
 */
final class BackfillTable implements AutoCloseable {

    private final PreparedStatement put;
    private final PreparedStatement end;
    private final PreparedStatement triggered;
    private final PreparedStatement succeeded;
    private final PreparedStatement failed;

    BackfillTable(Connection connection) throws SQLException {
        put = connection.prepareStatement("""
                INSERT INTO backfills (job_id, id, from_ms, until_ms, concurrency, parameters, asked_by, total, started_ms, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'RUNNING')
                ON CONFLICT (job_id, id) DO NOTHING""");
        end = connection.prepareStatement("""
                UPDATE backfills SET state = ?, ended_ms = ?, stopped_by = ?, triggered = max(triggered, ?)
                WHERE job_id = ? AND id = ?""");
        triggered = count(connection, "triggered");
        succeeded = count(connection, "succeeded");
        failed = count(connection, "failed");
    }

    private static PreparedStatement count(Connection connection, String column) throws SQLException {
        return connection.prepareStatement(
                "UPDATE backfills SET " + column + " = " + column + " + 1 WHERE job_id = ? AND id = ?");
    }

    void changed(Output.BackfillChanged event) throws SQLException {
        Backfill backfill = event.backfill();
        put.setLong(1, event.jobId().value());
        put.setString(2, backfill.id());
        put.setLong(3, backfill.from().toEpochMilli());
        put.setLong(4, backfill.until().toEpochMilli());
        put.setInt(5, backfill.concurrency());
        if (backfill.parameters() == null) {
            put.setNull(6, Types.VARCHAR);
        } else {
            put.setString(6, backfill.parameters());
        }
        put.setString(7, backfill.by());
        put.setInt(8, backfill.total());
        put.setLong(9, event.at().toEpochMilli());
        put.executeUpdate();
        if (event.change() != BackfillChange.STARTED) {
            ended(event);
        }
    }

    private void ended(Output.BackfillChanged event) throws SQLException {
        BackfillView.State state =
                event.change() == BackfillChange.FINISHED ? BackfillView.State.FINISHED : BackfillView.State.STOPPED;
        end.setString(1, state.name());
        end.setLong(2, event.at().toEpochMilli());
        end.setString(3, event.by());
        end.setInt(4, event.backfill().emitted());
        end.setLong(5, event.jobId().value());
        end.setString(6, event.backfill().id());
        end.executeUpdate();
    }

    void triggered(Output.Triggered event) throws SQLException {
        if (event.cause() == Cause.BACKFILL) {
            count(triggered, event.executionId());
        }
    }

    void ended(Output.ExecutionEnded event) throws SQLException {
        if (ExecutionTable.causeOf(event.executionId()) == Cause.BACKFILL) {
            count(event.state() == FinalState.SUCCEEDED ? succeeded : failed, event.executionId());
        }
    }

    private static void count(PreparedStatement counter, ExecutionId run) throws SQLException {
        counter.setLong(1, run.jobId().value());
        counter.setString(2, backfillOf(run));
        counter.executeUpdate();
    }

    /** The suffix is {@code b<backfill>-<ms>}, and the backfill's id may hold anything. */
    private static String backfillOf(ExecutionId run) {
        return run.suffix().substring(1, run.suffix().lastIndexOf('-'));
    }

    /** Names a backfill among what a {@link ViewWaiters.Watch} may watch. */
    record Key(JobId job, String backfill) {}

    @Override
    public void close() throws SQLException {
        put.close();
        end.close();
        triggered.close();
        succeeded.close();
        failed.close();
    }
}
