package dev.carillon.gateway.view;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Output;
import dev.carillon.gateway.service.BackfillView;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobArchive.JobChangeView;
import dev.carillon.gateway.service.JobArchive.SkippedFireView;
import dev.carillon.gateway.service.JobPast;
import dev.carillon.gateway.service.RecordedFires;
import dev.carillon.kafka.codec.DefinitionCodec;
import dev.carillon.kafka.topics.Partitioner;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what has happened to jobs and to their fires. */
final class PastRows {

    /** A fire is recorded ahead of its nominal time, by less than this. */
    private static final Duration AHEAD = Duration.ofSeconds(1);

    /** Runs of backfills at one nominal time that are looked at. */
    private static final int RUNS_PER_FIRE = 20;

    private PastRows() {}

    static List<SkippedFireView> skipped(Connection connection, JobId id, int limit) throws SQLException {
        return new Select("SELECT * FROM skipped_fires")
                .where("job_id = ?", id.value())
                .orderBy("first_ms DESC, last_ms DESC", limit, 0)
                .all(connection, PastRows::skippedFire);
    }

    static List<JobChangeView> changes(Connection connection, JobId id, int limit) throws SQLException {
        return new Select("SELECT * FROM job_changes")
                .where("job_id = ?", id.value())
                .orderBy("revision DESC, at_ms DESC", limit, 0)
                .all(connection, PastRows::change);
    }

    static JobPast past(Connection connection, JobId id) throws SQLException {
        Optional<JobDefinition> current = JobRows.byId(connection, id);
        return new JobPast(
                current,
                changes(connection, id, Retention.CHANGES_PER_JOB),
                knownFrom(connection, id),
                decidedThrough(connection, id));
    }

    /** Later of: after the fires that were removed here, and where the job's partition of history begins for this view. */
    private static Optional<Instant> knownFrom(Connection connection, JobId id) throws SQLException {
        Optional<Instant> afterRemoved = new Select("SELECT through_ms FROM forgotten_fires")
                .where("job_id = ?", id.value())
                .one(connection, row -> Instant.ofEpochMilli(row.getLong(1)).plusMillis(1));
        Optional<Integer> partition = new Select("SELECT value FROM meta")
                .where("name = ?", ViewMeta.HISTORY_PARTITIONS)
                .one(connection, row -> new Partitioner(Integer.parseInt(row.getString(1))).partition(id));
        Optional<Instant> afterLost = partition.isEmpty()
                ? Optional.empty()
                : new Select("SELECT from_ms FROM history_reach")
                        .where("partition = ?", partition.get())
                        .one(
                                connection,
                                row -> Instant.ofEpochMilli(row.getLong(1)).plus(AHEAD));
        return Stream.of(afterRemoved, afterLost).flatMap(Optional::stream).max(Instant::compareTo);
    }

    private static Optional<Instant> decidedThrough(Connection connection, JobId id) throws SQLException {
        Optional<Instant> triggered = new Select("SELECT nominal_ms FROM executions")
                .where("job_id = ?", id.value())
                .where("cause = ?", Cause.SCHEDULE.name())
                .orderBy("nominal_ms DESC", 1, 0)
                .one(connection, row -> Instant.ofEpochMilli(row.getLong(1)));
        Optional<Instant> skipped = new Select("SELECT last_ms FROM skipped_fires")
                .where("job_id = ?", id.value())
                .orderBy("last_ms DESC", 1, 0)
                .one(connection, row -> Instant.ofEpochMilli(row.getLong(1)));
        return Stream.of(triggered, skipped).flatMap(Optional::stream).max(Instant::compareTo);
    }

