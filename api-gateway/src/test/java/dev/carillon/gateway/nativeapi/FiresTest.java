package dev.carillon.gateway.nativeapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.gateway.nativeapi.ApiServer.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The operations on fires; what they are told from has its own tests. Now is 2026-01-01T12:00:00Z, a Thursday. */
final class FiresTest {

    private static final String DAILY = """
            {"name": "n", "schedule": {"cron": {"expression": "0 0 12 * * ?"}}, "task": {"shell": {"script": "true"}}%s}""";

    private static ApiServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new ApiServer();
        server.post("/calendars", "{\"name\": \"mondays\", \"weekdays\": [\"MONDAY\"]}");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void theNextFiresAreThoseAfterNow() throws Exception {
        Answer answer = server.get("/jobs/" + create("") + "/fires?count=2");

        assertThat(nominals(answer)).containsExactly("2026-01-02T12:00:00Z", "2026-01-03T12:00:00Z");
        assertThat(answer.json().at("/items/0/state").asText()).isEqualTo("PLANNED");
        assertThat(answer.json().at("/items/0/dueAt").asText()).isEqualTo("2026-01-02T12:00:00Z");
        assertThat(answer.json().path("condition").asText()).isEqualTo("ACTIVE");
        assertThat(answer.json().path("by").asText()).isEqualTo("admin");
        assertThat(answer.json().has("note")).isFalse();
    }

    @Test
    void aRangeComesInPages() throws Exception {
        // given
        String path = "/jobs/" + create("") + "/fires?from=2026-02-01T12:00:00Z&until=2026-02-06T12:00:00Z&count=2";
        List<String> all = new ArrayList<>();

        // when
        Answer page = server.get(path);
        all.addAll(nominals(page));
        while (page.json().has("nextCursor")) {
            page = server.get(path + "&cursor=" + page.json().path("nextCursor").asText());
            all.addAll(nominals(page));
        }

        // then
        assertThat(all)
                .containsExactly(
                        "2026-02-01T12:00:00Z",
                        "2026-02-02T12:00:00Z",
                        "2026-02-03T12:00:00Z",
                        "2026-02-04T12:00:00Z",
                        "2026-02-05T12:00:00Z");
    }

    @Test
    void aDisabledJobSaysSoAndShowsWhatItWouldFire() throws Exception {
        // given
        String job = create("");
        server.post("/jobs/" + job + ":disable", "");

        // when
        Answer answer = server.get("/jobs/" + job + "/fires?count=1");

        // then
        assertThat(answer.json().path("condition").asText()).isEqualTo("DISABLED");
        assertThat(answer.json().path("note").asText()).contains("disabled");
        assertThat(answer.json().at("/items/0/state").asText()).isEqualTo("DISABLED");
    }

    @Test
    void firesThatACalendarExcludesAreMarked() throws Exception {
        String job = create(", \"calendars\": [\"mondays\"]");

        Answer fires = server.get("/jobs/" + job + "/fires?from=2026-01-04T00:00:00Z&count=2");
        Answer why = server.get("/jobs/" + job + "/explain?at=2026-01-05T12:00:00Z");

        assertThat(fires.json().at("/items/0").has("calendar")).isFalse();
        assertThat(fires.json().at("/items/1/state").asText()).isEqualTo("EXCLUDED");
        assertThat(fires.json().at("/items/1/calendar").asText()).isEqualTo("mondays");
        assertThat(why.json().path("verdict").asText()).isEqualTo("EXCLUDED");
        assertThat(why.json().path("calendar").asText()).isEqualTo("mondays");
    }

    @Test
    void anExplanationHoldsFactsAndASentence() throws Exception {
        String job = create("");

        JsonNode why = server.get("/jobs/" + job + "/explain?at=2026-01-02T13:00:00%2B01:00")
                .json();

        assertThat(why.path("at").asText()).isEqualTo("2026-01-02T12:00:00Z");
        assertThat(why.path("verdict").asText()).isEqualTo("PLANNED");
        assertThat(why.path("sentence").asText()).startsWith("It will fire at 2026-01-02T12:00:00Z");
        assertThat(why.at("/inForce/revision").asLong()).isEqualTo(1);
        assertThat(why.at("/inForce/change").asText()).isEqualTo("CREATED");
        assertThat(why.at("/fire/dueAt").asText()).isEqualTo("2026-01-02T12:00:00Z");
        assertThat(why.at("/after/nominalAt").asText()).isEqualTo("2026-01-03T12:00:00Z");
        assertThat(why.has("before")).isFalse();
        assertThat(why.has("audit")).isFalse();
    }

