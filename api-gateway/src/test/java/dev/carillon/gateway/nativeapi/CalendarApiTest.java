package dev.carillon.gateway.nativeapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.core.job.Calendar;
import dev.carillon.gateway.nativeapi.ApiServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calendars over the native API: what is sent comes back, and what is wrong is named. */
final class CalendarApiTest {

    private static final String HOLIDAYS = """
            {"name": "holidays", "description": "closed", "zone": "Asia/Shanghai",
             "dates": [{"first": "2026-10-01", "last": "2026-10-07"}, {"first": "2026-01-01"}],
             "yearly": ["12-25", "02-29"], "weekdays": ["SUNDAY", "SATURDAY"],
             "windows": [{"from": "22:00", "until": "06:00", "weekdays": ["MONDAY"]}, {"from": "12:00", "until": "24:00"}],
             "inverted": false}""";

    private ApiServer server;

    @BeforeEach
    void start() throws Exception {
        server = new ApiServer();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private String create() throws Exception {
        return server.post("/calendars", HOLIDAYS).json().path("id").asText();
    }

    private Answer send(String method, String path, String body, String... more) throws Exception {
        String[] headers = new String[more.length + 2];
        headers[0] = "Authorization";
        headers[1] = ApiServer.ADMIN;
        System.arraycopy(more, 0, headers, 2, more.length);
        return server.send(method, path, body, headers);
    }

    @Test
    void whatIsCreatedComesBackInOrderWithItsRevisionAndWhoMadeIt() throws Exception {
        // when
        Answer created = server.post("/calendars", HOLIDAYS);
        JsonNode json = created.json();

        // then
        long id = Calendar.idOf("default", "holidays").value();
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.http().headers().firstValue("etag")).contains("\"1\"");
        assertThat(created.http().headers().firstValue("location")).contains("/api/v1/calendars/" + id);
        assertThat(json.path("id").asLong()).isEqualTo(id);
        assertThat(json.path("namespace").asText()).isEqualTo("default");
        assertThat(json.path("zone").asText()).isEqualTo("Asia/Shanghai");
        assertThat(json.path("dates"))
                .hasToString("[{\"first\":\"2026-01-01\",\"last\":\"2026-01-01\"},"
                        + "{\"first\":\"2026-10-01\",\"last\":\"2026-10-07\"}]");
        assertThat(json.path("yearly")).hasToString("[\"02-29\",\"12-25\"]");
        assertThat(json.path("weekdays")).hasToString("[\"SATURDAY\",\"SUNDAY\"]");
        assertThat(json.path("windows"))
                .hasToString("[{\"from\":\"22:00\",\"until\":\"06:00\",\"weekdays\":[\"MONDAY\"]},"
                        + "{\"from\":\"12:00\",\"until\":\"24:00\",\"weekdays\":[]}]");
        assertThat(json.path("inverted").asBoolean()).isFalse();
        assertThat(json.at("/audit/createdBy").asText()).isEqualTo("admin");
        assertThat(server.get("/calendars/" + id).json()).isEqualTo(json);
        assertThat(server.get("/calendars?namespace=default").json().at("/items/0"))
                .isEqualTo(json);
    }

    @Test
    void aTakenNameIsAConflict() throws Exception {
        create();

        assertThat(server.post("/calendars", HOLIDAYS).status()).isEqualTo(409);
    }

