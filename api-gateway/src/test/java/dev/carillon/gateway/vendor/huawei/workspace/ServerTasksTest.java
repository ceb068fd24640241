package dev.carillon.gateway.vendor.huawei.workspace;

import static dev.carillon.gateway.vendor.huawei.workspace.Bench.NOW;
import static dev.carillon.gateway.vendor.huawei.workspace.Bench.SERVERS;
import static dev.carillon.gateway.vendor.huawei.workspace.Bench.SERVER_TASK;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.Task;
import dev.carillon.core.time.Bounds;
import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.OneTime;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.vendor.huawei.HuaweiClient;
import dev.carillon.gateway.vendor.rest.GoldenRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServerTasksTest {

    /** The request of the vendor's page, as printed. */
    private static final String SEED = """
            {
            "scheduled_type" : "day",
            "day_interval" : 1,
            "week_list" : "1,2,7",
            "month_list" : "1,3,12",
            "date_list" : "1,2,28,L",
            "time_zone" : "Asia/Shanghai",
            "scheduled_date" : "2022-12-23",
            "scheduled_time" : "09:00:00",
            "expire_time" : "2022-03-07T10:40:43.858Z",
            "task_name" : "Scheduled Startup Task",
            "task_type" : "RESTART_SERVER",
            "schedule_task_policy" : {
            "enforcement_enable" : false
            },
            "description" : "Used for power-on and power-off",
            "is_enable" : true,
            "target_infos" : [ {
            "target_type" : "SERVER",
            "target_id" : [ "3f791197-d166-4c8e-81e4-38c40ffc1989" ]
            } ]
            }""";

    private final Bench bench = new Bench();

    @Test
    void aTaskBecomesAPlanWithAStepForEachTarget() {
        JobDefinition job = bench.job(bench.serverTask());

        assertThat(job.namespace()).isEqualTo("pid0001");
        assertThat(job.group()).isEqualTo("default");
        assertThat(job.name()).isEqualTo("nightly");
        assertThat(job.enabled()).isTrue();
        assertThat(job.labels()).containsEntry("carillon.api", "huawei.workspace");
        assertThat(job.bounds()).isEqualTo(new Bounds(null, Instant.parse("2027-03-07T10:40:43.858Z")));
        Task.Plan plan = (Task.Plan) job.task();
        assertThat(plan.tasks()).containsExactly(Bench.RESTART);
        assertThat(plan.stopOnFailure()).isFalse();
        assertThat(plan.parallelism()).isEqualTo(Guesses.PARALLELISM);
        assertThat(plan.steps()).containsExactly(step("s-1", "one", "SERVER"), step("g-2", "", "SERVER_GROUP"));
    }

    private static Task.Step step(String id, String name, String type) {
        Map<String, String> values = Map.of(
                "target_type",
                type,
                "target_id",
                id,
                "target_name",
                name,
                "task_type",
                "RESTART_SERVER",
                "force",
                "true");
        return new Task.Step(id, name, 0, values, "", 0);
    }

    @Test
    void daysAreCountedFromTheDayOfCreationInTheTasksZone() {
        String id = bench.serverTask();

        ZoneId zone = ZoneId.of("Asia/Shanghai");
        assertThat(bench.job(id).schedule())
                .isEqualTo(new CalendarInterval(
                        CalendarInterval.Unit.DAY, 3, Instant.parse("2026-11-22T01:00:00Z"), zone));
        bench.ok("PATCH", SERVERS + "/" + id, "{\"scheduled_time\":\"01:00:00\"}");
        assertThat(bench.job(id).nextFire(NOW)).contains(Instant.parse("2026-11-24T17:00:00Z"));
    }

    @Test
    void answersWithTheWholeTask() {
        JsonNode answer = bench.ok("POST", SERVERS, SERVER_TASK);

        assertThat(answer.toString().replace(answer.path("id").asText(), "ID")).isEqualTo("""
                {"id":"ID","task_name":"nightly","task_type":"RESTART_SERVER","last_status":"WAITING",\
                "task_cron":"0 0 9 1/3 * ?","next_execution_time":"2026-11-22 09:00:00",\
                "schedule_task_policy":{"enforcement_enable":true},"scheduled_type":"DAY","day_interval":3,\
                "time_zone":"Asia/Shanghai","scheduled_time":"09:00:00","expire_time":"2027-03-07T10:40:43.858Z",\
                "description":"描述","is_enable":true,"create_time":"1970-01-01T00:00:00.000Z",\
                "update_time":"1970-01-01T00:00:00.000Z"}""");
    }

    @Test
    void showsTheDefinitionWithItsTargets() {
        String id = bench.serverTask();

        assertThat(bench.ok("GET", SERVERS + "/" + id, "").toString()).isEqualTo("""
                {"id":"%s","task_name":"nightly","task_type":"RESTART_SERVER",\
                "schedule_task_policy":{"enforcement_enable":true},"scheduled_type":"DAY","day_interval":3,\
                "time_zone":"Asia/Shanghai","scheduled_time":"09:00:00","expire_time":"2027-03-07T10:40:43.858Z",\
                "description":"描述","target_infos":[{"target_type":"SERVER","target_id":"s-1","target_name":"one"},\
                {"target_type":"SERVER_GROUP","target_id":"g-2"}]}""".formatted(id));
    }

    @Test
    void theRequestOfTheVendorsPageIsTakenAsPrinted() {
        String id = bench.serverTask();

        JsonNode answer = bench.ok("PATCH", SERVERS + "/" + id, SEED);

        JobDefinition job = bench.job(id);
        assertThat(answer.path("task_name").asText()).isEqualTo("Scheduled Startup Task");
        assertThat(answer.path("task_cron").asText()).isEqualTo("0 0 9 * * ?");
        assertThat(answer.path("scheduled_type").asText()).isEqualTo("DAY");
        assertThat(answer.path("date_list").asText()).isEqualTo("1,2,28,L");
        assertThat(answer.path("scheduled_date").asText()).isEqualTo("2022-12-23");
        assertThat(answer.path("expire_time").asText()).isEqualTo("2022-03-07T10:40:43.858Z");
        assertThat(answer.has("next_execution_time")).as("it has expired").isFalse();
        assertThat(Target.of(job)).containsExactly(new Target("SERVER", "3f791197-d166-4c8e-81e4-38c40ffc1989", ""));
        assertThat(bench.ok("GET", SERVERS + "/" + id, "")
                        .at("/target_infos/0/target_id")
                        .asText())
                .isEqualTo("3f791197-d166-4c8e-81e4-38c40ffc1989");
    }

    @Test
    void anExpiredTaskIsDueAgainWhenItsExpiryMoves() {
        String id = bench.serverTask();
        bench.ok("PATCH", SERVERS + "/" + id, "{\"expire_time\":\"2022-03-07T10:40:43.858Z\"}");
        bench.ok("PATCH", SERVERS + "/" + id, "{\"description\":\"still expired\"}");
        assertThat(bench.job(id).nextFire(NOW)).isEmpty();

        JsonNode answer = bench.ok("PATCH", SERVERS + "/" + id, "{\"expire_time\":\"2027-01-01 00:00:00\"}");

        assertThat(answer.path("next_execution_time").asText()).isEqualTo("2026-11-22 09:00:00");
        assertThat(answer.path("expire_time").asText()).isEqualTo("2026-12-31T16:00:00.000Z");
    }

    @Test
    void theCapturedRequestsAreUnderstood() {
        HttpAnswer list = bench.answer(
                GoldenRequest.load("huawei-workspaceapp-ListScheduleTasks").call());
        GoldenRequest update = GoldenRequest.load("huawei-workspaceapp-UpdateScheduleTask");
        HttpAnswer nobodys = bench.answer(update.call());
        String id = bench.serverTask();
        HttpAnswer own = bench.answer(new HuaweiClient()
                .signed("PATCH", SERVERS + "/" + id, new String(update.call().body(), StandardCharsets.UTF_8), NOW));

        assertThat(Bench.text(list)).isEqualTo("{\"count\":0,\"items\":[]}");
        assertThat(nobodys.status()).isEqualTo(404);
        assertThat(Bench.text(nobodys)).isEqualTo("""
                {"error_code":"WKS.00000404","error_msg":"The resource does not exist: \
                scheduled task 62f48b59-0ebb-4b1e-ad35-f64948a0591b"}""");
        assertThat(own.status()).isEqualTo(200);
        assertThat(bench.job(id).name()).isEqualTo("Scheduled Startup Task");
    }

    @Test
    void anUpdateChangesOnlyWhatItSends() {
        String id = bench.serverTask();
        JobDefinition before = bench.job(id);

        bench.ok("PATCH", SERVERS + "/" + id, "{\"is_enable\":false,\"description\":\"\",\"task_name\":null}");

        assertThat(bench.job(id))
                .isEqualTo(before.toBuilder().enabled(false).description("").build());
        assertThat(bench.ok("GET", SERVERS, "").at("/items/0").has("next_execution_time"))
                .isFalse();
    }

    @Test
    void anEmptyTextTakesAFieldAway() {
        String id = bench.serverTask();

        bench.ok("PATCH", SERVERS + "/" + id, "{\"expire_time\":\"\"}");

        assertThat(bench.job(id).bounds()).isEqualTo(Bounds.NONE);
    }

    @Test
    void aTypeThatNothingIsBoundToIsRefusedByTheNameOfItsSetting() {
        String id = bench.serverTask();

        String created = bench.refused(
                400, "WKS.00211102", "POST", SERVERS, SERVER_TASK.replace("RESTART_SERVER", "REINSTALL_OS"));
        String updated =
                bench.refused(400, "WKS.00211102", "PATCH", SERVERS + "/" + id, "{\"task_type\":\"stop_server\"}");

        assertThat(created).contains("task_type: ", "setting workspace.task.REINSTALL_OS ");
        assertThat(updated).contains("task_type: ", "setting workspace.task.STOP_SERVER ");
        assertThat(bench.jobs.jobs).hasSize(1);
    }

    @Test
    void whatATypeRunsIsTakenAnewWithEachUpdateAsLongAsItIsBound() {
        String id = bench.serverTask();
        Task.Shell other = new Task.Shell("other", List.of(), Map.of());

        bench.bound(Map.of("RESTART_SERVER", other)).ok("PATCH", SERVERS + "/" + id, "{\"description\":\"a\"}");
        assertThat(((Task.Plan) bench.job(id).task()).tasks()).containsExactly(other);
        bench.bound(Map.of()).ok("PATCH", SERVERS + "/" + id, "{\"description\":\"b\"}");
        assertThat(((Task.Plan) bench.job(id).task()).tasks()).containsExactly(other);
    }

    @Test
    void aFixedTimeThatIsOverStaysWhenSomethingElseChanges() {
        String id = bench.serverTask();
        String fixed = """
                {"scheduled_type":"FIXED_TIME","scheduled_date":"2026-11-22","scheduled_time":"04:42:08"}""";
        bench.ok("PATCH", SERVERS + "/" + id, fixed);
        assertThat(bench.job(id).schedule()).isEqualTo(new OneTime(NOW.plusSeconds(1)));
        bench.jobs.jobs.computeIfPresent(
                WorkspaceId.parseTask(id).orElseThrow(),
                (key, job) -> job.toBuilder()
                        .schedule(new OneTime(NOW.minusSeconds(7)))
                        .vendorFields(replaced(job.vendorFields(), "workspace.scheduled_time", "04:42:00"))
                        .build());

        bench.ok("PATCH", SERVERS + "/" + id, "{\"task_name\":\"renamed\"}");
        String message =
                bench.refused(400, "WKS.00211102", "PATCH", SERVERS + "/" + id, "{\"scheduled_time\":\"04:42:07\"}");

        assertThat(bench.job(id).name()).isEqualTo("renamed");
        assertThat(message).contains("scheduled_date: ", "must lie in the future, 2026-11-22 04:42:07");
    }

    private static Map<String, String> replaced(Map<String, String> map, String key, String value) {
        Map<String, String> copy = new HashMap<>(map);
        copy.put(key, value);
        return copy;
    }

    @Test
    void listsWhatIsAskedForInPages() {
        for (int i = 0; i < 3; i++) {
            bench.ok("POST", SERVERS, SERVER_TASK.replace("nightly", "nightly-" + i));
        }
        bench.ok("POST", SERVERS, SERVER_TASK.replace("nightly", "startup").replace("RESTART_", "START_"));
        bench.desktopTask();

        assertThat(bench.ok("GET", SERVERS, "").path("count").asInt()).isEqualTo(4);
        assertThat(names(bench.ok("GET", SERVERS + "?task_name=night&offset=1&limit=1", "")))
                .hasSize(1);
        assertThat(bench.ok("GET", SERVERS + "?task_name=night&offset=9", "")
                        .path("count")
                        .asInt())
                .isEqualTo(3);
        assertThat(names(bench.ok("GET", SERVERS + "?task_type=start_server", "")))
                .containsExactly("startup");
    }

    private static List<String> names(JsonNode answer) {
        return answer.path("items")
                .valueStream()
                .map(item -> item.path("task_name").asText())
                .toList();
    }

    @Test
    void saysWhenAScheduleWouldBeDue() {
        JsonNode answer = bench.ok("POST", SERVERS + "/future-executions", """
                {"scheduled_type":"MONTH","date_list":"15,L","month_list":"2,12","time_zone":"Europe/Berlin",\
                "scheduled_time":"08:30:00","expire_time":"2027-02-28T07:00:00Z"}""");

        assertThat(answer.toString()).isEqualTo("""
                {"future_executions":["2026-12-15 08:30:00","2026-12-31 08:30:00","2027-02-15 08:30:00"],\
                "time_zone":"Europe/Berlin"}""");
    }

    @Test
    void removesATaskAndTellsARepetitionTheSame() {
        String id = bench.serverTask();
        Map<String, String> named = Map.of("x-client-token", "once");
        HuaweiClient client = new HuaweiClient();

        HttpAnswer first = bench.answer(client.signed("DELETE", SERVERS + "/" + id, "", NOW, named));
        HttpAnswer again = bench.answer(client.signed("DELETE", SERVERS + "/" + id, "", NOW.plusSeconds(1), named));

        assertThat(first.status()).isEqualTo(204);
        assertThat(first.body()).isEmpty();
        assertThat(again.status()).isEqualTo(204);
        bench.refused(404, "WKS.00000404", "DELETE", SERVERS + "/" + id, "");
    }

    @Test
    void removesABatchWholeOrNotAtAll() {
        List<String> ids = Stream.of("a", "b", "c")
                .map(name -> bench.ok("POST", SERVERS, SERVER_TASK.replace("nightly", name))
                        .path("id")
                        .asText())
                .toList();
        String desktop = bench.desktopTask();
        String path = SERVERS + "/actions/batch-delete";

        String unknown = bench.refused(
                404, "WKS.00000404", "POST", path, items(ids.get(0), "62f48b59-0ebb-4b1e-ad35-f64948a0591b"));
        String foreign = bench.refused(404, "WKS.00000404", "POST", path, items(ids.get(0), desktop));
        assertThat(unknown).endsWith("62f48b59-0ebb-4b1e-ad35-f64948a0591b");
        assertThat(foreign).endsWith(desktop);
        assertThat(bench.jobs.jobs).hasSize(4);
        assertThat(bench.send("POST", path, items(ids.get(0), ids.get(1), ids.get(0)))
                        .status())
                .isEqualTo(204);
        assertThat(bench.jobs.jobs).hasSize(2);
        bench.refused(404, "WKS.00000404", "POST", path, items(ids.get(2), ids.get(1)));
        assertThat(bench.jobs.jobs).hasSize(2);
    }

    private static String items(String... ids) {
        return "{\"items\":[\"" + String.join("\",\"", ids) + "\"]}";
    }

    @Test
    void aBatchWhoseOutcomeIsOpenMayBeSentAgain() {
        String id = bench.serverTask();
        Map<String, String> named = Map.of("x-client-token", "once");
        HuaweiClient client = new HuaweiClient();
        bench.jobs.loseNextReply();

        HttpAnswer open = bench.answer(client.signed("POST", SERVERS + "/actions/batch-delete", items(id), NOW, named));
        HttpAnswer told = bench.answer(client.signed("POST", SERVERS + "/actions/batch-delete", items(id), NOW, named));

        assertThat(open.status()).isEqualTo(503);
        assertThat(Bench.json(open).path("error_code").asText()).isEqualTo("WKS.00000503");
        assertThat(told.status()).isEqualTo(204);
    }

    @Test
    void conflictsAndFailuresHaveTheVendorsCodes() {
        bench.jobs.failNext(ApiError.of(ApiError.Category.CONFLICT, "somebody was quicker"));
        assertThat(bench.refused(409, "WKS.00211103", "POST", SERVERS, SERVER_TASK))
                .endsWith("somebody was quicker");
        bench.jobs.failNext(ApiError.of(ApiError.Category.INTERNAL, "broken"));
        bench.refused(500, "WKS.00211401", "POST", SERVERS, SERVER_TASK);
        assertThat(bench.refused(405, "WKS.00000405", "PUT", SERVERS, "")).endsWith("PUT, expected GET or POST");
        bench.refused(404, "WKS.00000404", "GET", SERVERS + "/a/b/c", "");
        HttpAnswer unsigned = bench.answer(HuaweiClient.call("GET", SERVERS, "", Map.of()));
        assertThat(unsigned.status()).isEqualTo(401);
        assertThat(Bench.json(unsigned).path("error_code").asText()).isEqualTo("WKS.00000401");
    }
}
