package dev.carillon.gateway.vendor.huawei.roma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.huawei.roma.Bench.Answer;
import dev.carillon.gateway.vendor.rest.RestOperation;
import dev.carillon.gateway.vendor.rest.RestOperation.Place;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Goes by the list of operations, so that a new one is covered. */
class PermissionTest {

    private static final String BODY =
            "{\"task\":{\"task_name\":\"hello\"},\"task_detail\":\"{\\\"job\\\":{\\\"shell\\\":{\\\"script\\\":\\\"a\\\"}}}\"}";

    static Stream<RestOperation> operations() {
        return RomaOperations.all().stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aForeignProjectIsForbiddenWhateverIsThere(RestOperation operation) {
        Bench bench = new Bench(new Permissions(Set.of(), List.of("other-*"), false));

        Answer answer = send(bench, operation);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorCode()).isEqualTo("APIG.0302");
        assertThat(answer.errorMessage()).contains("pid0001");
        assertThat(bench.jobs.commands).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aKeyForAnotherApiIsForbidden(RestOperation operation) {
        Bench bench = new Bench(new Permissions(Set.of("aliyun.emr"), List.of(), false));

        Answer answer = send(bench, operation);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorMessage()).contains("huawei.roma");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aKeyThatMayOnlyReadChangesNothing(RestOperation operation) {
        Bench bench = new Bench(Permissions.READ_ONLY);

        Answer answer = send(bench, operation);

        assertThat(answer.status() == 403).isEqualTo(!operation.method().equals("GET"));
        assertThat(bench.jobs.commands).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anUnknownParameterIsRefusedByName(RestOperation operation) {
        Answer query = new Bench().send(operation.method(), target(operation) + "?colour=red", "");
        Answer body = new Bench().send(operation.method(), target(operation), "{\"colour\":1}");

        assertThat(query.status()).isEqualTo(400);
        assertThat(query.errorMessage()).contains("[colour]");
        assertThat(body.status()).isEqualTo(400);
        assertThat(body.errorMessage()).contains("[colour]");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aPathThatIsTooLongIsRefusedByName(RestOperation operation) {
        for (Field field : operation.fields(Place.PATH)) {
            String target = operation
                    .pathTemplate()
                    .replace("{" + field.name() + "}", "x".repeat(65))
                    .replaceAll("\\{\\w+}", "x");

            Answer answer = new Bench().send(operation.method(), target, "");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.errorMessage()).contains("[" + field.name() + "]");
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aPlaceWithoutANameIsRefusedByName(RestOperation operation) {
        String target = target(operation).replace("/inst-1", "/%20");

        Answer answer = new Bench().send(operation.method(), target, body(operation));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorMessage()).contains("[instance_id]");
    }

    private static Answer send(Bench bench, RestOperation operation) {
        return bench.send(operation.method(), target(operation), body(operation));
    }

    private static String target(RestOperation operation) {
        return operation
                .pathTemplate()
                .replace("{project_id}", "pid0001")
                .replace("{instance_id}", "inst-1")
                .replaceAll("\\{\\w+}", "15366328208d4d77b76532fe9f4006a6");
    }

    private static String body(RestOperation operation) {
        List<Field> fields = operation.fields(Place.BODY);
        return fields.contains(RomaFields.TASK_DETAIL)
                ? BODY
                : fields.contains(RomaFields.ACTION_ID)
                        ? "{\"action_id\":\"stop\",\"list\":[{\"task_id\":\"x\"}]}"
                        : fields.isEmpty() ? "" : "{\"period\":\"DAY\",\"dispatch_interval\":1}";
    }
}
