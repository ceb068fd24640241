package dev.carillon.standalone;

import dev.carillon.kafka.settings.StartRefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which one process keeps everything: readable by its owner only, locked while in use, and marked with the format of what
 * it holds.
 *
 * <pre>
 * carillon-data/
 * ├── lock               held while a process uses the directory; holds its process id
 * ├── format-version     a whole number; a program refuses a newer one than it knows
 * ├── client.properties  how clients reach the embedded broker
 * ├── secrets.key        encrypts the secrets of jobs
 * ├── broker/  gateway/  jobs/  worker/
 * </pre>
 *
 * The lock is the operating system's, so that a killed process leaves none behind.
 */
public final class DataDirectory implements AutoCloseable {

    /** The format that this program writes. */
    public static final int FORMAT = 1;

    private static final String LOCK = "lock";
    private static final String FORMAT_FILE = "format-version";
    /** What may lie in a directory that is not yet ours: what an interrupted first start leaves, and what a fresh file system holds. */
    private static final Set<String> HARMLESS = Set.of(LOCK, FORMAT_FILE, "lost+found");

    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Creates the directory where it is missing and takes it.
     *
     * @throws StartRefusedException when another process uses it, when its format is newer than this program's, when it holds something else, or when
     *     it cannot be written
     */
    public static DataDirectory open(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        try {
            refuseForeign(root);
            OwnerOnly.createDirectories(root);
            DataDirectory taken = new DataDirectory(root, take(root));
            try {
                taken.settleFormat();
                for (Path part : new Path[] {taken.broker(), taken.gateway(), taken.jobs(), taken.worker()}) {
                    OwnerOnly.createDirectories(part);
                }
                return taken;
            } catch (IOException | RuntimeException e) {
                taken.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StartRefusedException(
                    "The data directory " + root + " cannot be used (" + e + "); give another one with --data.", e);
        }
    }

    public Path root() {
        return root;
    }

    /** Where the embedded broker keeps its log and its secret. */
    public Path broker() {
        return root.resolve("broker");
    }

    /** Where the gateway keeps its view and its credentials. */
    public Path gateway() {
        return root.resolve("gateway");
    }

    /** Where users put the jars of their Java jobs. */
    public Path jobs() {
        return root.resolve("jobs");
    }

    /** Where the worker keeps what its executions need while they run. */
    public Path worker() {
        return root.resolve("worker");
    }

    /** The client settings of the embedded broker, for nodes that are started alone. */
    public Path clientProperties() {
        return root.resolve("client.properties");
    }

    /** The keys that encrypt the secrets of jobs; without them what was encrypted is lost. */
    public Path secretKeys() {
        return root.resolve("secrets.key");
    }

    /** Gives the directory up. The lock file stays: deleting it would let two processes lock two files of the same name. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    /** A mistyped {@code --data /home/me} must not change that directory's mode, nor fill it. */
    private static void refuseForeign(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        @Nullable Path foreign = null;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                if (!HARMLESS.contains(entry.getFileName().toString())) {
                    foreign = entry;
                    break;
                }
            }
        }
        // In this order: a first start beside this one writes the format before anything that would count as foreign.
        if (foreign != null && !Files.exists(root.resolve(FORMAT_FILE))) {
            throw new StartRefusedException("The directory " + root + " is not empty and holds no Carillon data ("
                    + foreign.getFileName() + " lies in it); give an empty or a new directory with --data.");
        }
    }

    private static FileChannel take(Path root) throws IOException {
        Path file = root.resolve(LOCK);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) == null) {
                String owner = Files.readString(file, StandardCharsets.US_ASCII).strip();
                throw new StartRefusedException(
                        "The data directory " + root + " is in use by another Carillon (process " + owner
                                + "); stop that one or give another directory with --data.");
            }
            channel.truncate(0);
            channel.write(
                    StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process, which the operating system would allow
        }
    }

    private void settleFormat() throws IOException {
        Path file = root.resolve(FORMAT_FILE);
        if (!Files.exists(file)) {
            OwnerOnly.write(file, FORMAT + "\n");
            return;
        }
        String found = Files.readString(file).strip();
        if (!found.matches("[1-9][0-9]{0,8}")) {
            throw new StartRefusedException("The file " + file
                    + " should hold a format number and does not; restore the directory from a backup.");
        }
        if (Integer.parseInt(found) > FORMAT) {
            throw new StartRefusedException("The data directory " + root + " has format " + found
                    + " and this Carillon knows formats up to " + FORMAT + "; start the newer Carillon that wrote it.");
        }
    }
}
