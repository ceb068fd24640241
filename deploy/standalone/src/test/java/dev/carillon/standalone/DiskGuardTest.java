package dev.carillon.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskGuardTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final AtomicLong free = new AtomicLong(100);
    private final DiskGuard guard = new DiskGuard(free::get, 100, now::get);

    @Test
    void lowBelowTheFloorOnly() {
        assertThat(guard.isLow()).isFalse();
        free.set(99);
        now.set(NOON.plusSeconds(1));
        assertThat(guard.isLow()).isTrue();
    }

    @Test
    void measuresOncePerSecond() {
        // Given
        assertThat(guard.isLow()).isFalse();
        free.set(0);

        // Then
        now.set(NOON.plusMillis(999));
        assertThat(guard.isLow()).isFalse();
        now.set(NOON.plusSeconds(1));
        assertThat(guard.isLow()).isTrue();
    }

    @Test
    void clockThatWasSetBackDoesNotKeepAnOldMeasurement() {
        // Given
        assertThat(guard.isLow()).isFalse();
        free.set(0);

        // When
        now.set(NOON.minusSeconds(3600));

        // Then
        assertThat(guard.isLow()).isTrue();
    }

    @Test
    void diskThatCannotBeAskedIsNotTakenForRoomy() {
        // Given
        DiskGuard broken = new DiskGuard(
                () -> {
                    throw new IOException("gone");
                },
                100,
                now::get);

        // Then
        assertThatThrownBy(broken::isLow).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void measuresTheDiskOfADirectory(@TempDir Path directory) throws Exception {
        assertThat(DiskGuard.over(directory, 0, InstantSource.system()).isLow()).isFalse();
        assertThat(DiskGuard.over(directory, Long.MAX_VALUE, InstantSource.system())
                        .isLow())
                .isTrue();
    }
}
