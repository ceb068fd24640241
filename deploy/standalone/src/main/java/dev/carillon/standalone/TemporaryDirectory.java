package dev.carillon.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory of this process alone, removed with all that is in it. */
public record TemporaryDirectory(Path path) implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TemporaryDirectory.class);

    public static TemporaryDirectory create(String prefix) throws IOException {
        return new TemporaryDirectory(Files.createTempDirectory(prefix));
    }

    /** What cannot be removed stays, with a warning: the work that was done there is no worse for it. */
    @Override
    public void close() {
        try {
            for (Path entry : deepestFirst()) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException | UncheckedIOException e) {
            log.atWarn()
                    .addKeyValue("directory", path)
                    .setCause(e)
                    .log("The temporary directory was not removed; remove it when nothing uses it any more");
        }
    }

    private List<Path> deepestFirst() throws IOException {
        try (Stream<Path> entries = Files.walk(path)) {
            return entries.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
