package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.core.scheduling.ShardSettings;
import dev.carillon.kafka.loop.LoopSettings;
import dev.carillon.kafka.settings.SettingsParser;
import dev.carillon.kafka.settings.StartRefusedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SchedulerSettingsTest {

    @Test
    void withoutAnySettingTheDefaultsOfTheRulesHold() {
        // When
        SchedulerSettings settings = SchedulerSettings.of(new SettingsParser(SchedulerSettings.ALL).parse());

        // Then
        assertThat(settings).isEqualTo(new SchedulerSettings("", 2, LoopSettings.DEFAULT, ShardSettings.DEFAULT));
    }

    @Test
    void whatIsSetReachesTheRules() {
        // When
        SchedulerSettings settings = SchedulerSettings.of(new SettingsParser(SchedulerSettings.ALL)
                .commandLine("scheduler.lanes=4")
                .commandLine("scheduler.lookahead=200ms")
                .commandLine("scheduler.lease=3s")
                .commandLine("scheduler.step.decisions=50")
                .parse());

        // Then
        assertThat(settings.lanes()).isEqualTo(4);
        assertThat(settings.shard().lookahead()).isEqualTo(Duration.ofMillis(200));
        assertThat(settings.shard().lease()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.loop().decisionsMax()).isEqualTo(50);
    }

    @Test
    void aNodeWithoutLanesIsRefused() {
        assertThatThrownBy(() -> new SettingsParser(SchedulerSettings.ALL)
                        .commandLine("scheduler.lanes=0")
                        .parse())
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("scheduler.lanes");
    }
}
