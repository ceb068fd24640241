package dev.carillon.gateway.vendor.jdcloud.jmr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.vendor.FakeJobService;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.Field.Treatment;
import dev.carillon.gateway.vendor.FieldType;
import dev.carillon.gateway.vendor.jdcloud.jmr.Bench.Answer;
import dev.carillon.gateway.vendor.rest.RestOperation;
import dev.carillon.gateway.vendor.rest.RestOperation.Place;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each operation, and for each field of each. */
class EveryOperationTest {

    static List<RestOperation> operations() {
        return JmrProduct.served();
    }

    static Stream<Arguments> fields() {
        return operations().stream()
                .flatMap(operation ->
                        operation.fields(Place.BODY).stream().map(field -> Arguments.of(operation, field)));
    }

    @Test
    void areTheFourteenOfPlansAndTheElevenOfJobs() {
        List<RestOperation> all =
                new JmrProduct(new FakeJobService(Bench.NOW), InstantSource.system(), Bench.ZONE).operations();

        assertThat(operations().stream().map(RestOperation::name).distinct()).hasSize(25);
        assertThat(all)
                .containsAll(operations())
                .containsAll(workflows())
                .hasSize(operations().size() + 7);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void isRefusedInARegionThatIsNotTheCallers(RestOperation operation) {
        Bench bench = new Bench(new Permissions(Set.of(), List.of("cn-east-*"), false));

        Answer answer = send(bench, operation, sample(operation));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
        assertThat(answer.error().path("code").intValue()).isEqualTo(403);
        assertThat(answer.error().path("status").asText()).isEqualTo("PERMISSION_DENIED");
        assertThat(answer.message()).contains("'cn-north-1'");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void isRefusedToOthersThanItsUsers(RestOperation operation) {
        Bench bench = new Bench(new Permissions(Set.of("aliyun.emr"), List.of(), false));

        assertThat(send(bench, operation, sample(operation)).message()).contains("jdcloud.jmr");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void changesNothingForThoseWhoMayOnlyRead(RestOperation operation) {
        Bench bench = new Bench(Permissions.READ_ONLY);

        Answer answer = send(bench, operation, sample(operation));

        assertThat(answer.status() == 403).as(answer.toString()).isEqualTo(operation.writes());
        assertThat(bench.jobs.commands).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void takesCookiesAndARegionThatIsThatOfThePath(RestOperation operation) {
        Bench bench = new Bench();

        String known = send(bench, operation, sample(operation, "'cookies':[],'regionId':'cn-north-1'"))
                .message();
        Answer other = send(bench, operation, sample(operation, "'regionId':'cn-east-1'"));

        assertThat(known).doesNotContain("cookies").doesNotContain("regionId");
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.message()).startsWith("regionId: must be cn-north-1, as in the path");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refusesWhatIsNoField(RestOperation operation) {
        assertThat(send(new Bench(), operation, sample(operation, "'colour':''"))
                        .message())
                .isEqualTo("colour: is not a field of " + operation.name());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void doesNotFindWhatDoesNotExist(RestOperation operation) {
        boolean aboutOne = operation.pathTemplate().matches(".*\\{(planId|jobId)}.*")
                || operation.fields(Place.BODY).stream()
                        .anyMatch(field -> field.required() && field.name().matches("(.*\\.)?(planId|jobId)"));

        Answer answer = send(new Bench(), operation, sample(operation));

        assertThat(answer.status() == 404).as(answer.toString()).isEqualTo(aboutOne);
    }

    @ParameterizedTest
    @MethodSource("fields")
    void refusesByNameEveryValueThatCannotBe(RestOperation operation, Field field) {
        Bench bench = new Bench();
        for (String bad : badValues(field)) {
            Answer answer = send(bench, operation, with(field.name(), bad));

            assertThat(answer.status())
                    .as("%s=%s: %s", field.name(), bad, answer)
                    .isEqualTo(400);
            assertThat(answer.message()).startsWith(field.name() + ": ");
        }
        assertThat(bench.jobs.commands).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void listsEachFieldOnceAndSaysWhatItDoes(RestOperation operation) {
        Set<String> names = new HashSet<>();
        for (Field field : operation.fields(Place.BODY)) {
            assertThat(names.add(field.name())).as(field.name()).isTrue();
            assertThat(field.text()).isNotBlank();
            assertThat(field.type().describe()).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void refusesWorkflowsByName(RestOperation operation) {
        Answer answer = send(new Bench(), operation, "{'cookies':[],'workflow':{'a':[1]}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().path("status").asText()).isEqualTo("UNIMPLEMENTED");
        assertThat(answer.message()).startsWith(operation.name() + " is not served");
    }

    static List<RestOperation> workflows() {
        return Operations.WORKFLOWS;
    }

    @Test
    void tellsWhatIsNoOperation() {
        Bench bench = new Bench();

        assertThat(bench.post("/nothing:do", "{}").error().path("status").asText())
                .isEqualTo("NOT_FOUND");
        assertThat(bench.send(bench.client.signed("GET", Bench.REGION + "/cronJob:create", "", Bench.NOW))
                        .status())
                .isEqualTo(405);
        assertThat(bench.post("/cronJob/x:delete", "{}").message()).startsWith("planId: must be a whole number");
        assertThat(bench.post("/cronJob/7:delete", "{'planId':8}").message())
                .startsWith("planId: must be 7, as in the path");
        assertThat(bench.post("/cronJob/7:delete", "[]").message()).contains("JSON object");
    }

    private static Answer send(Bench bench, RestOperation operation, String body) {
        String path =
                operation.pathTemplate().replace("{regionId}", "cn-north-1").replaceAll("\\{\\w+}", "77");
        return bench.send(bench.client.signed(operation.method(), path, body.replace('\'', '"'), Bench.NOW));
    }

    /** The mandatory fields, with values of their kinds. */
    private static String sample(RestOperation operation, String... more) {
        List<String> members = new ArrayList<>(List.of(more));
        for (String model : List.of(Fields.JOB_MODEL, Fields.TASK_MODEL, Fields.PLAN_MODEL)) {
            List<String> inside = operation.fields(Place.BODY).stream()
                    .filter(field -> field.required() || field == PlanFields.JOB_IDS)
                    .filter(field -> field.name().startsWith(model))
                    .map(field -> "'" + field.name().substring(model.length()) + "':" + value(field))
                    .toList();
            if (!inside.isEmpty()) {
                members.add("'" + model.replace(".", "") + "':{" + String.join(",", inside) + "}");
            }
        }
        operation.fields(Place.BODY).stream()
                .filter(field -> field.required() && !field.name().contains("."))
                .forEach(field -> members.add("'" + field.name() + "':" + value(field)));
        return "{" + String.join(",", members) + "}";
    }

    private static String value(Field field) {
        return field.name().endsWith("Type") ? "'shell'" : field.name().endsWith("Id") ? "77" : "'/77'";
    }

    private static String with(String field, String value) {
        int dot = field.indexOf('.');
        return dot < 0
                ? "{'" + field + "':" + value + "}"
                : "{'" + field.substring(0, dot) + "':" + with(field.substring(dot + 1), value) + "}";
    }

    private static List<String> badValues(Field field) {
        if (field.treatment() == Treatment.REFUSED) {
            return List.of("'x'", "1", "true", "{'a':1}");
        }
        return switch (field.type()) {
            case FieldType.Text(int max) -> List.of("1", "{}", "[]", "'" + "字".repeat(max / 3 + 1) + "'", "'\\u0000'");
            case FieldType.Word word -> List.of("1", "'x'", "'shell '", "{}");
            case FieldType.Loose(FieldType.Whole(long min, long max)) ->
                List.of("'x'", "1.5", "true", "[]", "{}", "'1 '", Long.toString(min - 1), Long.toString(max + 1));
            case FieldType.Loose(FieldType.Flag flag) -> List.of("1", "'yes'", "[]", "{}");
            case FieldType.Loose(FieldType.Text(int max)) -> List.of("{}", "[]", "'" + "x".repeat(max + 1) + "'");
            case FieldType.Free free -> List.of();
            default -> throw new AssertionError("no field of this API is so: " + field);
        };
    }
}
