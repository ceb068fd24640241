package dev.carillon.worker.runner.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JarNamesTest {

    private static final FileTime THEN = FileTime.from(Instant.parse("2026-03-01T00:00:00Z"));

    @TempDir
    private Path root;

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void aDirectoryThatComesAndGoesIsSeen() throws Exception {
        // Given
        Path directory = root.resolve("jobs");
        JarNames names = new JarNames(directory, nanos::get);
        assertThat(names.names()).isEmpty();

        // When
        Files.createDirectory(directory);
        Files.createFile(directory.resolve("b.jar"));
        Files.createFile(directory.resolve("a.jar"));
        Files.createFile(directory.resolve("notes.txt"));

        // Then
        assertThat(names.names()).containsExactly("a.jar", "b.jar");
    }

    @Test
    void aSecondChangeWithinOneStepOfTheFileSystemsTimeIsSeen() throws Exception {
        // Given a listing
        JarNames names = new JarNames(root, nanos::get);
        add("a.jar");
        assertThat(names.names()).containsExactly("a.jar");

        // When a change shows the same time
        add("b.jar");

        // Then
        assertThat(names.names()).containsExactly("a.jar", "b.jar");
    }

    @Test
    void isNotListedAgainOnceNothingElseCanShowTheSameTime() throws Exception {
        // Given
        JarNames names = new JarNames(root, nanos::get);
        add("a.jar");
        assertThat(names.names()).containsExactly("a.jar");
        nanos.addAndGet(Duration.ofSeconds(4).toNanos());
        assertThat(names.names()).containsExactly("a.jar");

        // When a file is smuggled in
        add("b.jar");
        assertThat(names.names()).containsExactly("a.jar");

        // Then a change of the time shows it
        Files.setLastModifiedTime(root, FileTime.from(THEN.toInstant().plusSeconds(1)));
        assertThat(names.names()).containsExactly("a.jar", "b.jar");
    }

    private void add(String name) throws IOException {
        Files.createFile(root.resolve(name));
        Files.setLastModifiedTime(root, THEN);
    }
}
