package dev.carillon.gateway.view;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.Task;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.service.JobArchive.ExecutionPosition;
import dev.carillon.gateway.service.JobService.ExecutionQuery;
import dev.carillon.gateway.service.StepView;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads executions. */
final class ExecutionRows {

    /** The character that follows the dash in the order of texts. */
    private static final char AFTER_DASH = '-' + 1;

    private ExecutionRows() {}

    static Optional<ExecutionView> byId(Connection connection, ExecutionId id) throws SQLException {
        return new Select("SELECT e.* FROM executions e")
                .where("e.id = ?", id.toString())
                .one(connection, ExecutionRows::view);
    }

    static Optional<ExecutionView> byAlias(Connection connection, long alias) throws SQLException {
        return new Select("SELECT e.* FROM executions e")
                .where("e.alias = ?", alias)
                .one(connection, ExecutionRows::view);
    }

    static List<ExecutionView> list(Connection connection, ExecutionQuery query, Optional<ExecutionPosition> after)
            throws SQLException {
        boolean byPlace = query.namespace().isPresent()
                || query.group().isPresent()
                || !query.allowed().isEmpty();
        Select select =
                new Select("SELECT e.* FROM executions e" + (byPlace ? " JOIN job_places p ON p.id = e.job_id" : ""));
        query.jobId().ifPresent(id -> select.where("e.job_id = ?", id.value()));
        query.namespace().ifPresent(namespace -> select.where("p.namespace = ?", namespace));
        Namespaces.restrict(select, "p.namespace", query.allowed());
        query.group().ifPresent(group -> select.where("p.group_name = ?", group));
        causes(query.causes(), select);
        if (query.jobId().isPresent() && query.backfill().isPresent()) {
            String prefix =
                    ExecutionId.ofBackfill(query.jobId().get(), query.backfill().get());
            // A range of the key, so that SQLite need not look at the job's other executions.
            select.where("e.id >= ? AND e.id < ?", prefix, prefix.substring(0, prefix.length() - 1) + AFTER_DASH);
            select.where("instr(substr(e.id, ?), '-') = 0", prefix.length() + 1);
        }
        query.from().ifPresent(from -> select.where("e.nominal_ms >= ?", from.toEpochMilli()));
        query.to().ifPresent(to -> select.where("e.nominal_ms < ?", to.toEpochMilli()));
        after.ifPresent(last -> select.where(
                "(e.nominal_ms, e.id) < (?, ?)",
                last.nominal().toEpochMilli(),
                last.id().toString()));
        states(query.states(), select);
        return select.orderBy("e.nominal_ms DESC, e.id DESC", query.limit(), after.isPresent() ? 0 : query.offset())
                .all(connection, ExecutionRows::view);
    }

    /** In the order in which a scheduler lets those begin that wait for others. */
    static int ahead(Connection connection, ExecutionView notBegun) throws SQLException {
        return new Select("SELECT count(*) FROM executions e")
                .where("e.job_id = ?", notBegun.id().jobId().value())
                .where("e.is_final = 0")
                .where("e.cause <> ?", Cause.BACKFILL.name())
                .where("e.id <> ?", notBegun.id().toString())
                .where(
                        "(e.status <> ? OR (e.due_ms, e.nominal_ms, e.id) < (?, ?, ?))",
                        Status.TRIGGERED.name(),
                        notBegun.due().toEpochMilli(),
                        notBegun.nominal().toEpochMilli(),
                        notBegun.id().toString())
                .one(connection, row -> row.getInt(1))
                .orElseThrow();
    }

    static List<StepView> steps(Connection connection, ExecutionId id) throws SQLException {
        return new Select("SELECT s.* FROM steps s")
                .where("s.execution_id = ?", id.toString())
                .orderBy("s.idx", Task.Plan.MAX_STEPS, 0)
                .all(connection, ExecutionRows::step);
    }

    private static StepView step(ResultSet row) throws SQLException {
        return new StepView(
                row.getInt("idx"),
                row.getString("key"),
                row.getString("name"),
                Status.valueOf(row.getString("status")),
                row.getInt("attempt"),
                row.getInt("tries"),
                Instant.ofEpochMilli(row.getLong("started_ms")),
                instant(row, "ended_ms"),
                row.getString("result"),
                row.getInt("code"));
    }

    private static void causes(List<Cause> causes, Select select) {
        if (!causes.isEmpty()) {
            // The names are an enum's, so they may stand in the statement.
            select.where(causes.stream()
                    .map(Cause::name)
                    .distinct()
                    .collect(Collectors.joining("', '", "e.cause IN ('", "')")));
        }
    }

    private static void states(List<Status> states, Select select) {
        if (states.isEmpty()) {
            return;
        }
        // The names are an enum's, so they may stand in the statement.
        select.where(states.stream()
                .map(Status::name)
                .distinct()
                .collect(Collectors.joining("', '", "e.status IN ('", "')")));
        if (states.stream().noneMatch(Status::isFinal)) {
            // Says no more than the line above, but lets SQLite use the index of the live ones.
            select.where("e.is_final = 0");
        }
    }

    static ExecutionView view(ResultSet row) throws SQLException {
        return new ExecutionView(
                ExecutionId.parse(row.getString("id")),
                row.getLong("alias"),
                row.getLong("revision"),
                Cause.valueOf(row.getString("cause")),
                Status.valueOf(row.getString("status")),
                Instant.ofEpochMilli(row.getLong("nominal_ms")),
                Instant.ofEpochMilli(row.getLong("due_ms")),
                Instant.ofEpochMilli(row.getLong("data_ms")),
                Instant.ofEpochMilli(row.getLong("triggered_ms")),
                instant(row, "started_ms"),
                instant(row, "ended_ms"),
                row.getInt("attempts"),
                row.getString("worker"),
                row.getString("parameters"),
                row.getString("result"),
                row.getInt("code"),
                row.getString("triggered_by"),
                row.getString("stopped_by"));
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long ms = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ms));
    }
}
