package dev.carillon.worker.runner.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.Task;
import dev.carillon.worker.runner.Runs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TemplatesTest {

    private static final Task TASK = new Task.Shell("true", List.of(), Map.of());

    @Test
    void fillsEveryName() {
        // Given
        Templates templates = Templates.of(Runs.of(TASK, "a=1", "b=2"));

        // When
        String filled =
                templates.fill("#{jobId} #{jobName} #{jobGroup} #{namespace} #{executionId} #{attempt}/#{maxAttempts}"
                        + " #{nominalMs} #{dataMs} #{parameters} #{instanceParameters} #{user}");

        // Then
        assertThat(filled)
                .isEqualTo("7 nightly report reports space 7-s" + Runs.NOMINAL_MS + " 1/3 " + Runs.NOMINAL_MS + " "
                        + Runs.DATA_MS + " b=2 b=2 ada");
    }

    @Test
    void hasNoInstanceParametersForAScheduledFire() {
        // Given
        Templates templates = Templates.of(Runs.of(TASK, "a=1"));

        // When, Then
        assertThat(templates.fill("#{parameters}|#{instanceParameters}|")).isEqualTo("a=1||");
    }

    @Test
    void encodesForUrls() {
        // Given
        Templates templates = Templates.of(Runs.of(TASK, "ü&=$1\\"));

        // When, Then
        assertThat(templates.fill("#{jobName:url} #{parameters:url} #{parameters}"))
                .isEqualTo("nightly+report %C3%BC%26%3D%241%5C ü&=$1\\");
    }

    @Test
    void leavesWhatItDoesNotKnow() {
        // Given
        Templates templates = Templates.of(Runs.of(TASK, "#{jobId}"));

        // When, Then
        assertThat(templates.fill("#{other} #{jobId:xml} #{} $1 ${jobId} #{parameters}"))
                .isEqualTo("#{other} #{jobId:xml} #{} $1 ${jobId} #{jobId}");
    }
}
