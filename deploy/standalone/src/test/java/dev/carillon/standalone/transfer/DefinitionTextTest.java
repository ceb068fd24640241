package dev.carillon.standalone.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.carillon.core.job.Audit;
import dev.carillon.kafka.codec.UnreadableRecordException;
import dev.carillon.proto.v1.JobDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class DefinitionTextTest {

    private static final String JOB = """
            {"id": 7, "name": "x", "task": {"shell": {"script": "true"}}, %s}""";

    static List<JobDefinition> jobs() {
        return Samples.jobs();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void jobsComeBackAsTheyWere(JobDefinition wire) {
        // Given
        Definition job = Samples.of(wire);
        // When
        String text = DefinitionText.print(job);
        Definition back = parse(Definition.Kind.JOB, text);
        // Then
        assertThat(back.portable()).isEqualTo(job.portable());
        assertThat(DefinitionText.print(back)).isEqualTo(text);
    }

    @Test
    void everyFieldIsCarriedButWhatOnlyItsClusterKnows() {
        // Given
        Definition.OfJob sample = Samples.of(Samples.full());
        Definition accepted = new Definition.OfJob(sample.job().toBuilder()
                .revision(5)
                .pausedAt(Instant.ofEpochSecond(2))
                .audit(Audit.created(Instant.ofEpochSecond(1), "me"))
                .build());
        // When
        String text = DefinitionText.print(accepted);
        // Then
        List<String> fields = JobDefinition.getDescriptor().getFields().stream()
                .map(FieldDescriptor::getJsonName)
                .toList();
        assertThat(fields)
                .filteredOn(field -> !text.contains("\n  \"" + field + "\": "))
                .containsExactly("revision", "createdAtMs", "createdBy", "updatedAtMs", "updatedBy", "pausedAtMs");
        assertThat(text).isEqualTo(DefinitionText.print(sample));
    }

    @Test
    void textIsOneLinePerValueSortedAndReadable() {
        assertThat(DefinitionText.print(Samples.of(Samples.full())))
                .startsWith("{\n  \"id\": \"11\",\n  \"namespace\": \"billing\",\n")
                .contains("\"name\": \"close the books / 结账\"")
                .contains("  \"labels\": {\n    \"a\": \"\",\n    \"team\": \"b\"\n  },\n")
                .contains("\"script\": \"if [ 1 -lt 2 ] && true; then echo 'ü' > /dev/null; fi\\n\"")
                .endsWith("\n}\n")
                .doesNotContain("\r");
        assertThat(DefinitionText.print(
                        Samples.of(Samples.job(1, "n", "x").setEnabled(false).build())))
                .contains("\"enabled\": false");
    }

    @Test
    void calendarsComeBackAsTheyWereAndMayLeaveOutTheirId() {
        Definition calendar = Samples.of(Samples.calendars().getFirst());
        String text = DefinitionText.print(calendar);
        String withoutId = text.replaceFirst("\"id\": \"\\d+\",", "");

        assertThat(parse(Definition.Kind.CALENDAR, text).portable()).isEqualTo(calendar.portable());
        assertThat(withoutId).isNotEqualTo(text);
        assertThat(parse(Definition.Kind.CALENDAR, withoutId).portable()).isEqualTo(calendar.portable());
    }

    @Test
    void projectsComeBackAsTheyWere() {
        Definition project = Samples.of(Samples.projects().getFirst());
        assertThat(parse(Definition.Kind.PROJECT, DefinitionText.print(project)).portable())
                .isEqualTo(project.portable());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "enabeld": true                             | enabeld       | line 1, column
            "enabled": "yes"                            | enabled       | true or false
            "name": "y"                                 | record        | uplicate
            "revision": 3                               | revision      | must be left out
            "createdBy": "me"                           | createdBy     | must be left out
            "updatedAtMs": "5"                          | updatedAtMs   | must be left out
            "pausedAtMs": "5"                           | pausedAtMs    | must be left out
            "priority": 99                              | priority      | 1 … 15
            "secrets": {"A": "plain"}                   | secrets.A     | must be encrypted
            "schedule": {"cron": {"expression": "* *"}} | schedule.cron | expression
            """)
    void whatIsWrongIsNamed(String extra, String field, String message) {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> parse(Definition.Kind.JOB, JOB.formatted(extra)))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.field()).startsWith(field));
    }

    @Test
    void aJobWithoutAnIdAndAProjectWithAJobsFieldsAreRefused() {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() ->
                        parse(Definition.Kind.JOB, "{\"name\": \"x\", \"task\": {\"shell\": {\"script\": \"x\"}}}"))
                .withMessageStartingWith("id: ");
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> parse(Definition.Kind.PROJECT, JOB.formatted("\"enabled\": true")))
                .withMessageStartingWith("task: ");
    }

    private static Definition parse(Definition.Kind kind, String text) {
        return DefinitionText.parse(kind, text.getBytes(StandardCharsets.UTF_8));
    }
}
