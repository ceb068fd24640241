package dev.carillon.gateway.nativeapi;

import static dev.carillon.gateway.nativeapi.ApiServer.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.gateway.nativeapi.ApiServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Now is 2026-01-01T12:00:00Z, and jobs are paused since 2025-12-29T00:00:00Z. */
final class PausesAndBackfillsTest {

    private static final String DAILY = """
            {"name": "n", "schedule": {"cron": {"expression": "0 0 12 * * ?"}}, "misfire": {"mode": "FIRE_ALL", "cap": 3},
             "task": {"shell": {"script": "true"}}}""";
    private static final String BACKFILL = """
            {"from": "2025-12-01T00:00:00Z", "until": "2025-12-25T00:00:00+01:00", "concurrency": 3, "parameters": "p"}""";

    private ApiServer server;
    private String job = "";

    @BeforeEach
    void start() throws Exception {
        server = new ApiServer();
        job = server.post("/jobs", DAILY).json().path("id").asText();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aJobIsPausedAndResumed() throws Exception {
        Answer paused = server.post("/jobs/" + job + ":pause", "");
        Answer fires = server.get("/jobs/" + job + "/fires?count=1");
        Answer resumed = server.post("/jobs/" + job + ":resume", "{\"catchUp\": \"LAST\"}");

        assertThat(paused.status()).isEqualTo(200);
        assertThat(paused.json().path("pausedAt").asText()).isEqualTo("2025-12-29T00:00:00Z");
        assertThat(paused.http().headers().firstValue("etag")).contains("\"2\"");
        assertThat(fires.json().path("condition").asText()).isEqualTo("PAUSED");
        assertThat(fires.json().path("note").asText()).contains("paused");
        assertThat(fires.json().at("/items/0/state").asText()).isEqualTo("PAUSED");
        assertThat(resumed.json().has("pausedAt")).isFalse();
    }

    @Test
    void pauseAndResumeTakeTheRevisionThatTheCallerHasSeen() throws Exception {
        for (String action : new String[] {":pause", ":resume"}) {
            Answer outdated =
                    server.send("POST", "/jobs/" + job + action, "", "Authorization", ADMIN, "If-Match", "\"9\"");

            assertThat(outdated.status()).as(action).isEqualTo(412);
        }
        assertThat(server.get("/jobs/" + job).json().path("revision").asInt()).isEqualTo(1);
    }

    @Test
    void aRepeatedRequestIsOneCommand() throws Exception {
        Answer first = server.send(
                "POST", "/jobs/" + job + "/backfills", BACKFILL, "Authorization", ADMIN, "Idempotency-Key", "once");
        Answer again = server.send(
                "POST", "/jobs/" + job + "/backfills", BACKFILL, "Authorization", ADMIN, "Idempotency-Key", "once");

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(server.get("/jobs/" + job + "/backfills").json().path("items"))
                .hasSize(1);
    }

    @Test
    void aResumeIsPreviewed() throws Exception {
        // given
        assertThat(server.get("/jobs/" + job + "/resume-preview")
                        .json()
                        .path("note")
                        .asText())
                .contains("not paused");
        server.post("/jobs/" + job + ":pause", "");

        // when
        JsonNode preview = server.get("/jobs/" + job + "/resume-preview").json();

        // then: noons of the 29th to the 1st
        assertThat(preview.path("at").asText()).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(preview.path("pausedAt").asText()).isEqualTo("2025-12-29T00:00:00Z");
        assertThat(preview.at("/catchUp/NONE/fires")).isEmpty();
        assertThat(preview.at("/catchUp/NONE/skipped/count").asInt()).isEqualTo(4);
        assertThat(preview.at("/catchUp/LAST/fires"))
                .extracting(JsonNode::asText)
                .containsExactly("2026-01-01T12:00:00Z");
        assertThat(preview.at("/catchUp/LAST/skipped/lastAt").asText()).isEqualTo("2025-12-31T12:00:00Z");
        assertThat(preview.at("/catchUp/ALL/fires")).hasSize(3);
        assertThat(preview.at("/catchUp/ALL/skipped/firstAt").asText()).isEqualTo("2025-12-29T12:00:00Z");
        assertThat(preview.at("/catchUp/ALL/skipped/atLeast").asBoolean()).isFalse();
    }

    @Test
    void aBackfillIsStartedShownAndStopped() throws Exception {
        Answer started = server.post("/jobs/" + job + "/backfills", BACKFILL);
        String path = "/jobs/" + job + "/backfills/" + started.json().path("id").asText();
        Answer shown = server.get(path);
        Answer stopped = server.send("DELETE", path, "", "Authorization", ADMIN);
        Answer again = server.send("DELETE", path, "", "Authorization", ADMIN);

        assertThat(started.status()).isEqualTo(202);
        assertThat(started.http().headers().firstValue("location")).contains("/api/v1" + path);
        assertThat(started.json()).isEqualTo(shown.json());
        assertThat(shown.json().path("until").asText()).isEqualTo("2025-12-24T23:00:00Z");
        assertThat(shown.json().path("total").asInt()).isEqualTo(24);
        assertThat(shown.json().path("parameters").asText()).isEqualTo("p");
        assertThat(stopped.status()).isEqualTo(200);
        assertThat(stopped.json().path("state").asText()).isEqualTo("STOPPED");
        assertThat(stopped.json().path("stoppedBy").asText()).isEqualTo("admin");
        assertThat(again.status()).isEqualTo(409);
    }

    @Test
    void pausedJobsAreFoundByTheirState() throws Exception {
        // given
        server.post("/jobs", DAILY.replace("\"n\"", "\"other\""));
        server.post("/jobs/" + job + ":pause", "");

        // then
        assertThat(server.get("/jobs?state=PAUSED").json().at("/items/0/id").asText())
                .isEqualTo(job);
        assertThat(server.get("/jobs?state=PAUSED").json().path("items")).hasSize(1);
        assertThat(server.get("/jobs?state=ACTIVE").json().at("/items/0/name").asText())
                .isEqualTo("other");
        assertThat(server.get("/jobs?state=DISABLED").json().path("items")).isEmpty();
    }

    @Test
    void aReaderMayLookAndNotTouch() throws Exception {
        for (String change : new String[] {":pause", ":resume", "/backfills"}) {
            assertThat(server.send("POST", "/jobs/" + job + change, BACKFILL, "Authorization", ApiServer.READER)
                            .status())
                    .as(change)
                    .isEqualTo(403);
        }
        for (String read :
                new String[] {"/fires", "/explain?at=2026-01-01T12:00:00Z", "/resume-preview", "/backfills"}) {
            assertThat(server.send("GET", "/jobs/" + job + read, "", "Authorization", ApiServer.READER)
                            .status())
                    .as(read)
                    .isEqualTo(200);
        }
    }
}
