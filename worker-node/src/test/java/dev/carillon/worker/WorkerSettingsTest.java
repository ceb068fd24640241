package dev.carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.core.job.TaskKind;
import dev.carillon.kafka.settings.SettingsParser;
import dev.carillon.kafka.settings.StartRefusedException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerSettingsTest {

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        // When
        WorkerSettings settings = parse();

        // Then
        assertThat(settings.groups()).containsExactly("default");
        assertThat(settings.limits().slots())
                .isEqualTo(Map.of(TaskKind.SHELL, 16, TaskKind.HTTP, 64, TaskKind.JAVA, 16));
        assertThat(settings.limits().holdLimit()).isEqualTo(10_000);
        assertThat(settings.limits().lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.limits().heartbeat()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.outputLimit()).isEqualTo(4 * 1024 * 1024);
    }

    @Test
    void aKindWithoutSlotsIsNotRun() {
        // When
        WorkerSettings settings = parse("worker.slots.shell=0");

        // Then
        assertThat(settings.limits().slots()).doesNotContainKey(TaskKind.SHELL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "worker.id=two words",
                "worker.groups=",
                "worker.slots.java=-1",
                "worker.lease=500ms",
                "worker.lease=1500ms",
                "worker.output-limit=0"
            })
    void aWrongSettingIsNamed(String assignment) {
        String name = assignment.substring(0, assignment.indexOf('='));
        assertThatThrownBy(() -> parse(assignment))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining(name);
    }

    private static WorkerSettings parse(String... assignments) {
        SettingsParser parser = new SettingsParser(WorkerSettings.ALL);
        for (String assignment : assignments) {
            parser.commandLine(assignment);
        }
        return WorkerSettings.of(parser.parse());
    }

    @Test
    void aRuleForTargetsThatCannotBeReadStopsTheStart() {
        // Given
        WorkerSettings settings = parse("worker.http.deny=10.0.0.0/99");

        // When, Then
        assertThatThrownBy(() -> settings.targets(Set.of()))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("worker.http.deny");
    }
}
