package dev.carillon.gateway.view;

import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.proto.v1.AttemptFailed;
import dev.carillon.proto.v1.AttemptStarted;
import dev.carillon.proto.v1.Cause;
import dev.carillon.proto.v1.ExecutionEnded;
import dev.carillon.proto.v1.FinalState;
import dev.carillon.proto.v1.StopRequested;
import dev.carillon.proto.v1.Triggered;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Lets history move the executions:
 *
 * <pre>
 * Triggered ─▶ TRIGGERED ─AttemptStarted─▶ RUNNING ─AttemptFailed─▶ RETRYING ─AttemptStarted─▶ RUNNING …
 *              any but final ─StopRequested─▶ STOPPING        any ─ExecutionEnded─▶ a final one, for good
 * </pre>
 *
 * <p>The events of one execution arrive in order, since they share a partition; the first of them may have left the topic by
 * age, so each event makes the row when it is missing. Belongs to the writer's thread and to its transaction.
 */
final class ExecutionTable implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutionTable.class);

    private final Aliases aliases;
    private final PreparedStatement insert;
    private final PreparedStatement exists;
    private final PreparedStatement started;
    private final PreparedStatement failed;
    private final PreparedStatement stopping;
    private final PreparedStatement ended;

    ExecutionTable(Connection connection, Aliases aliases) throws SQLException {
        this.aliases = aliases;
        insert = connection.prepareStatement("""
                INSERT INTO executions (id, alias, job_id, revision, cause, status, is_final, nominal_ms, due_ms, data_ms,
                    triggered_ms, parameters, triggered_by)
                VALUES (?, ?, ?, ?, ?, 'TRIGGERED', 0, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO NOTHING""");
        exists = connection.prepareStatement("SELECT 1 FROM executions WHERE id = ?");
        started = connection.prepareStatement("""
                UPDATE executions SET status = CASE status WHEN 'STOPPING' THEN status ELSE 'RUNNING' END,
                    attempts = ?, worker = ?, started_ms = ?
                WHERE id = ? AND is_final = 0""");
        failed = connection.prepareStatement("""
                UPDATE executions SET status = 'RETRYING', attempts = max(attempts, ?), worker = ?, result = ?
                WHERE id = ? AND is_final = 0""");
        stopping = connection.prepareStatement(
                "UPDATE executions SET status = 'STOPPING', stopped_by = ? WHERE id = ? AND is_final = 0");
        ended = connection.prepareStatement("""
                UPDATE executions SET status = ?, is_final = 1, attempts = max(attempts, ?),
                    worker = CASE ?3 WHEN '' THEN worker ELSE ?3 END, started_ms = coalesce(?4, started_ms), ended_ms = ?5,
                    result = ?6, code = ?7, stopped_by = CASE ?8 WHEN '' THEN stopped_by ELSE ?8 END
                WHERE id = ?9 AND is_final = 0""");
    }

    void triggered(long jobId, long atMs, Triggered event) throws SQLException {
        insert(jobId, atMs, event);
    }

    void started(long jobId, long atMs, AttemptStarted event) throws SQLException {
        ensure(jobId, atMs, event.getExecutionId());
        started.setInt(1, event.getAttempt());
        started.setString(2, event.getIncarnation());
        started.setLong(3, event.getStartedAtMs());
        started.setString(4, event.getExecutionId());
        started.executeUpdate();
    }

    void failed(long jobId, long atMs, AttemptFailed event) throws SQLException {
        ensure(jobId, atMs, event.getExecutionId());
        failed.setInt(1, event.getAttempt());
        failed.setString(2, event.getIncarnation());
        failed.setString(3, event.getReason());
        failed.setString(4, event.getExecutionId());
        failed.executeUpdate();
    }

    void stopRequested(long jobId, long atMs, StopRequested event) throws SQLException {
        ensure(jobId, atMs, event.getExecutionId());
        stopping.setString(1, event.getBy());
        stopping.setString(2, event.getExecutionId());
        stopping.executeUpdate();
    }

    void ended(long jobId, long atMs, ExecutionEnded event) throws SQLException {
        ensure(jobId, atMs, event.getExecutionId());
        ended.setString(1, status(event.getState()).name());
        ended.setInt(2, event.getAttempts());
        ended.setString(3, event.getIncarnation());
        if (event.getStartedAtMs() == 0) {
            ended.setNull(4, java.sql.Types.BIGINT);
        } else {
            ended.setLong(4, event.getStartedAtMs());
        }
        ended.setLong(5, event.getEndedAtMs() == 0 ? atMs : event.getEndedAtMs());
        ended.setString(6, event.getResult());
        ended.setInt(7, event.getCode());
        ended.setString(8, event.getBy());
        ended.setString(9, event.getExecutionId());
        ended.executeUpdate();
    }

    static Status status(FinalState state) {
        return switch (state) {
            case EXECUTION_SUCCEEDED -> Status.SUCCEEDED;
            case EXECUTION_FAILED -> Status.FAILED;
            case EXECUTION_STOPPED -> Status.STOPPED;
            case EXECUTION_TIMED_OUT -> Status.TIMED_OUT;
            case EXECUTION_WITHDRAWN -> Status.WITHDRAWN;
            case FINAL_STATE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("an execution ended in no known state: " + state);
        };
    }

    /** Makes the row of an execution whose trigger has left the topic by age, from what its id says. */
    private void ensure(long jobId, long atMs, String id) throws SQLException {
        exists.setString(1, id);
        try (var row = exists.executeQuery()) {
            if (row.next()) {
                return;
            }
        }
        boolean scheduled = id.matches("\\d+-s\\d{1,18}");
        long nominal = scheduled ? Long.parseLong(id.substring(id.indexOf("-s") + 2)) : atMs;
        insert(
                jobId,
                atMs,
                Triggered.newBuilder()
                        .setExecutionId(id)
                        .setCause(scheduled ? Cause.SCHEDULE : Cause.MANUAL)
                        .setNominalMs(nominal)
                        .setDueMs(nominal)
                        .setDataMs(nominal)
                        .build());
    }

    private void insert(long jobId, long atMs, Triggered event) throws SQLException {
        String id = event.getExecutionId();
        insert.setString(1, id);
        insert.setLong(3, jobId);
        insert.setLong(4, event.getRevision());
        insert.setString(5, event.getCause() == Cause.MANUAL ? "MANUAL" : "SCHEDULE");
        insert.setLong(6, event.getNominalMs());
        insert.setLong(7, event.getDueMs());
        insert.setLong(8, event.getDataMs());
        insert.setLong(9, atMs);
        insert.setString(10, event.getParameters());
        insert.setString(11, event.getBy());
        for (int round = 0; ; round++) {
            insert.setLong(2, aliases.of(id, round));
            try {
                insert.executeUpdate();
                return;
            } catch (SQLiteException e) {
                if (e.getResultCode() != SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE) {
                    throw e;
                }
                // The only other unique column: two ids fell on one number. Expected once in 2^53.
                LOG.atWarn()
                        .addKeyValue("executionId", id)
                        .addKeyValue("round", round)
                        .log("another execution has the same number; the next one is taken");
            }
        }
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        exists.close();
        started.close();
        failed.close();
        stopping.close();
        ended.close();
    }
}
