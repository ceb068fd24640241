package dev.carillon.gateway.vendor.huawei.roma;

import static dev.carillon.gateway.vendor.huawei.roma.Bench.TASKS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.time.OnDemand;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.vendor.FakeJobService;
import dev.carillon.gateway.vendor.huawei.roma.Bench.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTest {

    private final Bench bench = new Bench();

    @Test
    void aTaskIsOneJobInTheProjectsNamespaceAndTheInstancesGroup() {
        // When
        String id = bench.created(Bench.task(
                "fdi_task-1",
                ",\"task_type\":\"TIMING\",\"description\":\"mysql\",\"task_tag\":\"auto\"",
                "{\"job\":{\"shell\":{\"script\":\"date\"},\"parameters\":\"a b\",\"retry\":{\"retries\":2,\"intervalMs\":1000},"
                        + "\"timeout\":{\"limitMs\":5000,\"kill\":true}},\"sourceSelectedDatasource\":{\"x\":1}}"));

        // Then
        JobDefinition job = bench.job(id);
        assertThat(job.namespace()).isEqualTo("pid0001");
        assertThat(job.group()).isEqualTo("inst-1");
        assertThat(job.name()).isEqualTo("fdi_task-1");
        assertThat(job.labels()).containsEntry("carillon.api", "huawei.roma");
        assertThat(job.task()).isEqualTo(new Task.Shell("date", List.of(), Map.of()));
        assertThat(job.parameters()).isEqualTo("a b");
        assertThat(job.retry().retries()).isEqualTo(2);
        assertThat(job.timeout().limit()).isEqualTo(Duration.ofSeconds(5));
        assertThat(job.schedule()).isEqualTo(new OnDemand());
    }

    @Test
    void givesBackWhatWasSentAndStopsUntilThereIsASchedule() {
        String detail =
                "{ \"sourceSelectedDatasource\" : {\"x\":1}, \"job\":{\"task\":{\"shell\":{\"script\":\"date\"}}}}";
        String id = bench.created(Bench.task(
                "fdi",
                ",\"task_type\":\"timing\",\"source_datasource_id\":\"s1\",\"target_datasource_id\":\"t1\","
                        + "\"description\":\"mysql\",\"task_tag\":\"auto\"",
                detail));

        Answer answer = bench.get(Bench.task(id));

        JsonNode task = answer.json().path("task");
        assertThat(task.path("task_id").asText()).isEqualTo(id).matches("[0-9a-f]{32}");
        assertThat(task.path("task_name").asText()).isEqualTo("fdi");
        assertThat(task.path("task_type").asText()).isEqualTo("timing");
        assertThat(task.path("status").asText()).isEqualTo("stop");
        assertThat(task.path("project_id").asText()).isEqualTo("pid0001");
        assertThat(task.path("source_datasource_id").asText()).isEqualTo("s1");
        assertThat(task.path("target_datasource_id").asText()).isEqualTo("t1");
        assertThat(task.path("description").asText()).isEqualTo("mysql");
        assertThat(task.path("task_tag").asText()).isEqualTo("auto");
        assertThat(task.path("created_date").isIntegralNumber()).isTrue();
        assertThat(answer.json().path("task_detail").asText()).isEqualTo(detail);
    }

    @Test
    void sealsSecretsAndGivesThemBackMasked() {
        String detail =
                "{\"job\":{\"shell\":{\"script\":\"date\"},\"secrets\":{\"TOKEN\":\"t0p\"}},\"other\":\"kept\"}";
        String id = bench.created(Bench.task("fdi", "", detail));

        String shown = bench.get(Bench.task(id)).json().path("task_detail").asText();

        assertThat(shown).doesNotContain("t0p").contains("\"TOKEN\":\"******\"", "\"other\":\"kept\"");
        JobDefinition job = bench.job(id);
        assertThat(job.secrets().get("TOKEN")).startsWith("sealed:1:");
        assertThat(job.toString()).doesNotContain("t0p");

        // What was shown may be sent again.
        bench.send("PUT", Bench.task(id), Bench.task("fdi", "", shown));
        assertThat(bench.job(id).secrets()).isEqualTo(job.secrets());
    }

    @Test
    void refusesAMaskWithoutAValueThatCouldBeKept() {
        Answer answer = bench.send(
                "POST",
                TASKS,
                Bench.task(
                        "fdi", "", "{\"job\":{\"shell\":{\"script\":\"date\"},\"secrets\":{\"TOKEN\":\"******\"}}}"));

        assertThat(answer.errorMessage()).contains("task_detail.job.secrets.TOKEN", "masked");
    }

    @Test
    void aTaskWithoutAJobIsRefusedWithTheFormThatIsExpected() {
        Answer answer = bench.send("POST", TASKS, Bench.task("fdi", "", "{\"sourceSelectedDatasource\":{}}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").asInt()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("FDI.3033");
        assertThat(answer.errorMessage())
                .contains("task_detail", "object job", "{\"job\":{\"shell\":{\"script\":\"date\"}}}");
        assertThat(bench.jobs.commands).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"job":{"shell":{}}}                                       | task_detail.job.shell.script
            {"job":{"shell":{"script":" "}}}                           | task_detail.job.shell.script
            {"job":{"task":{"shell":{"script":" "}}}}                  | task_detail.job.task.shell.script
            {"job":{"shell":{"script":"a"},"http":{"url":"http://h/"}}} | task_detail.job
            {"job":{"shell":{"script":"a"},"extra":1}}                 | task_detail.job.extra
            {"job":{"http":{"url":"ftp://h/"}}}                        | task_detail.job.http.url
            {"job":{"shell":{"script":"a"},"retry":{"retries":-1}}}    | task_detail.job.retry.retries
            {"job":{"shell":{"script":"a"},"priority":99}}             | task_detail.job.priority
            {"job":{"shell":{"script":"a"},"secrets":{"1x":"a"}}}      | task_detail.job.secrets
            {"job":"shell"}                                            | task_detail.job
            {"job":                                                    | task_detail
            [1]                                                        | task_detail
            """)
    void namesTheFieldOfTaskDetailThatIsWrong(String detail, String field) {
        Answer answer = bench.send("POST", TASKS, Bench.task("fdi", "", detail));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorMessage()).contains("[" + field + "]");
        assertThat(bench.jobs.commands).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "task.task_name, ''",
        "task.task_name, ab",
        "task.task_name, -abc",
        "task.task_name, with blank",
        "task.task_type, HOURLY",
        "task.task_tag, a b",
    })
    void namesTheFieldOfTheTaskThatIsWrong(String field, String value) {
        String member = field.substring("task.".length());
        String name = member.equals("task_name") ? value : "hello";
        String more = member.equals("task_name") ? "" : ",\"" + member + "\":\"" + value + "\"";

        Answer answer = bench.send("POST", TASKS, Bench.task(name, more));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorMessage()).contains(field);
    }

    @Test
    void anUpdateSaysAllOfTheTaskButKeepsScheduleAndStatus() {
        String id = bench.scheduled();
        JobDefinition before = bench.job(id);

        Answer answer = bench.send(
                "PUT",
                Bench.task(id),
                Bench.task("other", "", "{\"job\":{\"http\":{\"url\":\"http://127.0.0.1:1/x\"}}}"));

        assertThat(answer.json().at("/task/task_name").asText()).isEqualTo("other");
        assertThat(answer.json().at("/task/status").asText()).isEqualTo("running");
        JobDefinition after = bench.job(id);
        assertThat(after.task()).isInstanceOf(Task.Http.class);
        assertThat(after.schedule()).isEqualTo(before.schedule());
        assertThat(bench.get(Bench.dispatches(id)).status()).isEqualTo(200);
    }

    @Test
    void aTaskOfAnotherPlaceOrApiIsNotFound() {
        String id = bench.created();
        String elsewhere = Bench.task(id).replace("inst-1", "inst-2");
        String otherProject = Bench.task(id).replace("pid0001", "pid0002");
        JobDefinition foreign = JobDefinition.builder(new JobId(4711), new Task.Shell("date", List.of(), Map.of()))
                .namespace("pid0001")
                .group("inst-1")
                .build();
        bench.jobs.jobs.put(foreign.id(), foreign);

        for (String target : List.of(
                elsewhere,
                otherProject,
                Bench.task(RomaId.TASK.of(4711)),
                Bench.task(RomaId.TASK.of(12345)),
                Bench.task("15366328208d4d77b76532fe9f4006a6"),
                Bench.task("x"))) {
            for (String method : List.of("GET", "PUT", "DELETE")) {
                Answer answer = bench.send(method, target, method.equals("PUT") ? Bench.task("hello", "") : "");
                assertThat(answer.status()).as(method + target).isEqualTo(404);
                assertThat(answer.errorCode()).isEqualTo("FDI.3180");
                assertThat(answer.errorMessage()).isEqualTo("This task is not in the project.");
            }
        }
        assertThat(bench.get(TASKS).json().path("total").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tasks//dispatches", "/tasks/%20/dispatches"})
    void anEmptyTaskIdIsSaidToBeOne(String path) {
        Answer answer = bench.send("POST", Bench.INSTANCE + path, "{\"period\":\"DAY\",\"dispatch_interval\":1}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("FDI.3149");
    }

    @Test
    void deletesAStoppedTaskAndRefusesARunningOne() {
        String running = bench.scheduled();
        String stopped = bench.created(Bench.task("other", ""));

        Answer refused = bench.send("DELETE", Bench.task(running), "");
        Answer deleted = bench.send("DELETE", Bench.task(stopped), "");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.errorCode()).isEqualTo("FDI.3023");
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.text()).isEmpty();
        assertThat(bench.get(Bench.task(stopped)).status()).isEqualTo(404);
    }

    @Test
    void aRepeatedRequestWhoseOutcomeWasOpenIsTheSameCommand() {
        bench.jobs.loseNextReply();
        var call = bench.signed("POST", TASKS, Bench.task("hello", ""));

        Answer first = bench.send(call);
        Answer second = bench.send(call);
        Answer third = bench.send(call);

        assertThat(first.status()).isEqualTo(503);
        assertThat(first.errorCode()).isEqualTo("FDI.9999");
        assertThat(second.status()).isEqualTo(200);
        assertThat(third.status()).isEqualTo(401);
        assertThat(bench.jobs.jobs).hasSize(1);
    }

    @Test
    void aRepeatedDeletionIsAnsweredLikeTheFirst() {
        String id = bench.created();
        bench.jobs.loseNextReply();
        var call = bench.signed("DELETE", Bench.task(id), "");

        assertThat(bench.send(call).status()).isEqualTo(503);
        assertThat(bench.send(call).status()).isEqualTo(204);
    }

    @Test
    void aDeletionIsNotTriedWhereTheCallerMayNotBe() {
        Bench held = new Bench(new Permissions(Set.of(), List.of("pid0001"), false));

        Answer answer = held.send("DELETE", Bench.task(RomaId.TASK.of(99)), "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(held.jobs.commands).isEmpty();
    }

    @Test
    void aDeletionIsNotTriedWhereTheTaskWasSomewhereElse() {
        String id = bench.created();
        bench.send("DELETE", Bench.task(id), "");

        Answer elsewhere = bench.send("DELETE", Bench.task(id).replace("inst-1", "inst-2"), "");
        Answer again = bench.send("DELETE", Bench.task(id), "");

        assertThat(elsewhere.status()).isEqualTo(404);
        assertThat(again.status()).isEqualTo(404);
        assertThat(bench.jobs.commands)
                .filteredOn(Command.DeleteJob.class::isInstance)
                .hasSize(2);
    }

    @Test
    void aRefusalOfTheSchedulerKeepsItsMessage() {
        bench.jobs.failNext(ApiError.of(ApiError.Category.CONFLICT, "job exists already"));

        Answer answer = bench.send("POST", TASKS, Bench.task("hello", ""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("FDI.3002");
        assertThat(answer.errorMessage()).contains("exists already");
    }

    @Test
    void listsByEveryFilter() {
        String one = bench.created(Bench.task(
                "orders-daily",
                ",\"source_datasource_id\":\"s1\",\"target_datasource_id\":\"t1\",\"task_tag\":\"sales\""));
        String two = bench.created(Bench.task("stock", ",\"task_type\":\"REALTIME\""));
        bench.send("POST", Bench.dispatches(one), "{\"period\":\"DAY\",\"dispatch_interval\":1}");
        ended(two, Status.FAILED);

        assertThat(listed("")).containsExactlyInAnyOrder(one, two);
        assertThat(listed("?task_id=" + one)).containsExactly(one);
        assertThat(listed("?name=daily")).containsExactly(one);
        assertThat(listed("?task_name=toc")).containsExactly(two);
        assertThat(listed("?status=1")).containsExactly(one);
        assertThat(listed("?status=0")).containsExactly(two);
        assertThat(listed("?task_type=REALTIME")).containsExactly(two);
        assertThat(listed("?source_datasource_id=s1")).containsExactly(one);
        assertThat(listed("?target_datasource_id=t1")).containsExactly(one);
        assertThat(listed("?datasource_id=t1")).containsExactly(one);
        assertThat(listed("?task_tag=sales")).containsExactly(one);
        assertThat(listed("?execute_status=ERROR")).containsExactly(two);
        assertThat(listed("?execute_status=WAITING")).containsExactly(one);
        assertThat(listed("?source_app_id=a")).isEmpty();
        assertThat(listed("?target_app_id=a")).isEmpty();
        assertThat(listed("?task_mode=NORMAL")).hasSize(2);
        assertThat(listed("?task_mode=CDC")).isEmpty();
        assertThat(listed("?sort_field=STATUS&sort_type=DESC")).containsExactly(one, two);
        assertThat(listed("?sort_field=STATUS&sort_type=ASC")).containsExactly(two, one);
        assertThat(listed("?name=")).hasSize(2);
    }

    @Test
    void listsInPagesWithTheTotal() {
        for (int i = 0; i < 5; i++) {
            bench.created(Bench.task("task-" + i, ""));
        }

        JsonNode page = bench.get(TASKS + "?limit=2&offset=4").json();

        assertThat(page.path("total").asInt()).isEqualTo(5);
        assertThat(page.path("size").asInt()).isEqualTo(1);
        assertThat(page.path("entities")).hasSize(1);
        assertThat(listed("?sort_field=CREATED_DATE&sort_type=ASC&limit=1000&offset=-1"))
                .hasSize(5);
        assertThat(listed("?offset=9")).isEmpty();
        assertThat(bench.get(TASKS + "?limit=1001").errorMessage()).contains("[limit]");
    }

    @Test
    void anEntryOfTheListHasTheFormThatTheSdkReads() {
        bench.created();

        JsonNode entry = bench.get(TASKS).json().at("/entities/0");

        assertThat(entry.path("task_type").asText()).isEqualTo("TIMING");
        assertThat(entry.path("status").asInt(-1)).isZero();
        assertThat(entry.path("created_date").asText()).isEqualTo("1970-01-01");
        assertThat(entry.path("execute_status").asText()).isEqualTo("UNSTARTED");
    }

    @Test
    void countsEachTaskOnceByItsNewestRun() {
        bench.created(Bench.task("never-run", ""));
        bench.scheduled();
        for (Status status : List.of(Status.SUCCEEDED, Status.FAILED, Status.STOPPED, Status.RUNNING)) {
            ended(bench.created(Bench.task("task-" + status, "")), status);
        }

        JsonNode counts = bench.get(Bench.INSTANCE + "/statistics/tasks").json();

        JsonNode common = counts.path("common_task_details");
        assertThat(common.path("running_tasks_count").asInt()).isEqualTo(2);
        assertThat(common.path("abnormal_tasks_count").asInt()).isEqualTo(1);
        assertThat(common.path("terminated_tasks_count").asInt()).isEqualTo(2);
        assertThat(common.path("completed_tasks_count").asInt()).isEqualTo(1);
        assertThat(counts.at("/cdc_task_details/running_tasks_count").asInt(-1)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /multi-tasks, multi-tasks",
        "PUT, /multi-tasks/x, multi-tasks",
        "GET, /datasources, datasources",
        "GET, /datasources/x/tables, datasources"
    })
    void saysWhatIsNotServed(String method, String path, String named) {
        Answer answer = bench.send(method, Bench.INSTANCE + path, "{}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.errorMessage()).contains(named, "not served");
    }

    @Test
    void anUnknownMethodIsRefusedWithTheKnownOnes() {
        Answer answer = bench.send("PATCH", TASKS, "{}");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.json().path("code").asInt()).isEqualTo(405);
    }

    @Test
    void onlyCommandsOfTheSchedulerAreSent() {
        bench.scheduled();

        assertThat(bench.jobs.commands).hasExactlyElementsOfTypes(Command.CreateJob.class, Command.ReplaceJob.class);
    }

    private List<String> listed(String query) {
        return bench.get(TASKS + query).json().path("entities").findValuesAsText("task_id");
    }

    private void ended(String taskId, Status status) {
        ExecutionId id = ExecutionId.manual(TaskLookup.id(taskId), "c" + status);
        bench.jobs.executions.add(FakeJobService.execution(id, Cause.MANUAL, status, Bench.NOW.minusSeconds(60), ""));
    }
}
