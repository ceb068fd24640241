package dev.carillon.gateway.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A query put together from conditions; values are always bound, never written into the statement. */
final class Select {

    private final StringBuilder sql;
    private final List<Object> values = new ArrayList<>();
    private boolean conditional;

    Select(String from) {
        sql = new StringBuilder(from);
    }

    /** Reads one row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** All conditions must hold. */
    Select where(String condition, Object... bound) {
        sql.append(conditional ? " AND " : " WHERE ").append(condition);
        conditional = true;
        values.addAll(List.of(bound));
        return this;
    }

    Select orderBy(String order, int limit, int offset) {
        sql.append(" ORDER BY ").append(order).append(" LIMIT ? OFFSET ?");
        values.add(limit);
        values.add(offset);
        return this;
    }

    <T> Optional<T> one(Connection connection, Row<T> reader) throws SQLException {
        return all(connection, reader).stream().findFirst();
    }

    <T> List<T> all(Connection connection, Row<T> reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            try (ResultSet row = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (row.next()) {
                    all.add(reader.read(row));
                }
                return all;
            }
        }
    }
}
