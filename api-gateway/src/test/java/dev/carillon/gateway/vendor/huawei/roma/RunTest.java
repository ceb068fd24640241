package dev.carillon.gateway.vendor.huawei.roma;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.service.JobService.ExecutionQuery;
import dev.carillon.gateway.service.JobService.LogLine;
import dev.carillon.gateway.vendor.FakeJobService;
import dev.carillon.gateway.vendor.huawei.roma.Bench.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTest {

    private static final String BATCH = Bench.INSTANCE + "/batch-operation/tasks";
    private static final Instant PLANNED = Bench.NOW.minusSeconds(60);

    private final Bench bench = new Bench();

    @Test
    void runsATaskOnceWithoutASchedule() {
        String task = bench.created();

        Answer answer = bench.send("POST", Bench.task(task) + "/run", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEmpty();
        assertThat(bench.jobs.executions).hasSize(1);
    }

    @Test
    void saysThatATaskCannotBeRunInTheVendorsCode() {
        String task = bench.created();
        bench.jobs.failNext(ApiError.of(ApiError.Category.CONFLICT, "as many live executions as it may have"));

        Answer answer = bench.send("POST", Bench.task(task) + "/run", "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("FDI.3026");
        assertThat(answer.errorMessage()).contains("as many live executions");
    }

    @Test
    void terminateStopsWhatIsLiveAndLeavesTheSchedule() {
        String task = bench.scheduled();
        run(task, "one", Status.RUNNING);
        run(task, "two", Status.RETRYING);
        run(task, "three", Status.SUCCEEDED);

        Answer answer = bench.send("POST", Bench.task(task) + "/terminate", "");

        assertThat(answer.json().path("message").asText()).isEqualTo("success");
        assertThat(stopped()).isEqualTo(2);
        assertThat(bench.job(task).enabled()).isTrue();
    }

    @Test
    void terminateIsContentWithARunThatEndedMeanwhile() {
        String task = bench.created();
        run(task, "one", Status.RUNNING);
        bench.jobs.failNext(ApiError.of(ApiError.Category.CONFLICT, "the execution has ended already"));

        assertThat(bench.send("POST", Bench.task(task) + "/terminate", "").status())
                .isEqualTo(200);
    }

    @Test
    void aBatchStopsSchedulesAndLiveRunsAndTellsWhatFailed() {
        String task = bench.scheduled();
        run(task, "one", Status.RUNNING);
        String unknown = "15366328208d4d77b76532fe9f4006a6";

        JsonNode json = batch("stop", task, unknown, "").json();

        assertThat(json.path("success_count").asInt()).isEqualTo(1);
        assertThat(json.path("failure_count").asInt()).isEqualTo(2);
        assertThat(json.at("/success/0/task_id").asText()).isEqualTo(task);
        assertThat(json.at("/success/0/task_name").asText()).isEqualTo("hello");
        assertThat(json.at("/failure/0/task_id").asText()).isEqualTo(unknown);
        assertThat(json.at("/failure/0/error_code").asText()).isEqualTo("FDI.3180");
        assertThat(json.at("/failure/1/error_code").asText()).isEqualTo("FDI.3149");
        assertThat(bench.job(task).enabled()).isFalse();
        assertThat(stopped()).isEqualTo(1);
    }

    @Test
    void aBatchStartsWhatHasASchedule() {
        String task = bench.scheduled();
        String without = bench.created(Bench.task("without", ""));
        batch("stop", task);

        JsonNode json = batch("START", task, without).json();

        assertThat(bench.job(task).enabled()).isTrue();
        assertThat(json.path("success_count").asInt()).isEqualTo(1);
        assertThat(json.at("/failure/0/task_name").asText()).isEqualTo("without");
        assertThat(json.at("/failure/0/error_code").asText()).isEqualTo("FDI.3026");
        assertThat(json.at("/failure/0/error_msg").asText()).contains("no schedule");
    }

    @Test
    void aBatchWhoseOutcomeIsOpenMayComeAgain() {
        String task = bench.scheduled();
        bench.jobs.loseNextReply();
        var call = bench.signed("POST", BATCH, "{\"action_id\":\"stop\",\"list\":[{\"task_id\":\"" + task + "\"}]}");

        assertThat(bench.send(call).status()).isEqualTo(503);
        assertThat(bench.send(call).json().path("success_count").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"action_id":"stop","list":[]}                  | FDI.3150 | list
            {"action_id":"stop"}                            | FDI.3150 | list
            {"list":[{"task_id":"x"}]}                      | FDI.3033 | action_id
            {"action_id":"pause","list":[{"task_id":"x"}]}  | FDI.3033 | action_id
            {"action_id":"stop","list":["x"]}               | FDI.3033 | list[0]
            {"action_id":"stop","list":[{},{},{},{},{},{},{},{},{},{},{}]} | FDI.3033 | list
            """)
    void refusesABatchThatSaysNothing(String body, String code, String named) {
        Answer answer = bench.send("POST", BATCH, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo(code);
        assertThat(answer.errorMessage()).contains(named);
    }

    @ParameterizedTest
    @CsvSource({
        "TRIGGERED, WAITING, NORMAL, 900",
        "RUNNING, RUNNING, NORMAL, 99",
        "RETRYING, RUNNING, NORMAL, 99",
        "STOPPING, RUNNING, NORMAL, 99",
        "SUCCEEDED, SUCCESS, TASK_END, 901",
        "FAILED, ERROR, RUNTIME_ERR, 901",
        "TIMED_OUT, ERROR, RUNTIME_ERR, 901",
        "STOPPED, CANCELLED, RUNTIME_CANCEL, 16",
        "WITHDRAWN, CANCELLED, RUNTIME_CANCEL, 16"
    })
    void aRunStandsInTheMonitorLogInTheVendorsWords(
            Status status, String executeStatus, String positionStatus, int code) {
        String task = bench.created();
        ExecutionView view = run(task, "one", status);

        JsonNode page = bench.get(Bench.task(task) + "/monitor-logs").json();

        assertThat(page.path("total").asInt()).isEqualTo(1);
        JsonNode entry = page.at("/entities/0");
        assertThat(entry.path("execute_status").asText()).isEqualTo(executeStatus);
        assertThat(entry.path("position_status").asText()).isEqualTo(positionStatus);
        assertThat(entry.path("status").asInt()).isEqualTo(code);
        assertThat(entry.path("dispatch_time").asLong()).isEqualTo(PLANNED.toEpochMilli());
        assertThat(entry.path("spend_time").asLong()).isEqualTo(status.isFinal() ? 1995 : 0);
        assertThat(entry.path("remarks").asText()).isEqualTo(view.result());
        assertThat(entry.path("data_count").asInt(-1)).isZero();
        assertThat(entry.has("end_time")).isEqualTo(status.isFinal());
    }

    @Test
    void theMonitorLogCountsPositionsFromOneAndFiltersByPlannedTime() {
        String task = bench.created();
        for (int i = 0; i < 5; i++) {
            bench.jobs.executions.add(FakeJobService.execution(
                    ExecutionId.manual(TaskLookup.id(task), "c" + i),
                    Cause.MANUAL,
                    Status.SUCCEEDED,
                    PLANNED.plusSeconds(i),
                    ""));
        }
        String log = Bench.task(task) + "/monitor-logs";

        assertThat(times(log + "?offset=1&limit=2")).containsExactly(4L, 3L);
        assertThat(times(log + "?offset=0&limit=2")).containsExactly(4L, 3L);
        assertThat(times(log + "?offset=5&limit=999999")).containsExactly(0L);
        assertThat(times(log + "?offset=6")).isEmpty();
        assertThat(bench.get(log + "?limit=2").json().path("total").asInt()).isEqualTo(5);

        bench.get(log + "?begin_time=" + PLANNED.toEpochMilli() + "&end_time="
                + PLANNED.plusSeconds(2).toEpochMilli());

        ExecutionQuery query = Objects.requireNonNull(bench.jobs.lastExecutionQuery);
        assertThat(query.from()).contains(PLANNED);
        assertThat(query.to()).contains(PLANNED.plusSeconds(2));
    }

    @Test
    void theDetailsOfARunHoldItsOutput() {
        String task = bench.created();
        run(task, "one", Status.SUCCEEDED);
        bench.jobs.log.add(new LogLine(1, PLANNED.plusSeconds(1), "second"));
        bench.jobs.log.add(new LogLine(1, PLANNED.plusMillis(10), "first"));
        String log = Bench.task(task) + "/monitor-logs";
        String id = bench.get(log).json().at("/entities/0/id").asText();

        JsonNode detail = bench.get(log + "/" + id).json();

        assertThat(detail.path("id").asText()).isEqualTo(id).matches("[0-9a-f]{32}");
        assertThat(detail.path("dirty_data_count").asInt(-1)).isZero();
        assertThat(detail.path("detail_logs").findValuesAsText("remarks"))
                .containsExactly("", "worker-1", "first", "second", "完成 <ok> & \"fine\"");
        assertThat(detail.path("detail_logs").findValuesAsText("status"))
                .containsExactly("900", "99", "99", "99", "901");
        assertThat(detail.path("detail_logs").findValuesAsText("id")).doesNotHaveDuplicates();
    }

    @Test
    void aRunOfAnotherTaskIsNotFound() {
        String task = bench.created();
        String other = bench.created(Bench.task("other", ""));
        long alias = run(other, "one", Status.SUCCEEDED).alias();

        for (String id : List.of(RomaId.TRACKING.of(alias), RomaId.TRACKING.of(1), RomaId.TASK.of(alias), "x")) {
            Answer answer = bench.get(Bench.task(task) + "/monitor-logs/" + id);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.errorMessage()).contains("[tracking_id]");
        }
    }

    @Test
    void theMonitoringListShowsScheduleAndNewestRun() {
        String daily = bench.scheduled();
        run(daily, "one", Status.SUCCEEDED);
        String cron = bench.created(Bench.task("by-cron", ""));
        bench.send("POST", Bench.dispatches(cron), "{\"use_quartz_cron\":true,\"cron\":\"0 0 8 * * ?\"}");
        String infos = Bench.INSTANCE + "/task-monitors";

        JsonNode byName = bench.get(infos + "?task_name=hel").json();
        JsonNode waiting = bench.get(infos + "?execute_status=WAITING").json();

        JsonNode entry = byName.at("/entities/0");
        assertThat(byName.path("total").asInt()).isEqualTo(1);
        assertThat(entry.path("task_id").asText()).isEqualTo(daily);
        assertThat(entry.path("task_type").asText()).isEqualTo("TIMING");
        assertThat(entry.path("status").asInt()).isEqualTo(1);
        assertThat(entry.path("execute_status").asText()).isEqualTo("SUCCESS");
        assertThat(entry.path("last_execute_time").asLong())
                .isEqualTo(PLANNED.plusMillis(5).toEpochMilli());
        assertThat(entry.path("use_quartz_cron").asBoolean(true)).isFalse();
        assertThat(entry.path("period").asText()).isEqualTo("DAY");
        assertThat(entry.path("dispatch_interval").asInt()).isEqualTo(1);
        assertThat(entry.path("position").asText()).isEqualTo("ADAPTER");
        assertThat(waiting.path("entities").findValuesAsText("task_id")).containsExactly(cron);
        assertThat(waiting.at("/entities/0/cron").asText()).isEqualTo("0 0 8 * * ?");
        assertThat(bench.get(infos + "?offset=2&limit=1").json().path("entities"))
                .hasSize(1);
    }

    private ExecutionView run(String task, String command, Status status) {
        ExecutionView view = FakeJobService.execution(
                ExecutionId.manual(TaskLookup.id(task), command), Cause.MANUAL, status, PLANNED, "");
        bench.jobs.executions.add(view);
        return view;
    }

    private Answer batch(String action, String... tasks) {
        String list = String.join(
                ",",
                List.of(tasks).stream()
                        .map(id -> "{\"task_id\":\"" + id + "\"}")
                        .toList());
        return bench.send("POST", BATCH, "{\"action_id\":\"" + action + "\",\"list\":[" + list + "]}");
    }

    private long stopped() {
        return bench.jobs.commands.stream()
                .filter(Command.StopExecution.class::isInstance)
                .count();
    }

    /** Seconds after {@link #PLANNED}. */
    private List<Long> times(String target) {
        return bench.get(target).json().path("entities").findValuesAsText("dispatch_time").stream()
                .map(ms -> (Long.parseLong(ms) - PLANNED.toEpochMilli()) / 1000)
                .toList();
    }
}
