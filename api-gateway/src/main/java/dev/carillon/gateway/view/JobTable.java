package dev.carillon.gateway.view;

import dev.carillon.core.job.JobDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/** Writes the jobs, and where those were that are gone. Belongs to the writer's thread and to its transaction. */
final class JobTable implements AutoCloseable {

    private static final String DEPART = """
            INSERT INTO removed_jobs (id, namespace, group_name, name, revision)
            SELECT id, namespace, group_name, name, revision FROM jobs WHERE %s
            ON CONFLICT (id) DO UPDATE SET namespace = excluded.namespace, group_name = excluded.group_name,
                name = excluded.name, revision = excluded.revision
                WHERE excluded.revision >= removed_jobs.revision""";

    private final PreparedStatement put;
    private final PreparedStatement remove;
    private final PreparedStatement depart;
    private final PreparedStatement departOlder;
    private final PreparedStatement departed;
    private final PreparedStatement comeBack;
    private final PreparedStatement putLabel;
    private final PreparedStatement removeLabels;
    private final PreparedStatement sweepLabels;
    private final PreparedStatement sweep;

    JobTable(Connection connection) throws SQLException {
        put = connection.prepareStatement("""
                INSERT INTO jobs (id, namespace, group_name, name, enabled, paused, revision, generation, definition)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET namespace = excluded.namespace, group_name = excluded.group_name,
                    name = excluded.name, enabled = excluded.enabled, paused = excluded.paused,
                    revision = excluded.revision,
                    generation = excluded.generation, definition = excluded.definition""");
        remove = connection.prepareStatement("DELETE FROM jobs WHERE id = ?");
        // Two statements: one condition for both would read all jobs for each that goes.
        depart = connection.prepareStatement(DEPART.formatted("id = ?"));
        departOlder = connection.prepareStatement(DEPART.formatted("generation < ?"));
        departed = connection.prepareStatement("""
                INSERT INTO removed_jobs (id, namespace, group_name, name, revision)
                SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM jobs WHERE id = ?1)
                ON CONFLICT (id) DO UPDATE SET namespace = excluded.namespace, group_name = excluded.group_name,
                    name = excluded.name, revision = excluded.revision
                    WHERE excluded.revision >= removed_jobs.revision""");
        comeBack = connection.prepareStatement("DELETE FROM removed_jobs WHERE id = ?");
        putLabel = connection.prepareStatement("INSERT INTO job_labels (job_id, name, value) VALUES (?, ?, ?)");
        removeLabels = connection.prepareStatement("DELETE FROM job_labels WHERE job_id = ?");
        sweepLabels = connection.prepareStatement(
                "DELETE FROM job_labels WHERE job_id IN (SELECT id FROM jobs WHERE generation < ?)");
        sweep = connection.prepareStatement("DELETE FROM jobs WHERE generation < ?");
    }

    void put(JobDefinition definition, byte[] bytes, long generation) throws SQLException {
        put.setLong(1, definition.id().value());
        put.setString(2, definition.namespace());
        put.setString(3, definition.group());
        put.setString(4, definition.name());
        put.setBoolean(5, definition.enabled());
        put.setBoolean(6, definition.pausedAt() != null);
        put.setLong(7, definition.revision());
        put.setLong(8, generation);
        put.setBytes(9, bytes);
        put.executeUpdate();
        comeBack.setLong(1, definition.id().value());
        comeBack.executeUpdate();
        removeLabels.setLong(1, definition.id().value());
        removeLabels.executeUpdate();
        for (Map.Entry<String, String> label : definition.labels().entrySet()) {
            putLabel.setLong(1, definition.id().value());
            putLabel.setString(2, label.getKey());
            putLabel.setString(3, label.getValue());
            putLabel.executeUpdate();
        }
    }

    void remove(long id) throws SQLException {
        depart.setLong(1, id);
        depart.executeUpdate();
        remove.setLong(1, id);
        remove.executeUpdate();
        removeLabels.setLong(1, id);
        removeLabels.executeUpdate();
    }

    /**
     * History tells of a removal. {@code jobs} and {@code history} are read side by side: a job that is still there goes with its
     * tombstone, one that was gone before this view began to read is known from here alone.
     */
    void removed(JobDefinition last) throws SQLException {
        departed.setLong(1, last.id().value());
        departed.setString(2, last.namespace());
        departed.setString(3, last.group());
        departed.setString(4, last.name());
        departed.setLong(5, last.revision());
        departed.executeUpdate();
    }

    /** Removes what the reading of this generation has not met; returns how many. */
    int sweepBefore(long generation) throws SQLException {
        departOlder.setLong(1, generation);
        departOlder.executeUpdate();
        sweepLabels.setLong(1, generation);
        sweepLabels.executeUpdate();
        sweep.setLong(1, generation);
        return sweep.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        put.close();
        remove.close();
        depart.close();
        departOlder.close();
        departed.close();
        comeBack.close();
        putLabel.close();
        removeLabels.close();
        sweepLabels.close();
        sweep.close();
    }
}
