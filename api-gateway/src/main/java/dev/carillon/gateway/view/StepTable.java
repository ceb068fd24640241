package dev.carillon.gateway.view;

import dev.carillon.core.execution.Report;
import dev.carillon.core.execution.StepResult;
import dev.carillon.core.scheduling.Output;
import dev.carillon.gateway.service.ExecutionView.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Writes the steps of plans; they go with their execution. Belongs to the writer's thread and to its transaction. */
final class StepTable implements AutoCloseable {

    private final PreparedStatement started;
    private final PreparedStatement ended;

    StepTable(Connection connection) throws SQLException {
        started = connection.prepareStatement("""
                INSERT INTO steps (execution_id, idx, key, name, status, attempt, tries, started_ms, ended_ms, result, code)
                VALUES (?1, ?2, ?3, ?4, 'RUNNING', ?5, 0, ?6, NULL, '', 0)
                ON CONFLICT (execution_id, idx) DO UPDATE SET key = ?3, name = ?4, status = 'RUNNING', attempt = ?5, tries = 0,
                    started_ms = ?6, ended_ms = NULL, result = '', code = 0""");
        ended = connection.prepareStatement("""
                INSERT INTO steps (execution_id, idx, key, name, status, attempt, tries, started_ms, ended_ms, result, code)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                ON CONFLICT (execution_id, idx) DO UPDATE SET key = ?3, name = ?4, status = ?5, attempt = ?6, tries = ?7,
                    started_ms = ?8, ended_ms = ?9, result = ?10, code = ?11""");
    }

    void started(Output.StepStarted step) throws SQLException {
        started.setString(1, step.executionId().toString());
        started.setInt(2, step.index());
        started.setString(3, step.key());
        started.setString(4, step.name());
        started.setInt(5, step.attempt());
        started.setLong(6, step.startedAt().toEpochMilli());
        started.executeUpdate();
    }

    void ended(Output.StepEnded event) throws SQLException {
        StepResult step = event.step();
        ended.setString(1, event.executionId().toString());
        ended.setInt(2, step.index());
        ended.setString(3, step.key());
        ended.setString(4, step.name());
        ended.setString(5, status(step.outcome()).name());
        ended.setInt(6, event.attempt());
        ended.setInt(7, step.tries());
        ended.setLong(8, step.startedAt().toEpochMilli());
        ended.setLong(9, step.endedAt().toEpochMilli());
        ended.setString(10, step.result());
        ended.setInt(11, step.code());
        ended.executeUpdate();
    }

    private static Status status(Report.Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> Status.SUCCEEDED;
            case FAILED -> Status.FAILED;
            case STOPPED -> Status.STOPPED;
            case TIMED_OUT -> Status.TIMED_OUT;
            case WITHDRAWN -> Status.WITHDRAWN;
        };
    }

    @Override
    public void close() throws SQLException {
        started.close();
        ended.close();
    }
}
