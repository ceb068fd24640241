package dev.carillon.gateway.view;

import dev.carillon.core.job.Project;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Writes the projects. Belongs to the writer's thread and to its transaction. */
final class ProjectTable implements AutoCloseable {

    private final PreparedStatement put;
    private final PreparedStatement remove;
    private final PreparedStatement sweep;

    ProjectTable(Connection connection) throws SQLException {
        put = connection.prepareStatement("""
                INSERT INTO projects (id, namespace, revision, generation, project) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET namespace = excluded.namespace, revision = excluded.revision,
                    generation = excluded.generation, project = excluded.project""");
        remove = connection.prepareStatement("DELETE FROM projects WHERE id = ?");
        sweep = connection.prepareStatement("DELETE FROM projects WHERE generation < ?");
    }

    void put(Project project, byte[] bytes, long generation) throws SQLException {
        put.setLong(1, project.id().value());
        put.setString(2, project.namespace());
        put.setLong(3, project.revision());
        put.setLong(4, generation);
        put.setBytes(5, bytes);
        put.executeUpdate();
    }

    void remove(long id) throws SQLException {
        remove.setLong(1, id);
        remove.executeUpdate();
    }

    /** Removes what the reading of this generation has not met; returns how many. */
    int sweepBefore(long generation) throws SQLException {
        sweep.setLong(1, generation);
        return sweep.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        put.close();
        remove.close();
        sweep.close();
    }
}
