package dev.carillon.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class StepPaceTest {

    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    private final StepPace pace = new StepPace(Duration.ofMillis(20));

    @Test
    void aLaneThatHasWrittenNothingDoesNotRest() {
        assertThat(pace.left(NOW)).isZero();
    }

    @Test
    void restsTwiceAsLongAsTheTransactionTook() {
        // When
        pace.written(Duration.ofMillis(3), NOW, false);

        // Then
        assertThat(pace.left(NOW)).isEqualTo(Duration.ofMillis(6));
        assertThat(pace.left(NOW.plusMillis(4))).isEqualTo(Duration.ofMillis(2));
        assertThat(pace.left(NOW.plusMillis(6))).isZero();
    }

    @Test
    void restsNoLongerThanAllowed() {
        // When
        pace.written(Duration.ofSeconds(1), NOW, false);

        // Then
        assertThat(pace.left(NOW)).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void aLaneThatIsBehindDoesNotRest() {
        // Given
        pace.written(Duration.ofMillis(5), NOW, false);

        // When
        pace.written(Duration.ofMillis(5), NOW, true);

        // Then
        assertThat(pace.left(NOW)).isZero();
    }

    @Test
    void aClockThatIsSetBackDoesNotMakeItRestForLong() {
        // When
        pace.written(Duration.ofMillis(5), NOW, false);

        // Then
        assertThat(pace.left(NOW.minusSeconds(3_600))).isZero();
    }

    @Test
    void withAPaceOfZeroItNeverRests() {
        // Given
        StepPace none = new StepPace(Duration.ZERO);

        // When
        none.written(Duration.ofMillis(5), NOW, false);

        // Then
        assertThat(none.left(NOW)).isZero();
    }
}
