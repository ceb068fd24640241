package dev.carillon.cluster.sdk.roma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.roma.v2.RomaClient;
import com.huaweicloud.sdk.roma.v2.model.BatchStartOrStopTasksRequest;
import com.huaweicloud.sdk.roma.v2.model.BatchStartOrStopTasksResponse;
import com.huaweicloud.sdk.roma.v2.model.CountTasksRequest;
import com.huaweicloud.sdk.roma.v2.model.CreateCommonTaskRequest;
import com.huaweicloud.sdk.roma.v2.model.CreateCommonTaskRequestBody;
import com.huaweicloud.sdk.roma.v2.model.CreateDispatchesRequest;
import com.huaweicloud.sdk.roma.v2.model.CreateMultiTasksRequest;
import com.huaweicloud.sdk.roma.v2.model.DeleteTaskRequest;
import com.huaweicloud.sdk.roma.v2.model.ListMonitorInfosRequest;
import com.huaweicloud.sdk.roma.v2.model.ListMonitorLogRequest;
import com.huaweicloud.sdk.roma.v2.model.ListTasksRequest;
import com.huaweicloud.sdk.roma.v2.model.MultiTaskRequestBody;
import com.huaweicloud.sdk.roma.v2.model.OperateTasksBean;
import com.huaweicloud.sdk.roma.v2.model.RunTaskRequest;
import com.huaweicloud.sdk.roma.v2.model.ShowDispatchesRequest;
import com.huaweicloud.sdk.roma.v2.model.ShowTaskRequest;
import com.huaweicloud.sdk.roma.v2.model.StopTaskRequest;
import com.huaweicloud.sdk.roma.v2.model.TaskBasicRequestBody;
import com.huaweicloud.sdk.roma.v2.model.TaskBasicRsp;
import com.huaweicloud.sdk.roma.v2.model.TaskBean;
import com.huaweicloud.sdk.roma.v2.model.TaskDispatch;
import com.huaweicloud.sdk.roma.v2.model.TaskMonitorInfo;
import com.huaweicloud.sdk.roma.v2.model.TaskMonitorLog;
import com.huaweicloud.sdk.roma.v2.model.TaskMonitorLog.ExecuteStatusEnum;
import com.huaweicloud.sdk.roma.v2.model.UpdateDispatchesRequest;
import com.huaweicloud.sdk.roma.v2.model.UpdateTaskRequest;
import dev.carillon.cluster.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every served operation by the vendor's SDK, and by hand the one that the SDK does not have. */
class RomaSdkTest {

    private static final String INSTANCE = RomaSdk.INSTANCE;

    private final RomaSdk sdk = new RomaSdk("roma-sdk");
    private final RomaClient client = sdk.client;

    /** The example of the vendor's page, as printed: a start long ago, as an ISO string. */
    @Test
    void theExampleRequestIsAcceptedAsPrintedAndTheTaskRuns() throws Exception {
        // Given
        String task = sdk.create(RomaSdk.shellTask("seed", "echo seeded"));

        // When
        var printed = sdk.byHand("POST", "/tasks/" + task + "/dispatches", """
                {
                "use_quartz_cron" : false,
                "remark" : "123",
                "start_datetime" : "2020-11-14T07:38:25.609Z",
                "period" : "DAY",
                "dispatch_interval" : 1
                }""");
        var shown = sdk.dispatch(task);
        client.runTask(new RunTaskRequest().withInstanceId(INSTANCE).withTaskId(task));
        TaskMonitorLog run = sdk.awaitRun(task, ExecuteStatusEnum.SUCCESS);

        // Then
        assertThat(printed.status()).isEqualTo(200);
        assertThat(printed.requestId()).isPresent();
        assertThat(shown.getStartDatetime()).isEqualTo(1605339505609L);
        assertThat(shown.getPeriod().getValue()).isEqualTo("DAY");
        assertThat(shown.getDispatchInterval()).isEqualTo(1);
        assertThat(shown.getRemark()).isEqualTo("123");
        assertThat(shown.getUseQuartzCron()).isFalse();
        assertThat(shown.getCreatedDate()).isEqualTo(shown.getLastModifiedDate());
        assertThat(sdk.task(task).getStatus()).isEqualTo(TaskBasicRsp.StatusEnum.RUNNING);
        assertThat(run.getStatus()).isEqualTo(901);
        stop(task);
    }

