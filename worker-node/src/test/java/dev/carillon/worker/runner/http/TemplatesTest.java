package dev.carillon.worker.runner.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carillon.core.job.Task;
import dev.carillon.worker.runner.Runs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void fillsValuesOfTheStepAndSecrets() {
        // Given
        Templates templates =
                Templates.of(Runs.with(Runs.of(TASK, ""), Map.of("target_id", "t-1"), Map.of("TOKEN", "hunter2")));

        // When, Then
        assertThat(templates.fill("#{step.target_id} Bearer #{secret.TOKEN} #{secret.OTHER}"))
                .isEqualTo("t-1 Bearer hunter2 #{secret.OTHER}");
    }

    @Test
    void encodesWhateverIsFilledIntoAUrlOnce() {
        // Given
        Templates templates = Templates.of(Runs.of(TASK, "a b/../?&#%ü~+*"));

        // When, Then
        assertThat(templates.fillUrl("http://h/#{parameters}?q=#{parameters:url}"))
                .isEqualTo("http://h/a%20b%2F..%2F%3F%26%23%25%C3%BC~%2B%2A?q=a%20b%2F..%2F%3F%26%23%25%C3%BC~%2B%2A");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://h/a/#{parameters}/b", "http://h/a/#{parameters}", "http://h/a/.#{instanceParameters}.?x"
            })
    void aValueCannotLeadAUrlToAnotherPath(String url) {
        // Given
        Templates templates = Templates.of(Runs.of(TASK, ".."));

        // When, Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> templates.fillUrl(url))
                .withMessageContaining("another path");
    }

    @Test
    void dotsThatStandInTheUrlItselfAndThoseInItsQueryAreLeft() {
        // Given
        Templates templates = Templates.of(Runs.of(TASK, ".."));

        // When, Then
        assertThat(templates.fillUrl("http://h/a/../b?x=/#{parameters}/")).isEqualTo("http://h/a/../b?x=/../");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://h/#{other}", "http://h/?x=#{step.target_id}", "http://h/?x=#{secret.TOKEN}"})
    void refusesWhatAUrlCannotHold(String url) {
        // Given
        Templates templates = Templates.of(Runs.with(Runs.of(TASK, ""), Map.of(), Map.of("TOKEN", "hunter2")));

        // When, Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> templates.fillUrl(url))
                .withMessageContaining("not known")
                .withMessageNotContaining("hunter2");
    }
}
