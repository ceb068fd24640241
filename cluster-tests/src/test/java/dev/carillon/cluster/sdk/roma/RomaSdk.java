package dev.carillon.cluster.sdk.roma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.roma.v2.RomaClient;
import com.huaweicloud.sdk.roma.v2.model.CreateCommonTaskRequest;
import com.huaweicloud.sdk.roma.v2.model.CreateCommonTaskRequestBody;
import com.huaweicloud.sdk.roma.v2.model.CreateDispatchesRequest;
import com.huaweicloud.sdk.roma.v2.model.CreateDispatchesResponse;
import com.huaweicloud.sdk.roma.v2.model.ListMonitorLogRequest;
import com.huaweicloud.sdk.roma.v2.model.ShowDispatchesRequest;
import com.huaweicloud.sdk.roma.v2.model.ShowDispatchesResponse;
import com.huaweicloud.sdk.roma.v2.model.ShowTaskRequest;
import com.huaweicloud.sdk.roma.v2.model.TaskBasicRequestBody;
import com.huaweicloud.sdk.roma.v2.model.TaskBasicRsp;
import com.huaweicloud.sdk.roma.v2.model.TaskDispatch;
import com.huaweicloud.sdk.roma.v2.model.TaskMonitorLog;
import dev.carillon.cluster.Eventually;
import dev.carillon.cluster.RunningCluster;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The vendor's SDK, configured as its users do, in one project and instance. */
final class RomaSdk {

    static final String INSTANCE = "inst-1";
    static final Duration SOON = Duration.ofSeconds(30);
    /** The task of the vendor's example, which nobody has here. */
    static final String NOBODYS = "15366328208d4d77b76532fe9f4006a6";

    private static final JsonMapper JSON = new JsonMapper();

    private final RunningCluster cluster = RunningCluster.get();
    private final String projectId;
    final RomaClient client;

    RomaSdk(String projectId) {
        this.projectId = projectId;
        client = RomaClient.newBuilder()
                .withCredential(new BasicCredentials()
                        .withAk(cluster.key().accessKey())
                        .withSk(cluster.key().secret())
                        .withProjectId(projectId))
                .withEndpoints(List.of(cluster.url()))
                .build();
    }

    /** The body of a task that runs a script. */
    static CreateCommonTaskRequestBody shellTask(String name, String script) {
        String detail = JSON.createObjectNode()
                .set(
                        "job",
                        JSON.createObjectNode()
                                .set("shell", JSON.createObjectNode().put("script", script)))
                .toString();
        return new CreateCommonTaskRequestBody()
                .withTask(new TaskBasicRequestBody()
                        .withTaskName(name)
                        .withTaskType(TaskBasicRequestBody.TaskTypeEnum.TIMING))
                .withTaskDetail(detail);
    }

    /** The id of a new task. */
    String create(CreateCommonTaskRequestBody body) {
        return client.createCommonTask(
                        new CreateCommonTaskRequest().withInstanceId(INSTANCE).withBody(body))
                .getTask()
                .getTaskId();
    }

    TaskBasicRsp task(String taskId) {
        return client.showTask(new ShowTaskRequest().withInstanceId(INSTANCE).withTaskId(taskId))
                .getTask();
    }

    CreateDispatchesResponse schedule(String taskId, TaskDispatch dispatch) {
        return client.createDispatches(new CreateDispatchesRequest()
                .withInstanceId(INSTANCE)
                .withTaskId(taskId)
                .withBody(dispatch));
    }

    ShowDispatchesResponse dispatch(String taskId) {
        return client.showDispatches(
                new ShowDispatchesRequest().withInstanceId(INSTANCE).withTaskId(taskId));
    }

    List<TaskMonitorLog> runs(String taskId) {
        return client.listMonitorLog(
                        new ListMonitorLogRequest().withInstanceId(INSTANCE).withTaskId(taskId))
                .getEntities();
    }

    /** Waits until the newest run stands so. */
    TaskMonitorLog awaitRun(String taskId, TaskMonitorLog.ExecuteStatusEnum status) throws Exception {
        return Eventually.found(
                "a run of " + taskId + " that is " + status,
                SOON,
                () -> runs(taskId).stream()
                        .findFirst()
                        .filter(run -> run.getExecuteStatus().equals(status)));
    }

    /** What came back for a request by hand. */
    record Answer(int status, JsonNode json, Optional<String> requestId) {}

    /** A request by hand with a token that the identity call gave. @param path behind the instance's */
    Answer byHand(String method, String path, String body) throws Exception {
        return send(method, "/v2/" + projectId + "/fdi/instances/" + INSTANCE + path, body, "X-Auth-Token", token());
    }

    private String token() throws Exception {
        String password = JSON.writeValueAsString(cluster.key().secret());
        String body = """
                {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":%s,"password":%s,\
                "domain":{"name":"d"}}}},"scope":{"project":{"name":"p"}}}}""".formatted(JSON.writeValueAsString(cluster.key().accessKey()), password);
        HttpResponse<String> answer = http("POST", "/v3/auth/tokens", body);
        return answer.headers().firstValue("X-Subject-Token").orElseThrow(() -> new AssertionError(answer.body()));
    }

    private Answer send(String method, String path, String body, String... headers) throws Exception {
        HttpResponse<String> answer = http(method, path, body, headers);
        return new Answer(
                answer.statusCode(),
                JSON.readTree(answer.body()),
                answer.headers().firstValue("X-Request-Id"));
    }

    private HttpResponse<String> http(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(cluster.url() + path))
                .timeout(SOON)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json;charset=UTF-8");
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }
}
