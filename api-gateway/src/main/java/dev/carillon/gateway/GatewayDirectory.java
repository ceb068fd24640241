package dev.carillon.gateway;

import dev.carillon.kafka.settings.StartRefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The gateway's directory, held by a lock: two gateways on one view would each spoil the other's offsets. */
final class GatewayDirectory implements AutoCloseable {

    private static final String LOCK = "gateway.lock";

    private final Path path;
    private final FileChannel lockFile;

    private GatewayDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /** @throws StartRefusedException when another gateway has it or it cannot be written */
    static GatewayDirectory open(Path path) {
        try {
            Files.createDirectories(path);
            FileChannel file =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(file) == null) {
                file.close();
                throw new StartRefusedException("The directory " + path
                        + " is in use by another gateway: end it, or give this one its own by "
                        + GatewaySettings.DIRECTORY.name() + ".");
            }
            return new GatewayDirectory(path, file);
        } catch (IOException e) {
            throw new StartRefusedException(
                    "The gateway's directory " + path + " cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by another gateway of this very process.
            return null;
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
