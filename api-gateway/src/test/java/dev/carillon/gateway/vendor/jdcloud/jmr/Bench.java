package dev.carillon.gateway.vendor.jdcloud.jmr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.vendor.FakeJobService;
import dev.carillon.gateway.vendor.InMemoryReplayGuard;
import dev.carillon.gateway.vendor.jdcloud.JdAuthenticator;
import dev.carillon.gateway.vendor.jdcloud.JdClient;
import dev.carillon.gateway.vendor.rest.RestAdapter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** An adapter over jobs in memory, at a fixed instant, and a client that signs. Bodies are written with single quotes. */
final class Bench {

    /** A few minutes after the captured requests were sent. */
    static final Instant NOW = Instant.parse("2026-11-21T20:45:00Z");

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final String REGION = "/v1/regions/cn-north-1";

    final FakeJobService jobs = new FakeJobService(NOW);
    final RestAdapter adapter;
    final JdClient client = new JdClient();

    Bench() {
        this(Permissions.ALL);
    }

    Bench(Permissions permissions) {
        adapter = new RestAdapter(
                new JmrProduct(jobs, InstantSource.fixed(NOW), ZONE),
                new JdAuthenticator(
                        JmrProduct.SERVICE,
                        key -> Optional.of(new Credential(key, JdClient.SECRET, permissions)),
                        new InMemoryReplayGuard(),
                        InstantSource.fixed(NOW)));
    }

    /** @param path behind the region */
    Answer post(String path, String body) {
        return send(signed(path, body));
    }

    HttpCall signed(String path, String body) {
        return client.signed("POST", REGION + path, body.replace('\'', '"'), NOW);
    }

    Answer send(HttpCall call) {
        Map<String, List<String>> headers = new HashMap<>(call.headers());
        // As the front does.
        headers.put("x-request-id", List.of("request-1"));
        HttpAnswer answer = adapter.answer(new HttpCall(
                        call.method(), call.path(), call.query(), headers, call.body(), call.remoteAddress()))
                .result();
        return new Answer(answer.status(), answer.headers(), StrictJson.readObject(answer.body()));
    }

    /** Makes a shell job and gives its id. */
    long job(String name) {
        return created(
                "/job:create",
                "{'jmrJobViewModel':{'jobName':'" + name + "','jobType':'Shell'," + "'location':'/opt/" + name
                        + ".sh','params':'a ${yyyyMMdd}','retryTimes':2}}");
    }

    /** Makes a plan of these jobs and gives its id. */
    long plan(String name, Object... jobIds) {
        return created(
                "/cronJob:create",
                "{'hour':'2','minute':'30','jmrPlanViewModel':{'planName':'" + name + "','jobIds':'"
                        + String.join(
                                ",",
                                List.of(jobIds).stream().map(Object::toString).toList())
                        + "'}}");
    }

    long created(String path, String body) {
        Answer answer = post(path, body);
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
        return answer.result().path("data").asLong();
    }

    JobDefinition definition(long id) {
        return Objects.requireNonNull(jobs.jobs.get(new JobId(id)), "definition " + id);
    }

    Task.Plan steps(long planId) {
        return (Task.Plan) definition(planId).task();
    }

    record Answer(int status, Map<String, String> headers, ObjectNode body) {

        JsonNode result() {
            return body.path("result");
        }

        JsonNode data() {
            return result().path("data");
        }

        JsonNode error() {
            return body.path("error");
        }

        String message() {
            return error().path("message").asText();
        }
    }
}
