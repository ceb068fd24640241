package dev.carillon.gateway.nativeapi;

import static dev.carillon.gateway.nativeapi.ApiServer.ELSEWHERE;
import static dev.carillon.gateway.nativeapi.ApiServer.LIMITED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.gateway.nativeapi.ApiServer.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key with namespaces of its own meets every route of the table with a job of somebody else. */
final class NamespacePermissionTest {

    /** What is the same for all who may use this API; any other new route must refuse. */
    private static final Set<String> FOR_ALL = Set.of("POST /schedules/preview", "GET /workers");

    private static final String JOB = """
            {"name": "n", "namespace": "%s", "task": {"shell": {"script": "true"}}}""";
    private static final String CALENDAR = """
            {"name": "%s", "namespace": "%s", "weekdays": ["SUNDAY"]}""";
    private static final String PREVIEW = """
            {"schedule": {"cron": {"expression": "0 0 12 * * ?"}}}""";

    private static final String BACKFILL = """
            {"from": "2025-12-01T00:00:00Z", "until": "2025-12-02T00:00:00Z"}""";

    private ApiServer server;
    private String backfill = "b1";

    @BeforeEach
    void start() throws Exception {
        server = new ApiServer();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void noRouteIsOpenToTheNamespacesOfOthers() throws Exception {
        // given
        String job = create("prod");
        String calendar = calendar("prod");
        JsonNode execution = run(job);
        Answer before = server.get("/jobs/" + job);

        JsonNode executionBefore =
                server.get("/executions/" + execution.path("id").asText()).json();
        for (Route route : server.api.routes()) {
            for (String id : ids(route, job, execution, calendar)) {
                // when
                Answer answer = call(route, id, "prod", LIMITED);

                // then
                if (FOR_ALL.contains(name(route))) {
                    assertThat(answer.status()).as(name(route)).isEqualTo(200);
                } else {
                    assertForbidden(route, answer);
                }
            }
        }
        assertThat(server.get("/jobs/" + job).json()).isEqualTo(before.json());
        assertThat(server.get("/executions?jobId=" + job).json().path("items")).hasSize(1);
        assertThat(server.get("/executions/" + execution.path("id").asText()).json())
                .isEqualTo(executionBefore);
        assertThat(server.get("/calendars/" + calendar).json().path("revision").asInt())
                .isEqualTo(1);
    }

    /** A path says nothing about the namespace; a body of the caller's own must not move or take over the job. */
    @Test
    void noRouteReachesAForeignJobThatIsRemoved() throws Exception {
        // given
        String job = create("prod");
        String calendar = calendar("prod");
        JsonNode execution = run(job);
        server.send("DELETE", "/jobs/" + job, "", "Authorization", ApiServer.ADMIN);

        for (Route route : server.api.routes()) {
            if (route.template().contains("{id}")) {
                for (String id : ids(route, job, execution, calendar)) {
                    // when
                    Answer answer = call(route, id, "own", LIMITED);

                    // then
                    assertForbidden(route, answer);
                }
            }
        }
    }

    @Test
    void everyRouteServesTheCallersOwn() throws Exception {
        // given
        List<Route> inOrder = new ArrayList<>(server.api.routes());
        // What is below a job goes before the job.
        inOrder.sort(Comparator.comparing((Route route) -> route.method().equals("DELETE"))
                .thenComparing(route -> -route.template().length()));
        String job = create("team-a");
        backfill = server.post("/jobs/" + job + "/backfills", BACKFILL)
                .json()
                .path("id")
                .asText();
        String calendar = calendar("team-a");
        JsonNode execution = run(job);

        for (Route route : inOrder) {
            // when
            String id = ids(route, job, execution, calendar).getFirst();
            Answer answer = call(route, id, "team-a", LIMITED);

            // then
            assertThat(answer.status()).as(name(route) + " " + answer.message()).isBetween(200, 299);
        }
    }

    @Test
    void aJobIsNotMovedAcrossTheBorderInEitherDirection() throws Exception {
        // given
        String foreign = create("prod");
        String own = create("own");

        // when
        Answer taken = put(foreign, "own", LIMITED);
        Answer given = put(own, "prod", LIMITED);
        Answer within = put(own, "team-b", LIMITED);

        // then
        assertThat(taken.status()).isEqualTo(403);
        assertThat(given.status()).isEqualTo(403);
        assertThat(within.status()).isEqualTo(200);
        assertThat(server.get("/jobs/" + foreign).json().path("namespace").asText())
                .isEqualTo("prod");
        assertThat(server.get("/jobs/" + own).json().path("namespace").asText()).isEqualTo("team-b");
    }

    /** The scheduler may know a job that this gateway has not met; only a command that creates is safe there. */
    @Test
    void aLimitedKeyCreatesUnderAFreshIdAndReplacesNothingUnseen() throws Exception {
        Answer unseen =
                server.send("PUT", "/jobs/77", JOB.formatted("own"), "Authorization", LIMITED, "If-Match", "\"3\"");
        Answer fresh = put("77", "own", LIMITED);

        assertThat(unseen.status()).isEqualTo(404);
        assertThat(fresh.status()).isEqualTo(200);
        assertThat(server.send("DELETE", "/jobs/78", "", "Authorization", LIMITED)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void listsHoldTheCallersOwnAlone() throws Exception {
        // given
        String job = create("own");
        run(job);
        run(create("prod"));
        create("owner");

        // when
        JsonNode jobs = limited("/jobs").json().path("items");
        JsonNode executions = limited("/executions").json().path("items");

        // then
        assertThat(jobs).hasSize(1);
        assertThat(jobs.at("/0/id").asText()).isEqualTo(job);
        assertThat(executions).hasSize(1);
        assertThat(executions.at("/0/jobId").asText()).isEqualTo(job);
    }

    @Test
    void aKeyForOtherApisMayDoNothingHere() throws Exception {
        String job = create("own");
        String calendar = calendar("own");
        JsonNode execution = run(job);

        for (Route route : server.api.routes()) {
            for (String id : ids(route, job, execution, calendar)) {
                assertForbidden(route, call(route, id, "own", ELSEWHERE));
            }
        }
    }

    private String create(String namespace) throws Exception {
        return server.post("/jobs", JOB.formatted(namespace)).json().path("id").asText();
    }

    private String calendar(String namespace) throws Exception {
        return server.post("/calendars", CALENDAR.formatted("of " + namespace, namespace))
                .json()
                .path("id")
                .asText();
    }

    private JsonNode run(String job) throws Exception {
        return server.post("/jobs/" + job + ":trigger", "").json();
    }

    private Answer put(String job, String namespace, String key) throws Exception {
        return server.send("PUT", "/jobs/" + job, JOB.formatted(namespace), "Authorization", key);
    }

    private Answer limited(String path) throws Exception {
        return server.send("GET", path, "", "Authorization", LIMITED);
    }

    /** Both forms of an execution's id. */
    private static List<String> ids(Route route, String job, JsonNode execution, String calendar) {
        if (route.template().startsWith("/calendars/")) {
            return List.of(calendar);
        }
        return route.template().startsWith("/executions/")
                ? List.of(execution.path("id").asText(), execution.path("alias").asText())
                : List.of(job);
    }

    private Answer call(Route route, String id, String namespace, String key) throws Exception {
        String path = route.template().replace("{id}", id).replace("{backfillId}", backfill);
        boolean list =
                route.method().equals("GET") && !route.template().contains("{id}") && !FOR_ALL.contains(name(route));
        String query = list ? "?namespace=" + namespace : "";
        if (path.endsWith("/explain")) {
            query = "?at=2026-01-01T12:00:00Z";
        }
        return server.send(route.method(), path + query, body(route, namespace), "Authorization", key);
    }

    private static String body(Route route, String namespace) {
        return switch (name(route)) {
            case "POST /jobs", "PUT /jobs/{id}" -> JOB.formatted(namespace);
            case "POST /calendars" -> CALENDAR.formatted("new", namespace);
            case "PUT /calendars/{id}" -> "{\"weekdays\": []}";
            case "POST /schedules/preview" -> PREVIEW;
            case "POST /jobs/{id}/backfills" -> BACKFILL;
            default -> "";
        };
    }

    private static String name(Route route) {
        return route.method() + " " + route.template();
    }

    private static void assertForbidden(Route route, Answer answer) {
        assertThat(answer.status()).as(name(route)).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("FORBIDDEN");
        assertThat(answer.json().size()).as("error and request id alone").isEqualTo(2);
    }
}
