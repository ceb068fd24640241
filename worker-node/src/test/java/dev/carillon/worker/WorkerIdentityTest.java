package dev.carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerIdentityTest {

    private static final InstantSource CLOCK = InstantSource.fixed(ManualMoments.START);

    @TempDir
    private Path directory;

    @Test
    void theIdSurvivesARestartAndTheIncarnationDoesNot() throws IOException {
        // Given
        String id;
        String incarnation;
        try (WorkerIdentity first = open(1)) {
            id = first.workerId();
            incarnation = first.newIncarnation();
        }

        // When
        try (WorkerIdentity second = open(2)) {

            // Then
            assertThat(second.workerId()).isEqualTo(id);
            assertThat(second.newIncarnation()).startsWith(id).isNotEqualTo(incarnation);
        }
    }

    @Test
    void aConfiguredIdIsUsedAsItIs() throws IOException {
        // When
        try (WorkerIdentity identity = WorkerIdentity.open(directory, "machine-7", CLOCK, new SplittableRandom(1))) {

            // Then
            assertThat(identity.workerId()).isEqualTo("machine-7");
        }
    }

    @Test
    void aDirectoryInUseIsRefusedUntilItIsReleased() throws IOException {
        // Given
        WorkerIdentity first = open(1);

        // When
        assertThatThrownBy(() -> open(2)).isInstanceOf(IOException.class).hasMessageContaining("another worker");
        first.close();

        // Then
        try (WorkerIdentity second = open(2)) {
            assertThat(second.workerId()).isEqualTo(first.workerId());
        }
    }

    @Test
    void aFileThatHoldsNoIdIsNamedAndNotOverwritten() throws IOException {
        // Given
        Path file = directory.resolve("worker.id");
        Files.writeString(file, "two words\n");

        // When, Then
        assertThatThrownBy(() -> open(1)).isInstanceOf(IOException.class).hasMessageContaining("worker.id");
        assertThat(file).hasContent("two words");
    }

    private WorkerIdentity open(long seed) throws IOException {
        return WorkerIdentity.open(directory, "", CLOCK, new SplittableRandom(seed));
    }
}
