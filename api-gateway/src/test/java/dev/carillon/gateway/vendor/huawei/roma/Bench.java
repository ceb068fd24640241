package dev.carillon.gateway.vendor.huawei.roma;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.service.SecretSealer;
import dev.carillon.gateway.vendor.FakeJobService;
import dev.carillon.gateway.vendor.InMemoryReplayGuard;
import dev.carillon.gateway.vendor.huawei.HuaweiAuthenticator;
import dev.carillon.gateway.vendor.huawei.HuaweiClient;
import dev.carillon.gateway.vendor.rest.RestAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;

/** An adapter over jobs in memory, at a fixed instant, and a client that signs. */
final class Bench {

    static final Instant NOW = Instant.parse("2026-11-21T20:45:00Z");
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final String INSTANCE = "/v2/pid0001/fdi/instances/inst-1";
    static final String TASKS = INSTANCE + "/tasks";

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final SecretSealer SEALER = plain -> "sealed:1:test:"
            + Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));

    final FakeJobService jobs = new FakeJobService(NOW);
    final RestAdapter adapter;

    private final HuaweiClient client = new HuaweiClient();
    private int requests;

    Bench() {
        this(Permissions.ALL);
    }

    Bench(Permissions permissions) {
        InstantSource clock = InstantSource.fixed(NOW);
        adapter = new RestAdapter(
                new RomaProduct(jobs, SEALER, clock, ZONE),
                new HuaweiAuthenticator(
                        key -> Optional.of(new Credential(key, HuaweiClient.SECRET, permissions)),
                        new InMemoryReplayGuard(),
                        clock,
                        RandomGeneratorFactory.of("L64X128MixRandom").create(7)));
    }

    /** Each request a second after the one before, since a signature has no nonce. */
    HttpCall signed(String method, String target, String body) {
        return client.signed(method, target, body, NOW.plusSeconds(++requests));
    }

    Answer send(String method, String target, String body) {
        return send(signed(method, target, body));
    }

    Answer get(String target) {
        return send("GET", target, "");
    }

    Answer send(HttpCall call) {
        HttpAnswer answer = adapter.answer(call).result();
        return new Answer(answer.status(), new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** The body of a task that runs a script. @param more further members of task, each with a comma in front */
    static String task(String name, String more) {
        return task(name, more, "{\"job\":{\"shell\":{\"script\":\"echo hi\"}}}");
    }

    static String task(String name, String more, String detail) {
        return "{\"task\":{\"task_name\":\"" + name + "\"" + more + "},\"task_detail\":" + quoted(detail) + "}";
    }

    static String quoted(String text) {
        try {
            return MAPPER.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    /** The id of a new task. */
    String created(String body) {
        Answer answer = send("POST", TASKS, body);
        if (answer.status() != 200) {
            throw new AssertionError(answer.text());
        }
        return answer.json().at("/task/task_id").asText();
    }

    /** The id of a new task that runs a script. */
    String created() {
        return created(task("hello", ""));
    }

    /** The id of a new task with a schedule. */
    String scheduled() {
        String id = created();
        Answer answer = send("POST", dispatches(id), "{\"period\":\"DAY\",\"dispatch_interval\":1}");
        if (answer.status() != 200) {
            throw new AssertionError(answer.text());
        }
        return id;
    }

    static String task(String id) {
        return TASKS + "/" + id;
    }

    static String dispatches(String id) {
        return task(id) + "/dispatches";
    }

    JobDefinition job(String taskId) {
        JobId id = TaskLookup.id(taskId);
        return Objects.requireNonNull(jobs.jobs.get(id), taskId);
    }

    record Answer(int status, String text) {

        JsonNode json() {
            try {
                return MAPPER.readTree(text);
            } catch (JsonProcessingException e) {
                throw new AssertionError(text, e);
            }
        }

        String errorCode() {
            return json().at("/reason/error_code").asText();
        }

        String errorMessage() {
            return json().at("/reason/error_msg").asText();
        }
    }
}
