package dev.carillon.gateway.view;

import dev.carillon.proto.v1.HistoryEvent;
import dev.carillon.proto.v1.JobChanged;
import dev.carillon.proto.v1.SkippedFire;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Keeps the skipped fires and the changes of jobs. Belongs to the writer's thread and to its transaction. */
final class HistoryTable implements AutoCloseable {

    private final PreparedStatement skip;
    private final PreparedStatement change;

    HistoryTable(Connection connection) throws SQLException {
        skip = connection.prepareStatement("""
                INSERT INTO skipped_fires (job_id, first_ms, last_ms, count, reason, detail, revision, at_ms)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""");
        change = connection.prepareStatement("""
                INSERT INTO job_changes (job_id, revision, kind, at_ms, changed_by, command_id, effective_ms)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""");
    }

    void skipped(HistoryEvent event) throws SQLException {
        SkippedFire fire = event.getSkipped();
        skip.setLong(1, event.getJobId());
        skip.setLong(2, fire.getFirstMs());
        skip.setLong(3, fire.getLastMs());
        skip.setLong(4, fire.getCount());
        skip.setString(5, fire.getReason().name());
        skip.setString(6, fire.getDetail());
        skip.setLong(7, fire.getRevision());
        skip.setLong(8, event.getAtMs());
        skip.executeUpdate();
    }

    void changed(HistoryEvent event) throws SQLException {
        JobChanged changed = event.getJobChanged();
        change.setLong(1, event.getJobId());
        change.setLong(2, changed.getRevision());
        change.setString(3, changed.getKind().name());
        change.setLong(4, event.getAtMs());
        change.setString(5, changed.getBy());
        change.setString(6, changed.getCommandId());
        change.setLong(7, changed.getEffectiveMs());
        change.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        skip.close();
        change.close();
    }
}
