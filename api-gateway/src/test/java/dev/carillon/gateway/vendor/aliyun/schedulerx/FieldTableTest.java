package dev.carillon.gateway.vendor.aliyun.schedulerx;

import static dev.carillon.gateway.vendor.aliyun.schedulerx.Bench.shell;
import static dev.carillon.gateway.vendor.aliyun.schedulerx.Bench.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.Field.Treatment;
import dev.carillon.gateway.vendor.FieldType;
import dev.carillon.gateway.vendor.aliyun.schedulerx.Bench.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the table of fields says of each parameter of each action is what happens to it. */
class FieldTableTest {

    private static final long SEED = 20190430;

    private final Bench bench = new Bench();

    static Stream<Arguments> fields() {
        return Arrays.stream(Action.values())
                .flatMap(action -> action.fields().stream().map(field -> Arguments.of(action, field)));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void refusesByNameEveryValueThatCannotBe(Action action, Field field) {
        String name = field.name().replace(".N.", ".1.");
        for (String bad : badValues(field)) {
            Map<String, String> parameters = valid(action);
            parameters.put(name, bad);

            Answer answer = bench.post(action.wireName(), parameters);

            assertThat(answer.isBusinessError())
                    .as("%s=%s: %s", name, bad.substring(0, Math.min(40, bad.length())), answer.text())
                    .isTrue();
            assertThat(answer.message()).startsWith(name + ": ");
        }
        assertThat(bench.jobs.commands).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void refusesEveryParameterThatIsMissing(Action action, Field field) {
        for (String empty : List.of("", " ")) {
            Map<String, String> parameters = valid(action);
            parameters.put(field.name(), empty);
            Answer answer = bench.post(action.wireName(), parameters);
            boolean missing = answer.json().path("Code").asText().equals("MissingParameter");
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
        for (String unknown :
                List.of("Colour", "name", "ContactInfo.0.UserName", "ContactInfo.1.Fax", "Name.1", "X.1.Y")) {
            Map<String, String> parameters = valid(action);
            parameters.put(unknown, "");

            Answer answer = bench.get(action.wireName(), parameters);

            assertThat(answer.message()).isEqualTo(unknown + ": is not a parameter of " + action.wireName());
        }
    }

    @Test
    void keepsAndGivesBackEveryStoredField() {
        List<Field> stored = Stream.concat(Fields.CREATE_JOB.stream(), Fields.UPDATE_JOB.stream())
                .filter(field -> field.treatment() == Treatment.STORED)
                .distinct()
                .toList();
        JobDefinition job = bench.created(shell());

        for (Field field : stored) {
            String value = sample(field);
            Answer answer = bench.post("UpdateJob", with("JobId", job.id().toString(), field.name(), value));
            assertThat(answer.json().path("Success").asBoolean())
                    .as(answer.text())
                    .isTrue();

            JobDefinition changed = bench.job(job.id().value());
            assertThat(changed.vendorFields()).as(field.name()).containsEntry("schedulerx." + field.name(), value);
            assertThat(bench.read(changed).findPath(field.name()).asText())
                    .as(field.name())
                    .isEqualTo(value);
        }
        assertThat(stored).hasSizeGreaterThan(8);
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
        }
    }

    private static Map<String, String> valid(Action action) {
        return switch (action) {
            case CREATE_JOB -> shell();
            case UPDATE_JOB, DELETE_JOB, ENABLE_JOB, DISABLE_JOB, EXECUTE_JOB, GET_JOB_INFO -> with("JobId", "1");
            case GET_JOB_INSTANCE, GET_LOG ->
                action == Action.GET_LOG ? with("JobInstanceId", "1") : with("JobId", "1", "JobInstanceId", "1");
            case STOP_INSTANCE -> with("JobId", "1", "InstanceId", "1");
            case LIST_JOBS, GET_JOB_INSTANCE_LIST -> with();
        };
    }

    private static List<String> badValues(Field field) {
        RandomGenerator random = new Random(SEED + field.name().hashCode());
        if (field.treatment() == Treatment.REFUSED) {
            return List.of("x", "1", "true");
        }
        return switch (field.type()) {
            case FieldType.Text(int max) -> List.of("x".repeat(max + 1), "字".repeat(max / 3 + 1), "a\0b");
            case FieldType.Whole(long min, long max) -> {
                List<String> bad = new ArrayList<>(List.of(
                        "x",
                        "1.5",
                        "1e3",
                        "+1",
                        "0x1",
                        "1 ",
                        "1".repeat(30),
                        "-" + "9".repeat(18),
                        "999999999999999999"));
                for (int i = 1; i < 100; i *= 7) {
                    bad.add(Long.toString(min - i));
                    bad.add(Long.toString(max + i));
                }
                random.ints(20, 'a', 'z').forEach(c -> bad.add(random.nextInt(9) + Character.toString(c)));
                yield bad;
            }
            case FieldType.Flag flag -> List.of("1", "yes", "truee", "null", " true");
            case FieldType.Word word -> List.of("x", "0", "standalone ", "7".repeat(100));
            case FieldType.Loose loose -> throw notOfRpc(loose);
            case FieldType.Free free -> throw notOfRpc(free);
            case FieldType.Group group -> throw notOfRpc(group);
            case FieldType.Items items -> throw notOfRpc(items);
        };
    }

    private static String sample(Field field) {
        return switch (field.type()) {
            case FieldType.Text text -> field.name().equals("XAttrs") ? "{\"a\":1}" : "kept " + field.name();
            case FieldType.Whole whole -> Long.toString(Math.min(whole.max(), 7));
            case FieldType.Flag flag -> "true";
            case FieldType.Word word -> word.served().getLast();
            case FieldType.Loose loose -> throw notOfRpc(loose);
            case FieldType.Free free -> throw notOfRpc(free);
            case FieldType.Group group -> throw notOfRpc(group);
            case FieldType.Items items -> throw notOfRpc(items);
        };
    }

    private static AssertionError notOfRpc(FieldType type) {
        return new AssertionError("a type of JSON bodies, which this API does not have: " + type);
    }
}
