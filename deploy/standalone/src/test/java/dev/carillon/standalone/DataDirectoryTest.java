package dev.carillon.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.kafka.settings.StartRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {

    @TempDir
    private Path parent = Path.of("");

    @Test
    void newDirectoryIsForItsOwnerOnly() throws Exception {
        // When
        try (DataDirectory data = DataDirectory.open(parent.resolve("a/b"))) {
            // Then
            for (Path directory : new Path[] {data.root(), data.broker(), data.gateway(), data.jobs(), data.worker()}) {
                assertThat(directory).isDirectory();
                assertThat(OwnerOnly.holdsFor(directory)).isTrue();
            }
        }
    }

    @Test
    void secondUserIsRefusedUntilTheFirstHasGone() throws Exception {
        // Given
        Path root = parent.resolve("data");
        try (DataDirectory first = DataDirectory.open(root)) {
            // Then
            assertThatThrownBy(() -> DataDirectory.open(first.root()))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("in use")
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
        }
        DataDirectory.open(root).close();
    }

    @Test
    void newerFormatIsRefused() throws Exception {
        // Given
        Path root = parent.resolve("data");
        DataDirectory.open(root).close();
        Files.writeString(root.resolve("format-version"), (DataDirectory.FORMAT + 1) + "\n");

        // Then
        assertThatThrownBy(() -> DataDirectory.open(root))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("format " + (DataDirectory.FORMAT + 1));
        Files.writeString(root.resolve("format-version"), DataDirectory.FORMAT + "\n");
        DataDirectory.open(root).close(); // the refusal has given the lock back
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "0", "99999999999999999999"})
    void damagedFormatIsRefused(String content) throws Exception {
        // Given
        Path root = parent.resolve("data");
        DataDirectory.open(root).close();
        Files.writeString(root.resolve("format-version"), content);

        // Then
        assertThatThrownBy(() -> DataDirectory.open(root))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("format-version");
    }

    @Test
    void foreignDirectoryIsLeftAlone() throws Exception {
        // Given
        Path home = Files.createDirectory(parent.resolve("home"));
        Files.writeString(home.resolve("letter.txt"), "mine");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));

        // Then
        assertThatThrownBy(() -> DataDirectory.open(home))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("letter.txt");
        assertThat(Files.getPosixFilePermissions(home)).isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(home).isDirectoryNotContaining("glob:**/lock");
    }

    @Test
    void interruptedFirstStartIsTakenUp() throws Exception {
        // Given
        Path root = Files.createDirectory(parent.resolve("data"));
        Files.writeString(root.resolve("lock"), "1234\n");

        // When
        try (DataDirectory data = DataDirectory.open(root)) {
            // Then
            assertThat(data.root().resolve("format-version")).hasContent(Integer.toString(DataDirectory.FORMAT));
        }
    }

    @Test
    void fileInItsPlaceIsNamed() throws Exception {
        // Given
        Path file = Files.writeString(parent.resolve("data"), "");

        // Then
        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("--data");
    }
}
