package dev.carillon.worker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Who this worker is: an id that survives restarts, kept in a file of its data directory, and names for incarnations.
 * Holds a lock on the directory, since two processes with one id would release each other's work.
 */
final class WorkerIdentity implements AutoCloseable {

    private final String workerId;
    private final FileChannel lock;
    private final InstantSource clock;
    private final RandomGenerator random;

    private WorkerIdentity(String workerId, FileChannel lock, InstantSource clock, RandomGenerator random) {
        this.workerId = workerId;
        this.lock = lock;
        this.clock = clock;
        this.random = random;
    }

    /**
     * @param configuredId empty: the one in the directory, made at the first start
     * @throws IOException when the directory cannot be used, or another process uses it
     */
    static WorkerIdentity open(Path directory, String configuredId, InstantSource clock, RandomGenerator random)
            throws IOException {
        Files.createDirectories(directory);
        FileChannel lock = lock(directory.resolve("worker.lock"));
        try {
            String id = configuredId.isEmpty() ? storedId(directory.resolve("worker.id"), random) : configuredId;
            return new WorkerIdentity(id, lock, clock, random);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw inUse(file);
        }
        channel.close();
        throw inUse(file);
    }

    private static IOException inUse(Path file) {
        return new IOException("another worker uses the directory " + file.getParent()
                + "; stop it, or give this one a directory of its own");
    }

    private static String storedId(Path file, RandomGenerator random) throws IOException {
        if (Files.exists(file)) {
            String stored = Files.readString(file).strip();
            if (stored.matches("[A-Za-z0-9._-]{1,128}")) {
                return stored;
            }
            throw new IOException(file + " does not hold a worker id; remove it to get a new one");
        }
        String made = "worker-" + randomHex(random);
        Files.writeString(file, made + System.lineSeparator());
        return made;
    }

    String workerId() {
        return workerId;
    }

    /** A name that no incarnation has had: the worker, the time, and chance for what happens within one millisecond. */
    String newIncarnation() {
        return workerId + "-" + Long.toString(clock.millis(), Character.MAX_RADIX) + "-" + randomHex(random);
    }

    private static String randomHex(RandomGenerator random) {
        return HexFormat.of().toHexDigits(random.nextInt());
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
