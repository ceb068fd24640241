package dev.carillon.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentLagTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final RecentLag lag = new RecentLag();

    @Test
    void theLargestIsKeptForAMinuteAtLeastAndTwoAtMost() {
        // When
        lag.add(Duration.ofMillis(5), NOON);
        lag.add(Duration.ofMillis(900), NOON.plusSeconds(50));
        lag.add(Duration.ofMillis(3), NOON.plusSeconds(55));

        // Then
        assertThat(lag.largest(NOON.plusSeconds(59))).isEqualTo(Duration.ofMillis(900));
        assertThat(lag.largest(NOON.plusSeconds(110))).isEqualTo(Duration.ofMillis(900));
        assertThat(lag.largest(NOON.plusSeconds(180))).isEqualTo(Duration.ZERO);
    }

    @Test
    void anIdlePartitionForgets() {
        // Given
        lag.add(Duration.ofMillis(900), NOON);

        // Then
        assertThat(lag.largest(NOON.plus(Duration.ofHours(1)))).isEqualTo(Duration.ZERO);
    }

    @Test
    void nothingYetIsNoLag() {
        assertThat(lag.largest(NOON)).isEqualTo(Duration.ZERO);
    }
}