    @Test
    void aScheduleFiresAtItsStart() throws Exception {
        // On a busy machine a start can be over before it is accepted, and what is past does not fire.
        OnTime task = Stream.of(2, 5, 15)
                .flatMap(seconds -> startingIn(seconds).stream())
                .findFirst()
                .orElseThrow();

        TaskMonitorLog run = sdk.awaitRun(task.id(), ExecuteStatusEnum.SUCCESS);
        stop(task.id());
        assertThat(task.answered()).isEqualTo(task.start());
        assertThat(run.getDispatchTime()).isEqualTo(task.start());
        assertThat(run.getStartTime())
                .isBetween(task.start(), task.start() + Duration.ofMinutes(1).toMillis());
        assertThat(run.getSpendTime()).isEqualTo(run.getEndTime() - run.getStartTime());
    }

    private record OnTime(String id, long start, long answered) {}

    /** A task that fires every minute from a start that it was given in time; nothing if it may have been too late. */
    private Optional<OnTime> startingIn(int seconds) {
        String task = sdk.create(RomaSdk.shellTask("on-time-" + seconds, "echo on time"));
        Instant start = Instant.now().plusSeconds(seconds);
        var created = sdk.schedule(
                task,
                new TaskDispatch()
                        .withStartDatetime(start.toEpochMilli())
                        .withPeriod(TaskDispatch.PeriodEnum.MIN)
                        .withDispatchInterval(1L));
        if (Instant.now().isBefore(start)) {
            return Optional.of(new OnTime(task, start.toEpochMilli(), created.getStartDatetime()));
        }
        stop(task);
        return Optional.empty();
    }

    @Test
    void tasksAreCreatedReadChangedAndDeleted() {
        CreateCommonTaskRequestBody body = RomaSdk.shellTask("orders-daily", "echo 1");
        body.getTask().withDescription("你好 <&>").withTaskTag("sales").withSourceDatasourceId("s1");

        var created = client.createCommonTask(
                new CreateCommonTaskRequest().withInstanceId(INSTANCE).withBody(body));
        String task = created.getTask().getTaskId();
        var updated = client.updateTask(new UpdateTaskRequest()
                .withInstanceId(INSTANCE)
                .withTaskId(task)
                .withBody(RomaSdk.shellTask("orders-weekly", "echo 2")));
        TaskBasicRsp shown = sdk.task(task);
        client.deleteTask(new DeleteTaskRequest().withInstanceId(INSTANCE).withTaskId(task));

        assertThat(created.getTask().getTaskName()).isEqualTo("orders-daily");
        assertThat(created.getTask().getTaskType()).isEqualTo(TaskBasicRsp.TaskTypeEnum.TIMING);
        assertThat(created.getTask().getStatus()).isEqualTo(TaskBasicRsp.StatusEnum.STOP);
        assertThat(created.getTask().getProjectId()).isEqualTo("roma-sdk");
        assertThat(created.getTask().getDescription()).isEqualTo("你好 <&>");
        assertThat(created.getTask().getCreatedDate()).isGreaterThan(1_600_000_000_000L);
        assertThat(created.getTaskDetail()).isEqualTo(body.getTaskDetail());
        assertThat(updated.getTask().getTaskName()).isEqualTo("orders-weekly");
        assertThat(shown.getTaskTag()).isNull();
        assertThat(shown.getLastModifiedDate()).isGreaterThanOrEqualTo(shown.getCreatedDate());
        assertThat(refused(() -> sdk.task(task)).getErrorCode()).isEqualTo("FDI.3180");
    }

