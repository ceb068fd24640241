package dev.carillon.gateway.vendor.aliyun.emr;

import static dev.carillon.gateway.vendor.aliyun.emr.Bench.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.Field.Treatment;
import dev.carillon.gateway.vendor.FieldType;
import dev.carillon.gateway.vendor.aliyun.emr.Bench.Answer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the table of fields says of each parameter of each action is what happens to it. */
class FieldTableTest {

    /** What an answer calls it otherwise. */
    private static final Map<String, String> ANSWERED_AS = Map.of("ParentCategory", "CategoryId", "Mode", "mode");

    private final Bench bench = new Bench();

    static Stream<Arguments> fields() {
        return Arrays.stream(Action.values())
                .flatMap(action -> action.fields().stream().map(field -> Arguments.of(action, field)));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void refusesByNameEveryValueThatCannotBe(Action action, Field field) {
        String name = field.name().replace(".N", ".1");
        for (String bad : badValues(field)) {
            Map<String, String> parameters = new HashMap<>(EmrProductTest.valid(action));
            parameters.put(name, bad);

            Answer answer = bench.post(action.wireName(), parameters);

            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.code()).as(answer.text()).isEqualTo("InvalidParameter");
            assertThat(answer.message()).startsWith(name + ": ");
        }
        assertThat(bench.jobs.commands).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void refusesEveryParameterThatIsMissing(Action action, Field field) {
        for (String empty : List.of("", " ")) {
            Map<String, String> parameters = new HashMap<>(EmrProductTest.valid(action));
            parameters.put(field.name().replace(".N", ".1"), empty);

            Answer answer = bench.post(action.wireName(), parameters);

            boolean missing = answer.code().equals("MissingParameter");
            assertThat(missing).as(answer.text()).isEqualTo(field.required());
            if (missing) {
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.message()).contains("\"" + field.name() + "\"");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void refusesByNameWhatIsNoParameter(Action action) {
        for (String unknown : List.of("Colour", "projectId", "ResourceList.0.Path", "ResourceList.1.Size", "Name.1")) {
            Map<String, String> parameters = new HashMap<>(EmrProductTest.valid(action));
            parameters.put(unknown, "");

            Answer answer = bench.get(action.wireName(), parameters);

            assertThat(answer.message()).isEqualTo(unknown + ": is not a parameter of " + action.wireName());
        }
    }

    @Test
    void keepsAndGivesBackEveryStoredField() {
        List<Field> stored = Fields.CREATE_FLOW_JOB.stream()
                .filter(field -> field.treatment() == Treatment.STORED)
                .filter(field -> !field.name().contains(".N."))
                .toList();
        JobDefinition job = bench.created(shell());

        for (Field field : stored) {
            String value = sample(field);
            JobDefinition changed = bench.modified(job, field.name(), value);

            assertThat(changed.vendorFields()).containsEntry("emr." + field.name(), value);
            assertThat(bench.read(changed)
                            .path(ANSWERED_AS.getOrDefault(field.name(), field.name()))
                            .asText())
                    .isEqualToIgnoringCase(value);
        }
        assertThat(stored).hasSize(8);
    }

    @Test
    void listsEachFieldOnceAndSaysWhatItDoes() {
        for (Action action : Action.values()) {
            Set<String> names = new HashSet<>();
            for (Field field : action.fields()) {
                assertThat(names.add(field.name()))
                        .as(action + " " + field.name())
                        .isTrue();
                assertThat(field.text()).isNotBlank();
                assertThat(field.type().describe()).isNotBlank();
            }
            assertThat(Action.LATER).doesNotContain(action.wireName());
            assertThat(Action.CLUSTERS).doesNotContain(action.wireName());
        }
        assertThat(Action.LATER).doesNotContainAnyElementsOf(Action.CLUSTERS);
    }

    private static List<String> badValues(Field field) {
        if (field.treatment() == Treatment.REFUSED) {
            return List.of("x", "1", "true");
        }
        return switch (field.type()) {
            case FieldType.Text(int max) -> List.of("x".repeat(max + 1), "字".repeat(max / 3 + 1), "a\0b");
            case FieldType.Whole(long min, long max) ->
                List.of("x", "1.5", "+1", "1 ", "1".repeat(30), Long.toString(min - 1), Long.toString(max + 1));
            case FieldType.Flag flag -> List.of("1", "yes", "null", " true");
            case FieldType.Word word -> List.of("x", "0", "stop ", "7".repeat(100));
            case FieldType.Loose loose -> throw new AssertionError("only in JSON: " + field);
            case FieldType.Free free -> throw new AssertionError("only in JSON: " + field);
            case FieldType.Group group -> throw new AssertionError("only in JSON: " + field);
            case FieldType.Items items -> throw new AssertionError("only in JSON: " + field);
        };
    }

    private static String sample(Field field) {
        return switch (field.type()) {
            case FieldType.Word word -> word.served().getLast();
            case FieldType.Flag flag -> "true";
            case FieldType.Whole whole -> "7";
            default -> field.name().equals("MonitorConf") ? "{\"inputs\":[]}" : "kept " + field.name();
        };
    }
}
