package dev.carillon.gateway.vendor.huawei.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.GatewaySettings;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.service.ApiName;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.service.WorkspaceTemplates;
import dev.carillon.gateway.vendor.ApiLabel;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.Field.Treatment;
import dev.carillon.gateway.vendor.FieldType;
import dev.carillon.gateway.vendor.rest.RestOperation;
import dev.carillon.gateway.vendor.rest.RestOperation.Place;
import dev.carillon.kafka.settings.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for all operations, so that a new one is held to it too. */
class EveryOperationTest {

    private final Bench bench = new Bench();
    private final String server = bench.serverTask();
    private final String desktop = bench.desktopTask();

    static List<RestOperation> operations() {
        return WorkspaceProduct.OPERATIONS;
    }

    static Stream<RestOperation> onTasks() {
        return operations().stream()
                .filter(each -> each.pathTemplate().contains("_id}/")
                                && each.pathTemplate()
                                        .substring("/v1/{project_id}/".length())
                                        .contains("{")
                        || each.pathTemplate().endsWith("{task_id}"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anotherProjectIsForbidden(RestOperation operation) {
        Bench foreigner = bench.as(new Permissions(Set.of(), List.of("other"), false));

        refusedWithoutEffect(foreigner, operation, 403, "WKS.00081102");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aKeyForAnotherApiIsForbidden(RestOperation operation) {
        Bench foreigner = bench.as(new Permissions(Set.of(ApiName.HUAWEI_ROMA), List.of(), false));

        refusedWithoutEffect(foreigner, operation, 403, "WKS.00081102");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aReaderReadsAndChangesNothing(RestOperation operation) {
        Bench reader = bench.as(Permissions.READ_ONLY);

        if (operation.writes()) {
            refusedWithoutEffect(reader, operation, 403, "WKS.00081102");
        } else {
            int commands = bench.jobs.commands.size();
            assertThat(send(reader, operation, "").status()).isNotEqualTo(403);
            assertThat(bench.jobs.commands).hasSize(commands);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void unknownParametersAreRefusedByName(RestOperation operation) {
        int commands = bench.jobs.commands.size();

        HttpAnswer query = bench.send(operation.method(), path(operation) + "?bogus=1", body(operation));
        HttpAnswer body = bench.send(operation.method(), path(operation), "{\"bogus\":1}");

        assertThat(Bench.text(query)).contains("WKS.00211102", "bogus: is not a parameter");
        assertThat(Bench.text(body)).contains("WKS.00211102", "bogus: is not a field");
        assertThat(bench.jobs.commands).hasSize(commands);
    }

    @ParameterizedTest
    @MethodSource("onTasks")
    void whatAnotherApiHasMadeIsNotFound(RestOperation operation) {
        bench.jobs.jobs.replaceAll((id, job) ->
                job.toBuilder().labels(Map.of(ApiLabel.NAME, "huawei.roma")).build());

        refusedWithoutEffect(bench, operation, 404, "WKS.00000404");
    }

    @ParameterizedTest
    @MethodSource("onTasks")
    void whatIsInAnotherProjectIsNotFound(RestOperation operation) {
        bench.jobs.jobs.replaceAll(
                (id, job) -> job.toBuilder().namespace("other").build());

        refusedWithoutEffect(bench, operation, 404, "WKS.00000404");
    }

    @Test
    void listsShowOnlyTasksOfTheProjectAndTheApi() {
        bench.jobs.jobs.replaceAll((id, job) -> job.toBuilder()
                .labels(Map.of(Family.LABEL, job.labels().getOrDefault(Family.LABEL, "")))
                .build());
        JobDefinition elsewhere = bench.job(server).toBuilder()
                .labels(Map.of(ApiLabel.NAME, WorkspaceProduct.NAME, Family.LABEL, "servers"))
                .namespace("other")
                .build();
        bench.jobs.jobs.put(elsewhere.id(), elsewhere);

        assertThat(bench.ok("GET", Bench.SERVERS, "").path("count").asInt()).isZero();
        assertThat(bench.ok("GET", Bench.DESKTOPS, "").path("total_count").asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "task_name":""                                                  | task_name: must have 1 … 64 characters, has 0
            "task_name":"%s"                                                | task_name: must have 1 … 64 characters, has 65
            "description":"%s%s%s%s"                                        | description: must have 0 … 255 characters, has 260
            "task_type":"EXPLODE"                                           | task_type: must be start_server or
            "is_enable":"yes"                                               | is_enable: must be true or false
            "schedule_task_policy":{"enforcement_enable":1}                 | schedule_task_policy.enforcement_enable: must be true or false
            "schedule_task_policy":{"force":true}                           | schedule_task_policy.force: is not a field
            "target_infos":[]                                               | target_infos: must have 1 … 1000 items, has 0
            "target_infos":{}                                               | target_infos: must be an array
            "target_infos":[{"target_id":"s"}]                              | target_infos[0].target_type: is missing
            "target_infos":[{"target_type":"SERVER"}]                       | target_infos[0].target_id: is missing
            "target_infos":[{"target_type":"SERVER","target_id":[]}]        | target_infos[0].target_id: is missing
            "target_infos":[{"target_type":"SERVER","target_id":["a",7]}]   | target_infos[0].target_id: must be texts of at most 255 characters
            "target_infos":[{"target_type":"SERVER","target_id":{"a":1}}]   | target_infos[0].target_id: must be texts of at most 255 characters
            "target_infos":[{"target_type":"HOUSE","target_id":"a"}]        | target_infos[0].target_type: must be server or server_group
            "target_infos":[{"target_type":"SERVER","target_id":["a","a"]}] | target_infos: names a twice
            """)
    void whatIsWrongWithATaskIsRefusedByTheNameOfItsField(String field, String message) {
        JobDefinition before = bench.job(server);
        String body = "{" + field.replace("%s", "x".repeat(65)) + "}";

        String refusal = bench.refused(400, "WKS.00211102", "PATCH", Bench.SERVERS + "/" + server, body);

        assertThat(refusal).startsWith("The parameter is invalid. " + message);
        assertThat(bench.job(server)).isEqualTo(before);
    }

    @Test
    void aTaskHasAtMostAThousandTargets() {
        String ids = "\"i"
                + String.join(
                        "\",\"i",
                        Stream.iterate(0, i -> i + 1)
                                .limit(1001)
                                .map(String::valueOf)
                                .toList());
        String body = "{\"target_infos\":[{\"target_type\":\"SERVER\",\"target_id\":[" + ids + "\"]}]}";

        assertThat(bench.refused(400, "WKS.00211102", "PATCH", Bench.SERVERS + "/" + server, body))
                .endsWith("target_infos: must name at most 1000 targets, names 1001");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "priority":51                                         | priority: must be 1 … 50
            "wait_time":43201                                     | wait_time: must be 0 … 43200
            "gray_desktop_ids":"d"                                | gray_desktop_ids: must be an array
            "gray_desktop_ids":[7]                                | gray_desktop_ids[0]: must be a string
            "apply_objects":[{"object_type":"DESKTOP"}]           | apply_objects[0].object_id: is missing
            "apply_objects":[{"object_id":"d"}]                   | apply_objects[0].object_type: is missing
            "extra_params":{}                                     | extra_params: must be a string
            """)
    void whatIsWrongWithADesktopTaskIsRefusedByTheNameOfItsField(String field, String message) {
        String refusal = bench.refused(400, "WKS.00211102", "PUT", Bench.DESKTOPS + "/" + desktop, "{" + field + "}");

        assertThat(refusal).startsWith("The parameter is invalid. " + message);
    }

    @Test
    void everyTypeOfTaskHasASetting() {
        List<String> settings = GatewaySettings.ALL.stream().map(Setting::name).toList();

        assertThat(Stream.of(Fields.TASK_TYPE, Fields.DESKTOP_TASK_TYPE)
                        .flatMap(field -> ((FieldType.Word) field.type()).served().stream())
                        .map(Words::upper)
                        .map(WorkspaceTemplates::settingName))
                .hasSize(11)
                .isSubsetOf(settings);
    }

    @Test
    void nothingIsTakenWithoutEffect() {
        Stream<Field> fields = operations().stream()
                .flatMap(operation -> Arrays.stream(Place.values()).flatMap(place -> operation.fields(place).stream()));

        assertThat(fields).noneMatch(field -> field.treatment() == Treatment.NO_EFFECT);
    }

    private void refusedWithoutEffect(Bench caller, RestOperation operation, int status, String code) {
        int commands = bench.jobs.commands.size();
        HttpAnswer answer = send(caller, operation, "");
        assertThat(answer.status()).as(Bench.text(answer)).isEqualTo(status);
        assertThat(Bench.json(answer).path("error_code").asText()).isEqualTo(code);
        assertThat(bench.jobs.commands).hasSize(commands);
    }

    private HttpAnswer send(Bench caller, RestOperation operation, String query) {
        return caller.send(operation.method(), path(operation) + query, body(operation));
    }

    private String path(RestOperation operation) {
        String task = operation.pathTemplate().startsWith("/v1/") ? server : desktop;
        return operation
                .pathTemplate()
                .replace("{project_id}", Bench.PROJECT)
                .replace("{task_id}", task)
                .replace("{execute_history_id}", WorkspaceId.record(1))
                .replace("{record_id}", WorkspaceId.record(1));
    }

    private String body(RestOperation operation) {
        if (operation == Operations.CREATE) {
            return Bench.SERVER_TASK;
        }
        if (operation == Operations.CREATE_DESKTOP) {
            return Bench.DESKTOP_TASK;
        }
        if (operation == Operations.BATCH_DELETE) {
            return "{\"items\":[\"" + server + "\"]}";
        }
        if (operation == Operations.BATCH_DELETE_DESKTOP) {
            return "{\"task_ids\":[\"" + desktop + "\"]}";
        }
        boolean future = operation == Operations.FUTURE || operation == Operations.FUTURE_DESKTOP;
        return future ? "{\"scheduled_type\":\"DAY\",\"scheduled_time\":\"09:00:00\"}" : "";
    }
}