    @Test
    void schedulesAreShownAndChanged() {
        String task = sdk.create(RomaSdk.shellTask("scheduled", "echo 1"));
        var created = sdk.schedule(
                task,
                new TaskDispatch()
                        .withUseQuartzCron(true)
                        .withCron("0 30 12 * * ?")
                        .withRemark("at noon"));

        var updated = client.updateDispatches(new UpdateDispatchesRequest()
                .withInstanceId(INSTANCE)
                .withTaskId(task)
                .withDispatchId(created.getDispatchId())
                .withBody(new TaskDispatch()
                        .withStartDatetime(1_893_456_000_000L)
                        .withPeriod(TaskDispatch.PeriodEnum.MON)
                        .withDispatchInterval(3L)));

        assertThat(created.getUseQuartzCron()).isTrue();
        assertThat(created.getCron()).isEqualTo("0 30 12 * * ?");
        assertThat(updated.getDispatchId()).isEqualTo(created.getDispatchId());
        assertThat(updated.getPeriod().getValue()).isEqualTo("MON");
        assertThat(updated.getRemark()).isNull();
        assertThat(updated.getCreatedDate()).isEqualTo(created.getCreatedDate());
        assertThat(sdk.dispatch(task).getDispatchInterval()).isEqualTo(3);
        stop(task);
    }

    @Test
    void aRunIsStoppedAndItsOutputRead() throws Exception {
        String task = sdk.create(RomaSdk.shellTask("long", "echo begun; echo going; exec sleep 120"));
        client.runTask(new RunTaskRequest().withInstanceId(INSTANCE).withTaskId(task));
        TaskMonitorLog run = sdk.awaitRun(task, ExecuteStatusEnum.RUNNING);
        Eventually.isTrue(
                "output", RomaSdk.SOON, () -> remarks(task, run.getId()).contains("going"));

        String message = client.stopTask(
                        new StopTaskRequest().withInstanceId(INSTANCE).withTaskId(task))
                .getMessage();

        TaskMonitorLog stopped = sdk.awaitRun(task, ExecuteStatusEnum.CANCELLED);
        assertThat(message).isEqualTo("success");
        assertThat(stopped.getId()).isEqualTo(run.getId());
        assertThat(stopped.getStatus()).isEqualTo(16);
        assertThat(stopped.getPositionStatus()).isEqualTo(TaskMonitorLog.PositionStatusEnum.RUNTIME_CANCEL);
        assertThat(remarks(task, run.getId())).contains("begun", "going");
    }

    @Test
    void aBatchStopsAndStartsSchedules() throws Exception {
        String task = sdk.create(RomaSdk.shellTask("batched", "echo 1"));
        sdk.schedule(
                task,
                new TaskDispatch().withPeriod(TaskDispatch.PeriodEnum.HOUR).withDispatchInterval(1L));

        BatchStartOrStopTasksResponse stopped = batch(OperateTasksBean.ActionIdEnum.STOP, task, RomaSdk.NOBODYS);
        var statusStopped = sdk.task(task).getStatus();
        BatchStartOrStopTasksResponse started = batch(OperateTasksBean.ActionIdEnum.START, task);
        var statusStarted = sdk.task(task).getStatus();
        ClientRequestException running = refused(() -> client.deleteTask(
                new DeleteTaskRequest().withInstanceId(INSTANCE).withTaskId(task)));
        stop(task);
        client.deleteTask(new DeleteTaskRequest().withInstanceId(INSTANCE).withTaskId(task));

        assertThat(stopped.getSuccessCount()).isEqualTo(1);
        assertThat(stopped.getFailureCount()).isEqualTo(1);
        assertThat(stopped.getSuccess().getFirst().getTaskName()).isEqualTo("batched");
        assertThat(stopped.getFailure().getFirst().getTaskId()).isEqualTo(RomaSdk.NOBODYS);
        assertThat(stopped.getFailure().getFirst().getErrorCode()).isEqualTo("FDI.3180");
        assertThat(statusStopped).isEqualTo(TaskBasicRsp.StatusEnum.STOP);
        assertThat(started.getSuccessCount()).isEqualTo(1);
        assertThat(statusStarted).isEqualTo(TaskBasicRsp.StatusEnum.RUNNING);
        assertThat(running.getErrorCode()).isEqualTo("FDI.3023");
    }