    @Test
    void theClocksAreExplained() throws Exception {
        String job = create("");
        server.send(
                "PUT",
                "/jobs/" + job,
                DAILY.formatted("").replace("0 0 12 * * ?\"", "0 30 2 * * ?\", \"zone\": \"Europe/Berlin\""),
                "Authorization",
                ApiServer.ADMIN);

        JsonNode why = server.get("/jobs/" + job + "/explain?at=2026-03-29T02:30:00%2B01:00")
                .json();

        assertThat(why.path("verdict").asText()).isEqualTo("DST_GAP");
        assertThat(why.at("/clocks/localTime").asText()).isEqualTo("2026-03-29T02:30");
        assertThat(why.at("/clocks/rule").asText()).isEqualTo("SHIFT");
        assertThat(why.at("/clocks/changeMs").asLong()).isEqualTo(3_600_000);
        assertThat(why.at("/clocks/firesAt").asText()).isEqualTo("2026-03-29T01:00:00Z");
    }

    @Test
    void aDeletedJobIsStillExplained() throws Exception {
        // given
        String job = create("");
        server.send("DELETE", "/jobs/" + job, "", "Authorization", ApiServer.ADMIN);

        // when
        Answer why = server.get("/jobs/" + job + "/explain?at=2026-01-02T12:00:00Z");

        // then
        assertThat(why.json().path("verdict").asText()).isEqualTo("DELETED");
        assertThat(server.get("/jobs/" + job + "/fires").json().path("items")).isEmpty();
        assertThat(server.get("/jobs/99/fires").status()).isEqualTo(404);
    }

    @Test
    void aScheduleThatIsNotStoredIsPreviewed() throws Exception {
        Answer cron = server.post("/schedules/preview", """
                {"schedule": {"cron": {"expression": "0 0 12 * * ?"}}, "calendars": ["mondays"],
                 "from": "2026-01-04T00:00:00Z", "until": "2026-01-06T12:00:00Z"}""");
        Answer rate = server.post("/schedules/preview", """
                {"schedule": {"fixedRate": {"periodMs": 60000}}, "count": 1}""");

        assertThat(nominals(cron)).containsExactly("2026-01-04T12:00:00Z", "2026-01-05T12:00:00Z");
        assertThat(cron.json().at("/items/1/calendar").asText()).isEqualTo("mondays");
        assertThat(nominals(rate)).as("counts from now").containsExactly("2026-01-01T12:01:00Z");
    }

    @Test
    void aPreviewNamesWhatIsWrong() throws Exception {
        String schedule = "\"schedule\": {\"cron\": {\"expression\": \"0 0 12 * * ?\"}}";

        assertThat(server.post("/schedules/preview", "{" + schedule + ", \"count\": 1001}")
                        .field())
                .isEqualTo("count");
        assertThat(server.post("/schedules/preview", "{" + schedule + ", \"until\": \"2025-01-01T00:00:00Z\"}")
                        .field())
                .isEqualTo("until");
        assertThat(server.post("/schedules/preview", "{" + schedule + ", \"from\": \"noon\"}")
                        .field())
                .isEqualTo("from");
        assertThat(server.post("/schedules/preview", "{" + schedule + ", \"calendars\": [\"none\"]}")
                        .field())
                .isEqualTo("calendars");
        assertThat(server.post("/schedules/preview", "{" + schedule + ", \"jitterMs\": 5}")
                        .field())
                .isEqualTo("jitterMs");
    }

    private static String create(String more) throws Exception {
        return server.post("/jobs", DAILY.formatted(more)).json().path("id").asText();
    }

    private static List<String> nominals(Answer answer) {
        List<String> nominals = new ArrayList<>();
        answer.json()
                .path("items")
                .forEach(fire -> nominals.add(fire.path("nominalAt").asText()));
        return nominals;
    }
}
