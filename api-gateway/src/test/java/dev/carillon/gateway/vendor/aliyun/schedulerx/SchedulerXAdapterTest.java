package dev.carillon.gateway.vendor.aliyun.schedulerx;

import static dev.carillon.gateway.vendor.aliyun.schedulerx.Bench.shell;
import static dev.carillon.gateway.vendor.aliyun.schedulerx.Bench.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.vendor.aliyun.AnswerFormat;
import dev.carillon.gateway.vendor.aliyun.CapturedRequests;
import dev.carillon.gateway.vendor.aliyun.TestClient;
import dev.carillon.gateway.vendor.aliyun.schedulerx.Bench.Answer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulerXAdapterTest {

    private static final String REQUEST_ID = "[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}";

    private final Bench bench = new Bench();

    @ParameterizedTest
    @MethodSource("dev.carillon.gateway.vendor.aliyun.CapturedRequests#names")
    void claimsWhatTheVendorsClientsSend(String name) {
        assertThat(bench.adapter.claims(CapturedRequests.load(name))).isTrue();
    }

    @Test
    void claimsNothingElse() {
        Map<String, String> emr = Map.of("Action", "ListFlow", "Version", "2016-04-08");
        HttpCall form = TestClient.call("POST", Map.of(), Map.of("Version", "2019-04-30"));

        assertThat(bench.adapter.claims(TestClient.call("GET", emr, Map.of()))).isFalse();
        assertThat(bench.adapter.claims(TestClient.call("GET", Map.of(), Map.of())))
                .isFalse();
        assertThat(bench.adapter.claims(form)).isTrue();
        assertThat(bench.adapter.claims(
                        new HttpCall("POST", "/api/v1/jobs", "Version=2019-04-30", Map.of(), new byte[0], "")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"CreateJob.async-sdk-2.0.8, java", "CreateJob.json-format, java"})
    void servesACapturedCreation(String name, String type) {
        Answer answer = bench.send(CapturedRequests.load(name));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json;charset=utf-8");
        assertThat(answer.json().path("Code").asInt()).isEqualTo(200);
        assertThat(answer.json().path("Success").asBoolean()).isTrue();
        assertThat(answer.json().path("RequestId").asText()).matches(REQUEST_ID);
        assertThat(answer.json().at("/Data/JobId").asLong()).isPositive();
        assertThat(bench.jobs.jobs.firstEntry().getValue().task().kind().name()).isEqualToIgnoringCase(type);
    }

    @Test
    void answersAcs3InJson() {
        Answer answer = bench.send(CapturedRequests.load(CapturedRequests.ACS3));

        assertThat(answer.isBusinessError()).isTrue();
        assertThat(answer.message()).isEqualTo("ClassName: is mandatory when JobType is java");
    }

    @Test
    void answersACapturedXmlRequestInXml() {
        Answer answer = bench.send(CapturedRequests.load("CreateJob.xml-format"));

        assertThat(answer.contentType()).isEqualTo("text/xml;charset=utf-8");
        assertThat(answer.text())
                .matches("<\\?xml version=\"1.0\" encoding=\"UTF-8\"\\?><CreateJobResponse><RequestId>" + REQUEST_ID
                        + "</RequestId><Code>1000</Code><Message>ExecuteMode: 'broadcast' is not served yet, only "
                        + "standalone</Message><Success>false</Success></CreateJobResponse>");
    }

    @Test
    void acceptsEveryActionByGetAndByPost() {
        for (Action action : Action.values()) {
            for (String method : List.of("GET", "POST")) {
                Map<String, String> parameters = action == Action.CREATE_JOB ? shell() : with();
                parameters.put("JobId", "1");
                parameters.put("InstanceId", "1");
                parameters.put("JobInstanceId", "1");
                parameters
                        .keySet()
                        .removeIf(name ->
                                action.fields().stream().noneMatch(f -> f.name().equals(name)));

                Answer answer = method.equals("GET")
                        ? bench.get(action.wireName(), parameters)
                        : bench.post(action.wireName(), parameters);

                assertThat(answer.status()).as("%s %s", method, answer.text()).isEqualTo(200);
            }
        }
    }

    @Test
    void takesEverythingFromTheFormToo() {
        Map<String, String> all = bench.client.system("CreateJob", shell("Format", "XML"));

        Answer answer = bench.send(bench.client.signed("POST", Map.of(), all));

        assertThat(answer.text()).contains("<Success>true</Success><Data><JobId>");
    }

    @Test
    void knowsOneJobForARepeatedRequest() {
        HttpCall call = bench.client.post("CreateJob", shell());
        bench.jobs.failNext(ApiError.of(Category.UNAVAILABLE, "no reply in time."));

        HttpAnswer unavailable = bench.adapter.answer(call).result();
        Answer created = bench.send(call);
        Answer replayed = bench.send(call);

        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(new String(unavailable.body(), StandardCharsets.UTF_8))
                .contains("\"Code\":\"ServiceUnavailable\"")
                .containsPattern("Command id: aliyun-[0-9a-f]{48}");
        assertThat(created.json().path("Success").asBoolean()).isTrue();
        assertThat(replayed.json().path("Code").asText()).isEqualTo("SignatureNonceUsed");
        assertThat(bench.jobs.jobs).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DeleteJob", "ExecuteJob", "DisableJob", "UpdateJob"})
    void tellsTheOutcomeOfWhatWasUnavailable(String action) {
        String id = bench.created(shell()).id().toString();
        HttpCall call = bench.client.get(action, with("JobId", id));
        bench.jobs.loseNextReply();

        Answer lost = bench.send(call);
        Answer outcome = bench.send(call);

        assertThat(lost.status()).isEqualTo(503);
        assertThat(outcome.json().path("Success").asBoolean())
                .as(outcome.text())
                .isTrue();
        assertThat(bench.jobs.executions).hasSize(action.equals("ExecuteJob") ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DeleteJob", "ExecuteJob", "EnableJob", "DisableJob", "UpdateJob"})
    void saysThatAJobDoesNotExist(String action) {
        Answer answer = bench.get(action, with("JobId", "17"));

        assertThat(answer.isBusinessError()).isTrue();
        assertThat(answer.json().path("Code").asInt()).isEqualTo(1005);
    }

    @Test
    void asksTheSameCommandOfEveryGateway() {
        HttpCall call = bench.client.post("CreateJob", shell());
        Bench other = new Bench();

        long here = bench.send(call).json().at("/Data/JobId").asLong();
        long there = other.send(call).json().at("/Data/JobId").asLong();

        assertThat(there).isEqualTo(here);
        assertThat(other.jobs.commands.getFirst().request())
                .isEqualTo(bench.jobs.commands.getFirst().request());
    }

    @Test
    void letsAReadOnlyKeyReadAlone() {
        Bench readOnly = new Bench(Permissions.READ_ONLY);

        Answer write = readOnly.post("CreateJob", shell());
        Answer read = readOnly.get("ListJobs", with());

        assertThat(write.status()).isEqualTo(403);
        assertThat(write.json().path("Code").asText()).isEqualTo("NoPermission");
        assertThat(read.json().path("Success").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Explode, 404, InvalidAction.NotFound",
        "createJob, 404, InvalidAction.NotFound",
        "CreateWorkflow, 400, UnsupportedOperation",
        "BatchEnableJobs, 400, UnsupportedOperation"
    })
    void refusesOtherActionsByName(String action, int status, String code) {
        Answer answer = bench.get(action, with());

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("Code").asText()).isEqualTo(code);
    }

    @Test
    void tellsStrangersNothingOfItsActions() {
        Answer answer =
                bench.send(TestClient.call("GET", Map.of("Action", "ListJobs", "Version", "2019-04-30"), Map.of()));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("Code").asText()).isEqualTo("MissingSignature");
    }

    @Test
    void writesErrorsInXmlWhereAsked() {
        Answer answer = bench.send(TestClient.call("GET", Map.of("Format", "XML", "Action", "<&>"), Map.of()));

        assertThat(answer.contentType()).isEqualTo("text/xml;charset=utf-8");
        assertThat(answer.text())
                .matches(".*<Error><RequestId>" + REQUEST_ID
                        + "</RequestId><Code>MissingSignature</Code><Message>.*</Message></Error>");
    }

    @ParameterizedTest
    @CsvSource({"text/xml, XML", "application/xml, XML", "application/json, JSON", "*/*, JSON"})
    void followsAcceptWhereNoFormatIsNamed(String accept, AnswerFormat format) {
        HttpCall call = TestClient.call("GET", Map.of(), Map.of());
        Map<String, List<String>> headers = new LinkedHashMap<>(call.headers());
        headers.put("accept", List.of(accept));

        HttpAnswer answer = bench.adapter.refuse(
                new HttpCall("GET", "/", "", headers, new byte[0], ""), ApiError.of(Category.TOO_LARGE, "too large"));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.contentType().contains("xml")).isEqualTo(format == AnswerFormat.XML);
    }

    @Test
    void refusesAFormatThatDoesNotExist() {
        assertThat(bench.get("ListJobs", with("Format", "YAML")).message()).startsWith("Format: must be JSON or XML");
    }

    @Test
    void refusesAVersionOfAnotherProduct() {
        Answer answer = bench.get("ListJobs", with("Version", "2016-04-08"));

        assertThat(answer.json().path("Code").asText()).isEqualTo("InvalidVersion");
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID, retry.retries, 200, 1000",
        "CONFLICT, '', 200, 1002",
        "NOT_FOUND, '', 200, 1005",
        "TOO_MANY, '', 429, Throttling.User",
        "FORBIDDEN, '', 403, NoPermission",
        "INTERNAL, '', 500, InternalError",
        "UNAVAILABLE, '', 503, ServiceUnavailable"
    })
    void putsNativeErrorsIntoTheVendorsShape(Category category, String field, int status, String code) {
        bench.jobs.failNext(new ApiError(category, "is wrong", field));

        Answer answer = bench.post("CreateJob", shell());

        JsonNode json = answer.json();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(json.path("Code").asText()).isEqualTo(code);
        assertThat(json.path("Code").isInt()).isEqualTo(status == 200);
        assertThat(json.path("Message").asText()).contains(field.isEmpty() ? "is wrong" : "MaxAttempt: is wrong");
        assertThat(json.path("RequestId").asText()).matches(REQUEST_ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Namespace", "GroupId", "Name", "JobType", "ExecuteMode", "TimeType"})
    void answersAMissingParameterAsTheGatewayDoes(String name) {
        Map<String, String> parameters = shell();
        parameters.remove(name);

        Answer answer = bench.post("CreateJob", parameters);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("Code").asText()).isEqualTo("MissingParameter");
        assertThat(answer.message()).contains("\"" + name + "\"");
    }

    @Test
    void writesRawUtf8() {
        bench.created(shell("Name", "你好😀", "Description", "\"\\\n"));

        Answer answer = bench.get("ListJobs", with());

        assertThat(answer.text()).contains("你好😀").doesNotContain("\\u");
    }
}
