package dev.carillon.worker.runner.jvm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory for the copies of jars, held by a file lock while its worker lives. A new one removes those whose lock is
 * free: their workers were killed, and nobody else would tidy up after them.
 */
final class CopyDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CopyDirectory.class);
    private static final String PREFIX = "carillon-jars-";
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel channel;

    private CopyDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static CopyDirectory create(Path parent) throws IOException {
        Files.createDirectories(parent);
        removeAbandoned(parent);
        Path path = Files.createTempDirectory(parent, PREFIX);
        FileChannel channel =
                FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        return new CopyDirectory(path, channel);
    }

    Path path() {
        return path;
    }

    /** Removes the copies, those in use too: what is loaded stays so, on the systems on which a worker runs. */
    @Override
    public void close() throws IOException {
        remove(path);
        channel.close();
    }

    private static void removeAbandoned(Path parent) throws IOException {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path other : others) {
                removeIfAbandoned(other);
            }
        }
    }

    private static void removeIfAbandoned(Path other) {
        try (FileChannel channel = FileChannel.open(other.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                remove(other);
            }
        } catch (OverlappingFileLockException | NoSuchFileException e) {
            LOG.atDebug().addKeyValue("directory", other).log("In use by this process, or just being made");
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("directory", other).setCause(e).log("Old copies of job jars are left");
        }
    }

    private static void remove(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
