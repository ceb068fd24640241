package dev.carillon.core.scheduling;

import static dev.carillon.core.scheduling.ShardTimeline.NOON;
import static dev.carillon.core.scheduling.ShardTimeline.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.MisfirePolicy;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.OneTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Missed fires that are older than the catch-up window do not run, whatever the misfire policy says. */
final class CatchUpWindowTest {

    private final ShardTimeline line = new ShardTimeline();

    @Test
    void ofSeveralMissedFiresOnlyThoseOfTheWindowRun() {
        // Given
        create(MisfirePolicy.Mode.FIRE_ALL, Duration.ofMinutes(5));
        // When
        line.reloadAt(minute(20).plusSeconds(30));
        // Then
        assertThat(line.triggers()).containsExactly(minute(16), minute(17), minute(18), minute(19), minute(20));
        assertThat(line.skips()).hasSize(1).first().satisfies(skip -> {
            assertThat(skip.first()).isEqualTo(minute(1));
            assertThat(skip.last()).isEqualTo(minute(15));
            assertThat(skip.count()).isEqualTo(15);
            assertThat(skip.reason()).isEqualTo(Output.SkipReason.MISFIRE);
            assertThat(skip.detail()).isEqualTo("more than 60 s late, policy FIRE_ALL, catch-up window 300 s");
        });
    }

    @Test
    void aFireAtTheEdgeOfTheWindowRuns() {
        // Given
        create(MisfirePolicy.Mode.FIRE_ALL, Duration.ofMinutes(5));
        // When
        line.reloadAt(minute(20));
        // Then
        assertThat(line.triggers()).first().isEqualTo(minute(15));
    }

    @ParameterizedTest
    @EnumSource
    void whenAllMissedFiresAreTooOldNoneRuns(MisfirePolicy.Mode mode) {
        // Given
        Instant at = NOON.plusSeconds(1);
        line.worker("w1")
                .create(job().schedule(new OneTime(at))
                        .misfire(new MisfirePolicy(mode, Duration.ofSeconds(60), 100, Duration.ofHours(1)))
                        .build());
        // When
        line.reloadAt(NOON.plus(Duration.ofHours(2)));
        // Then
        assertThat(line.triggers()).isEmpty();
        assertThat(line.skips()).extracting(Output.SkippedFire::first).containsExactly(at);
    }

    @Test
    void aWindowThatIsShorterThanTheThresholdLetsNoMissedFireRun() {
        // Given
        create(MisfirePolicy.Mode.FIRE_ONCE, Duration.ofSeconds(30));
        // When
        line.reloadAt(minute(10).plusSeconds(30));
        // Then
        assertThat(line.triggers()).as("only the one that is not missed").containsExactly(minute(10));
        assertThat(line.skips()).extracting(Output.SkippedFire::count).containsExactly(9L);
    }

    private void create(MisfirePolicy.Mode mode, Duration catchUp) {
        line.worker("w1")
                .create(job().schedule(new FixedRate(Duration.ofMinutes(1), NOON))
                        .misfire(new MisfirePolicy(mode, Duration.ofSeconds(60), 100, catchUp))
                        .maxConcurrency(50)
                        .build());
    }

    private static Instant minute(int number) {
        return NOON.plusSeconds(60L * number);
    }
}