    @Test
    void tasksAreListedCountedAndMonitored() throws Exception {
        RomaSdk place = new RomaSdk("roma-lists");
        String failing = place.create(RomaSdk.shellTask("failing", "exit 3"));
        String idle = place.create(RomaSdk.shellTask("idle", "echo 1"));
        place.schedule(
                idle, new TaskDispatch().withPeriod(TaskDispatch.PeriodEnum.DAY).withDispatchInterval(2L));
        place.client.runTask(new RunTaskRequest().withInstanceId(INSTANCE).withTaskId(failing));
        place.awaitRun(failing, ExecuteStatusEnum.ERROR);

        var listed = place.client.listTasks(
                new ListTasksRequest().withInstanceId(INSTANCE).withExecuteStatus("ERROR"));
        var counted = place.client
                .countTasks(new CountTasksRequest().withInstanceId(INSTANCE))
                .getCommonTaskDetails();
        var monitored = place.client.listMonitorInfos(new ListMonitorInfosRequest()
                .withInstanceId(INSTANCE)
                .withOffset(1)
                .withTaskName("idl"));

        assertThat(listed.getTotal()).isEqualTo(1);
        assertThat(listed.getEntities().getFirst().getTaskId()).isEqualTo(failing);
        assertThat(listed.getEntities().getFirst().getCreatedDate()).isNotNull();
        assertThat(counted.getAbnormalTasksCount()).isEqualTo(1);
        assertThat(counted.getRunningTasksCount()).isEqualTo(1);
        assertThat(counted.getCompletedTasksCount()).isZero();
        assertThat(monitored.getTotal()).isEqualTo(1);
        TaskMonitorInfo info = monitored.getEntities().getFirst();
        assertThat(info.getTaskId()).isEqualTo(idle);
        assertThat(info.getStatus()).isEqualTo(TaskMonitorInfo.StatusEnum.NUMBER_1);
        assertThat(info.getPeriod()).isEqualTo(TaskMonitorInfo.PeriodEnum.DAY);
        assertThat(info.getDispatchInterval()).isEqualTo(2);
        assertThat(info.getExecuteStatus()).isEqualTo(TaskMonitorInfo.ExecuteStatusEnum.WAITING);
    }

