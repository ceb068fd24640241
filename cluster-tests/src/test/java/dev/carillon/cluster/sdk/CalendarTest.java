package dev.carillon.cluster.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.cluster.Eventually;
import dev.carillon.cluster.RunningCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A calendar of a real cluster counts on every partition, from the reply on. */
final class CalendarTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String CALENDARS = "/api/v1/calendars";
    private static final String JOBS = "/api/v1/jobs";

    /** More than enough to meet several of the cluster's partitions. */
    private static final int JOBS_MADE = 8;

    private static final String EVERY_DAY = """
            {"name": "every day", "namespace": "calendars",
             "weekdays": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"]}""";
    private static final String EVERY_SECOND = """
            {"name": "second", "namespace": "calendars", "calendars": ["every day"],
             "schedule": {"fixedRate": {"periodMs": 1000}}, "task": {"shell": {"script": "true"}}}""";

    private final RunningCluster cluster = RunningCluster.get();
    private final Http http = Http.withKey(cluster.url(), cluster.key());

    @AfterEach
    void disconnect() {
        http.close();
    }

    private static String id(Http.Answer made) throws Exception {
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json().path("id").asText();
    }

    private JsonNode items(String path) throws Exception {
        return http.get(path).json().path("items");
    }

    @Test
    void itSkipsTheFiresOfJobsThatAreMadeRightAfterItAndLetsThemFireWhenItIsReplaced() throws Exception {
        // Given
        Http.Answer unknown = http.send("POST", JOBS, EVERY_SECOND);
        assertThat(unknown.status()).as(unknown.body()).isEqualTo(400);
        assertThat(unknown.json().at("/error/field").asText()).isEqualTo("calendars");
        assertThat(unknown.body()).contains("there is no calendar every day in namespace calendars");
        // When
        String calendar = CALENDARS + "/" + id(http.send("POST", CALENDARS, EVERY_DAY));
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < JOBS_MADE; i++) {
            jobs.add(id(http.send("POST", JOBS, EVERY_SECOND)));
        }
        // Then
        for (String job : jobs) {
            Eventually.isTrue(
                    "a skipped fire of " + job,
                    SOON,
                    () -> !items(JOBS + "/" + job + "/skipped").isEmpty());
            JsonNode skipped = items(JOBS + "/" + job + "/skipped").path(0);
            assertThat(skipped.path("reason").asText()).isEqualTo("CALENDAR");
            assertThat(skipped.path("detail").asText()).startsWith("calendar every day revision 1: weekday ");
            assertThat(items("/api/v1/executions?jobId=" + job)).isEmpty();
        }
        assertThat(http.get(calendar + "/check").json().path("excluded").asBoolean())
                .isTrue();
        // When
        Http.Answer used = http.send("DELETE", calendar, "");
        Http.Answer replaced = http.send("PUT", calendar, "{}", "If-Match", "\"1\"");
        // Then
        assertThat(used.status()).isEqualTo(409);
        assertThat(used.body()).contains("second (");
        assertThat(replaced.json().path("revision").asLong()).isEqualTo(2);
        for (String job : jobs) {
            Eventually.isTrue(
                    "a fire of " + job,
                    SOON,
                    () -> !items("/api/v1/executions?jobId=" + job).isEmpty());
            assertThat(http.send("DELETE", JOBS + "/" + job, "").status()).isEqualTo(204);
        }
        assertThat(http.send("DELETE", calendar, "").status()).isEqualTo(204);
        assertThat(http.get(calendar).status()).isEqualTo(404);
    }
}
