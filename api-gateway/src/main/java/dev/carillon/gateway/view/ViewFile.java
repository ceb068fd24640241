package dev.carillon.gateway.view;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * The file and its schema. A file of another schema, or one that is not a database, is thrown away: Kafka has everything
 * that was in it.
 *
 * <p>WAL lets readers go on while a batch is written. {@code synchronous=NORMAL} can lose the last batches with the power,
 * never half of one; since their offsets are lost with them, they are read again. {@link Checkpoints} keeps the log short.
 */
final class ViewFile {

    static final String FILE_NAME = "view.sqlite";

    /** Raise it with every change of schema.sql. */
    private static final int SCHEMA = 3;

    private static final Logger LOG = LoggerFactory.getLogger(ViewFile.class);
    private static final Pattern COMMENT = Pattern.compile("--.*");
    private static final int BUSY_TIMEOUT_MS = 10_000;
    private static final int JOURNAL_SIZE_LIMIT = 64 << 20;

    /** Pages of 4 KiB, as many as the limit holds: then the writer itself brings them into the file and begins its log anew. */
    private static final int JOURNAL_PAGES = JOURNAL_SIZE_LIMIT >> 12;

    /** KiB; ids of jobs are spread, so a batch touches pages all over the file. */
    private static final int WRITER_CACHE = 32 << 10;

    private final Path file;

    ViewFile(Path directory) {
        this.file = directory.resolve(FILE_NAME);
    }

    /** The only connection that writes, with the schema in place. */
    Connection openForWriting() throws IOException, SQLException {
        if (Files.exists(file) && !isCurrent()) {
            LOG.atWarn().addKeyValue("file", file).log("the view has another format; it is built anew from Kafka");
            delete();
        }
        boolean fresh = !Files.exists(file);
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.NORMAL);
        config.setJournalSizeLimit(JOURNAL_SIZE_LIMIT);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.enforceForeignKeys(true);
        config.setCacheSize(-WRITER_CACHE);
        config.setGetGeneratedKeys(false);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try {
            if (fresh) {
                createSchema(connection);
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA wal_autocheckpoint = " + JOURNAL_PAGES);
            }
            connection.setAutoCommit(false);
            return connection;
        } catch (IOException | SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** For {@link Checkpoints}; writes no rows. */
    Connection openForCheckpoints() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    Connection openForReading() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    private boolean isCurrent() {
        try (Connection connection = openForReading();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.next() && row.getInt(1) == SCHEMA;
        } catch (SQLException e) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("error", e.getMessage())
                    .log("the view cannot be read");
            return false;
        }
    }

    private void delete() throws IOException {
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(file.resolveSibling(FILE_NAME + suffix));
        }
    }

    private static void createSchema(Connection connection) throws IOException, SQLException {
        try (InputStream schema = ViewFile.class.getResourceAsStream("schema.sql");
                Statement statement = connection.createStatement()) {
            if (schema == null) {
                throw new IllegalStateException("schema.sql is missing from the jar");
            }
            String script = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
            for (String ddl : COMMENT.matcher(script).replaceAll("").split(";", -1)) {
                if (!ddl.isBlank()) {
                    statement.execute(ddl);
                }
            }
            // Last: a start that is cut off before leaves version 0 and the next one begins anew.
            statement.execute("PRAGMA user_version = " + SCHEMA);
        }
    }
}