    static Stream<Arguments> refusals() {
        RomaClient client = new RomaSdk("roma-refused").client;
        String nobodys = RomaSdk.NOBODYS;
        TaskDispatch daily =
                new TaskDispatch().withPeriod(TaskDispatch.PeriodEnum.DAY).withDispatchInterval(1L);
        return Stream.of(
                refusal(
                        400,
                        "FDI.3033",
                        "task_detail",
                        () -> client.createCommonTask(new CreateCommonTaskRequest()
                                .withInstanceId(INSTANCE)
                                .withBody(new CreateCommonTaskRequestBody()
                                        .withTask(new TaskBasicRequestBody().withTaskName("without-job"))
                                        .withTaskDetail("{}")))),
                refusal(
                        400,
                        "FDI.3033",
                        "[limit]",
                        () -> client.listTasks(
                                new ListTasksRequest().withInstanceId(INSTANCE).withLimit(5000))),
                missing(() -> client.showTask(
                        new ShowTaskRequest().withInstanceId(INSTANCE).withTaskId(nobodys))),
                missing(() -> client.updateTask(new UpdateTaskRequest()
                        .withInstanceId(INSTANCE)
                        .withTaskId(nobodys)
                        .withBody(RomaSdk.shellTask("name", "echo")))),
                missing(() -> client.deleteTask(
                        new DeleteTaskRequest().withInstanceId(INSTANCE).withTaskId(nobodys))),
                missing(() -> client.runTask(
                        new RunTaskRequest().withInstanceId(INSTANCE).withTaskId(nobodys))),
                missing(() -> client.stopTask(
                        new StopTaskRequest().withInstanceId(INSTANCE).withTaskId(nobodys))),
                refusal(
                        400,
                        "FDI.3150",
                        "list",
                        () -> client.batchStartOrStopTasks(new BatchStartOrStopTasksRequest()
                                .withInstanceId(INSTANCE)
                                .withBody(new OperateTasksBean()
                                        .withActionId(OperateTasksBean.ActionIdEnum.STOP)
                                        .withList(List.of())))),
                missing(() -> client.createDispatches(new CreateDispatchesRequest()
                        .withInstanceId(INSTANCE)
                        .withTaskId(nobodys)
                        .withBody(daily))),
                missing(() -> client.showDispatches(
                        new ShowDispatchesRequest().withInstanceId(INSTANCE).withTaskId(nobodys))),
                missing(() -> client.updateDispatches(new UpdateDispatchesRequest()
                        .withInstanceId(INSTANCE)
                        .withTaskId(nobodys)
                        .withDispatchId(nobodys)
                        .withBody(daily))),
                refusal(
                        400,
                        "FDI.3033",
                        "[instance_id]",
                        () -> client.countTasks(new CountTasksRequest().withInstanceId("x".repeat(65)))),
                refusal(
                        400,
                        "FDI.3033",
                        "[limit]",
                        () -> client.listMonitorInfos(new ListMonitorInfosRequest()
                                .withInstanceId(INSTANCE)
                                .withLimit(-1))),
                missing(() -> client.listMonitorLog(
                        new ListMonitorLogRequest().withInstanceId(INSTANCE).withTaskId(nobodys))),
                refusal(
                        404,
                        "APIG.0101",
                        "not served",
                        () -> client.createMultiTasks(new CreateMultiTasksRequest()
                                .withInstanceId(INSTANCE)
                                .withBody(new MultiTaskRequestBody()))));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalIsTheSdksOwnError(int status, String code, String named, ThrowingCallable call) {
        ClientRequestException refused = refused(call);

        assertThat(refused.getHttpStatusCode()).isEqualTo(status);
        assertThat(refused.getErrorCode()).isEqualTo(code);
        assertThat(refused.getErrorMsg()).contains(named);
        assertThat(refused.getRequestId()).isNotBlank();
    }

    @Test
    void aRunThatIsNotThereIsRefusedByHandToo() throws Exception {
        String task = sdk.create(RomaSdk.shellTask("never-run", "echo 1"));

        var answer = sdk.byHand("GET", "/tasks/" + task + "/monitor-logs/" + task, "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().at("/reason/error_msg").asText()).contains("tracking_id");
    }

    private static Arguments missing(ThrowingCallable call) {
        return refusal(404, "FDI.3180", "not in the project", call);
    }

    private static Arguments refusal(int status, String code, String named, ThrowingCallable call) {
        return Arguments.of(status, code, named, call);
    }

    private static ClientRequestException refused(ThrowingCallable call) {
        return catchThrowableOfType(ClientRequestException.class, call);
    }

    private List<String> remarks(String task, String trackingId) throws Exception {
        return sdk.byHand("GET", "/tasks/" + task + "/monitor-logs/" + trackingId, "")
                .json()
                .path("detail_logs")
                .findValuesAsText("remarks");
    }

    private BatchStartOrStopTasksResponse batch(OperateTasksBean.ActionIdEnum action, String... tasks) {
        return client.batchStartOrStopTasks(new BatchStartOrStopTasksRequest()
                .withInstanceId(INSTANCE)
                .withBody(new OperateTasksBean()
                        .withActionId(action)
                        .withList(Stream.of(tasks)
                                .map(id -> new TaskBean().withTaskId(id))
                                .toList())));
    }

    private void stop(String task) {
        batch(OperateTasksBean.ActionIdEnum.STOP, task);
    }
}
