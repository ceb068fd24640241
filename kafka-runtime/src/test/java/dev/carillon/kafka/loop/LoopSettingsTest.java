package dev.carillon.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopSettingsTest {

    @Test
    void aStepWithoutRecordsTakesAllThatTimeMayOwe() {
        assertThat(settings(4_000, 10_000).decisionsBeside(0)).isEqualTo(10_000);
    }

    @Test
    void aStepThatIsFullOfRecordsBeginsNoMoreThanMayEndInIt() {
        assertThat(settings(4_000, 10_000).decisionsBeside(4_000)).isEqualTo(4_000);
    }

    @Test
    void inBetweenItTakesTheLessTheMoreRecordsThereAre() {
        assertThat(settings(4_000, 10_000).decisionsBeside(1_000)).isEqualTo(7_500);
        assertThat(settings(4_000, 10_000).decisionsBeside(2_000)).isEqualTo(5_000);
        assertThat(settings(4_000, 10_000).decisionsBeside(3_000)).isEqualTo(3_000);
    }

    @Test
    void recordsNeverMakeItMoreThanIsAllowedAnyway() {
        assertThat(settings(4_000, 50).decisionsBeside(4_000)).isEqualTo(50);
        assertThat(settings(4_000, 1).decisionsBeside(1)).isEqualTo(1);
        assertThat(settings(1, 10).decisionsBeside(1)).isEqualTo(1);
    }

    private static LoopSettings settings(int pollRecordsMax, int decisionsMax) {
        return new LoopSettings(
                Duration.ZERO,
                pollRecordsMax,
                decisionsMax,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
    }
}
