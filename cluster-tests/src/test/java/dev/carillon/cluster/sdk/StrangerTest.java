package dev.carillon.cluster.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.schedulerx2.model.v20190430.ExecuteJobRequest;
import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.cluster.Eventually;
import dev.carillon.cluster.RunningCluster;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.vendor.aliyun.schedulerx.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who has no key can neither read nor start anything; who may only read cannot start anything; who has namespaces stays in them. */
class StrangerTest {

    private static final String API = "/api/v1";
    private static final String JOB = """
            {"name": "a stranger's", "task": {"shell": {"script": "true"}}}
            """;

    private final RunningCluster cluster = RunningCluster.get();
    private final Http stranger = Http.withoutKey(cluster.url());
    private final Http owner = Http.withKey(cluster.url(), cluster.key());

    @AfterEach
    void disconnect() {
        stranger.close();
        owner.close();
    }

    @Test
    void noRouteOfTheNativeApiIsOpen() throws Exception {
        String job = owner.send("POST", API + "/jobs", JOB).json().get("id").asText();
        List<String> answers = new ArrayList<>();

        for (Operation operation : documented()) {
            String path = API + operation.path.replace("{id}", job).replace("{backfillId}", "b1");
            Http.Answer answer = stranger.send(operation.method, path, operation.method.equals("POST") ? JOB : "");
            answers.add(answer.status() + " " + operation);
            assertThat(answer.body()).doesNotContain("a stranger's");
        }

        assertThat(answers).hasSizeGreaterThan(15);
        assertThat(answers).filteredOn(each -> !each.startsWith("401 ")).containsExactly("200 GET /openapi.json");
        assertThat(owner.get(API + "/jobs/" + job).status()).isEqualTo(200);
        assertThat(owner.get(API + "/executions?jobId=" + job).json().get("items"))
                .isEmpty();
        owner.send("DELETE", API + "/jobs/" + job, "");
    }

    @Test
    void noActionOfTheVendorsApiIsOpen() throws Exception {
        for (Action action : Action.values()) {
            for (String method : List.of("GET", "POST")) {
                Http.Answer bare = stranger.send(method, "/?Action=" + action.wireName() + "&Version=2019-04-30", "");
                Http.Answer guessed = stranger.send(
                        method, new HandSigned(action.wireName(), cluster.key().accessKey(), "guessed").path(), "");

                assertThat(bare.status()).as(bare.body()).isEqualTo(400);
                assertThat(bare.json().get("Code").asText()).startsWith("Missing");
                assertThat(guessed.status()).as(guessed.body()).isEqualTo(400);
                assertThat(guessed.json().get("Code").asText()).isEqualTo("SignatureDoesNotMatch");
            }
        }
    }

