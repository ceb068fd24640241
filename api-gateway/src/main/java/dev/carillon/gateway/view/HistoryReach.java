package dev.carillon.gateway.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Remembers from when on the view knows everything that history has said. A partition whose begin had left the topic before
 * this view could read it, because the view was built late or stood still for long, is known from the first event that is
 * still there:
 *
 * <pre>
 * lost(now) ─▶ from now, guessed ─first event─▶ from its instant
 * </pre>
 *
 * <p>A partition without a row is known from its first record on. Belongs to the writer's thread and to its transaction.
 */
final class HistoryReach implements AutoCloseable {

    private final PreparedStatement lose;
    private final PreparedStatement find;

    /** Partitions whose row is a guess; one that stays in here after all costs a statement that changes nothing. */
    private final Set<Integer> guessed = new HashSet<>();

    HistoryReach(Connection connection) throws SQLException {
        lose = connection.prepareStatement("""
                INSERT INTO history_reach (partition, from_ms, guessed) VALUES (?, ?, 1)
                ON CONFLICT (partition) DO UPDATE SET from_ms = excluded.from_ms, guessed = 1""");
        find = connection.prepareStatement(
                "UPDATE history_reach SET from_ms = ?, guessed = 0 WHERE partition = ? AND guessed = 1");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT partition FROM history_reach WHERE guessed = 1")) {
            while (row.next()) {
                guessed.add(row.getInt(1));
            }
        }
    }

    /** What the partition held before its present begin was not read. */
    void lost(int partition, Instant now) throws SQLException {
        lose.setInt(1, partition);
        lose.setLong(2, now.toEpochMilli());
        lose.executeUpdate();
        guessed.add(partition);
    }

    /** The next event of the partition. */
    void met(int partition, Instant at) throws SQLException {
        if (!guessed.contains(partition)) {
            return;
        }
        find.setLong(1, at.toEpochMilli());
        find.setInt(2, partition);
        find.executeUpdate();
    }

    /** The transaction of the events that were met is committed. */
    void committed(Set<Integer> partitions) {
        guessed.removeAll(partitions);
    }

    @Override
    public void close() throws SQLException {
        lose.close();
        find.close();
    }
}
