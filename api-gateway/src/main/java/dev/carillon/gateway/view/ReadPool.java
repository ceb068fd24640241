package dev.carillon.gateway.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A few threads, each with a connection that can only read. Callers, among them event loops, hand over a query and are never
 * held up: when too many wait already, the query is refused.
 */
final class ReadPool implements AutoCloseable {

    private static final int CLOSE_TIMEOUT_S = 5;

    private final ThreadPoolExecutor threads;
    private final BlockingQueue<Connection> free;
    private final List<Connection> all;

    /** A query on one connection. */
    @FunctionalInterface
    interface Query<T> {
        T run(Connection connection) throws SQLException;
    }

    private ReadPool(List<Connection> connections, int maxWaiting) {
        all = connections;
        free = new ArrayBlockingQueue<>(connections.size(), false, connections);
        threads = new ThreadPoolExecutor(
                connections.size(),
                connections.size(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(maxWaiting),
                Thread.ofPlatform().name("view-read-", 0).factory());
    }

    static ReadPool open(ViewFile file, int size, int maxWaiting) throws SQLException {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            connections.add(file.openForReading());
        }
        return new ReadPool(connections, maxWaiting);
    }

    /**
     * Fails with {@link RejectedExecutionException} when too many queries wait or the pool is closed, with {@link
     * ViewException} when SQLite fails.
     */
    <T> CompletableFuture<T> read(Query<T> query) {
        try {
            return CompletableFuture.supplyAsync(() -> run(query), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private <T> T run(Query<T> query) {
        // There are as many connections as threads, so one is always free.
        Connection connection = free.remove();
        try {
            return query.run(connection);
        } catch (SQLException e) {
            throw new ViewException("reading", e);
        } finally {
            free.add(connection);
        }
    }

    @Override
    public void close() throws SQLException {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_TIMEOUT_S, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        for (Connection connection : all) {
            connection.close();
        }
    }
}