    @Test
    void aRepeatedCreationWithItsKeyIsTheSameCalendar() throws Exception {
        Answer first = send("POST", "/calendars", HOLIDAYS, "Idempotency-Key", "k1");
        Answer second = send("POST", "/calendars", HOLIDAYS, "Idempotency-Key", "k1");

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json()).isEqualTo(first.json());
    }

    @Test
    void aReplacementTakesWhatWasReadAndKeepsItsName() throws Exception {
        // given
        String id = create();
        String read = server.get("/calendars/" + id).json().toString();

        // when
        Answer withAudit = send("PUT", "/calendars/" + id, read);
        Answer replaced = send("PUT", "/calendars/" + id, "{\"weekdays\": [\"FRIDAY\"]}", "If-Match", "\"1\"");
        Answer late = send("PUT", "/calendars/" + id, "{\"revision\": 1}");
        Answer lateHeader = send("PUT", "/calendars/" + id, "{}", "If-Match", "\"1\"");
        Answer renamed = send("PUT", "/calendars/" + id, "{\"name\": \"other\"}");
        Answer moved = send("PUT", "/calendars/" + id, "{\"namespace\": \"other\"}");

        // then
        assertThat(withAudit.field()).isEqualTo("audit");
        assertThat(replaced.json().path("name").asText()).isEqualTo("holidays");
        assertThat(replaced.json().path("weekdays")).hasToString("[\"FRIDAY\"]");
        assertThat(replaced.json().path("dates")).isEmpty();
        assertThat(replaced.http().headers().firstValue("etag")).contains("\"2\"");
        assertThat(late.status()).isEqualTo(409);
        assertThat(lateHeader.status()).isEqualTo(412);
        assertThat(renamed.field()).isEqualTo("name");
        assertThat(renamed.message()).contains("must stay holidays");
        assertThat(moved.field()).isEqualTo("namespace");
    }

    @Test
    void aCalendarThatJobsNameIsNotDeletedAndTheAnswerNamesThem() throws Exception {
        // given
        String id = create();
        String job = server.post(
                        "/jobs",
                        "{\"name\": \"report\", \"calendars\": [\"holidays\"],"
                                + " \"task\": {\"shell\": {\"script\": \"true\"}}}")
                .json()
                .path("id")
                .asText();

        // when
        Answer refused = send("DELETE", "/calendars/" + id, "", "If-Match", "\"1\"");

        // then
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("CONFLICT");
        assertThat(refused.message()).contains("report (" + job + ")").contains("nothing was changed");
        assertThat(send("DELETE", "/jobs/" + job, "").status()).isEqualTo(204);
        assertThat(send("DELETE", "/calendars/" + id, "", "If-Match", "\"7\"").status())
                .isEqualTo(412);
        assertThat(send("DELETE", "/calendars/" + id, "").status()).isEqualTo(204);
        assertThat(server.get("/calendars/" + id).status()).isEqualTo(404);
        assertThat(send("DELETE", "/calendars/" + id, "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-03T12:00:00Z, true, date 2026-10-01 … 2026-10-07",
        "2026-10-08T03:00:00Z, false, ''",
        "2026-10-08T05:00:00%2B01:00, true, window 12:00–24:00",
    })
    void aCheckNamesThePartThatExcludes(String at, boolean excluded, String part) throws Exception {
        Answer checked = server.get("/calendars/" + create() + "/check?at=" + at);

        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.json().path("excluded").asBoolean()).isEqualTo(excluded);
        assertThat(checked.json().path("part").asText()).isEqualTo(part);
        assertThat(checked.json().path("revision").asLong()).isEqualTo(1);
    }

    @Test
    void aCheckWithoutInstantIsAboutNow() throws Exception {
        Answer checked = server.get("/calendars/" + create() + "/check");

        assertThat(checked.json().path("at").asText()).isEqualTo(InMemoryJobs.NOW.toString());
    }

    @Test
    void aListHasPages() throws Exception {
        for (String name : new String[] {"a", "b", "c"}) {
            server.post("/calendars", "{\"name\": \"" + name + "\"}");
        }

        JsonNode first = server.get("/calendars?limit=2").json();
        JsonNode second = server.get(
                        "/calendars?limit=2&cursor=" + first.path("nextCursor").asText())
                .json();

        assertThat(first.path("items")).hasSize(2);
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.has("nextCursor")).isFalse();
        assertThat(server.get("/calendars?name=b").json().path("items")).hasSize(1);
        assertThat(server.get("/calendars?namespace=other").json().path("items"))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{}, name, is missing",
                "{\"name\": \"\"}, name, must not be empty",
                "`{\"name\": \"a\", \"id\": 7}`, id, is given by the server",
                "`{\"name\": \"a\", \"revision\": 1}`, revision, is given by the server",
                "`{\"name\": \"a\", \"zone\": \"Mars\"}`, zone, is not known",
                "`{\"name\": \"a\", \"date\": []}`, date, is not a field here",
                "`{\"name\": \"a\", \"dates\": [\"2026-01-01\"]}`, dates[0], must be an object",
                "`{\"name\": \"a\", \"dates\": [{\"last\": \"2026-01-01\"}]}`, dates[0].first, is missing",
                "`{\"name\": \"a\", \"dates\": [{\"first\": \"2026-02-30\"}]}`, dates[0].first, was 2026-02-30",
                "`{\"name\": \"a\", \"dates\": [{\"first\": \"2026-02-02\", \"last\": \"2026-02-01\"}]}`,"
                        + " dates[0].last, must not be before",
                "`{\"name\": \"a\", \"dates\": [{\"first\": \"2026-02-02\", \"to\": \"\"}]}`,"
                        + " dates[0].to, is not a field",
                "`{\"name\": \"a\", \"yearly\": [\"12-25\", \"13-01\"]}`, yearly[1], MM-dd",
                "`{\"name\": \"a\", \"weekdays\": [\"SUN\"]}`, weekdays[0], must be one of [MONDAY",
                "`{\"name\": \"a\", \"windows\": [{\"from\": \"9\", \"until\": \"10:00\"}]}`,"
                        + " windows[0].from, HH:mm",
                "`{\"name\": \"a\", \"windows\": [{\"from\": \"09:00\"}]}`, windows[0].until, is missing",
                "`{\"name\": \"a\", \"windows\": [{\"from\": \"09:00\", \"until\": \"10:00\","
                        + " \"weekdays\": [\"X\"]}]}`, windows[0].weekdays[0], must be one of",
                "`{\"name\": \"a\", \"inverted\": true}`, inverted, needs at least one",
            })
    void whatIsWrongIsNamedAndNothingIsMade(String body, String field, String problem) throws Exception {
        Answer refused = server.post("/calendars", body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.field()).isEqualTo(field);
        assertThat(refused.message()).contains(problem);
        assertThat(server.get("/calendars").json().path("items")).isEmpty();
    }

    @Test
    void aPathThatIsNoIdAndAnInstantThatIsNoneAreNamed() throws Exception {
        String id = create();

        assertThat(server.get("/calendars/holidays").message()).contains("must be a calendar's id");
        assertThat(server.get("/calendars/" + id + "/check?at=noon").field()).isEqualTo("at");
        assertThat(server.get("/calendars/7/check").status()).isEqualTo(404);
        assertThat(server.get("/calendars?limit=0").field()).isEqualTo("limit");
    }

    @Test
    void aKeyThatMayReadOnlyReadsAndChecks() throws Exception {
        String id = create();

        assertThat(server.send("GET", "/calendars/" + id, "", "Authorization", ApiServer.READER)
                        .status())
                .isEqualTo(200);
        assertThat(server.send("POST", "/calendars", HOLIDAYS, "Authorization", ApiServer.READER)
                        .status())
                .isEqualTo(403);
        assertThat(server.send("PUT", "/calendars/" + id, "{}", "Authorization", ApiServer.READER)
                        .status())
                .isEqualTo(403);
        assertThat(server.send("DELETE", "/calendars/" + id, "", "Authorization", ApiServer.READER)
                        .status())
                .isEqualTo(403);
    }
}
