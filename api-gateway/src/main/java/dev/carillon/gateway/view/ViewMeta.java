package dev.carillon.gateway.view;

import dev.carillon.gateway.view.ViewRecord.Slot;
import dev.carillon.gateway.view.ViewRecord.Source;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the file belongs to and how far it is. Belongs to the writer's thread and to its transaction. */
final class ViewMeta {

    /** Which cluster and topics the rows came from. */
    static final String LOG = "log";
    /** When the last batch was committed, epoch milliseconds. */
    static final String WRITTEN_AT = "written_at_ms";
    /** Counts the complete readings of {@code jobs}. */
    static final String GENERATION = "generation";
    /** "true" from the begin of a complete reading until what it did not meet is swept. */
    static final String SWEEP_OWED = "sweep_owed";

    /** How many partitions {@code history} has: says which of them a job's events are in. */
    static final String HISTORY_PARTITIONS = "history_partitions";

    private final Connection connection;

    ViewMeta(Connection connection) {
        this.connection = connection;
    }

    Optional<String> get(String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT value FROM meta WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    long number(String name) throws SQLException {
        return get(name).map(Long::parseLong).orElse(0L);
    }

    void set(String name, String value) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement(
                "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")) {
            put.setString(1, name);
            put.setString(2, value);
            put.executeUpdate();
        }
    }

    Map<Slot, Long> offsets() throws SQLException {
        Map<Slot, Long> offsets = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT source, partition, next FROM offsets")) {
            while (row.next()) {
                offsets.put(new Slot(Source.valueOf(row.getString(1)), row.getInt(2)), row.getLong(3));
            }
        }
        return offsets;
    }

    void setOffsets(Map<Slot, Long> next) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement("""
                INSERT INTO offsets (source, partition, next) VALUES (?, ?, ?)
                ON CONFLICT (source, partition) DO UPDATE SET next = excluded.next""")) {
            for (Map.Entry<Slot, Long> entry : next.entrySet()) {
                put.setString(1, entry.getKey().source().name());
                put.setInt(2, entry.getKey().partition());
                put.setLong(3, entry.getValue());
                put.executeUpdate();
            }
        }
    }

    void forgetOffsets(Source source) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM offsets WHERE source = ?")) {
            delete.setString(1, source.name());
            delete.executeUpdate();
        }
    }

    void wipe() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : new String[] {
                "meta",
                "offsets",
                "jobs",
                "removed_jobs",
                "job_labels",
                "projects",
                "calendars",
                "job_calendars",
                "executions",
                "steps",
                "skipped_fires",
                "forgotten_fires",
                "history_reach",
                "job_changes",
                "backfills"
            }) {
                statement.execute("DELETE FROM " + table);
            }
        }
    }
}
