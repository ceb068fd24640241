package dev.carillon.worker.runner.shell;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one attempt: its home, which is its working directory too, and its script when that is long.
 *
 * @param home where the script runs; empty at the start, removed with everything in it
 * @param script outside of home, so that the job does not stumble over it
 */
record Scratch(Path home, Path script) {

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

    /** Makes the parent too, which whoever tidies up temporary files may have removed. */
    static Scratch create(Path parent, String name) throws IOException {
        Files.createDirectories(parent, OWNER_ONLY);
        return new Scratch(Files.createDirectory(parent.resolve(name), OWNER_ONLY), parent.resolve(name + ".sh"));
    }

    /** Files that cannot be removed are named in the log and left; links are removed, not followed. */
    void remove() {
        try {
            Files.deleteIfExists(script);
            Files.walkFileTree(home, new Remover());
        } catch (NoSuchFileException e) {
            // The job, or a watchdog that ended it, was faster.
            LOG.atDebug().addKeyValue("file", e.getFile()).log("Already removed");
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("directory", home)
                    .addKeyValue("error", e.toString())
                    .log("Files of a SHELL job are left");
        }
    }

    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
