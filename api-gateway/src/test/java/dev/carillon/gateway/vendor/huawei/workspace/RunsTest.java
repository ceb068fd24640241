package dev.carillon.gateway.vendor.huawei.workspace;

import static dev.carillon.gateway.vendor.huawei.workspace.Bench.DESKTOPS;
import static dev.carillon.gateway.vendor.huawei.workspace.Bench.NOW;
import static dev.carillon.gateway.vendor.huawei.workspace.Bench.SERVERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.service.StepView;
import dev.carillon.gateway.vendor.FakeJobService;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunsTest {

    private final Bench bench = new Bench();

    @Test
    void aRecordCountsTheTargetsOfItsRun() {
        String task = bench.serverTask();
        ExecutionView run =
                run(task, Status.FAILED, NOW, step(0, "s-1", Status.SUCCEEDED), step(1, "g-2", Status.FAILED));

        assertThat(bench.ok("GET", SERVERS + "/" + task + "/execute-history", "")
                        .toString())
                .isEqualTo("""
                        {"count":1,"items":[{"id":"%s","task_id":"%s","task_type":"RESTART_SERVER","status":"FAILED",\
                        "scheduled_type":"DAY","total_count":2,"success_count":1,"failed_count":1,"excuting_count":0,\
                        "time_zone":"Asia/Shanghai","begin_time":"2026-11-21T20:42:07.005Z",\
                        "end_time":"2026-11-21T20:42:09.000Z","create_time":"2026-11-21T20:42:07.000Z"}]}""".formatted(WorkspaceId.record(run.alias()), task));
    }

    @Test
    void theDetailTellsWhatBecameOfEachTarget() {
        String task = bench.serverTask();
        ExecutionView run = run(task, Status.RUNNING, NOW, step(0, "s-1", Status.SUCCEEDED));
        String record = WorkspaceId.record(run.alias());

        JsonNode answer = bench.ok("GET", SERVERS + "/" + record + "/execute-detail", "");

        assertThat(answer.toString()).isEqualTo("""
                {"count":2,"items":[{"id":"%s","execute_id":"%s","server_id":"s-1","server_name":"name of s-1",\
                "status":"SUCCESS","task_type":"RESTART_SERVER","time_zone":"Asia/Shanghai",\
                "begin_time":"2026-11-21T20:42:07.000Z","end_time":"2026-11-21T20:42:08.000Z","result_code":"3",\
                "result_message":"told"},{"id":"%s","execute_id":"%s","server_id":"g-2","server_name":"",\
                "status":"WAITING","task_type":"RESTART_SERVER","time_zone":"Asia/Shanghai"}]}""".formatted(
                        WorkspaceId.target(run.alias(), 0), record, WorkspaceId.target(run.alias(), 1), record));
        assertThat(bench.ok("GET", SERVERS + "/" + record + "/execute-detail?offset=1&limit=1", "")
                        .at("/items/0/server_id")
                        .asText())
                .isEqualTo("g-2");
    }

    @Test
    void aTargetWhoseTurnNeverCameIsToldSo() {
        String task = bench.serverTask();
        ExecutionView run = run(task, Status.STOPPED, NOW, step(0, "s-1", Status.STOPPED));

        JsonNode part = bench.ok("GET", SERVERS + "/" + WorkspaceId.record(run.alias()) + "/execute-detail", "")
                .at("/items/1");

        assertThat(part.path("status").asText()).isEqualTo("FAILED");
        assertThat(part.path("result_message").asText()).contains("ended before this target's turn");
    }

    @Test
    void aRunBeforeAChangeShowsOnlyTheTargetsThatItHad() {
        String task = bench.serverTask();
        ExecutionView run = run(task, Status.SUCCEEDED, NOW, step(0, "gone", Status.SUCCEEDED));
        bench.jobs.jobs.computeIfPresent(
                WorkspaceId.parseTask(task).orElseThrow(),
                (id, job) -> job.toBuilder().revision(2).build());

        JsonNode answer = bench.ok("GET", SERVERS + "/" + WorkspaceId.record(run.alias()) + "/execute-detail", "");

        assertThat(answer.path("count").asInt()).isEqualTo(1);
        assertThat(answer.at("/items/0/server_id").asText()).isEqualTo("gone");
    }

    @Test
    void desktopsHaveTheirOwnWordsForIt() {
        String task = bench.desktopTask();
        ExecutionView run = run(task, Status.FAILED, NOW, step(0, "d-1", Status.TIMED_OUT));
        String record = WorkspaceId.record(run.alias());

        assertThat(bench.ok("GET", DESKTOPS + "/" + task + "/records", "").toString())
                .isEqualTo("""
                        {"total_count":1,"tasks_records":[{"id":"%s","start_time":"2026-11-22 04:42:07",\
                        "task_type":"REBOOT","scheduled_type":"WEEK","status":"FAIL","success_num":0,"failed_num":1,\
                        "skip_num":1,"time_zone":"Asia/Shanghai","execute_task_id":"%s",\
                        "execute_object_type":"DESKTOP"}]}""".formatted(record, task));
        assertThat(bench.ok("GET", DESKTOPS + "/" + task + "/records/" + record, "")
                        .toString())
                .isEqualTo("""
                        {"total_count":2,"tasks_records_details":[{"id":"%s","record_id":"%s","desktop_id":"d-1",\
                        "desktop_name":"name of d-1","exec_status":"FAIL","start_time":"2026-11-22 04:42:07",\
                        "end_time":"2026-11-22 04:42:08","time_zone":"Asia/Shanghai","result_code":"3",\
                        "fail_reason":"told"},{"id":"%s","record_id":"%s","desktop_id":"ALL_DESKTOPS",\
                        "desktop_name":"","exec_status":"SKIP","time_zone":"Asia/Shanghai",\
                        "fail_reason":"the run ended before this target's turn"}]}""".formatted(
                        WorkspaceId.target(run.alias(), 0), record, WorkspaceId.target(run.alias(), 1), record));
    }

    @ParameterizedTest
    @CsvSource({
        "TRIGGERED,WAITING",
        "RUNNING,RUNNING",
        "RETRYING,RUNNING",
        "STOPPING,RUNNING",
        "SUCCEEDED,SUCCESS",
        "FAILED,FAILED",
        "STOPPED,FAILED",
        "TIMED_OUT,FAILED",
        "WITHDRAWN,FAILED"
    })
    void aTaskTellsHowItsNewestRunStands(Status status, String word) {
        String task = bench.serverTask();
        run(task, Status.SUCCEEDED, NOW.minusSeconds(60));
        run(task, status, NOW);

        assertThat(bench.ok("GET", SERVERS, "").at("/items/0/last_status").asText())
                .isEqualTo(word);
        assertThat(bench.ok("GET", SERVERS + "/" + task + "/execute-history?limit=1", "")
                        .at("/items/0/status")
                        .asText())
                .isEqualTo(word);
    }

    @Test
    void recordsOfOtherTasksAreNotFound() {
        String server = bench.serverTask();
        String desktop = bench.desktopTask();
        String other = bench.ok("POST", DESKTOPS, Bench.DESKTOP_TASK.replace("weekly", "other"))
                .path("id")
                .asText();
        String ofServer = WorkspaceId.record(run(server, Status.SUCCEEDED, NOW).alias());
        String ofDesktop =
                WorkspaceId.record(run(desktop, Status.SUCCEEDED, NOW).alias());

        bench.refused(404, "WKS.00000404", "GET", SERVERS + "/" + ofDesktop + "/execute-detail", "");
        bench.refused(404, "WKS.00000404", "GET", SERVERS + "/" + server + "/execute-detail", "");
        bench.refused(404, "WKS.00000404", "GET", SERVERS + "/" + desktop + "/execute-history", "");
        bench.refused(404, "WKS.00000404", "GET", DESKTOPS + "/" + other + "/records/" + ofDesktop, "");
        bench.refused(404, "WKS.00000404", "GET", DESKTOPS + "/" + desktop + "/records/" + ofServer, "");
        bench.ok("GET", SERVERS + "/" + ofServer + "/execute-detail", "");
    }

    private ExecutionView run(String task, Status status, Instant at, StepView... steps) {
        ExecutionId id = ExecutionId.scheduled(WorkspaceId.parseTask(task).orElseThrow(), at);
        ExecutionView view = FakeJobService.execution(id, Cause.SCHEDULE, status, at, "");
        bench.jobs.executions.add(view);
        bench.jobs.steps.put(id, List.of(steps));
        return view;
    }

    private static StepView step(int index, String key, Status status) {
        return new StepView(
                index, key, "name of " + key, status, 1, 1, NOW, Optional.of(NOW.plusSeconds(1)), "told", 3);
    }
}
