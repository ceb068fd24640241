package dev.carillon.bench.peers;

import dev.carillon.bench.BenchFailedException;
import dev.carillon.bench.cluster.Leftovers;
import dev.carillon.standalone.TemporaryDirectory;
import dev.carillon.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL of this run alone: on loopback and a free port, with its data in a temporary directory, behind a password that
 * nobody else knows. PostgreSQL refuses to run as root, so root starts it as the user {@code postgres} or {@code nobody}.
 *
 * <p>It runs with {@code fsync=off}: an acknowledged commit survives the end of the process and not the loss of power, which
 * is exactly what the embedded broker promises.
 */
final class PostgresServer implements AutoCloseable {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final String USER = "bench";
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

    private final TemporaryDirectory directory;
    private final Process process;
    private final String url;
    private final String password;

    private PostgresServer(TemporaryDirectory directory, Process process, String url, String password) {
        this.directory = directory;
        this.process = process;
        this.url = url;
        this.password = password;
    }

    /** @throws BenchFailedException naming what to install when there is no PostgreSQL here */
    static PostgresServer start() {
        Path programs = programs();
        try {
            TemporaryDirectory directory = Leftovers.directory("carillon-bench-postgres");
            try {
                return start(programs, directory);
            } catch (IOException | RuntimeException e) {
                Leftovers.remove(directory);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PostgresServer start(Path programs, TemporaryDirectory directory) throws IOException {
        Optional<UserPrincipal> other = unprivilegedUser();
        String password = UUID.randomUUID().toString();
        Path passwordFile = directory.path().resolve("password");
        Files.writeString(passwordFile, password);
        Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("rw-------"));
        if (other.isPresent()) {
            Files.setOwner(directory.path(), other.get());
            Files.setOwner(passwordFile, other.get());
        }
        String data = directory.path().resolve("data").toString();
        Path output = directory.path().resolve("output");
        run(
                output,
                as(
                        other,
                        programs.resolve("initdb").toString(),
                        "-D",
                        data,
                        "-U",
                        USER,
                        "-A",
                        "scram-sha-256",
                        "--pwfile=" + passwordFile,
                        "-E",
                        "UTF8",
                        "--locale=C"));
        int port = freePort();
        Process process = launch(
                output,
                as(
                        other,
                        programs.resolve("postgres").toString(),
                        "-D",
                        data,
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off",
                        "-c",
                        "max_connections=100",
                        "-c",
                        "shared_buffers=512MB",
                        "-c",
                        "max_wal_size=4GB"));
        PostgresServer server =
                new PostgresServer(directory, process, "jdbc:postgresql://127.0.0.1:" + port + "/postgres", password);
        try {
            Await.until("PostgreSQL answers", READY_WITHIN, server::answers);
            return server;
        } catch (RuntimeException e) {
            server.stop();
            throw new BenchFailedException(e.getMessage() + "\n" + Files.readString(output), e);
        }
    }

    private static Path programs() {
        if (Files.isDirectory(DEBIAN)) {
            try (Stream<Path> versions = Files.list(DEBIAN)) {
                Optional<Path> newest = versions.map(version -> version.resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                        .max(Comparator.comparing(Path::toString));
                if (newest.isPresent()) {
                    return newest.get();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new BenchFailedException("the peers need PostgreSQL, and " + DEBIAN
                + " has none; install Debian's package: apt-get install postgresql");
    }

    /** Whom root runs it as; empty for everybody else, who runs it himself. */
    private static Optional<UserPrincipal> unprivilegedUser() throws IOException {
        if (!System.getProperty("user.name").equals("root")) {
            return Optional.empty();
        }
        var users = Path.of("/").getFileSystem().getUserPrincipalLookupService();
        for (String name : List.of("postgres", "nobody")) {
            try {
                return Optional.of(users.lookupPrincipalByName(name));
            } catch (UserPrincipalNotFoundException e) {
                continue; // The next one.
            }
        }
        throw new BenchFailedException("PostgreSQL does not run as root, and there is no user postgres or nobody");
    }

    private static List<String> as(Optional<UserPrincipal> user, String... command) {
        List<String> all = new ArrayList<>();
        user.ifPresent(name -> all.addAll(List.of("setpriv", "--reuid=" + name.getName(), "--clear-groups")));
        all.addAll(List.of(command));
        return all;
    }

    private static Process launch(Path output, List<String> command) throws IOException {
        return Leftovers.watch(new ProcessBuilder(command)
                // Where every user may be; it changes to its data directory by itself.
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start());
    }

    private static void run(Path output, List<String> command) throws IOException {
        try {
            Process process = launch(output, command);
            if (!process.waitFor(READY_WITHIN.toNanos(), TimeUnit.NANOSECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new BenchFailedException(command.getFirst() + " failed:\n" + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailedException("interrupted", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new BenchFailedException("PostgreSQL ended with " + process.exitValue());
        }
        try (Connection connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false; // It is still starting.
        }
    }

    String url() {
        return url;
    }

    String user() {
        return USER;
    }

    String password() {
        return password;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, USER, password);
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_WITHIN.toNanos(), TimeUnit.NANOSECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        Leftovers.remove(directory);
    }
}
