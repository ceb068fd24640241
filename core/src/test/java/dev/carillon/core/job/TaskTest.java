package dev.carillon.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans, URLs with templates, and secrets: what a definition takes and what it refuses by name. */
final class TaskTest {

    private static final Task.Shell SHELL = new Task.Shell("true", List.of(), Map.of());
    private static final String SEALED = "sealed:1:k1:QUJD";

    @Test
    void aPlanTakesTheSlotOfItsWeightiestKindAndAWorkerOfAll() {
        // Given
        Task plan = plan(List.of(http("http://h/"), new Task.Java("a.B", "")), step("a", 0));

        // When, Then
        assertThat(plan.kind()).isEqualTo(TaskKind.JAVA);
        assertThat(plan.kinds()).containsExactlyInAnyOrder(TaskKind.HTTP, TaskKind.JAVA);
        assertThat(SHELL.kinds()).containsExactly(TaskKind.SHELL);
    }

    @Test
    void aPlanHasTasksAndStepsWithinItsLimits() {
        assertInvalid("task.plan.tasks", () -> plan(List.of(), step("a", 0)));
        assertInvalid("task.plan.tasks", () -> plan(Collections.nCopies(101, SHELL), step("a", 0)));
        assertInvalid("task.plan.steps", () -> plan(List.of(SHELL)));
        assertInvalid(
                "task.plan.steps",
                () -> plan(
                        List.of(SHELL),
                        IntStream.range(0, 1001).mapToObj(i -> step("k" + i, 0)).toArray(Task.Step[]::new)));
        assertInvalid("task.plan.parallelism", () -> new Task.Plan(List.of(SHELL), List.of(step("a", 0)), true, 0));
        assertInvalid("task.plan.parallelism", () -> new Task.Plan(List.of(SHELL), List.of(step("a", 0)), true, 51));
        assertThat(new Task.Plan(List.of(SHELL), List.of(step("a", 0)), true, 50).parallelism())
                .isEqualTo(50);
    }

    @Test
    void aPlanHoldsNoPlan() {
        assertInvalid("task.plan.tasks", () -> plan(List.of(plan(List.of(SHELL), step("a", 0))), step("b", 0)));
    }

    @Test
    void aStepNamesATaskThatIsThereByAKeyOfItsOwn() {
        assertInvalid("task.plan.steps.task", () -> plan(List.of(SHELL), step("a", 1)));
        assertInvalid("task.plan.steps.task", () -> plan(List.of(SHELL), step("a", -1)));
        assertInvalid("task.plan.steps.key", () -> plan(List.of(SHELL), step("a", 0), step("a", 0)));
        assertInvalid("task.plan.steps.key", () -> step(" ", 0));
        assertInvalid("task.plan.steps.key", () -> step("x".repeat(256), 0));
    }

    @Test
    void theValuesOfAStepAreBounded() {
        assertInvalid("task.plan.steps.values", () -> step(Map.of("Upper", "x"), "", 0));
        assertInvalid("task.plan.steps.values", () -> step(Map.of("1st", "x"), "", 0));
        assertInvalid("task.plan.steps.values.x", () -> step(Map.of("x", "x".repeat(1001)), "", 0));
        assertInvalid("task.plan.steps.name", () -> new Task.Step("a", "x".repeat(256), 0, Map.of(), "", 0));
        assertInvalid("task.plan.steps.parameters", () -> step(Map.of(), "x".repeat(10_001), 0));
        assertInvalid("task.plan.steps.retries", () -> step(Map.of(), "", -1));
        assertInvalid("task.plan.steps.retries", () -> step(Map.of(), "", 101));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h/#{jobId}",
                "https://h:8443/a/#{step.target_id}/b?x=#{parameters:url}&y=#{nominalMs}",
                "http://h/?#{jobName}"
            })
    void aUrlMayHoldTemplatesBehindItsHost(String url) {
        assertThat(http(url).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://#{jobName}/",
                "http://h.#{jobName}/",
                "#{jobName}://h/",
                "http://h:#{jobId}/",
                "http://#{jobName}@h/",
                "http://h?x=#{jobId}",
                "http://h?x=#{jobId}/",
                "http://${yyyy}/",
                "http://h/#{}",
                "http://h/#{1}",
                "http://h/{jobId}",
                "http://h/a b",
                "ftp://h/#{jobId}",
                "/#{jobId}",
                "http://h/#{secret.TOKEN}",
                "http://h/?token=#{secret.TOKEN:url}"
            })
    void aUrlHoldsNoTemplatesElsewhereAndNoSecrets(String url) {
        assertInvalid("task.http.url", () -> http(url));
    }

    @Test
    void aUrlWithDatesNeedsDates() {
        // Given
        Task dated = http("http://h/${yyyy/MM}?at=${yyyyMMdd HH:mm:ss-1d}");

        // When, Then
        assertInvalid("task.http.url", () -> job(dated).build());
        assertInvalid(
                "task.http.url", () -> job(plan(List.of(dated), step("a", 0))).build());
        assertThat(job(dated)
                        .dates(DateVariables.in(ZoneOffset.UTC, Map.of()))
                        .build()
                        .task())
                .isEqualTo(dated);
    }

    @Test
    void secretsAreTakenSealedOnlyAndNeverShown() {
        assertThat(job(SHELL).secrets(Map.of("PASSWORD", SEALED)).build().secrets())
                .containsEntry("PASSWORD", SEALED);
        for (String value :
                List.of("", "hunter2", "sealed:2:k1:QUJD", "sealed:1::QUJD", "sealed:1:k 1:QUJD", "sealed:1:k1:")) {
            assertThatExceptionOfType(InvalidDefinitionException.class)
                    .isThrownBy(
                            () -> job(SHELL).secrets(Map.of("PASSWORD", value)).build())
                    .satisfies(e -> assertThat(e.field()).isEqualTo("secrets.PASSWORD"))
                    .withMessageNotContaining("hunter2");
        }
    }

    @Test
    void secretsAreNamedAsVariablesAreAndBounded() {
        assertInvalid("secrets", () -> job(SHELL).secrets(Map.of("1ST", SEALED)).build());
        assertInvalid("secrets", () -> job(SHELL).secrets(Map.of("a-b", SEALED)).build());
        assertInvalid("secrets", () -> {
            Map<String, String> many = new HashMap<>();
            IntStream.rangeClosed(0, JobDefinition.MAX_SECRETS).forEach(i -> many.put("S" + i, SEALED));
            job(SHELL).secrets(many).build();
        });
    }

    private static JobDefinition.Builder job(Task task) {
        return JobDefinition.builder(new JobId(1), task);
    }

    private static Task.Plan plan(List<Task> tasks, Task.Step... steps) {
        return new Task.Plan(tasks, List.of(steps), true, 1);
    }

    private static Task.Step step(String key, int task) {
        return new Task.Step(key, "", task, Map.of(), "", 0);
    }

    private static Task.Step step(Map<String, String> values, String parameters, int retries) {
        return new Task.Step("a", "", 0, values, parameters, retries);
    }

    private static Task.Http http(String url) {
        return new Task.Http(
                url, "GET", Map.of(), "", Duration.ofSeconds(1), Duration.ofSeconds(1), new HttpCheck.Successful());
    }

    private static void assertInvalid(String field, Runnable making) {
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(making::run)
                .extracting(InvalidDefinitionException::field)
                .isEqualTo(field);
    }
}
