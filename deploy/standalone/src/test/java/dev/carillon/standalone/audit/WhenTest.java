package dev.carillon.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhenTest {

    private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");

    @Test
    void durationsAreAgo() {
        assertThat(When.instant("--from", "90s", NOW)).isEqualTo("2026-11-22T03:58:30Z");
        assertThat(When.instant("--from", " 7d ", NOW)).isEqualTo("2026-11-15T04:00:00Z");
        assertThat(When.duration("--grace", "250ms")).isEqualTo(Duration.ofMillis(250));
        assertThat(When.duration("--grace", "10m")).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void instantsAndNowAreThemselves() {
        assertThat(When.instant("--to", "now", NOW)).isEqualTo(NOW);
        assertThat(When.instant("--to", "2026-11-21T10:00:00Z", NOW)).isEqualTo("2026-11-21T10:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0ms", "now", "2026-11-22T04:00:00.000999Z"})
    void nothingIsMoreExactThanAFire(String text) {
        assertThat(When.instant("--to", text, NOW.plusNanos(999_999))).isEqualTo(NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "1 hour", "-1h", "2026-11-22", "99999999999h"})
    void otherTimesAreRefusedByTheNameOfTheOption(String text) {
        assertThatThrownBy(() -> When.instant("--from", text, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--from: '" + text + "' is no time, expected an instant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 s", "-5s", "PT5S"})
    void otherDurationsAreRefusedByTheNameOfTheOption(String text) {
        assertThatThrownBy(() -> When.duration("--grace", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--grace: '" + text + "' is no duration, expected a number with");
    }
}
