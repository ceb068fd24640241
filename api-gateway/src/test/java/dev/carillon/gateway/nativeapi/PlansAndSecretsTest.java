package dev.carillon.gateway.nativeapi;

import static dev.carillon.gateway.nativeapi.ApiServer.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.gateway.nativeapi.ApiServer.Answer;
import dev.carillon.kafka.secrets.KeyFile;
import dev.carillon.kafka.secrets.SecretKeys;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans with their steps, and secrets that nobody sees again. */
final class PlansAndSecretsTest {

    private static final String SECRET = """
            {"name": "n", "task": {"shell": {"script": "true"}}, "secrets": {"TOKEN": "hunter2", "KEY": "s3cr3t"}}""";
    private static final String PLAN = """
            {"name": "n", "task": {"plan": {"tasks": [{"shell": {"script": "true"}}, {"http": {"url": "http://h/${yyyy}"}}],
             "steps": [{"key": "a"}, {"key": "b", "task": 1, "values": {"target_id": "t"}}], "parallelism": 2}},
             "schedule": {"calendarInterval": {"unit": "MONTH", "start": "2026-01-31T12:00:00Z"}},
             "bounds": {"until": "2027-01-01T00:00:00Z"}, "dates": {"named": {"day": "${yyyyMMdd}"}}}""";

    @TempDir
    private Path directory;

    private SecretKeys keys;
    private ApiServer server;

    @BeforeEach
    void start() throws Exception {
        Path file = directory.resolve("secrets.key");
        KeyFile.createIfMissing(file, new SecureRandom());
        keys = KeyFile.read(file);
        server = new ApiServer(keys);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void secretsAreStoredSealedAndAnsweredMasked() throws Exception {
        // when
        Answer created = server.post("/jobs", SECRET);

        // then
        assertThat(created.status()).as(created.message()).isEqualTo(201);
        long id = created.json().path("id").asLong();
        assertThat(created.http().body()).doesNotContain("hunter2", "s3cr3t", "sealed");
        assertThat(server.get("/jobs").http().body()).doesNotContain("hunter2", "s3cr3t", "sealed");
        assertThat(created.json().at("/secrets/TOKEN").asText()).isEqualTo("******");
        assertThat(open(id, "TOKEN")).isEqualTo("hunter2");
        assertThat(open(id, "KEY")).isEqualTo("s3cr3t");
    }

    @Test
    void aReplacementKeepsTheMaskedTakesTheNewAndForgetsTheRest() throws Exception {
        // given
        ObjectNode job = (ObjectNode) server.post("/jobs", SECRET).json();
        long id = job.path("id").asLong();
        Map<String, String> before = secrets(id);
        job.remove("audit");
        job.putObject("secrets").put("TOKEN", "******").put("MORE", "sealed:1:looks:QUJD");

        // when
        Answer put = server.send("PUT", "/jobs/" + id, job.toString(), "Authorization", ADMIN);

        // then
        assertThat(put.status()).as(put.message()).isEqualTo(200);
        assertThat(secrets(id)).containsOnlyKeys("TOKEN", "MORE").containsEntry("TOKEN", before.get("TOKEN"));
        assertThat(open(id, "MORE")).isEqualTo("sealed:1:looks:QUJD");
    }

    @Test
    void aMaskThatStandsForNothingIsRefused() throws Exception {
        // given
        long id = server.post("/jobs", SECRET).json().path("id").asLong();

        // when
        Answer unknownName = server.send(
                "PUT",
                "/jobs/" + id,
                SECRET.replace("\"hunter2\"", "\"******\"").replace("TOKEN", "OTHER"),
                "Authorization",
                ADMIN);
        Answer unknownJob =
                server.send("PUT", "/jobs/4711", SECRET.replace("hunter2", "******"), "Authorization", ADMIN);
        Answer created = server.post("/jobs", SECRET.replace("hunter2", "******"));

        // then
        assertThat(unknownName.field()).isEqualTo("secrets.OTHER");
        assertThat(unknownJob.field()).isEqualTo("secrets.TOKEN");
        assertThat(created.field()).isEqualTo("secrets.TOKEN");
        assertThat(server.get("/jobs/" + id).json().path("revision").asLong()).isEqualTo(1);
    }

    @Test
    void withoutAKeySecretsAreRefusedAndTheSettingIsNamed() throws Exception {
        // given
        try (ApiServer keyless = new ApiServer()) {
            // when
            Answer answer = keyless.post("/jobs", SECRET);

            // then
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("UNSUPPORTED");
            assertThat(answer.message()).contains("secrets.key.file").doesNotContain("hunter2");
            assertThat(keyless.get("/jobs").json().path("items")).isEmpty();
        }
    }

    @Test
    void aPlanWithItsTimesIsReadBackAndSentBack() throws Exception {
        // given
        ObjectNode job = (ObjectNode) server.post("/jobs", PLAN).json();

        // then
        assertThat(job.at("/task/plan/steps/1/values/target_id").asText()).isEqualTo("t");
        assertThat(job.at("/task/plan/stopOnFailure").asBoolean()).isTrue();
        assertThat(job.at("/schedule/calendarInterval/every").asInt()).isEqualTo(1);
        assertThat(job.at("/bounds/until").asText()).isEqualTo("2027-01-01T00:00:00Z");
        assertThat(job.path("bounds").has("from")).isFalse();
        assertThat(job.at("/dates/zone").asText()).isEqualTo("Z");
        // when
        job.remove("audit");
        Answer put = server.send("PUT", "/jobs/" + job.path("id").asLong(), job.toString(), "Authorization", ADMIN);
        // then
        assertThat(put.status()).as(put.message()).isEqualTo(200);
        assertThat(put.json().path("task")).isEqualTo(job.path("task"));
    }

    @Test
    void anExecutionTellsItsSteps() throws Exception {
        // given
        long id = server.post("/jobs", PLAN).json().path("id").asLong();
        String execution =
                server.post("/jobs/" + id + ":trigger", "").json().path("id").asText();

        // when
        Answer answer = server.get("/executions/" + execution);

        // then
        assertThat(answer.json().path("steps")).hasSize(2);
        assertThat(answer.json().at("/steps/1/key").asText()).isEqualTo("b");
        assertThat(answer.json().at("/steps/1/status").asText()).isEqualTo("RUNNING");
        assertThat(answer.json().at("/steps/1").has("endedAt")).isFalse();
    }

    @Test
    void aPreviewKeepsToItsBounds() throws Exception {
        // when
        Answer answer = server.post("/schedules/preview", """
                {"schedule": {"calendarInterval": {"unit": "MONTH", "start": "2026-01-31T12:00:00Z"}}, "count": 9,
                 "bounds": {"from": "2026-02-01T00:00:00Z", "until": "2026-05-01T00:00:00Z"}}""");

        // then
        assertThat(answer.json().path("items"))
                .extracting(fire -> fire.path("nominalAt").asText())
                .containsExactly("2026-02-28T12:00:00Z", "2026-03-31T12:00:00Z", "2026-04-30T12:00:00Z");
    }

    private String open(long id, String name) throws Exception {
        return keys.open(secrets(id).getOrDefault(name, "not there"));
    }

    private Map<String, String> secrets(long id) throws Exception {
        return server.jobs
                .job(new JobId(id))
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .map(JobDefinition::secrets)
                .orElseThrow();
    }
}