    static RecordedFires recorded(Connection connection, JobId id, Instant from, Instant until, int limit)
            throws SQLException {
        List<ExecutionView> executions = new Select("SELECT e.* FROM executions e")
                .where("e.job_id = ?", id.value())
                .where("e.cause = ?", Cause.SCHEDULE.name())
                .where("e.nominal_ms >= ? AND e.nominal_ms < ?", from.toEpochMilli(), until.toEpochMilli())
                .orderBy("e.nominal_ms, e.id", limit, 0)
                .all(connection, ExecutionRows::view);
        List<SkippedFireView> skips = new Select("SELECT * FROM skipped_fires")
                .where("job_id = ?", id.value())
                .where("last_ms >= ? AND first_ms < ?", from.toEpochMilli(), until.toEpochMilli())
                .orderBy("first_ms, last_ms", limit, 0)
                .all(connection, PastRows::skippedFire);
        return new RecordedFires(executions, skips);
    }

    static RecordedFires recordedAt(Connection connection, JobId id, List<Instant> nominals) throws SQLException {
        List<ExecutionView> executions = new ArrayList<>();
        List<SkippedFireView> skips = new ArrayList<>();
        for (Instant nominal : nominals.stream().distinct().sorted().toList()) {
            long ms = nominal.toEpochMilli();
            executions.addAll(new Select("SELECT e.* FROM executions e")
                    .where("e.job_id = ?", id.value())
                    .where("e.cause <> ?", Cause.MANUAL.name())
                    .where("e.nominal_ms = ?", ms)
                    .orderBy("e.id DESC", RUNS_PER_FIRE, 0)
                    .all(connection, ExecutionRows::view));
            skips.addAll(new Select("SELECT * FROM skipped_fires")
                    .where("job_id = ?", id.value())
                    .where("first_ms <= ? AND last_ms >= ?", ms, ms)
                    .orderBy("first_ms, last_ms", RUNS_PER_FIRE, 0)
                    .all(connection, PastRows::skippedFire));
        }
        return new RecordedFires(executions, skips.stream().distinct().toList());
    }

    static List<BackfillView> backfills(Connection connection, JobId job, int limit) throws SQLException {
        return new Select("SELECT * FROM backfills")
                .where("job_id = ?", job.value())
                .orderBy("started_ms DESC, id", limit, 0)
                .all(connection, PastRows::backfill);
    }

    static Optional<BackfillView> backfill(Connection connection, JobId job, String id) throws SQLException {
        return new Select("SELECT * FROM backfills")
                .where("job_id = ?", job.value())
                .where("id = ?", id)
                .one(connection, PastRows::backfill);
    }

    private static BackfillView backfill(ResultSet row) throws SQLException {
        return new BackfillView(
                row.getString("id"),
                Instant.ofEpochMilli(row.getLong("from_ms")),
                Instant.ofEpochMilli(row.getLong("until_ms")),
                row.getInt("concurrency"),
                Optional.ofNullable(row.getString("parameters")),
                row.getString("asked_by"),
                BackfillView.State.valueOf(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("started_ms")),
                ExecutionRows.instant(row, "ended_ms"),
                row.getString("stopped_by"),
                row.getInt("total"),
                row.getInt("triggered"),
                row.getInt("succeeded"),
                row.getInt("failed"));
    }

    private static SkippedFireView skippedFire(ResultSet row) throws SQLException {
        return new SkippedFireView(
                Instant.ofEpochMilli(row.getLong("first_ms")),
                Instant.ofEpochMilli(row.getLong("last_ms")),
                row.getLong("count"),
                Output.SkipReason.valueOf(row.getString("reason")),
                row.getString("detail"),
                row.getLong("revision"),
                Instant.ofEpochMilli(row.getLong("at_ms")));
    }

    private static JobChangeView change(ResultSet row) throws SQLException {
        return new JobChangeView(
                Output.Change.valueOf(row.getString("kind")),
                row.getLong("revision"),
                Instant.ofEpochMilli(row.getLong("at_ms")),
                row.getString("changed_by"),
                row.getString("command_id"),
                Instant.ofEpochMilli(row.getLong("effective_ms")),
                DefinitionCodec.decode(row.getBytes("definition")));
    }
}
