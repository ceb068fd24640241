package dev.carillon.gateway.view;

import dev.carillon.core.scheduling.Output;
import dev.carillon.kafka.codec.DefinitionCodec;
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
                INSERT INTO job_changes (job_id, revision, kind, at_ms, changed_by, command_id, effective_ms,
                    definition)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""");
    }

    void skipped(Output.SkippedFire fire) throws SQLException {
        skip.setLong(1, fire.jobId().value());
        skip.setLong(2, fire.first().toEpochMilli());
        skip.setLong(3, fire.last().toEpochMilli());
        skip.setLong(4, fire.count());
        skip.setString(5, fire.reason().name());
        skip.setString(6, fire.detail());
        skip.setLong(7, fire.revision());
        skip.setLong(8, fire.at().toEpochMilli());
        skip.executeUpdate();
    }

    void changed(Output.JobChanged changed) throws SQLException {
        change.setLong(1, changed.jobId().value());
        change.setLong(2, changed.definition().revision());
        change.setString(3, changed.change().name());
        change.setLong(4, changed.at().toEpochMilli());
        change.setString(5, changed.by());
        change.setString(6, changed.commandId());
        change.setLong(7, changed.effective().toEpochMilli());
        change.setBytes(8, DefinitionCodec.encode(changed.definition()));
        change.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        skip.close();
        change.close();
    }
}
