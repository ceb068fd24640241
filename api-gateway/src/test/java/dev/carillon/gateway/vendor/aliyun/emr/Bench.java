package dev.carillon.gateway.vendor.aliyun.emr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.service.SecretSealer;
import dev.carillon.gateway.vendor.FakeJobService;
import dev.carillon.gateway.vendor.InMemoryReplayGuard;
import dev.carillon.gateway.vendor.VendorAdapter;
import dev.carillon.gateway.vendor.aliyun.AliyunAuthenticator;
import dev.carillon.gateway.vendor.aliyun.CapturedRequests;
import dev.carillon.gateway.vendor.aliyun.OneCredential;
import dev.carillon.gateway.vendor.aliyun.RequestIds;
import dev.carillon.gateway.vendor.aliyun.RpcAdapter;
import dev.carillon.gateway.vendor.aliyun.TestClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGeneratorFactory;

/** An adapter over jobs and projects in memory, at a fixed instant, and a client that signs. */
final class Bench {

    static final Instant NOW = Instant.parse("2026-11-21T20:45:00Z");
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final String PROJECT = "FP-257A173659F50000";

    final FakeJobService jobs;
    final FakeProjects projects;
    final VendorAdapter adapter;
    final TestClient client;
    /** Every answer so far. */
    final List<String> answers = new ArrayList<>();

    Bench() {
        this(new MirrorSealer());
    }

    Bench(SecretSealer sealer) {
        this(
                new FakeJobService(NOW),
                new FakeProjects(NOW),
                sealer,
                new TestClient(CapturedRequests.SECRET, NOW, "2016-04-08"),
                Permissions.ALL);
    }

    /** The same jobs and projects as seen by another caller. */
    Bench as(Permissions permissions) {
        return new Bench(jobs, projects, new MirrorSealer(), client, permissions);
    }

    private Bench(
            FakeJobService jobs,
            FakeProjects projects,
            SecretSealer sealer,
            TestClient client,
            Permissions permissions) {
        this.jobs = jobs;
        this.projects = projects;
        this.client = client;
        InstantSource clock = InstantSource.fixed(NOW);
        this.adapter = new RpcAdapter<>(
                new EmrProduct(jobs, projects, sealer, clock, ZONE),
                new AliyunAuthenticator(new OneCredential(permissions), new InMemoryReplayGuard(), clock),
                new RequestIds(RandomGeneratorFactory.of("L64X128MixRandom").create(7)));
    }

    /** The project, and what comes on top of it or in its place. */
    static Map<String, String> with(String... pairs) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("ProjectId", PROJECT);
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.put(pairs[i], pairs[i + 1]);
        }
        return parameters;
    }

    /** The smallest job, and what comes on top of it or in its place. */
    static Map<String, String> shell(String... pairs) {
        Map<String, String> parameters =
                with("Name", "hello", "Description", "says hello", "Type", "SHELL", "Params", "echo hi");
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
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        answers.add(text);
        return new Answer(answer.status(), answer.contentType(), text);
    }

    /** Creates a job and gives it as the scheduler would get it. */
    JobDefinition created(Map<String, String> parameters) {
        return job(post("CreateFlowJob", parameters).id());
    }

    JobDefinition job(String id) {
        long number = Long.parseLong(id.substring("FJ-".length()), 16);
        return Objects.requireNonNull(jobs.jobs.get(new JobId(number)), id);
    }

    JobDefinition modified(JobDefinition job, String... pairs) {
        Map<String, String> parameters = with(pairs);
        parameters.put("Id", FlowIds.job(job.id()));
        Answer answer = post("ModifyFlowJob", parameters);
        if (!answer.json().path("Data").asBoolean()) {
            throw new AssertionError(answer.text());
        }
        return job(FlowIds.job(job.id()));
    }

    /** The job object as the API gives it. */
    JsonNode read(JobDefinition job) {
        return get("DescribeFlowJob", with("Id", FlowIds.job(job.id()))).json();
    }

    String submitted(JobDefinition job) {
        return post("SubmitFlowJob", with("JobId", FlowIds.job(job.id()))).id();
    }

    static Task.Shell shellOf(JobDefinition job) {
        return (Task.Shell) job.task();
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

        String id() {
            if (status != 200) {
                throw new AssertionError(text);
            }
            return json().path("Id").asText();
        }

        String code() {
            return json().path("Code").asText();
        }

        String message() {
            return json().path("Message").asText();
        }
    }
}
