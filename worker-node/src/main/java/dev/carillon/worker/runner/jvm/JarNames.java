package dev.carillon.worker.runner.jvm;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The names of the jars in a directory, as it is at each question. It is listed again only when its time of change says so:
 * a directory's changes with each file that comes, goes or is renamed. Not thread-safe.
 */
final class JarNames {

    /** File systems count time in steps, the coarsest of two seconds: within one, a second change cannot be seen. */
    private static final Duration STEP = Duration.ofSeconds(3);

    private final Path directory;
    private final LongSupplier nanos;
    private List<String> names = List.of();
    private @Nullable FileTime changed;
    private long seenNanos;
    private boolean settled;

    /**
     * @param directory need not exist yet
     * @param nanos the monotonic clock
     */
    JarNames(Path directory, LongSupplier nanos) {
        this.directory = directory;
        this.nanos = nanos;
    }

    /** In alphabetical order; none when there is no directory. */
    List<String> names() throws JobLoadException {
        try {
            FileTime now = Files.getLastModifiedTime(directory);
            if (!now.equals(changed)) {
                changed = now;
                seenNanos = nanos.getAsLong();
                settled = false;
            }
            if (!settled) {
                // Only a listing from after the step shows all that bears this time.
                boolean stepIsOver = nanos.getAsLong() - seenNanos > STEP.toNanos();
                names = list();
                settled = stepIsOver;
            }
            return names;
        } catch (NoSuchFileException | NotDirectoryException e) {
            changed = null;
            return List.of();
        } catch (IOException e) {
            changed = null;
            throw new JobLoadException("the job directory cannot be read: " + e.getMessage(), e);
        }
    }

    private List<String> list() throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "*.jar")) {
            jars.forEach(jar -> found.add(jar.getFileName().toString()));
        }
        found.sort(null);
        return found;
    }
}
