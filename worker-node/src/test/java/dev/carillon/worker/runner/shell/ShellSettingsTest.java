package dev.carillon.worker.runner.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShellSettingsTest {

    @ParameterizedTest
    @ValueSource(longs = {1_000, 2_000, 5_000, 9_000, 30_000, 600_000})
    void leaveTimeForSeveralBeatsBeforeTheEndBegins(long leaseMs) {
        // When
        ShellSettings settings = ShellSettings.DEFAULT.withLease(Duration.ofMillis(leaseMs));

        // Then
        Duration quiet = settings.lease().minus(settings.timeToEnd());
        assertThat(settings.beatInterval().multipliedBy(3)).isLessThan(quiet);
    }

    @Test
    void refuseAGraceThatDoesNotFitIntoTheLease() {
        assertThatThrownBy(() -> ShellSettings.DEFAULT.withGrace(Duration.ofSeconds(11)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("grace");
    }

    @Test
    void refuseALeaseThatIsTooShortToWatch() {
        assertThatThrownBy(() -> ShellSettings.DEFAULT.withLease(Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lease");
    }
}