    @Test
    void noOtherPathAnswersAnythingButRefusals() throws Exception {
        for (String path : List.of(
                "/",
                "/api",
                "/api/v1",
                "/api/v1/",
                "/api/v1//jobs",
                "/api/v1/jobs/",
                "/api/v1/jobs/..%2f..%2fworkers",
                "/api/v1/../v1/jobs",
                "/API/V1/jobs",
                "/metrics",
                "/livez",
                "/?Action=ListJobs",
                "/?Version=2019-04-30",
                "/credentials.json",
                "/v2/project/fdi/schedules")) {
            for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")) {
                assertThat(stranger.send(method, path, "").status())
                        .as(method + " " + path)
                        .isBetween(400, 499);
            }
        }
    }

    @Test
    void wrongPairsAreRefusedAlike() throws Exception {
        Credential key = cluster.key();

        List<Http.Answer> answers = new ArrayList<>();
        for (Credential wrong : List.of(
                new Credential(key.accessKey(), "guessed", Permissions.ALL),
                new Credential("nobody", key.secret(), Permissions.ALL),
                new Credential("", "", Permissions.ALL),
                new Credential(key.accessKey(), "", Permissions.ALL))) {
            try (Http http = Http.withKey(cluster.url(), wrong)) {
                answers.add(http.get(API + "/jobs"));
            }
        }

        assertThat(answers).extracting(Http.Answer::status).containsOnly(401);
        assertThat(answers)
                .extracting(answer -> answer.json().get("error").get("message").asText())
                .containsOnly("the access key or its secret is wrong");
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.header("www-authenticate")).isPresent());
    }

    @Test
    void aKeyThatMayOnlyReadStartsNothing() throws Exception {
        Credential reader = new Credential("only-reads", "its-secret", Permissions.READ_ONLY);
        addKey(reader);
        String job = owner.send("POST", API + "/jobs", JOB).json().get("id").asText();
        try (Http http = Http.withKey(cluster.url(), reader)) {
            Eventually.isTrue(
                    "the new key counts",
                    ClassicSdk.SOON,
                    () -> http.get(API + "/jobs/" + job).status() == 200);

            for (Operation operation : documented()) {
                String path = API + operation.path.replace("{id}", job).replace("{backfillId}", "b1");
                boolean reads = operation.method.equals("GET") || operation.path.equals("/schedules/preview");
                if (!reads) {
                    assertThat(http.send(operation.method, path, JOB).status())
                            .as(operation.toString())
                            .isEqualTo(403);
                }
            }
            for (Action action : Action.values()) {
                Http.Answer answer = stranger.get(new HandSigned(action.wireName(), "only-reads", "its-secret").path());
                if (answer.status() == 403) {
                    assertThat(answer.json().get("Code").asText()).isEqualTo("NoPermission");
                } else {
                    assertThat(action.wireName()).matches("(Get|List).*");
                }
            }
        }
        owner.send("DELETE", API + "/jobs/" + job, "");
    }

    @Test
    void aKeyWithANamespaceStaysInIt() throws Exception {
        Credential limited =
                new Credential("limited", "its-secret", new Permissions(Set.of(), List.of("ours", "ours-*"), false));
        addKey(limited);
        try (ClassicSdk others = new ClassicSdk(cluster, FormatType.JSON);
                ClassicSdk ours = new ClassicSdk(cluster, FormatType.JSON, "limited", "its-secret");
                Http http = Http.withKey(cluster.url(), limited)) {
            Eventually.isTrue(
                    "the new key counts",
                    ClassicSdk.SOON,
                    () -> http.get(API + "/jobs").status() == 200);
            long foreign = create(others, "theirs");
            long instance = run(others, "theirs", foreign);
            others.awaitEnded("theirs", foreign, 1);

            // Its own works.
            long own = create(ours, "ours-too");
            run(ours, "ours-too", own);
            assertThat(ours.awaitEnded("ours-too", own, 1)).hasSize(1);
            assertThat(http.get(API + "/jobs").json().get("items"))
                    .extracting(job -> job.get("id").asLong())
                    .containsExactly(own);

            // The others' does not, under either name of the place, and not when the job is gone.
            for (String namespace : List.of("theirs", "ours")) {
                assertNoPermission(() -> create(ours, "theirs"));
                assertNoPermission(() -> run(ours, namespace, foreign));
                assertNoPermission(() -> ours.instances(namespace, foreign));
                assertNoPermission(() -> ours.instance(namespace, foreign, instance));
                assertNoPermission(() -> ours.delete(namespace, foreign));
            }
            others.delete("theirs", foreign);
            assertThat(http.get(API + "/jobs/" + foreign).status()).isEqualTo(403);
            assertThat(http.get(API + "/executions/" + instance).status()).isEqualTo(403);
            assertThat(http.get(API + "/executions/" + instance + "/log").status())
                    .isEqualTo(403);
            assertThat(http.get(API + "/executions?namespace=theirs").status()).isEqualTo(403);
            assertThat(http.get(API + "/executions").json().get("items"))
                    .extracting(execution -> execution.get("jobId").asLong())
                    .containsOnly(own);
            assertNoPermission(() -> ours.instance("ours", foreign, instance));
            assertThat(others.instance("theirs", foreign, instance).getStatus()).isEqualTo(ClassicSdk.SUCCESS);
            ours.delete("ours-too", own);
        }
    }

    private static long create(ClassicSdk sdk, String namespace) throws ClientException {
        return sdk.send(ClassicSdk.shellJob(namespace, "stays in its place", "true"))
                .getData()
                .getJobId();
    }

    private static long run(ClassicSdk sdk, String namespace, long job) throws ClientException {
        ExecuteJobRequest request = new ExecuteJobRequest();
        request.setNamespace(namespace);
        request.setGroupId(ClassicSdk.GROUP);
        request.setJobId(job);
        return sdk.send(request).getData().getJobInstanceId();
    }

    /** As the SDK tells its user. */
    private static void assertNoPermission(ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.getErrCode()).isEqualTo("NoPermission"))
                .satisfies(e -> assertThat(e.getErrMsg()).contains("has no permission for 'theirs'"));
    }

    @Test
    void theManagementPortTellsHealthAndNumbersOnly() throws Exception {
        try (Http management = Http.withoutKey("http://127.0.0.1:" + cluster.managementPort())) {
            // On a busy machine a node may have lost its lease for a moment.
            Eventually.isTrue(
                    "it is ready",
                    ClassicSdk.SOON,
                    () -> management.get("/readyz").status() == 200);
            Http.Answer metrics = management.get("/metrics");

            assertThat(management.get("/livez").status()).isEqualTo(200);
            assertThat(metrics.status()).isEqualTo(200);
            assertThat(metrics.body())
                    .contains("carillon_")
                    .doesNotContain(cluster.key().secret())
                    .doesNotContain(cluster.key().accessKey());
            for (String path :
                    List.of("/", "/jobs", "/api/v1/jobs", "/metrics/../livez", "/env", "/?Action=ListJobs")) {
                assertThat(management.get(path).status()).as(path).isEqualTo(404);
            }
            assertThat(management.send("POST", "/livez", "x").status()).isEqualTo(405);
        }
    }

    @Test
    void theBrokerServesNobodyWithoutItsSecret() {
        String bootstrap = cluster.clientProperties().get("bootstrap.servers");
        Map<String, Object> withoutSecret = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                2_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                4_000);

        try (Admin admin = Admin.create(withoutSecret)) {
            Throwable refused = catchThrowable(() -> admin.listTopics().names().get(30, TimeUnit.SECONDS));

            assertThat(refused).isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void theCredentialsAreTheirOwnersAlone() throws IOException {
        Path file = cluster.credentialsFile();

        assertThat(Files.getPosixFilePermissions(file))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }

    private record Operation(String method, String path) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Every operation of the document that the gateway serves. */
    private List<Operation> documented() throws Exception {
        List<Operation> operations = new ArrayList<>();
        JsonNode paths = stranger.get(API + "/openapi.json").json().get("paths");
        paths.properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (!method.equals("parameters")) {
                        operations.add(new Operation(method.toUpperCase(Locale.ROOT), path.getKey()));
                    }
                }));
        return operations;
    }

    private void addKey(Credential added) throws IOException {
        Path file = cluster.credentialsFile();
        String key = "{\"accessKey\": \"%s\", \"secret\": \"%s\", \"readOnly\": %s%s}";
        Credential first = cluster.key();
        Files.writeString(
                file,
                "{\"keys\": ["
                        + key.formatted(
                                first.accessKey(),
                                first.secret(),
                                first.permissions().readOnly(),
                                "")
                        + ", "
                        + key.formatted(
                                added.accessKey(),
                                added.secret(),
                                added.permissions().readOnly(),
                                namespaces(added.permissions()))
                        + "]}");
    }

    private static String namespaces(Permissions permissions) {
        return permissions.namespaces().isEmpty()
                ? ""
                : ", \"namespaces\": [\"" + String.join("\", \"", permissions.namespaces()) + "\"]";
    }
}
