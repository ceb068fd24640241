package dev.carillon.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A test's directory below {@code target}: emptied when the test begins and left as it is when the test ends, so that
 * the logs of its processes can be read after a failure.
 */
public record TestDirectory(Path path) {

    public static TestDirectory of(Class<?> test) {
        Path path = Path.of("target", "clusters", test.getSimpleName()).toAbsolutePath();
        try {
            if (Files.exists(path)) {
                delete(path);
            }
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestDirectory(path);
    }

    /** A directory in it, made if it is missing. */
    public Path directory(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    private static void delete(Path path) throws IOException {
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(path)) {
            inside = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : inside) {
            Files.delete(each);
        }
    }
}
