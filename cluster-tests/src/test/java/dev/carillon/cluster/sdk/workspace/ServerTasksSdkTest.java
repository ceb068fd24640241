package dev.carillon.cluster.sdk.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.workspaceapp.v1.WorkspaceAppClient;
import com.huaweicloud.sdk.workspaceapp.v1.model.BatchDeleteScheduleTaskReq;
import com.huaweicloud.sdk.workspaceapp.v1.model.BatchDeleteScheduleTaskRequest;
import com.huaweicloud.sdk.workspaceapp.v1.model.CreateScheduleTaskReq;
import com.huaweicloud.sdk.workspaceapp.v1.model.CreateScheduleTaskRequest;
import com.huaweicloud.sdk.workspaceapp.v1.model.CreateScheduleTaskResponse;
import com.huaweicloud.sdk.workspaceapp.v1.model.DeleteScheduleTaskRequest;
import com.huaweicloud.sdk.workspaceapp.v1.model.ListFutureExecutionsReq;
import com.huaweicloud.sdk.workspaceapp.v1.model.ListFutureExecutionsRequest;
import com.huaweicloud.sdk.workspaceapp.v1.model.ListFutureExecutionsResponse;
import com.huaweicloud.sdk.workspaceapp.v1.model.ListScheduleTasksRequest;
import com.huaweicloud.sdk.workspaceapp.v1.model.ListScheduleTasksResponse;
import com.huaweicloud.sdk.workspaceapp.v1.model.ListTaskExecuteDetailRequest;
import com.huaweicloud.sdk.workspaceapp.v1.model.ListTaskExecuteHistoryRequest;
import com.huaweicloud.sdk.workspaceapp.v1.model.ScheduleTask;
import com.huaweicloud.sdk.workspaceapp.v1.model.ScheduleTaskExecuteDetail;
import com.huaweicloud.sdk.workspaceapp.v1.model.ScheduleTaskExecuteHistory;
import com.huaweicloud.sdk.workspaceapp.v1.model.ScheduleTaskPolicy;
import com.huaweicloud.sdk.workspaceapp.v1.model.ScheduleTaskStatus;
import com.huaweicloud.sdk.workspaceapp.v1.model.ScheduleTaskTargetTypeEnum;
import com.huaweicloud.sdk.workspaceapp.v1.model.ScheduleTaskTypeEnum;
import com.huaweicloud.sdk.workspaceapp.v1.model.ScheduledTypeEnum;
import com.huaweicloud.sdk.workspaceapp.v1.model.ShowScheduleTaskRequest;
import com.huaweicloud.sdk.workspaceapp.v1.model.TargetInfo;
import com.huaweicloud.sdk.workspaceapp.v1.model.UpdateScheduleTaskReq;
import com.huaweicloud.sdk.workspaceapp.v1.model.UpdateScheduleTaskRequest;
import com.huaweicloud.sdk.workspaceapp.v1.model.UpdateScheduleTaskResponse;
import dev.carillon.cluster.Eventually;
import dev.carillon.cluster.RunningCluster;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The tasks of application servers by the vendor's SDK workspaceapp against a running cluster. */
class ServerTasksSdkTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String NOBODYS = "62f48b59-0ebb-4b1e-ad35-f64948a0591b";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private static final String PRINTED = """
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

    private final RunningCluster cluster = RunningCluster.get();

    private WorkspaceAppClient in(String project) {
        return WorkspaceAppClient.newBuilder()
                .withCredential(new BasicCredentials()
                        .withAk(cluster.key().accessKey())
                        .withSk(cluster.key().secret())
                        .withProjectId(project))
                .withEndpoints(List.of(cluster.url()))
                .build();
    }

    @Test
    void aTaskRunsForEachOfItsTargetsAndItsHistoryTellsSo() throws Exception {
        WorkspaceAppClient client = in("wks-runs");
        CreateScheduleTaskResponse created = create(
                client,
                daily("runs").withTargetInfos(List.of(target("s-1").withTargetName("first"), target("broken"))));
        assertThat(created.getLastStatus()).isEqualTo(ScheduleTaskStatus.WAITING);
        Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS);

        UpdateScheduleTaskResponse updated = update(client, created.getId(), at(tomorrow));
        NearFuture.accepted(soon -> update(client, created.getId(), at(soon)));

        assertThat(updated.getNextExecutionTime()).isEqualTo(DATE.format(tomorrow) + " " + TIME.format(tomorrow));
        ScheduleTaskExecuteHistory record = Eventually.found(
                "a run that has ended",
                SOON,
                () -> history(client, created.getId()).stream()
                        .filter(run -> run.getStatus().equals(ScheduleTaskStatus.FAILED))
                        .findFirst());
        assertThat(record.getTaskId()).isEqualTo(created.getId());
        assertThat(record.getTaskType()).isEqualTo(ScheduleTaskTypeEnum.RESTART_SERVER);
        assertThat(List.of(
                        record.getTotalCount(),
                        record.getSuccessCount(),
                        record.getFailedCount(),
                        record.getExcutingCount()))
                .containsExactly(2, 1, 1, 0);
        assertThat(record.getBeginTime()).isBeforeOrEqualTo(record.getEndTime());
        List<ScheduleTaskExecuteDetail> targets = client.listTaskExecuteDetail(
                        new ListTaskExecuteDetailRequest().withExecuteHistoryId(record.getId()))
                .getItems();
        assertThat(targets).extracting(ScheduleTaskExecuteDetail::getServerId).containsExactly("s-1", "broken");
        assertThat(targets)
                .extracting(ScheduleTaskExecuteDetail::getStatus)
                .containsExactly(ScheduleTaskStatus.SUCCESS, ScheduleTaskStatus.FAILED);
        assertThat(targets.getFirst().getServerName()).isEqualTo("first");
        assertThat(targets.getFirst().getExecuteId()).isEqualTo(record.getId());
        assertThat(onlyTask(client).getLastStatus()).isEqualTo(ScheduleTaskStatus.FAILED);
    }

    private static UpdateScheduleTaskReq at(Instant time) {
        return new UpdateScheduleTaskReq()
                .withScheduledType(ScheduledTypeEnum.FIXED_TIME)
                .withTimeZone("UTC")
                .withScheduledDate(DATE.format(time))
                .withScheduledTime(TIME.format(time));
    }

    private static List<ScheduleTaskExecuteHistory> history(WorkspaceAppClient client, String task) {
        return client.listTaskExecuteHistory(new ListTaskExecuteHistoryRequest().withTaskId(task))
                .getItems();
    }

    @Test
    void everyFieldOfACreationIsReadBack() throws Exception {
        WorkspaceAppClient client = in("wks-create");
        Map<String, Object> samples = new HashMap<>(schedule());
        samples.putAll(Map.of(
                "TaskName",
                "每日_restart-1",
                "TaskType",
                ScheduleTaskTypeEnum.RESTART_SERVER,
                "ScheduleTaskPolicy",
                new ScheduleTaskPolicy().withEnforcementEnable(true),
                "Description",
                "描述",
                "TargetInfos",
                targets()));

        CreateScheduleTaskResponse created =
                create(client, Setters.fill(new CreateScheduleTaskReq(), Map.copyOf(samples)));

        Set<String> ofTheTask = without(samples.keySet(), "TargetInfos");
        Setters.assertReadBack(samples, ofTheTask, created);
        Setters.assertReadBack(samples, ofTheTask, onlyTask(client));
        Setters.assertReadBack(
                samples,
                samples.keySet(),
                client.showScheduleTask(new ShowScheduleTaskRequest().withTaskId(created.getId())));
        assertThat(created.getIsEnable()).isTrue();
        assertThat(created.getTaskCron()).isEqualTo("0 0 9 1,15,L 1,12 ?");
        assertThat(created.getCreateTime())
                .isAfter(OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(5));
    }

    @Test
    void everyFieldOfAnUpdateIsReadBack() throws Exception {
        WorkspaceAppClient client = in("wks-update");
        String id = create(client, daily("before")).getId();
        Map<String, Object> samples = new HashMap<>(schedule());
        samples.putAll(Map.of(
                "TaskName",
                "after",
                "TaskType",
                ScheduleTaskTypeEnum.START_SERVER,
                "ScheduleTaskPolicy",
                new ScheduleTaskPolicy().withEnforcementEnable(true),
                "Description",
                "changed",
                "IsEnable",
                false,
                "TargetInfos",
                targets()));

        UpdateScheduleTaskResponse updated =
                update(client, id, Setters.fill(new UpdateScheduleTaskReq(), Map.copyOf(samples)));

        Set<String> ofTheTask = without(samples.keySet(), "TargetInfos");
        Setters.assertReadBack(samples, ofTheTask, updated);
        Setters.assertReadBack(samples, ofTheTask, onlyTask(client));
        Setters.assertReadBack(
                samples,
                without(samples.keySet(), "IsEnable"),
                client.showScheduleTask(new ShowScheduleTaskRequest().withTaskId(id)));
        assertThat(updated.getNextExecutionTime()).as("it is disabled").isNull();
    }

    @Test
    void futureExecutionsTakeEveryFieldOfASchedule() throws Exception {
        Map<String, Object> samples = new HashMap<>(schedule());
        samples.put("ScheduledType", ListFutureExecutionsReq.ScheduledTypeEnum.MONTH);

        ListFutureExecutionsResponse answer = in("wks-future")
                .listFutureExecutions(new ListFutureExecutionsRequest()
                        .withBody(Setters.fill(new ListFutureExecutionsReq(), Map.copyOf(samples))));

        assertThat(answer.getTimeZone()).isEqualTo("Europe/Berlin");
        assertThat(answer.getFutureExecutions())
                .hasSize(5)
                .allMatch(time -> time.matches("20[0-9]{2}-(01|12)-(01|15|31) 09:00:00"));
    }

    private static Map<String, Object> schedule() {
        return Map.of(
                "ScheduledType", ScheduledTypeEnum.MONTH,
                "DayInterval", 3,
                "WeekList", "1,2,7",
                "MonthList", "1,12",
                "DateList", "1,15,L",
                "TimeZone", "Europe/Berlin",
                "ScheduledDate", "2099-12-23",
                "ScheduledTime", "09:00:00",
                "ExpireTime", OffsetDateTime.parse("2099-03-07T10:40:43.858Z"));
    }

    private static List<TargetInfo> targets() {
        return List.of(
                target("s-1").withTargetName("名"),
                new TargetInfo()
                        .withTargetType(ScheduleTaskTargetTypeEnum.SERVER_GROUP)
                        .withTargetId("g-1"));
    }

    /** The request of the vendor's page for this operation, which no SDK can send: its target_id is an array. */
    @Test
    void theRequestOfTheVendorsPageIsServedAsPrinted() throws Exception {
        WorkspaceAppClient client = in("wks-page");
        String id = create(client, daily("before")).getId();

        HttpResponse<String> answer =
                http("PATCH", "/v1/wks-page/schedule-task/" + id, PRINTED, "X-Auth-Token", token());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        ScheduleTask task = onlyTask(client);
        assertThat(task.getTaskName()).isEqualTo("Scheduled Startup Task");
        assertThat(task.getScheduledType()).isEqualTo(ScheduledTypeEnum.DAY);
        assertThat(task.getExpireTime()).isEqualTo(OffsetDateTime.parse("2022-03-07T10:40:43.858Z"));
        assertThat(task.getNextExecutionTime()).as("it has expired").isNull();
        assertThat(client.showScheduleTask(new ShowScheduleTaskRequest().withTaskId(id))
                        .getTargetInfos())
                .containsExactly(target("3f791197-d166-4c8e-81e4-38c40ffc1989"));
    }

    private String token() throws Exception {
        String body = """
                {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"%s","password":"%s",\
                "domain":{"name":"d"}}}},"scope":{"project":{"name":"p"}}}}""".formatted(cluster.key().accessKey(), cluster.key().secret());
        HttpResponse<String> answer = http("POST", "/v3/auth/tokens", body);
        return answer.headers().firstValue("X-Subject-Token").orElseThrow(() -> new AssertionError(answer.body()));
    }

    private HttpResponse<String> http(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(cluster.url() + path))
                .timeout(SOON)
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    @Test
    void listsAreFilteredAndPaged() {
        WorkspaceAppClient client = in("wks-list");
        create(client, daily("one"));
        create(client, daily("two").withTaskType(ScheduleTaskTypeEnum.START_SERVER));

        ListScheduleTasksResponse page = client.listScheduleTasks(
                new ListScheduleTasksRequest().withOffset(1).withLimit(1));

        assertThat(page.getCount()).isEqualTo(2);
        assertThat(page.getItems()).extracting(ScheduleTask::getTaskName).containsExactly("one");
        assertThat(client.listScheduleTasks(new ListScheduleTasksRequest().withTaskName("tw"))
                        .getItems())
                .extracting(ScheduleTask::getTaskName)
                .containsExactly("two");
        assertThat(client.listScheduleTasks(new ListScheduleTasksRequest().withTaskType("RESTART_SERVER"))
                        .getItems())
                .extracting(ScheduleTask::getTaskName)
                .containsExactly("one");
        assertThat(Setters.of(ListScheduleTasksRequest.class).keySet())
                .containsExactly("Limit", "Offset", "TaskName", "TaskType");
    }

    @Test
    void tasksAreRemovedOneByOneAndInBatches() {
        WorkspaceAppClient client = in("wks-delete");
        String one = create(client, daily("a")).getId();
        String two = create(client, daily("b")).getId();
        String three = create(client, daily("c")).getId();

        client.deleteScheduleTask(new DeleteScheduleTaskRequest().withTaskId(one));
        client.batchDeleteScheduleTask(batch(two, three));

        assertThat(client.listScheduleTasks(new ListScheduleTasksRequest()).getCount())
                .isZero();
        assertRefused(404, one, () -> client.showScheduleTask(new ShowScheduleTaskRequest().withTaskId(one)));
    }

    private static BatchDeleteScheduleTaskRequest batch(String... ids) {
        return new BatchDeleteScheduleTaskRequest().withBody(new BatchDeleteScheduleTaskReq().withItems(List.of(ids)));
    }

    @Test
    void everyOperationRefusesInTheSdksOwnTerms() {
        WorkspaceAppClient client = in("wks-refused");
        assertRefused(
                400,
                "setting workspace.task.REINSTALL_OS",
                () -> create(client, daily("x").withTaskType(ScheduleTaskTypeEnum.REINSTALL_OS)));
        assertRefused(404, NOBODYS, () -> update(client, NOBODYS, new UpdateScheduleTaskReq().withDescription("x")));
        assertRefused(404, NOBODYS, () -> client.showScheduleTask(new ShowScheduleTaskRequest().withTaskId(NOBODYS)));
        assertRefused(400, "limit: ", () -> client.listScheduleTasks(new ListScheduleTasksRequest().withLimit(101)));
        assertRefused(
                404, NOBODYS, () -> client.deleteScheduleTask(new DeleteScheduleTaskRequest().withTaskId(NOBODYS)));
        assertRefused(404, NOBODYS, () -> client.batchDeleteScheduleTask(batch(NOBODYS)));
        assertRefused(404, NOBODYS, () -> history(client, NOBODYS));
        assertRefused(
                404,
                NOBODYS,
                () -> client.listTaskExecuteDetail(new ListTaskExecuteDetailRequest().withExecuteHistoryId(NOBODYS)));
        assertRefused(
                400,
                "scheduled_time: is mandatory",
                () -> client.listFutureExecutions(new ListFutureExecutionsRequest()
                        .withBody(new ListFutureExecutionsReq()
                                .withScheduledType(ListFutureExecutionsReq.ScheduledTypeEnum.DAY))));
    }

    private static void assertRefused(int status, String message, ThrowingCallable call) {
        ServiceResponseException refused = catchThrowableOfType(ServiceResponseException.class, call);
        assertThat(refused.getHttpStatusCode()).as(refused.toString()).isEqualTo(status);
        assertThat(refused.getErrorCode()).isEqualTo(status == 404 ? "WKS.00000404" : "WKS.00211102");
        assertThat(refused.getErrorMsg()).contains(message);
        assertThat(Optional.ofNullable(refused.getRequestId())).get().asString().isNotEmpty();
    }

    private static CreateScheduleTaskResponse create(WorkspaceAppClient client, CreateScheduleTaskReq task) {
        return client.createScheduleTask(new CreateScheduleTaskRequest().withBody(task));
    }

    private static UpdateScheduleTaskResponse update(
            WorkspaceAppClient client, String id, UpdateScheduleTaskReq change) {
        return client.updateScheduleTask(
                new UpdateScheduleTaskRequest().withTaskId(id).withBody(change));
    }

    private static ScheduleTask onlyTask(WorkspaceAppClient client) {
        List<ScheduleTask> tasks =
                client.listScheduleTasks(new ListScheduleTasksRequest()).getItems();
        assertThat(tasks).hasSize(1);
        return tasks.getFirst();
    }

    private static CreateScheduleTaskReq daily(String name) {
        return new CreateScheduleTaskReq()
                .withTaskName(name)
                .withTaskType(ScheduleTaskTypeEnum.RESTART_SERVER)
                .withScheduledType(ScheduledTypeEnum.DAY)
                .withScheduledTime("03:00:00")
                .withTargetInfos(List.of(target("s-1")));
    }

    private static TargetInfo target(String id) {
        return new TargetInfo()
                .withTargetType(ScheduleTaskTargetTypeEnum.SERVER)
                .withTargetId(id);
    }

    private static Set<String> without(Set<String> names, String one) {
        Set<String> rest = new HashSet<>(names);
        rest.remove(one);
        return rest;
    }
}
