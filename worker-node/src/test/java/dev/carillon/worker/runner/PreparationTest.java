package dev.carillon.worker.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.DateVariables;
import dev.carillon.core.job.HttpCheck;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.kafka.codec.WorkOrder.Start;
import dev.carillon.kafka.secrets.KeyFile;
import dev.carillon.kafka.secrets.SecretKeys;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PreparationTest {

    private static final Instant NOMINAL = Instant.parse("2016-04-27T12:08:01Z");
    private static final DateVariables DATES =
            DateVariables.in(ZoneOffset.UTC, Map.of("day", "${yyyyMMdd}", "lines", "a\nb", "once", "${day}"));
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path directory;

    private final Preparation preparation = new Preparation(SecretKeys.none());

    @Test
    void datesAreWrittenIntoAScriptItsArgumentsItsEnvironmentAndTheParameters() throws Exception {
        // Given
        Task task = new Task.Shell("echo ${day} ${HOME}", List.of("${yyyy-MM-dd}"), Map.of("DAY", "${yyyyMMdd-1d}"));

        // When
        Run run = preparation.run(start(job(task, DATES).parameters("p ${day}").build(), null));

        // Then
        assertThat(run.task())
                .isEqualTo(new Task.Shell("echo 20160427 ${HOME}", List.of("2016-04-27"), Map.of("DAY", "20160426")));
        assertThat(run.effectiveParameters()).isEqualTo("p 20160427");
    }

    @Test
    void datesAreWrittenIntoTheTriggersParameters() throws Exception {
        // When
        Run run = preparation.run(start(job(shell(""), DATES).build(), "of ${day}"));

        // Then
        assertThat(run.effectiveParameters()).isEqualTo("of 20160427");
        assertThat(run.parameters()).isEqualTo("of 20160427");
    }

    @Test
    void datesAreWrittenOnce() throws Exception {
        // When: the value of a name holds a name
        Run run = preparation.run(start(job(shell("${once}"), DATES).build(), null));

        // Then
        assertThat(run.task()).isEqualTo(shell("${day}"));
    }

    @Test
    void datesAreWrittenIntoARequestAndEncodedInItsUrl() throws Exception {
        // Given
        Task task = http("http://h/${yyyy/MM}/x?at=${yyyyMMdd HH:mm:ss-1d}&u=${unknown}", "${day}");

        // When
        Run run = preparation.run(start(job(task, DATES).build(), null));

        // Then
        assertThat(run.task())
                .isEqualTo(http("http://h/2016%2F04/x?at=20160426%2012%3A08%3A01&u=%24%7Bunknown%7D", "20160427"));
    }

    @Test
    void datesAreWrittenIntoTheTasksAndParametersOfAPlan() throws Exception {
        // Given
        Task plan = new Task.Plan(
                List.of(shell("echo ${day}")),
                List.of(new Task.Step("a", "", 0, Map.of("v", "${day}"), "p ${day}", 0)),
                true,
                1);

        // When
        Run run = preparation.run(start(job(plan, DATES).build(), null));

        // Then: a step's values are names of things, not texts
        assertThat(run.task())
                .isEqualTo(new Task.Plan(
                        List.of(shell("echo 20160427")),
                        List.of(new Task.Step("a", "", 0, Map.of("v", "${day}"), "p 20160427", 0)),
                        true,
                        1));
    }

    @Test
    void withoutDatesNothingIsReplaced() throws Exception {
        // When
        Run run = preparation.run(
                start(job(shell("echo ${yyyyMMdd}"), DateVariables.NONE).build(), null));

        // Then
        assertThat(run.task()).isEqualTo(shell("echo ${yyyyMMdd}"));
    }

    @Test
    void aDateThatMakesAHeaderImpossibleFailsTheAttempt() {
        // Given
        Start start = start(job(http("http://h/", "${lines}"), DATES).build(), null);

        // When, Then
        assertThatThrownBy(() -> preparation.run(start))
                .isInstanceOf(RefusedRunException.class)
                .hasMessageContaining("task.http.headers")
                .hasMessageContaining("dates");
    }

    @Test
    void secretsAreOpened() throws Exception {
        // Given
        SecretKeys keys = keys("one.key");
        JobDefinition job = job(shell("true"), DateVariables.NONE)
                .secrets(Map.of("PASSWORD", keys.seal("hunter2", RANDOM)))
                .build();

        // When
        Run run = new Preparation(keys).run(start(job, null));

        // Then
        assertThat(run.secrets().values()).isEqualTo(Map.of("PASSWORD", "hunter2"));
    }

    @Test
    void withoutAKeyTheAttemptFailsAndNamesTheSettingAndTheKey() {
        // Given
        String sealed = keys("one.key").seal("hunter2", RANDOM);
        Start start = start(
                job(shell("true"), DateVariables.NONE)
                        .secrets(Map.of("PASSWORD", sealed))
                        .build(),
                null);

        // When, Then
        assertThatThrownBy(() -> preparation.run(start))
                .isInstanceOf(RefusedRunException.class)
                .hasMessageContaining("PASSWORD")
                .hasMessageContaining("secrets.key.file")
                .hasMessageContaining(sealed.split(":")[2]);
    }

    private SecretKeys keys(String name) {
        KeyFile.createIfMissing(directory.resolve(name), RANDOM);
        return KeyFile.read(directory.resolve(name));
    }

    private static Task shell(String script) {
        return new Task.Shell(script.isEmpty() ? "true" : script, List.of(), Map.of());
    }

    private static Task http(String url, String text) {
        return new Task.Http(
                url,
                "POST",
                Map.of("X-Day", text),
                text,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                new HttpCheck.Successful());
    }

    private static JobDefinition.Builder job(Task task, DateVariables dates) {
        return JobDefinition.builder(new JobId(7), task).dates(dates);
    }

    private static Start start(JobDefinition definition, @Nullable String parameters) {
        return new Start(
                ExecutionId.scheduled(definition.id(), NOMINAL),
                1,
                "w-1",
                definition,
                Cause.SCHEDULE,
                NOMINAL,
                NOMINAL,
                NOMINAL.plusSeconds(10),
                parameters,
                1,
                0,
                Set.of());
    }
}
