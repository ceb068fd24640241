package dev.carillon.gateway.view;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.scheduling.Output;
import dev.carillon.gateway.service.ExecutionView.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** Of ids that hold their nominal time: of the schedule's fires and of those of backfills. */
    private static final Pattern FIRE = Pattern.compile("(s|b.*-)(\\d{1,15})", Pattern.DOTALL);

    private final Aliases aliases;
    private final PreparedStatement insert;
    private final PreparedStatement status;
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
        status = connection.prepareStatement("SELECT status FROM executions WHERE id = ?");
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
                UPDATE executions SET status = ?1, is_final = 1, attempts = max(attempts, ?2),
                    worker = CASE ?3 WHEN '' THEN worker ELSE ?3 END, started_ms = coalesce(?4, started_ms), ended_ms = ?5,
                    result = ?6, code = ?7, stopped_by = CASE ?8 WHEN '' THEN stopped_by ELSE ?8 END
                WHERE id = ?9 AND is_final = 0""");
    }

    void triggered(Output.Triggered event) throws SQLException {
        insert(event);
    }

    void started(Output.AttemptStarted event) throws SQLException {
        ensure(event.executionId(), event.at());
        started.setInt(1, event.attempt());
        started.setString(2, event.incarnation());
        started.setLong(3, event.startedAt().toEpochMilli());
        started.setString(4, event.executionId().toString());
        started.executeUpdate();
    }

    void failed(Output.AttemptFailed event) throws SQLException {
        ensure(event.executionId(), event.at());
        failed.setInt(1, event.attempt());
        failed.setString(2, event.incarnation());
        failed.setString(3, event.reason());
        failed.setString(4, event.executionId().toString());
        failed.executeUpdate();
    }

    void stopRequested(Output.StopRequested event) throws SQLException {
        ensure(event.executionId(), event.at());
        stopping.setString(1, event.by());
        stopping.setString(2, event.executionId().toString());
        stopping.executeUpdate();
    }

    void ended(Output.ExecutionEnded event) throws SQLException {
        ensure(event.executionId(), event.at());
        ended.setString(1, status(event.state()).name());
        ended.setInt(2, event.attempts());
        ended.setString(3, event.incarnation());
        if (event.startedAt() == null) {
            ended.setNull(4, Types.BIGINT);
        } else {
            ended.setLong(4, event.startedAt().toEpochMilli());
        }
        ended.setLong(5, event.endedAt().toEpochMilli());
        ended.setString(6, event.result());
        ended.setInt(7, event.code());
        ended.setString(8, event.by());
        ended.setString(9, event.executionId().toString());
        ended.executeUpdate();
    }

    private static Status status(FinalState state) {
        return switch (state) {
            case SUCCEEDED -> Status.SUCCEEDED;
            case FAILED -> Status.FAILED;
            case STOPPED -> Status.STOPPED;
            case TIMED_OUT -> Status.TIMED_OUT;
            case WITHDRAWN -> Status.WITHDRAWN;
        };
    }

    Optional<Status> statusOf(ExecutionId id) throws SQLException {
        status.setString(1, id.toString());
        try (ResultSet row = status.executeQuery()) {
            return row.next() ? Optional.of(Status.valueOf(row.getString(1))) : Optional.empty();
        }
    }

    /** Makes the row of an execution whose trigger has left the topic by age, from what its id says. */
    void ensure(ExecutionId id, Instant at) throws SQLException {
        if (statusOf(id).isPresent()) {
            return;
        }
        Matcher fire = FIRE.matcher(id.suffix());
        Instant nominal = fire.matches() ? Instant.ofEpochMilli(Long.parseLong(fire.group(2))) : at;
        Cause cause = causeOf(id);
        Instant due = cause == Cause.SCHEDULE ? nominal : at;
        insert(new Output.Triggered(id, at, 0, cause, nominal, due, nominal, null, ""));
    }

    /** As the id tells it. */
    static Cause causeOf(ExecutionId id) {
        Matcher fire = FIRE.matcher(id.suffix());
        if (!fire.matches()) {
            return Cause.MANUAL;
        }
        return fire.group(1).equals("s") ? Cause.SCHEDULE : Cause.BACKFILL;
    }

    private void insert(Output.Triggered event) throws SQLException {
        String id = event.executionId().toString();
        insert.setString(1, id);
        insert.setLong(3, event.jobId().value());
        insert.setLong(4, event.revision());
        insert.setString(5, event.cause().name());
        insert.setLong(6, event.nominal().toEpochMilli());
        insert.setLong(7, event.due().toEpochMilli());
        insert.setLong(8, event.data().toEpochMilli());
        insert.setLong(9, event.at().toEpochMilli());
        insert.setString(10, event.parameters() == null ? "" : event.parameters());
        insert.setString(11, event.by());
        for (int round = 0; !insertUnder(event.executionId(), round); round++) {
            // Expected once in 2^53 executions.
            LOG.atWarn()
                    .addKeyValue("executionId", id)
                    .addKeyValue("round", round)
                    .log("another execution has the same number; the next one is tried");
        }
    }

    /** False when another execution has the number. */
    private boolean insertUnder(ExecutionId id, int round) throws SQLException {
        insert.setLong(2, aliases.of(id, round));
        try {
            insert.executeUpdate();
            return true;
        } catch (SQLiteException e) {
            if (e.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        status.close();
        started.close();
        failed.close();
        stopping.close();
        ended.close();
    }
}
