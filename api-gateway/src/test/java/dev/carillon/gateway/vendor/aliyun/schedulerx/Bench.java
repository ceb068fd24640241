package dev.carillon.gateway.vendor.aliyun.schedulerx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.vendor.FakeJobService;
import dev.carillon.gateway.vendor.InMemoryReplayGuard;
import dev.carillon.gateway.vendor.VendorAdapter;
import dev.carillon.gateway.vendor.aliyun.AliyunAuthenticator;
import dev.carillon.gateway.vendor.aliyun.OneCredential;
import dev.carillon.gateway.vendor.aliyun.RequestIds;
import dev.carillon.gateway.vendor.aliyun.RpcAdapter;
import dev.carillon.gateway.vendor.aliyun.TestClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGeneratorFactory;

/** An adapter over jobs in memory, at a fixed instant, and a client that signs. */
final class Bench {

    static final Instant NOW = Instant.parse("2026-11-21T20:45:00Z");

    final FakeJobService jobs;
    final VendorAdapter adapter;
    final TestClient client;

    Bench() {
        this(Permissions.ALL);
    }

    Bench(Permissions permissions) {
        this(new FakeJobService(NOW), new TestClient(NOW), permissions);
    }

    /** The same jobs as seen by another caller. */
    Bench as(Permissions permissions) {
        return new Bench(jobs, client, permissions);
    }

    private Bench(FakeJobService jobs, TestClient client, Permissions permissions) {
        this.jobs = jobs;
        this.client = client;
        adapter = new RpcAdapter<>(
                new SchedulerXProduct(jobs, InstantSource.fixed(NOW), SchedulerXProduct.DEFAULT_ZONE),
                new AliyunAuthenticator(
                        new OneCredential(permissions), new InMemoryReplayGuard(), InstantSource.fixed(NOW)),
                new RequestIds(RandomGeneratorFactory.of("L64X128MixRandom").create(7)));
    }

    /** Namespace and group, and what comes on top of them or in their place. */
    static Map<String, String> with(String... pairs) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("Namespace", "ns");
        parameters.put("GroupId", "group");
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.put(pairs[i], pairs[i + 1]);
        }
        return parameters;
    }

    /** The smallest job, and what comes on top of it or in its place. */
    static Map<String, String> shell(String... pairs) {
        Map<String, String> parameters = with(
                "Name",
                "hello",
                "JobType",
                "shell",
                "ExecuteMode",
                "standalone",
                "TimeType",
                "100",
                "Content",
                "echo hi");
        parameters.putAll(with(pairs));
        return parameters;
    }

    Answer post(String action, Map<String, String> parameters) {
        return send(client.post(action, parameters));
    }

    Answer get(String action, Map<String, String> parameters) {
        return send(client.get(action, parameters));
    }

    Answer send(HttpCall call) {
        HttpAnswer answer = adapter.answer(call).result();
        return new Answer(answer.status(), answer.contentType(), new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** Creates a job and gives it as the scheduler would get it. */
    JobDefinition created(Map<String, String> parameters) {
        Answer answer = post("CreateJob", parameters);
        if (!answer.json().path("Success").asBoolean()) {
            throw new AssertionError(answer.text());
        }
        return job(answer.json().path("Data").path("JobId").asLong());
    }

    JobDefinition job(long id) {
        return Objects.requireNonNull(jobs.jobs.get(new JobId(id)), "job " + id);
    }

    /** The job object as the API gives it. */
    JsonNode read(JobDefinition job) {
        return get("GetJobInfo", with("JobId", job.id().toString())).json().at("/Data/JobConfigInfo");
    }

    record Answer(int status, String contentType, String text) {

        private static final JsonMapper MAPPER = new JsonMapper();

        JsonNode json() {
            try {
                return MAPPER.readTree(text);
            } catch (JsonProcessingException e) {
                throw new AssertionError(text, e);
            }
        }

        /** Of a business error. */
        String message() {
            return json().path("Message").asText();
        }

        boolean isBusinessError() {
            return status == 200
                    && !json().path("Success").asBoolean(true)
                    && json().path("Code").isInt()
                    && json().path("Code").asInt() != 200;
        }
    }
}
