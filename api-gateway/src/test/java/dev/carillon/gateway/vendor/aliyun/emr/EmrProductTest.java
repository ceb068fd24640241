package dev.carillon.gateway.vendor.aliyun.emr;

import static dev.carillon.gateway.vendor.aliyun.emr.Bench.shell;
import static dev.carillon.gateway.vendor.aliyun.emr.Bench.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.core.job.DateVariables;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.time.OnDemand;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.service.ApiName;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.vendor.ApiLabel;
import dev.carillon.gateway.vendor.aliyun.CapturedRequests;
import dev.carillon.gateway.vendor.aliyun.TestClient;
import dev.carillon.gateway.vendor.aliyun.emr.Bench.Answer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EmrProductTest {

    private static final String REQUEST_ID = "[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}";

    private final Bench bench = new Bench();

    @Test
    void servesWhatTheVendorsSdkSent() {
        HttpCall captured = CapturedRequests.emr();

        Answer answer = bench.send(captured);

        assertThat(bench.adapter.claims(captured)).isTrue();
        assertThat(answer.contentType()).isEqualTo("application/json;charset=utf-8");
        assertThat(answer.text()).matches("\\{\"RequestId\":\"" + REQUEST_ID + "\",\"Id\":\"FJ-[0-9A-F]{16}\"}");
        JobDefinition job = bench.job(answer.id());
        assertThat(job.namespace()).isEqualTo(Bench.PROJECT);
        assertThat(job.group()).isEqualTo("default");
        assertThat(job.name()).isEqualTo("my_shell_job");
        assertThat(job.description()).isEqualTo("This is a data development job Description");
        assertThat(job.labels()).containsExactly(Map.entry(ApiLabel.NAME, ApiName.ALIYUN_EMR));
        assertThat(job.schedule()).isEqualTo(new OnDemand());
        assertThat(Bench.shellOf(job).script()).isEqualTo("ls -l");
        assertThat(job.dates()).isEqualTo(DateVariables.in(Bench.ZONE, Map.of("date", "${yyyy-MM-dd}")));
        assertThat(job.retry().retries()).isEqualTo(5);
        assertThat(job.retry().interval()).isEqualTo(Duration.ofSeconds(200));
        JsonNode read = bench.read(job);
        assertThat(read.path("FailAct").asText()).isEqualTo("CONTINUE");
        assertThat(read.path("mode").asText()).isEqualTo("YARN");
        assertThat(read.path("Adhoc").asText()).isEqualTo("false");
        assertThat(read.at("/ResourceList/Resource/0/Path").asText()).isEqualTo("oss://path/demo.jar");
        assertThat(read.at("/ResourceList/Resource/0/Alias").asText()).isEqualTo("demo.jar");
    }

    @Test
    void servesTheExampleOfTheVendorsPageAsPrinted() {
        Map<String, String> printed = Map.of(
                "Description",
                "This is a data development job Description",
                "Name",
                "my_shell_job",
                "ProjectId",
                "FP-257A173659F5****",
                "ResourceList.1.Path",
                "oss://path/demo.jar",
                "Type",
                "SHELL");

        JobDefinition job = bench.job(bench.get("CreateFlowJob", printed).id());

        assertThat(job.namespace()).isEqualTo("FP-257A173659F5****");
        assertThat(Bench.shellOf(job).script()).isEqualTo(Guesses.EMPTY_SCRIPT);
    }

    @Test
    void servesTheExampleOfEveryParameterAsPrinted() {
        JobDefinition job = bench.created(shell(
                "FailAct", "CONTINUE",
                "MaxRetry", "5",
                "RetryPolicy", "N/A",
                "MaxRunningTimeSec", "0",
                "RetryInterval", "200",
                "Params", "ls -l",
                "ParamConf", "{\"date\":\"${yyyy-MM-dd}\"}",
                "CustomVariables",
                        "{\\\"scope\\\":\\\"PROJECT\\\",\\\"entityId\\\":\\\"FP-80C2FDDBF35D9CC5\\\",\\\"variables\\\":"
                                + "[{\\\"name\\\":\\\"v1\\\",\\\"value\\\":\\\"1\\\",\\\"properties\\\":"
                                + "{\\\"password\\\":true}}]}",
                "EnvConf", "{\"key\":\"value\"}",
                "RunConf", "{\"priority\":1,\"userName\":\"hadoop\",\"memory\":2048,\"cores\":1}",
                "MonitorConf",
                        "{\"inputs\":[{\"type\":\"KAFKA\",\"clusterId\":\"C-1234567\",\"topics\":\"kafka_topic\","
                                + "\"consumer.group\":\"kafka_consumer_group\"}],\"outputs\":[{\"type\":\"KAFKA\","
                                + "\"clusterId\":\"C-1234567\",\"topics\":\"kafka_topic\"}]}",
                "Mode", "YARN",
                "ParentCategory", "FC-5BD9575E3462****",
                "ResourceList.1.Path", "oss://path/demo.jar",
                "ResourceList.1.Alias", "demo.jar",
                "Adhoc", "false",
                "ClusterId", "C-A23BD131A862****",
                "AlertConf", "N/A"));

        assertThat(job.secrets()).containsOnlyKeys("v1");
        assertThat(job.group()).isEqualTo("C-A23BD131A862****");
        assertThat(job.priority()).isEqualTo(1);
        assertThat(bench.read(job).path("CustomVariables").asText())
                .isEqualTo("{\"scope\":\"PROJECT\",\"entityId\":\"FP-80C2FDDBF35D9CC5\",\"variables\":"
                        + "[{\"name\":\"v1\",\"value\":\"******\",\"properties\":{\"password\":true}}]}");
    }

    @Test
    void claimsItsVersionAndNothingElse() {
        assertThat(bench.adapter.name()).isEqualTo("aliyun.emr");
        assertThat(bench.adapter.claims(TestClient.call("GET", Map.of("Version", "2016-04-08"), Map.of())))
                .isTrue();
        assertThat(bench.adapter.claims(TestClient.call("GET", Map.of("Version", "2019-04-30"), Map.of())))
                .isFalse();
    }

    @Test
    void wrapsListsInJson() {
        bench.created(shell("ResourceList.1.Path", "oss://a", "ResourceList.2.Path", "oss://b"));

        Answer answer = bench.get("ListFlowJob", with());

        assertThat(answer.text())
                .contains("\"PageNumber\":1,\"PageSize\":10,\"Total\":1,\"JobList\":{\"Job\":[{\"Id\":");
        assertThat(answer.text())
                .contains(
                        "\"ResourceList\":{\"Resource\":[{\"Path\":\"oss://a\",\"Alias\":\"\"},{\"Path\":\"oss://b\"");
    }

    @Test
    void repeatsElementsInXml() {
        bench.created(shell("ResourceList.1.Path", "oss://a", "ResourceList.2.Path", "oss://b"));
        bench.created(shell());

        Answer answer = bench.get("ListFlowJob", with("Format", "XML"));

        assertThat(answer.text())
                .matches("<\\?xml version=\"1.0\" encoding=\"UTF-8\"\\?><ListFlowJobResponse><RequestId>" + REQUEST_ID
                        + "</RequestId><PageNumber>1</PageNumber><PageSize>10</PageSize><Total>2</Total><JobList><Job>.*"
                        + "</Job><Job>.*</Job></JobList></ListFlowJobResponse>")
                .contains("<ResourceList><Resource><Path>oss://a</Path><Alias></Alias></Resource><Resource>")
                .doesNotContain("<Job><Job>");
    }

    @Test
    void answersACreationInXmlAsThePagePrintsIt() {
        Answer answer = bench.get("CreateFlowJob", shell("Format", "XML"));

        assertThat(answer.text())
                .matches("<\\?xml .*\\?><CreateFlowJobResponse><RequestId>" + REQUEST_ID
                        + "</RequestId><Id>FJ-[0-9A-F]{16}</Id></CreateFlowJobResponse>");
    }

    @ParameterizedTest
    @CsvSource({
        "Explode, 404, InvalidAction.NotFound, not found",
        "SubmitFlow, 400, UnsupportedOperation, SubmitFlow is not served yet",
        "CreateFlowCategory, 400, UnsupportedOperation, CreateFlowCategory is not served yet",
        "CreateClusterV2, 400, UnsupportedOperation, CreateClusterV2 is about clusters"
    })
    void refusesOtherActionsByName(String action, int status, String code, String words) {
        Answer answer = bench.get(action, with());

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.message()).contains(words);
    }

    static Stream<Action> writes() {
        return Arrays.stream(Action.values()).filter(Action::writes);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void letsAReadOnlyKeyChangeNothing(Action action) {
        Bench reader = bench.as(Permissions.READ_ONLY);

        Answer answer = reader.post(action.wireName(), valid(action));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("Forbidden.RAM");
        assertThat(answer.message()).contains(action.wireName());
        assertThat(bench.jobs.commands).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void keepsAKeyOutOfOtherProjects(Action action) {
        Bench stranger = bench.as(new Permissions(Set.of(), List.of("FP-MINE"), false));

        Answer answer = stranger.post(action.wireName(), valid(action));

        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("Forbidden.RAM");
        assertThat(bench.jobs.commands).isEmpty();
        assertThat(bench.projects.projects).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void isClosedToKeysOfOtherApis(Action action) {
        Bench other = bench.as(new Permissions(Set.of(ApiName.ALIYUN_SCHEDULERX), List.of(), false));

        Answer answer = other.post(action.wireName(), valid(action));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message()).contains("aliyun.emr");
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID, retry.retries, 400, InvalidParameter",
        "INVALID, task.shell.script, 400, InvalidParameter",
        "CONFLICT, '', 409, OperationConflict",
        "NOT_FOUND, '', 404, InvalidJobId.NotFound",
        "TOO_MANY, '', 429, Throttling.User",
        "FORBIDDEN, '', 403, Forbidden.RAM",
        "INTERNAL, '', 500, InternalError",
        "UNAVAILABLE, '', 503, ServiceUnavailable"
    })
    void putsNativeErrorsIntoTheVendorsShape(Category category, String field, int status, String code) {
        bench.jobs.failNext(new ApiError(category, "is wrong", field));

        Answer answer = bench.post("CreateFlowJob", shell());

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.message()).contains(field.equals("task.shell.script") ? "Params: is wrong" : "is wrong");
        assertThat(answer.json().path("RequestId").asText()).matches(REQUEST_ID);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void tellsTheOutcomeOfWhatWasUnavailable(Action action) {
        if (action.wireName().contains("Project")) {
            bench.projects.projects.clear();
        }
        JobDefinition job = bench.created(shell());
        String instance = bench.submitted(job);
        String project = bench.post("CreateFlowProject", projectOf()).id();
        Map<String, String> parameters = new HashMap<>(valid(action));
        parameters.replace("Id", FlowIds.job(job.id()));
        parameters.replace("JobId", FlowIds.job(job.id()));
        parameters.replace("JobInstanceId", instance);
        if (action == Action.MODIFY_FLOW_PROJECT || action == Action.DELETE_FLOW_PROJECT) {
            parameters.put("ProjectId", project);
        }
        HttpCall call = bench.client.post(action.wireName(), parameters);
        boolean ofProject = action.wireName().endsWith("Project");
        if (ofProject) {
            bench.projects.failNext(ApiError.of(Category.UNAVAILABLE, "no reply in time."));
        } else {
            bench.jobs.loseNextReply();
        }

        Answer lost = bench.send(call);
        Answer outcome = bench.send(call);
        Answer replayed = bench.send(call);

        assertThat(lost.status()).as(lost.text()).isEqualTo(503);
        assertThat(lost.message()).containsPattern("Command id: aliyun-[0-9a-f]{48}");
        assertThat(outcome.status()).as(outcome.text()).isEqualTo(200);
        assertThat(replayed.code()).isEqualTo("SignatureNonceUsed");
        assertThat(bench.jobs.executions).hasSize(action == Action.SUBMIT_FLOW_JOB ? 2 : 1);
    }

    private static Map<String, String> projectOf() {
        return Map.of("Name", "etl", "Description", "nightly");
    }

    /** Accepted as far as it can be told without looking for what it names. */
    static Map<String, String> valid(Action action) {
        return switch (action) {
            case CREATE_FLOW_JOB -> shell();
            case MODIFY_FLOW_JOB, DESCRIBE_FLOW_JOB, CLONE_FLOW_JOB, DELETE_FLOW_JOB, LIST_FLOW_JOB_HISTORY ->
                with("Id", "FJ-0000000000000001");
            case LIST_FLOW_JOB, DESCRIBE_FLOW_PROJECT, LIST_FLOW_PROJECT, MODIFY_FLOW_PROJECT, DELETE_FLOW_PROJECT ->
                with();
            case SUBMIT_FLOW_JOB -> with("JobId", "FJ-0000000000000001");
            case KILL_FLOW_JOB -> with("JobInstanceId", "FJI-0000000000000001");
            case DESCRIBE_FLOW_NODE_INSTANCE -> with("Id", "FJI-0000000000000001");
            case DESCRIBE_FLOW_NODE_INSTANCE_LAUNCHER_LOG -> with("NodeInstanceId", "FJI-0000000000000001");
            case CREATE_FLOW_PROJECT -> projectOf();
        };
    }
}
