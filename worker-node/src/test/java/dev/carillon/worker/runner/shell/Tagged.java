package dev.carillon.worker.runner.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Finds a test's processes without the code under test: by a variable, or words of a command line, that only they have. */
final class Tagged {

    static final String VARIABLE = "TEST_TAG";

    private final String tag;

    Tagged() {
        this(UUID.randomUUID().toString());
    }

    Tagged(String tag) {
        this.tag = tag;
    }

    String tag() {
        return tag;
    }

    Map<String, String> environment() {
        return Map.of(VARIABLE, tag);
    }

    /** Live processes with the tag. */
    List<Long> processes() {
        try (Stream<Path> directories = Files.list(Path.of("/proc"))) {
            return directories
                    .map(directory -> directory.getFileName().toString())
                    .filter(name -> name.matches("[0-9]+"))
                    .filter(this::has)
                    .map(Long::parseLong)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean has(String pid) {
        return contains(Path.of("/proc", pid, "environ")) || contains(Path.of("/proc", pid, "cmdline"));
    }

    private boolean contains(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(VARIABLE + "=" + tag);
        } catch (IOException e) {
            // Ended meanwhile, or not ours.
            return false;
        }
    }
}
