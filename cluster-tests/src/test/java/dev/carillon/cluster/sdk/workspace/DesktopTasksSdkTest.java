package dev.carillon.cluster.sdk.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.workspace.v2.WorkspaceClient;
import com.huaweicloud.sdk.workspace.v2.model.ApplyObject;
import com.huaweicloud.sdk.workspace.v2.model.ApplyObject.ObjectTypeEnum;
import com.huaweicloud.sdk.workspace.v2.model.BatchDeleteScheduledTasksRequest;
import com.huaweicloud.sdk.workspace.v2.model.CreateScheduledTasksReq;
import com.huaweicloud.sdk.workspace.v2.model.CreateScheduledTasksRequest;
import com.huaweicloud.sdk.workspace.v2.model.DeleteScheduledTasksReq;
import com.huaweicloud.sdk.workspace.v2.model.DeleteScheduledTasksRequest;
import com.huaweicloud.sdk.workspace.v2.model.ListFutureExecutionsReq;
import com.huaweicloud.sdk.workspace.v2.model.ListFutureExecutionsRequest;
import com.huaweicloud.sdk.workspace.v2.model.ListScheduledTasksRecordsDetailsRequest;
import com.huaweicloud.sdk.workspace.v2.model.ListScheduledTasksRecordsRequest;
import com.huaweicloud.sdk.workspace.v2.model.ListScheduledTasksRequest;
import com.huaweicloud.sdk.workspace.v2.model.ScheduledTask;
import com.huaweicloud.sdk.workspace.v2.model.ScheduledTasksRecords;
import com.huaweicloud.sdk.workspace.v2.model.ScheduledTasksRecordsDetails;
import com.huaweicloud.sdk.workspace.v2.model.ShowScheduledTasksRequest;
import com.huaweicloud.sdk.workspace.v2.model.UpdateScheduledTasksReq;
import com.huaweicloud.sdk.workspace.v2.model.UpdateScheduledTasksRequest;
import dev.carillon.cluster.Eventually;
import dev.carillon.cluster.RunningCluster;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The tasks of desktops by the vendor's SDK workspace against a running cluster. */
class DesktopTasksSdkTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String NOBODYS = "62f48b59-0ebb-4b1e-ad35-f64948a0591b";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private final RunningCluster cluster = RunningCluster.get();

    private WorkspaceClient in(String project) {
        return WorkspaceClient.newBuilder()
                .withCredential(new BasicCredentials()
                        .withAk(cluster.key().accessKey())
                        .withSk(cluster.key().secret())
                        .withProjectId(project))
                .withEndpoints(List.of(cluster.url()))
                .build();
    }

    @Test
    void aTaskRunsForEachOfItsObjectsAndItsRecordsTellSo() throws Exception {
        WorkspaceClient client = in("wks2-runs");
        create(client, new DesktopTask("runs", "REBOOT", List.of(desktop("broken"), desktop("d-1"))));
        String id = onlyTask(client).getId();

        NearFuture.accepted(soon -> update(
                client,
                id,
                new UpdateScheduledTasksReq()
                        .withScheduledType(UpdateScheduledTasksReq.ScheduledTypeEnum.FIXED_TIME)
                        .withTimeZone("UTC")
                        .withScheduledDate(DATE.format(soon))
                        .withScheduledTime(TIME.format(soon))));

        ScheduledTasksRecords record = Eventually.found(
                "a run that has ended",
                SOON,
                () -> client
                        .listScheduledTasksRecords(new ListScheduledTasksRecordsRequest().withTaskId(id))
                        .getTasksRecords()
                        .stream()
                        .filter(run -> run.getStatus().equals("FAIL"))
                        .findFirst());
        assertThat(List.of(record.getSuccessNum(), record.getFailedNum(), record.getSkipNum()))
                .containsExactly(1, 1, 0);
        assertThat(record.getExecuteTaskId()).isEqualTo(id);
        assertThat(record.getExecuteObjectType()).isEqualTo("DESKTOP");
        List<ScheduledTasksRecordsDetails> details = client.listScheduledTasksRecordsDetails(
                        new ListScheduledTasksRecordsDetailsRequest()
                                .withTaskId(id)
                                .withRecordId(record.getId())
                                .withOffset(0)
                                .withLimit(10))
                .getTasksRecordsDetails();
        assertThat(details)
                .extracting(ScheduledTasksRecordsDetails::getDesktopId)
                .containsExactly("broken", "d-1");
        assertThat(details)
                .extracting(ScheduledTasksRecordsDetails::getExecStatus)
                .containsExactly("FAIL", "SUCCESS");
        assertThat(onlyTask(client).getLastStatus()).isEqualTo("FAIL");
        assertThat(onlyTask(client).getNextExecutionTime()).isNull();
    }

    @Test
    void everyFieldOfAnUpdateIsReadBackOrRefused() throws Exception {
        WorkspaceClient client = in("wks2-update");
        create(client, new DesktopTask("before", "REBOOT", List.of(desktop("d-1"))));
        String id = onlyTask(client).getId();
        Map<String, Object> samples = new HashMap<>(Map.of(
                "ScheduledType", UpdateScheduledTasksReq.ScheduledTypeEnum.MONTH,
                "DayInterval", 3,
                "WeekList", "1,2,7",
                "MonthList", "1,12",
                "DateList", "1,15,L",
                "ScheduledDate", "2099-12-23",
                "ScheduledTime", "09:00:00",
                "ExpireTime", "2099-03-07 10:40:43",
                "TimeZone", "Europe/Berlin"));
        samples.putAll(Map.of(
                "GrayCount",
                2,
                "GrayDesktopIds",
                List.of("d-1", "d-2"),
                "GrayFailThreshold",
                1,
                "TaskName",
                "after",
                "ForceExecute",
                true,
                "Description",
                "描述",
                "Enable",
                false,
                "ExtraParams",
                "{\"b\":2}",
                "Priority",
                50,
                "WaitTime",
                43_200));
        samples.putAll(Map.of(
                "IsGray",
                true,
                "LifeCycleType",
                "POST_CREATE_DESKTOP_SUCCESS",
                "ApplyObjects",
                List.of(
                        desktop("d-2").withObjectName("two"),
                        new ApplyObject().withObjectType(ObjectTypeEnum.ALL_DESKTOPS))));
        UpdateScheduledTasksReq change = Setters.fill(new UpdateScheduledTasksReq(), Map.copyOf(samples));

        assertRefused(400, "life_cycle_type: ", () -> update(client, id, change));
        change.setLifeCycleType(null);
        update(client, id, change);

        // No class of the SDK has is_gray in an answer; the adapter's own test reads it from the definition.
        Set<String> shown = new HashSet<>(samples.keySet());
        shown.removeAll(Set.of("LifeCycleType", "IsGray", "Enable", "Priority"));
        Setters.assertReadBack(
                samples, shown, client.showScheduledTasks(new ShowScheduledTasksRequest().withTaskId(id)));
        Setters.assertReadBack(
                samples,
                Set.of("ScheduledType", "TimeZone", "TaskName", "Description", "Enable", "Priority", "WaitTime"),
                onlyTask(client));
    }

    @Test
    void theSdksOwnRequestOfACreationLacksTheTask() {
        assertThat(Setters.of(CreateScheduledTasksReq.class).keySet())
                .containsExactlyElementsOf(
                        Setters.of(ListFutureExecutionsReq.class).keySet());
        assertRefused(
                400,
                "task_name: is missing",
                () -> create(
                        in("wks2-create"),
                        new CreateScheduledTasksReq()
                                .withScheduledType(CreateScheduledTasksReq.ScheduledTypeEnum.DAY)
                                .withScheduledTime("03:00:00")));
    }

    @Test
    void futureExecutionsTakeEveryFieldOfASchedule() throws Exception {
        Map<String, Object> samples = new HashMap<>(Map.of(
                "ScheduledType", ListFutureExecutionsReq.ScheduledTypeEnum.WEEK,
                "DayInterval", 3,
                "WeekList", "2",
                "MonthList", "1,12",
                "DateList", "1,15,L",
                "ScheduledDate", "2099-12-23",
                "ScheduledTime", "09:00:00",
                "ExpireTime", "2099-03-07 10:40:43",
                "TimeZone", "Europe/Berlin"));
        samples.putAll(Map.of(
                "GrayCount",
                2,
                "GrayDesktopIds",
                List.of("d-1", "d-2"),
                "GrayFailThreshold",
                1,
                "LifeCycleType",
                "POST_CREATE_DESKTOP_SUCCESS"));
        ListFutureExecutionsReq schedule = Setters.fill(new ListFutureExecutionsReq(), Map.copyOf(samples));
        WorkspaceClient client = in("wks2-future");

        assertRefused(400, "life_cycle_type: ", () -> future(client, schedule));
        schedule.setLifeCycleType(null);

        assertThat(future(client, schedule)).hasSize(5).allMatch(time -> time.endsWith(" 09:00:00"));
    }

    private static List<String> future(WorkspaceClient client, ListFutureExecutionsReq schedule) {
        return client.listFutureExecutions(new ListFutureExecutionsRequest().withBody(schedule))
                .getFutureExecutions();
    }

    @Test
    void listsAreFilteredByEveryParameter() {
        WorkspaceClient client = in("wks2-list");
        create(client, new DesktopTask("one", "REBOOT", List.of(desktop("d-1"))));
        create(client, new DesktopTask("two", "EXECUTE_SCRIPT", List.of(desktop("d-1"))));

        assertThat(names(client, list().withOffset(1).withLimit(1))).containsExactly("one");
        assertThat(names(client, list().withTaskName("tw"))).containsExactly("two");
        assertThat(names(client, list().withTaskType("REBOOT"))).containsExactly("one");
        assertThat(names(client, list().withScheduledType("DAY"))).containsExactly("two", "one");
        assertThat(names(client, list().withLastStatus("SUCCESS"))).isEmpty();
        assertThat(names(client, list().withLifeCycleType("POST_DESKTOP_DISCONNECTED")))
                .isEmpty();
        assertThat(Setters.of(ListScheduledTasksRequest.class)).hasSize(7);
    }

    /** The SDK sends nothing without these two. */
    private static ListScheduledTasksRequest list() {
        return new ListScheduledTasksRequest().withOffset(0).withLimit(10);
    }

    private static List<String> names(WorkspaceClient client, ListScheduledTasksRequest request) {
        return client.listScheduledTasks(request).getScheduledTasks().stream()
                .map(ScheduledTask::getTaskName)
                .toList();
    }

    @Test
    void tasksAreRemovedOneByOneAndInBatches() {
        WorkspaceClient client = in("wks2-delete");
        create(client, new DesktopTask("a", "REBOOT", List.of(desktop("d-1"))));
        String one = onlyTask(client).getId();
        client.deleteScheduledTasks(new DeleteScheduledTasksRequest().withTaskId(one));
        create(client, new DesktopTask("b", "REBOOT", List.of(desktop("d-1"))));
        String two = onlyTask(client).getId();

        client.batchDeleteScheduledTasks(batch(two));

        assertThat(client.listScheduledTasks(list()).getTotalCount()).isZero();
    }

    private static BatchDeleteScheduledTasksRequest batch(String id) {
        return new BatchDeleteScheduledTasksRequest().withBody(new DeleteScheduledTasksReq().withTaskIds(List.of(id)));
    }

    @Test
    void everyOperationRefusesInTheSdksOwnTerms() {
        WorkspaceClient client = in("wks2-refused");
        assertRefused(
                400,
                "setting workspace.task.CREATE_SNAPSHOT",
                () -> create(client, new DesktopTask("x", "CREATE_SNAPSHOT", List.of(desktop("d-1")))));
        assertRefused(404, NOBODYS, () -> update(client, NOBODYS, new UpdateScheduledTasksReq().withDescription("x")));
        assertRefused(
                404, NOBODYS, () -> client.showScheduledTasks(new ShowScheduledTasksRequest().withTaskId(NOBODYS)));
        assertRefused(400, "limit: ", () -> client.listScheduledTasks(list().withLimit(51)));
        assertRefused(
                404, NOBODYS, () -> client.deleteScheduledTasks(new DeleteScheduledTasksRequest().withTaskId(NOBODYS)));
        assertRefused(404, NOBODYS, () -> client.batchDeleteScheduledTasks(batch(NOBODYS)));
        assertRefused(
                404,
                NOBODYS,
                () -> client.listScheduledTasksRecords(new ListScheduledTasksRecordsRequest().withTaskId(NOBODYS)));
        assertRefused(
                404,
                NOBODYS,
                () -> client.listScheduledTasksRecordsDetails(new ListScheduledTasksRecordsDetailsRequest()
                        .withTaskId(NOBODYS)
                        .withRecordId(NOBODYS)
                        .withOffset(0)
                        .withLimit(10)));
        assertRefused(400, "scheduled_type: is missing", () -> future(client, new ListFutureExecutionsReq()));
    }

    private static void assertRefused(int status, String message, ThrowingCallable call) {
        ServiceResponseException refused = catchThrowableOfType(ServiceResponseException.class, call);
        assertThat(refused.getHttpStatusCode()).as(refused.toString()).isEqualTo(status);
        assertThat(refused.getErrorCode()).isEqualTo(status == 404 ? "WKS.00000404" : "WKS.00211102");
        assertThat(refused.getErrorMsg()).contains(message);
    }

    private static void create(WorkspaceClient client, CreateScheduledTasksReq task) {
        client.createScheduledTasks(new CreateScheduledTasksRequest().withBody(task));
    }

    private static void update(WorkspaceClient client, String id, UpdateScheduledTasksReq change) {
        client.updateScheduledTasks(
                new UpdateScheduledTasksRequest().withTaskId(id).withBody(change));
    }

    private static ScheduledTask onlyTask(WorkspaceClient client) {
        List<ScheduledTask> tasks = client.listScheduledTasks(list()).getScheduledTasks();
        assertThat(tasks).hasSize(1);
        return tasks.getFirst();
    }

    private static ApplyObject desktop(String id) {
        return new ApplyObject().withObjectId(id).withObjectType(ObjectTypeEnum.DESKTOP);
    }
}
