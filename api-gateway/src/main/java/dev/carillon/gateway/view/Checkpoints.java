package dev.carillon.gateway.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what is committed from the write-ahead log into the file, by a thread and a connection of its own.
 *
 * <p>SQLite would do it inside a commit, and whoever waits for that commit would wait for the disk. The writer still does it when
 * its log has become long, to begin it anew; then there is little left to bring.
 */
final class Checkpoints implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Connection connection;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private Checkpoints(Connection connection) {
        this.connection = connection;
        this.thread = Thread.ofPlatform().name("view-checkpoints").unstarted(this::run);
    }

    /** @param connection handed over */
    static Checkpoints start(Connection connection) {
        Checkpoints checkpoints = new Checkpoints(connection);
        checkpoints.thread.start();
        return checkpoints;
    }

    private void run() {
        try (connection;
                Statement statement = connection.createStatement()) {
            while (!closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                checkpoint(statement);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.atWarn().setCause(e).log("the view's file is brought up to date by its writer alone from now on");
        }
    }

    /** Waits for nobody: what a reader still needs stays for the next time. */
    private static void checkpoint(Statement statement) {
        try {
            statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (SQLException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("the view's file was not brought up to date now");
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            if (!thread.join(CLOSE_TIMEOUT)) {
                LOG.atWarn().log("bringing the view's file up to date did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
