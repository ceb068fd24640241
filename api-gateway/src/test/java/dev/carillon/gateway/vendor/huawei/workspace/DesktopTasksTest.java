package dev.carillon.gateway.vendor.huawei.workspace;

import static dev.carillon.gateway.vendor.huawei.workspace.Bench.DESKTOPS;
import static dev.carillon.gateway.vendor.huawei.workspace.Bench.DESKTOP_TASK;
import static dev.carillon.gateway.vendor.huawei.workspace.Bench.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.vendor.FakeJobService;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DesktopTasksTest {

    private final Bench bench = new Bench();

    @Test
    void aTaskBecomesAPlanWithAStepForEachObject() {
        JobDefinition job = bench.job(bench.desktopTask());

        Task.Plan plan = (Task.Plan) job.task();
        assertThat(plan.tasks()).containsExactly(Bench.REBOOT);
        assertThat(plan.steps()).extracting(Task.Step::key).containsExactly("d-1", "ALL_DESKTOPS");
        assertThat(plan.steps().getFirst().values())
                .containsEntry("target_type", "DESKTOP")
                .containsEntry("target_id", "d-1")
                .containsEntry("target_name", "one")
                .containsEntry("task_type", "REBOOT")
                .containsEntry("force", "true")
                .containsEntry("wait_time", "300");
        assertThat(job.parameters()).isEqualTo("{\"a\":1}");
        assertThat(job.bounds().until()).isEqualTo(Instant.parse("2027-03-07T02:40:43Z"));
        assertThat(job.nextFire(NOW)).contains(Instant.parse("2026-11-23T14:30:00Z"));
    }

    @Test
    void everyFieldIsGivenBackByTheDefinitionOrTheList() {
        String id = bench.desktopTask();

        assertThat(bench.ok("GET", DESKTOPS + "/" + id, "").toString()).isEqualTo("""
                {"id":"%s","task_name":"weekly","task_type":"REBOOT","force_execute":true,"scheduled_type":"WEEK",\
                "week_list":"2,6","time_zone":"Asia/Shanghai","scheduled_time":"22:30:00",\
                "expire_time":"2027-03-07 10:40:43","description":"d","extra_params":"{\\"a\\":1}",\
                "apply_objects":[{"object_type":"DESKTOP","object_id":"d-1","object_name":"one"},\
                {"object_type":"ALL_DESKTOPS"}],"priority":7,"is_gray":true,"gray_count":2,\
                "gray_desktop_ids":["d-1","d-2"],"gray_fail_threshold":1,"wait_time":300}""".formatted(id));
        assertThat(bench.ok("GET", DESKTOPS, "").toString()).isEqualTo("""
                {"scheduled_tasks":[{"id":"%s","task_name":"weekly","task_type":"REBOOT","scheduled_type":"WEEK",\
                "next_execution_time":"2026-11-23 22:30:00","enable":true,"description":"d","priority":7,\
                "time_zone":"Asia/Shanghai","wait_time":300}],"total_count":1}""".formatted(id));
    }

    @Test
    void anUpdateChangesOnlyWhatItSends() {
        String id = bench.desktopTask();
        JobDefinition before = bench.job(id);

        JsonNode answer = bench.ok("PUT", DESKTOPS + "/" + id, "{\"enable\":false,\"task_name\":\"x\"}");

        assertThat(answer).isEmpty();
        assertThat(bench.job(id))
                .isEqualTo(before.toBuilder().enabled(false).name("x").build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task_name=eek",
                "task_name=other:0",
                "task_type=reboot",
                "task_type=START:0",
                "scheduled_type=week",
                "scheduled_type=DAY:0",
                "last_status=fail",
                "last_status=SUCCESS:0",
                "last_status=SKIP:0",
                "life_cycle_type=POST_CREATE_DESKTOP_SUCCESS:0",
                "limit=0",
                "offset=0&limit=50"
            })
    void theListShowsWhatItsFiltersName(String filter) {
        JobId job = WorkspaceId.parseTask(bench.desktopTask()).orElseThrow();
        bench.jobs.executions.add(
                FakeJobService.execution(ExecutionId.scheduled(job, NOW), Cause.SCHEDULE, Status.FAILED, NOW, ""));
        bench.jobs.executions.add(FakeJobService.execution(
                ExecutionId.scheduled(job, NOW.plusSeconds(9)),
                Cause.SCHEDULE,
                Status.RUNNING,
                NOW.plusSeconds(9),
                ""));

        JsonNode answer = bench.ok("GET", DESKTOPS + "?" + filter.replace(":0", ""), "");

        assertThat(answer.path("total_count").asInt()).isEqualTo(filter.endsWith(":0") ? 0 : 1);
        assertThat(answer.at("/scheduled_tasks/0/last_status").asText("FAIL")).isEqualTo("FAIL");
    }

    @Test
    void lifeCyclesAreRefusedByName() {
        assertThat(bench.refused(
                        400, "WKS.00211102", "POST", DESKTOPS, DESKTOP_TASK.replace("\"WEEK\"", "\"LIFE_CYCLE\"")))
                .contains("scheduled_type: 'life_cycle' is not served yet");
        assertThat(bench.refused(
                        400,
                        "WKS.00211102",
                        "POST",
                        DESKTOPS,
                        DESKTOP_TASK.replaceFirst("\\{", "{\"life_cycle_type\":\"POST_CREATE_DESKTOP_SUCCESS\",")))
                .contains("life_cycle_type: ", "there are no events of desktops here");
    }

    @Test
    void removesTasks() {
        String one = bench.desktopTask();
        String two = bench.ok("POST", DESKTOPS, DESKTOP_TASK.replace("weekly", "two"))
                .path("id")
                .asText();

        assertThat(bench.send("DELETE", DESKTOPS + "/" + one, "").status()).isEqualTo(204);
        assertThat(bench.send("POST", DESKTOPS + "/batch-delete", "{\"task_ids\":[\"" + two + "\"]}")
                        .status())
                .isEqualTo(204);
        assertThat(bench.jobs.jobs).isEmpty();
    }

    @Test
    void saysWhenAScheduleWouldBeDue() {
        JsonNode answer = bench.ok("POST", DESKTOPS + "/future-executions", """
                {"scheduled_type":"DAY","day_interval":2,"scheduled_time":"09:00:00","gray_count":1,\
                "expire_time":"2026-11-26 09:00:00"}""");

        assertThat(answer.toString())
                .isEqualTo("{\"future_executions\":[\"2026-11-22 09:00:00\",\"2026-11-24 09:00:00\"]}");
    }
}
