package dev.carillon.gateway.nativeapi;

import static dev.carillon.gateway.nativeapi.ApiServer.ADMIN;
import static dev.carillon.gateway.nativeapi.ApiServer.READER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.nativeapi.ApiServer.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NativeApiTest {

    private static final String JOB = """
            {"name": "n", "labels": {"team": "a"}, "task": {"shell": {"script": "true"}},
             "schedule": {"cron": {"expression": "0 0 12 * * ?", "zone": "Asia/Shanghai"}}}""";

    private ApiServer server;

    @BeforeEach
    void start() throws Exception {
        server = new ApiServer();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private long create() throws Exception {
        return server.post("/jobs", JOB).json().path("id").asLong();
    }

    @Test
    void aCreatedJobIsReadBackAsItWasSentWithItsDefaults() throws Exception {
        // when
        Answer created = server.post("/jobs", JOB);

        // then
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.http().headers().firstValue("ETag")).contains("\"1\"");
        long id = created.json().path("id").asLong();
        assertThat(created.http().headers().firstValue("Location")).contains("/api/v1/jobs/" + id);
        Answer read = server.get("/jobs/" + id);
        assertThat(read.json()).isEqualTo(created.json());
        assertThat(read.json().at("/schedule/cron/zone").asText()).isEqualTo("Asia/Shanghai");
        assertThat(read.json().at("/misfire/thresholdMs").asLong()).isEqualTo(60_000);
        assertThat(read.json().at("/audit/createdBy").asText()).isEqualTo("admin");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"cron":{"expression":"0 12 * * FRI","dialect":"UNIX","zone":"UTC"}}
            {"cron":{"expression":"@daily","dialect":"SPRING","zone":"UTC","dst":{"gap":"SKIP","overlap":"BY_EXPRESSION"}}}
            {"cron":{"expression":"0 0 12 * * ?","dialect":"QUARTZ","zone":"UTC","dst":{"gap":"KEEP_ELAPSED","overlap":"BOTH"}}}
            {"calendarInterval":{"unit":"DAY","every":2,"start":"2030-01-01T00:00:00Z","zone":"UTC","dst":{"gap":"SHIFT","overlap":"SECOND"}}}
            {"calendarInterval":{"unit":"DAY","every":2,"start":"2030-01-01T00:00:00Z","zone":"UTC"}}
            """, quoteCharacter = '\u0000')
    void aScheduleIsGivenBackWithItsDialectAndItsClockChangePolicy(String schedule) throws Exception {
        // when
        Answer created = server.post("/jobs", JOB.replaceFirst("\\{\"cron\".*", schedule + "}"));

        // then
        assertThat(created.status()).as(created.message()).isEqualTo(201);
        assertThat(created.json().path("schedule")).hasToString(schedule);
    }

    @Test
    void whatWasReadCanBeSentBackWithoutItsAudit() throws Exception {
        // given
        ObjectNode job = (ObjectNode) server.post("/jobs", JOB).json();
        job.remove("audit");
        job.put("description", "changed");

        // when
        Answer put = server.send("PUT", "/jobs/" + job.path("id").asLong(), job.toString(), "Authorization", ADMIN);

        // then
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.json().path("revision").asLong()).isEqualTo(2);
        assertThat(put.json().path("description").asText()).isEqualTo("changed");
    }

    @Test
    void aRevisionThatIsNotTheJobsChangesNothing() throws Exception {
        // given
        long id = create();

        // when
        Answer byHeader = server.send("PUT", "/jobs/" + id, JOB, "Authorization", ADMIN, "If-Match", "\"7\"");
        Answer byBody = server.send(
                "PUT", "/jobs/" + id, JOB.replace("{\"name\"", "{\"revision\": 7, \"name\""), "Authorization", ADMIN);
        Answer onlyNew = server.send("PUT", "/jobs/" + id, JOB, "Authorization", ADMIN, "If-None-Match", "*");

        // then
        assertThat(byHeader.status()).isEqualTo(412);
        assertThat(byHeader.code()).isEqualTo("PRECONDITION_FAILED");
        assertThat(byBody.status()).isEqualTo(409);
        assertThat(onlyNew.status()).isEqualTo(412);
        assertThat(server.get("/jobs/" + id).json().path("revision").asLong()).isEqualTo(1);
    }

    @Test
    void anIdempotencyKeyMakesARepetitionHarmless() throws Exception {
        String[] headers = {"Authorization", ADMIN, "Idempotency-Key", "order-4711"};

        Answer first = server.send("POST", "/jobs", JOB, headers);
        Answer second = server.send("POST", "/jobs", JOB, headers);
        Answer other = server.send("POST", "/jobs", JOB, "Authorization", ADMIN, "Idempotency-Key", "order-4712");

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(other.json().path("id")).isNotEqualTo(first.json().path("id"));
    }

    @Test
    void aJobLivesThroughAllItsOperations() throws Exception {
        long id = create();
        assertThat(server.post("/jobs/" + id + ":disable", "")
                        .json()
                        .path("enabled")
                        .asBoolean())
                .isFalse();
        assertThat(server.post("/jobs/" + id + ":trigger", "{\"onlyIfEnabled\":true}")
                        .status())
                .isEqualTo(409);
        assertThat(server.post("/jobs/" + id + ":enable", "")
                        .json()
                        .path("enabled")
                        .asBoolean())
                .isTrue();

        Answer triggered = server.post("/jobs/" + id + ":trigger", "{\"parameters\":\"p\"}");
        assertThat(triggered.status()).isEqualTo(202);
        String execution = triggered.json().path("id").asText();
        assertThat(server.get("/executions/" + execution)
                        .json()
                        .path("parameters")
                        .asText())
                .isEqualTo("p");
        assertThat(server.get("/executions/" + triggered.json().path("alias").asLong())
                        .json()
                        .path("id")
                        .asText())
                .isEqualTo(execution);
        assertThat(server.get("/executions/" + execution + "/log")
                        .json()
                        .at("/items/0/text")
                        .asText())
                .isEqualTo("hello");
        assertThat(server.post("/executions/" + execution + ":stop", "")
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("STOPPED");
        assertThat(server.post("/executions/" + execution + ":stop", "").status())
                .isEqualTo(409);

        assertThat(server.get("/jobs/" + id + "/skipped").json().path("items")).isEmpty();
        assertThat(server.get("/jobs/" + id + "/changes?definitions=true")
                        .json()
                        .path("items"))
                .extracting(change -> change.at("/definition/enabled").asText())
                .containsExactly("true", "false", "true");
        assertThat(server.send("DELETE", "/jobs/" + id, "", "Authorization", ADMIN)
                        .status())
                .isEqualTo(204);
        assertThat(server.get("/jobs/" + id).status()).isEqualTo(404);
        assertThat(server.get("/jobs/" + id + "/skipped").status()).isEqualTo(404);
    }

    @Test
    void firesArePreviewedWithAndWithoutAJob() throws Exception {
        long id = create();

        assertThat(server.get("/jobs/" + id + "/fires?count=2").json().path("items"))
                .extracting(fire -> fire.path("nominalAt").asText())
                .containsExactly("2026-01-02T04:00:00Z", "2026-01-03T04:00:00Z");
        assertThat(server.post("/schedules/preview", """
                        {"schedule": {"cron": {"expression": "0 0 12 * * ?"}}, "count": 1, "from": "2026-02-01T00:00:00Z"}""").json().path("items"))
                .extracting(fire -> fire.path("nominalAt").asText())
                .containsExactly("2026-02-01T12:00:00Z");
    }

    @Test
    void listsComeInPagesAndFiltered() throws Exception {
        // given
        for (int i = 0; i < 5; i++) {
            server.post("/jobs", JOB.replace("\"n\"", "\"n" + i % 2 + "\""));
        }

        // when
        JsonNode first = server.get("/jobs?limit=3").json();
        JsonNode second = server.get(
                        "/jobs?limit=3&cursor=" + first.path("nextCursor").asText())
                .json();

        // then
        assertThat(first.path("items")).hasSize(3);
        assertThat(second.path("items")).hasSize(2);
        assertThat(second.has("nextCursor")).isFalse();
        assertThat(server.get("/jobs?name=n1&enabled=true&label=team%3Da")
                        .json()
                        .path("items"))
                .hasSize(2);
        assertThat(server.get("/jobs?label=team=b").json().path("items")).isEmpty();
        assertThat(server.get("/workers")
                        .json()
                        .at("/items/0/slots/SHELL/total")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void executionsComeInPages() throws Exception {
        // given
        long id = create();
        for (int i = 0; i < 3; i++) {
            server.post("/jobs/" + id + ":trigger", "");
        }

        // when
        JsonNode first = server.get("/executions?jobId=" + id + "&state=RUNNING,FAILED&limit=2")
                .json();
        JsonNode second = server.get(
                        "/executions?limit=2&cursor=" + first.path("nextCursor").asText())
                .json();

        // then
        assertThat(first.path("items")).hasSize(2);
        assertThat(second.path("items")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic !",
                "Basic YWRtaW4=",
                "Digest x",
                "Bearer YWRtaW46d3Jvbmc",
                "Bearer bm9ib2R5OnNlY3JldA"
            })
    void withoutTheRightKeyNothingCanBeReadOrDone(String authorization) throws Exception {
        String[] headers = authorization.isEmpty() ? new String[0] : new String[] {"Authorization", authorization};
        for (Route route : server.api.routes()) {
            Answer answer = server.send(route.method(), route.template().replaceAll("\\{\\w+}", "1"), "", headers);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("UNAUTHENTICATED");
            assertThat(answer.http().headers().firstValue("WWW-Authenticate")).isPresent();
        }
    }

    @Test
    void aBearerTokenIsThePairInBase64() throws Exception {
        String pair =
                Base64.getUrlEncoder().withoutPadding().encodeToString("admin:secret".getBytes(StandardCharsets.UTF_8));

        assertThat(server.send("GET", "/jobs", "", "Authorization", "Bearer " + pair)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aReaderChangesNothing() throws Exception {
        for (Route route : server.api.routes()) {
            Answer answer = server.send(
                    route.method(), route.template().replaceAll("\\{\\w+}", "1"), "", "Authorization", READER);

            assertThat(answer.status() == 403).as(route.toString()).isEqualTo(route.changes());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/nothing,404",
        "PATCH,/jobs,405",
        "DELETE,/workers,405",
        "GET,/jobs/1/,404",
        "POST,/jobs/1:explode,405"
    })
    void whatIsNotThereIsSaidSo(String method, String path, int status) throws Exception {
        Answer answer = server.send(method, path, "", "Authorization", ADMIN);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.message()).isNotEmpty();
    }

    @Test
    void everyAnswerNamesItsRequest() throws Exception {
        Answer given = server.send("GET", "/jobs/1", "", "Authorization", ADMIN, "X-Request-Id", "my-id.1");
        Answer made = server.send("GET", "/jobs/1", "", "Authorization", ADMIN, "X-Request-Id", "not harmless <>");

        assertThat(given.json().path("requestId").asText()).isEqualTo("my-id.1");
        assertThat(given.http().headers().firstValue("X-Request-Id")).contains("my-id.1");
        assertThat(made.http().headers().firstValue("X-Request-Id").orElseThrow())
                .matches("[0-9a-f]{32}");
    }

    @Test
    void theDocumentIsOpenToAll() throws Exception {
        assertThat(server.send("GET", "/openapi.json", "")
                        .json()
                        .path("openapi")
                        .asText())
                .isEqualTo("3.1.0");
    }
}
