package dev.carillon.gateway.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the file bounded: per job the newest ended executions, skipped fires and changes; over all a size, beyond which the
 * executions that ended first go, and with the last one of a removed job everything else that is left of that job. Live
 * executions always stay. Jobs are looked at when something of theirs was written, not
 * in every batch but when enough jobs or enough time have gathered, so that a busy view does not count all the time.
 *
 * <p>Belongs to the writer's thread and to its transaction.
 */
final class Retention implements AutoCloseable {

    static final int JOBS_BEFORE_PRUNING = 1000;
    private static final int ROWS_PER_ROUND = 5_000;

    /** How much one job and the whole view may keep. */
    record Limits(int perJob, long maxBytes) {}

    private final Connection connection;
    private final Limits limits;
    private final Set<Long> touched = new HashSet<>();
    private final PreparedStatement pruneExecutions;
    private final PreparedStatement pruneSkips;
    private final PreparedStatement pruneChanges;
    private final PreparedStatement oldest;
    private final PreparedStatement forgetJob;
    private final List<PreparedStatement> forgetPast = new ArrayList<>();

    Retention(Connection connection, Limits limits) throws SQLException {
        this.connection = connection;
        this.limits = limits;
        pruneExecutions = connection.prepareStatement("""
                DELETE FROM executions WHERE id IN (SELECT id FROM executions WHERE job_id = ? AND is_final = 1
                ORDER BY nominal_ms DESC, id DESC LIMIT -1 OFFSET ?)""");
        pruneSkips = connection.prepareStatement("""
                DELETE FROM skipped_fires WHERE job_id = ?1 AND first_ms <= (SELECT first_ms FROM skipped_fires
                WHERE job_id = ?1 ORDER BY first_ms DESC LIMIT 1 OFFSET ?2)""");
        pruneChanges = connection.prepareStatement("""
                DELETE FROM job_changes WHERE job_id = ?1 AND revision <= (SELECT revision FROM job_changes
                WHERE job_id = ?1 ORDER BY revision DESC LIMIT 1 OFFSET ?2)""");
        oldest = connection.prepareStatement("""
                DELETE FROM executions WHERE id IN (SELECT id FROM executions WHERE is_final = 1
                ORDER BY ended_ms LIMIT ?) RETURNING job_id""");
        forgetJob = connection.prepareStatement("""
                DELETE FROM removed_jobs WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM executions WHERE job_id = ?1)""");
        for (String table : new String[] {"skipped_fires", "job_changes"}) {
            forgetPast.add(connection.prepareStatement("DELETE FROM " + table + " WHERE job_id = ?"));
        }
    }

    /** Something of the job has grown. */
    void touched(long jobId) {
        touched.add(jobId);
    }

    /** Whether enough has gathered to prune before the time for it has come. */
    boolean isPressing() {
        return touched.size() >= JOBS_BEFORE_PRUNING;
    }

    /** Removes what is over the limits; at most a round of the oldest, so that one call stays short. */
    void prune() throws SQLException {
        for (long jobId : touched) {
            for (PreparedStatement prune : new PreparedStatement[] {pruneExecutions, pruneSkips, pruneChanges}) {
                prune.setLong(1, jobId);
                prune.setInt(2, limits.perJob());
                prune.executeUpdate();
            }
        }
        touched.clear();
        if (usedBytes() > limits.maxBytes()) {
            for (long jobId : removeOldest()) {
                forgetIfNothingIsLeft(jobId);
            }
        }
    }

    /** Returns the jobs that have lost executions. */
    private Set<Long> removeOldest() throws SQLException {
        Set<Long> jobs = new HashSet<>();
        oldest.setInt(1, ROWS_PER_ROUND);
        try (ResultSet row = oldest.executeQuery()) {
            while (row.next()) {
                jobs.add(row.getLong(1));
            }
        }
        return jobs;
    }

    private void forgetIfNothingIsLeft(long jobId) throws SQLException {
        forgetJob.setLong(1, jobId);
        if (forgetJob.executeUpdate() == 0) {
            return;
        }
        for (PreparedStatement forget : forgetPast) {
            forget.setLong(1, jobId);
            forget.executeUpdate();
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
        oldest.close();
        forgetJob.close();
        for (PreparedStatement forget : forgetPast) {
            forget.close();
        }
    }
}
