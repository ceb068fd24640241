package dev.carillon.gateway.view;

import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.JobDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashSet;

/** Writes the calendars, and which jobs name them. Belongs to the writer's thread and to its transaction. */
final class CalendarTable implements AutoCloseable {

    private final PreparedStatement put;
    private final PreparedStatement remove;
    private final PreparedStatement sweep;
    private final PreparedStatement putUse;
    private final PreparedStatement removeUses;
    private final PreparedStatement sweepUses;

    CalendarTable(Connection connection) throws SQLException {
        put = connection.prepareStatement("""
                INSERT INTO calendars (id, namespace, name, revision, generation, calendar) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET namespace = excluded.namespace, name = excluded.name,
                    revision = excluded.revision, generation = excluded.generation, calendar = excluded.calendar""");
        remove = connection.prepareStatement("DELETE FROM calendars WHERE id = ?");
        sweep = connection.prepareStatement("DELETE FROM calendars WHERE generation < ?");
        putUse = connection.prepareStatement("INSERT INTO job_calendars (namespace, name, job_id) VALUES (?, ?, ?)");
        removeUses = connection.prepareStatement("DELETE FROM job_calendars WHERE job_id = ?");
        sweepUses = connection.prepareStatement("DELETE FROM job_calendars WHERE job_id NOT IN (SELECT id FROM jobs)");
    }

    void put(Calendar calendar, byte[] bytes, long generation) throws SQLException {
        put.setLong(1, calendar.id().value());
        put.setString(2, calendar.namespace());
        put.setString(3, calendar.name());
        put.setLong(4, calendar.revision());
        put.setLong(5, generation);
        put.setBytes(6, bytes);
        put.executeUpdate();
    }

    void remove(long id) throws SQLException {
        remove.setLong(1, id);
        remove.executeUpdate();
    }

    /** What the job names now. */
    void used(JobDefinition job) throws SQLException {
        unused(job.id().value());
        for (String name : new LinkedHashSet<>(job.calendars())) {
            putUse.setString(1, job.namespace());
            putUse.setString(2, name);
            putUse.setLong(3, job.id().value());
            putUse.executeUpdate();
        }
    }

    /** The job names nothing any more. */
    void unused(long jobId) throws SQLException {
        removeUses.setLong(1, jobId);
        removeUses.executeUpdate();
    }

    /** Removes what the reading of this generation has not met, when the jobs have been swept; returns how many. */
    int sweepBefore(long generation) throws SQLException {
        sweepUses.executeUpdate();
        sweep.setLong(1, generation);
        return sweep.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        put.close();
        remove.close();
        sweep.close();
        putUse.close();
        removeUses.close();
        sweepUses.close();
    }
}
