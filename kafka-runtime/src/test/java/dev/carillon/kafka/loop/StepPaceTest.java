package dev.carillon.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class StepPaceTest {

    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    private final StepPace pace = new StepPace(Duration.ofMillis(60));

    @Test
    void aLaneThatHasWrittenNothingDoesNotRest() {
        assertThat(pace.left(NOW)).isZero();
    }

    @Test
    void restsSixTimesAsLongAsTheTransactionTook() {
        // When
        pace.written(Duration.ofMillis(3), NOW, false);

        // Then
        assertThat(pace.left(NOW)).isEqualTo(Duration.ofMillis(18));
        assertThat(pace.left(NOW.plusMillis(12))).isEqualTo(Duration.ofMillis(6));
        assertThat(pace.left(NOW.plusMillis(18))).isZero();
    }

    @Test
    void restsAThirdWhileCommandsCome() {
        // Given
        pace.hurry(NOW);

        // When
        pace.written(Duration.ofMillis(3), NOW, false);

        // Then
        assertThat(pace.left(NOW)).isEqualTo(Duration.ofMillis(6));
    }

    @Test
    void whenNoCommandsComeForASecondItRestsAsBefore() {
        // Given
        pace.hurry(NOW);
        Instant later = NOW.plusSeconds(1);

        // When
        pace.written(Duration.ofMillis(3), later, false);

        // Then
        assertThat(pace.left(later)).isEqualTo(Duration.ofMillis(18));
    }

    @Test
    void restsNoLongerThanAllowed() {
        // When
        pace.written(Duration.ofSeconds(1), NOW, false);

        // Then
        assertThat(pace.left(NOW)).isEqualTo(Duration.ofMillis(60));
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
