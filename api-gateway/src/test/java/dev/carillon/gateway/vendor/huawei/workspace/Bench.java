package dev.carillon.gateway.vendor.huawei.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.core.job.HttpCheck;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.Task;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.service.WorkspaceTemplates;
import dev.carillon.gateway.vendor.FakeJobService;
import dev.carillon.gateway.vendor.InMemoryReplayGuard;
import dev.carillon.gateway.vendor.aliyun.OneCredential;
import dev.carillon.gateway.vendor.huawei.HuaweiAuthenticator;
import dev.carillon.gateway.vendor.huawei.HuaweiClient;
import dev.carillon.gateway.vendor.rest.RestAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** The adapter over jobs in memory, at the time and in the project of the captured requests. */
final class Bench {

    /** 04:42:07 on Sunday the 22nd in Shanghai. */
    static final Instant NOW = Instant.parse("2026-11-21T20:42:07Z");

    static final String PROJECT = "pid0001";
    static final String SERVERS = "/v1/pid0001/schedule-task";
    static final String DESKTOPS = "/v2/pid0001/scheduled-tasks";

    static final Task.Shell RESTART = new Task.Shell("restart $STEP_TARGET_ID", List.of(), Map.of());
    static final Task.Http REBOOT = new Task.Http(
            "https://ops.example/desktops/#{step.target_id}/reboot",
            "POST",
            Map.of(),
            "",
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            new HttpCheck.Successful());
    private static final Task.Shell START = new Task.Shell("start $STEP_TARGET_ID", List.of(), Map.of());

    /** Every field of the first family's creation in the order of the table. */
    static final String SERVER_TASK = """
            {"scheduled_type":"DAY","day_interval":3,"time_zone":"Asia/Shanghai","scheduled_time":"09:00:00",\
            "expire_time":"2027-03-07T10:40:43.858Z","task_name":"nightly","task_type":"RESTART_SERVER",\
            "schedule_task_policy":{"enforcement_enable":true},"description":"描述",\
            "target_infos":[{"target_type":"SERVER","target_id":"s-1","target_name":"one"},\
            {"target_type":"SERVER_GROUP","target_id":"g-2"}]}""";

    static final String DESKTOP_TASK = """
            {"scheduled_type":"WEEK","week_list":"2,6","time_zone":"Asia/Shanghai","scheduled_time":"22:30:00",\
            "expire_time":"2027-03-07 10:40:43","task_name":"weekly","task_type":"REBOOT","force_execute":true,\
            "description":"d","enable":true,"extra_params":"{\\"a\\":1}","priority":7,"is_gray":true,"wait_time":300,\
            "gray_count":2,"gray_desktop_ids":["d-1","d-2"],"gray_fail_threshold":1,\
            "apply_objects":[{"object_id":"d-1","object_type":"DESKTOP","object_name":"one"},\
            {"object_type":"ALL_DESKTOPS"}]}""";

    final FakeJobService jobs;
    private final RestAdapter adapter;
    private int sent;

    Bench() {
        this(
                new FakeJobService(NOW),
                Permissions.ALL,
                Map.of("RESTART_SERVER", RESTART, "START_SERVER", START, "REBOOT", REBOOT));
    }

    private Bench(FakeJobService jobs, Permissions permissions, Map<String, Task> bound) {
        this.jobs = jobs;
        InstantSource clock = InstantSource.fixed(NOW);
        WorkspaceProduct product =
                new WorkspaceProduct(jobs, new WorkspaceTemplates(bound), clock, ZoneId.of("Asia/Shanghai"));
        adapter = new RestAdapter(
                product,
                new HuaweiAuthenticator(
                        new OneCredential(permissions), new InMemoryReplayGuard(), clock, new Random(7)));
    }

    /** The same jobs, seen by a caller with these permissions. */
    Bench as(Permissions permissions) {
        return new Bench(jobs, permissions, Map.of("RESTART_SERVER", RESTART, "REBOOT", REBOOT));
    }

    /** The same jobs at a gateway with these bindings. */
    Bench bound(Map<String, Task> tasks) {
        return new Bench(jobs, Permissions.ALL, tasks);
    }

    HttpAnswer answer(HttpCall call) {
        return adapter.answer(call).result();
    }

    /** Signed anew: each has another second. */
    HttpAnswer send(String method, String target, String body) {
        return answer(new HuaweiClient().signed(method, target, body, NOW.plusSeconds(sent++)));
    }

    /** The answer of a request that must succeed. */
    JsonNode ok(String method, String target, String body) {
        HttpAnswer answer = send(method, target, body);
        assertThat(answer.status()).as(text(answer)).isEqualTo(200);
        return json(answer);
    }

    /** The message of a request that must be refused so. */
    String refused(int status, String code, String method, String target, String body) {
        HttpAnswer answer = send(method, target, body);
        assertThat(answer.status()).as(text(answer)).isEqualTo(status);
        assertThat(json(answer).path("error_code").asText()).isEqualTo(code);
        return json(answer).path("error_msg").asText();
    }

    /** The id of a new task of the first family. */
    String serverTask() {
        return ok("POST", SERVERS, SERVER_TASK).path("id").asText();
    }

    String desktopTask() {
        return ok("POST", DESKTOPS, DESKTOP_TASK).path("id").asText();
    }

    JobDefinition job(String taskId) {
        return Objects.requireNonNull(
                jobs.jobs.get(WorkspaceId.parseTask(taskId).orElseThrow()), taskId);
    }

    static JsonNode json(HttpAnswer answer) {
        return StrictJson.readObject(answer.body());
    }

    static String text(HttpAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
