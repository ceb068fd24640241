package dev.carillon.gateway.view;

import dev.carillon.core.execution.Cause;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the file bounded: per job the newest ended executions, skipped fires, changes and ended backfills; over all a size, beyond which the
 * executions that ended first go, and with the last one of a removed job everything else that is left of that job. Live
 * executions always stay. Up to when fires were removed is remembered, since then nothing can be said about them. Jobs are looked at when something of theirs was written, not
 * in every batch but when enough jobs or enough time have gathered, so that a busy view does not count all the time.
 *
 * <p>Belongs to the writer's thread and to its transaction.
 */
final class Retention implements AutoCloseable {

    static final int JOBS_BEFORE_PRUNING = 1000;
    private static final int ROWS_PER_ROUND = 5_000;

    /** Each holds a definition. */
    static final int CHANGES_PER_JOB = 100;

    /** How much one job and the whole view may keep. */
    record Limits(int perJob, long maxBytes) {}

    /** What there may be too much of for one job. */
    enum Kind {
        EXECUTIONS,
        SKIPS,
        CHANGES,
        BACKFILLS
    }

    private final Connection connection;
    private final Limits limits;
    private final Map<Kind, Set<Long>> touched = new EnumMap<>(Kind.class);
    private final PreparedStatement pruneExecutions;
    private final PreparedStatement pruneSkips;
    private final PreparedStatement pruneChanges;
    private final PreparedStatement pruneBackfills;
    private final PreparedStatement oldest;
    private final PreparedStatement forget;
    private final PreparedStatement forgetJob;
    private final List<PreparedStatement> forgetPast = new ArrayList<>();

    Retention(Connection connection, Limits limits) throws SQLException {
        this.connection = connection;
        this.limits = limits;
        pruneExecutions = connection.prepareStatement("""
                DELETE FROM executions WHERE id IN (SELECT id FROM executions WHERE job_id = ? AND is_final = 1
                ORDER BY nominal_ms DESC, id DESC LIMIT -1 OFFSET ?) RETURNING job_id, cause, nominal_ms""");
        pruneSkips = connection.prepareStatement("""
                DELETE FROM skipped_fires WHERE job_id = ?1 AND first_ms <= (SELECT first_ms FROM skipped_fires
                WHERE job_id = ?1 ORDER BY first_ms DESC LIMIT 1 OFFSET ?2) RETURNING job_id, 'SCHEDULE', last_ms""");
        pruneChanges = connection.prepareStatement("""
                DELETE FROM job_changes WHERE job_id = ?1 AND revision <= (SELECT revision FROM job_changes
                WHERE job_id = ?1 ORDER BY revision DESC LIMIT 1 OFFSET ?2)""");
        pruneBackfills = connection.prepareStatement("""
                DELETE FROM backfills WHERE job_id = ?1 AND ended_ms IS NOT NULL AND ended_ms <= (SELECT ended_ms FROM backfills
                WHERE job_id = ?1 AND ended_ms IS NOT NULL ORDER BY ended_ms DESC LIMIT 1 OFFSET ?2)""");
        oldest = connection.prepareStatement("""
                DELETE FROM executions WHERE id IN (SELECT id FROM executions WHERE is_final = 1
                ORDER BY ended_ms LIMIT ?) RETURNING job_id, cause, nominal_ms""");
        forget = connection.prepareStatement("""
                INSERT INTO forgotten_fires (job_id, through_ms) VALUES (?, ?)
                ON CONFLICT (job_id) DO UPDATE SET through_ms = max(through_ms, excluded.through_ms)""");
        forgetJob = connection.prepareStatement("""
                DELETE FROM removed_jobs WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM executions WHERE job_id = ?1)""");
        for (String table : new String[] {"skipped_fires", "job_changes", "forgotten_fires", "backfills"}) {
            forgetPast.add(connection.prepareStatement("DELETE FROM " + table + " WHERE job_id = ?"));
        }
    }

    /** The job has got one more. */
    void touched(Kind kind, long jobId) {
        touched.computeIfAbsent(kind, first -> new HashSet<>()).add(jobId);
    }

    /** Whether enough has gathered to prune before the time for it has come. */
    boolean isPressing() {
        return touched.values().stream().anyMatch(jobs -> jobs.size() >= JOBS_BEFORE_PRUNING);
    }

    /** Removes what is over the limits; at most a round of the oldest, so that one call stays short. */
    void prune() throws SQLException {
        for (long jobId : touched.getOrDefault(Kind.EXECUTIONS, Set.of())) {
            prune(pruneExecutions, jobId, limits.perJob());
        }
        for (long jobId : touched.getOrDefault(Kind.SKIPS, Set.of())) {
            prune(pruneSkips, jobId, limits.perJob());
        }
        for (long jobId : touched.getOrDefault(Kind.CHANGES, Set.of())) {
            pruneChanges.setLong(1, jobId);
            pruneChanges.setInt(2, Math.min(limits.perJob(), CHANGES_PER_JOB));
            pruneChanges.executeUpdate();
        }
        for (long jobId : touched.getOrDefault(Kind.BACKFILLS, Set.of())) {
            pruneBackfills.setLong(1, jobId);
            pruneBackfills.setInt(2, limits.perJob());
            pruneBackfills.executeUpdate();
        }
        touched.values().forEach(Set::clear);
        if (usedBytes() > limits.maxBytes()) {
            oldest.setInt(1, ROWS_PER_ROUND);
            for (long jobId : remove(oldest)) {
                forgetIfNothingIsLeft(jobId);
            }
        }
    }

    private void prune(PreparedStatement prune, long jobId, int kept) throws SQLException {
        prune.setLong(1, jobId);
        prune.setInt(2, kept);
        remove(prune);
    }

    /** Runs a statement that removes rows and tells of each; returns the jobs that have lost some. */
    private Set<Long> remove(PreparedStatement removal) throws SQLException {
        Set<Long> jobs = new HashSet<>();
        Map<Long, Long> through = new HashMap<>();
        try (ResultSet row = removal.executeQuery()) {
            while (row.next()) {
                jobs.add(row.getLong(1));
                if (row.getString(2).equals(Cause.SCHEDULE.name())) {
                    through.merge(row.getLong(1), row.getLong(3), Math::max);
                }
            }
        }
        for (Map.Entry<Long, Long> forgotten : through.entrySet()) {
            forget.setLong(1, forgotten.getKey());
            forget.setLong(2, forgotten.getValue());
            forget.executeUpdate();
        }
        return jobs;
    }

    private void forgetIfNothingIsLeft(long jobId) throws SQLException {
        forgetJob.setLong(1, jobId);
        if (forgetJob.executeUpdate() == 0) {
            return;
        }
        for (PreparedStatement past : forgetPast) {
            past.setLong(1, jobId);
            past.executeUpdate();
        }
    }

    private long usedBytes() throws SQLException {
        return pragma("page_size") * (pragma("page_count") - pragma("freelist_count"));
    }

    private long pragma(String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Override
    public void close() throws SQLException {
        pruneExecutions.close();
        pruneSkips.close();
        pruneChanges.close();
        pruneBackfills.close();
        oldest.close();
        forget.close();
        forgetJob.close();
        for (PreparedStatement past : forgetPast) {
            past.close();
        }
    }
}
