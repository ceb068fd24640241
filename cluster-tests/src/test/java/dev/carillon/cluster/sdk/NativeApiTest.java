package dev.carillon.cluster.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.cluster.Eventually;
import dev.carillon.cluster.RunningCluster;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The native API over real HTTP: every operation of its document is there and does what it says. */
class NativeApiTest {

    private static final String JOBS = "/api/v1/jobs";
    private static final String EXECUTIONS = "/api/v1/executions";
    private static final Set<String> ENDED = Set.of("SUCCEEDED", "FAILED", "STOPPED", "TIMED_OUT", "WITHDRAWN");

    private final RunningCluster cluster = RunningCluster.get();
    private final Http http = Http.withKey(cluster.url(), cluster.key());

    @AfterEach
    void disconnect() {
        http.close();
    }

    @Test
    void aJobIsCreatedReadChangedSwitchedAndDeleted() throws Exception {
        Http.Answer created = http.send("POST", JOBS, """
                {"name": "nightly", "namespace": "native", "labels": {"team": "blue"},
                 "schedule": {"cron": {"expression": "0 0 3 * * ?", "zone": "Europe/Berlin"}},
                 "task": {"shell": {"script": "true"}}}
                """);
        JsonNode job = created.json();
        String path = JOBS + "/" + job.get("id").asText();

        Http.Answer read = http.get(path);
        Http.Answer listed = http.get(JOBS + "?namespace=native&label=team%3Dblue");
        Http.Answer changed = http.send(
                "PUT",
                path,
                created.body().replace("nightly", "weekly").replaceAll(",\"audit\":\\{.*?}", ""),
                "If-Match",
                created.header("etag").orElseThrow());
        Http.Answer outdated = http.send(
                "PUT",
                path,
                created.body().replaceAll(",\"audit\":\\{.*?}", ""),
                "If-Match",
                created.header("etag").orElseThrow());
        Http.Answer disabled = http.send("POST", path + ":disable", "");
        Http.Answer enabled = http.send("POST", path + ":enable", "");
        Http.Answer changes = http.get(path + "/changes");
        Http.Answer deletedByOther = http.send("DELETE", path, "", "If-Match", "\"1\"");
        Http.Answer deleted = http.send("DELETE", path, "");
        Http.Answer gone = http.get(path);

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.header("location")).contains(path);
        assertThat(read.json()).isEqualTo(job);
        assertThat(items(listed)).extracting(each -> each.get("name").asText()).containsExactly("nightly");
        assertThat(outdated.status()).as(outdated.body()).isEqualTo(412);
        assertThat(disabled.json().get("enabled").asBoolean()).isFalse();
        assertThat(enabled.json().get("enabled").asBoolean()).isTrue();
        assertThat(enabled.json().get("audit").get("updatedBy").asText())
                .isEqualTo(cluster.key().accessKey());
        assertThat(items(changes)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(deletedByOther.status()).isEqualTo(412);
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.json().get("name").asText()).isEqualTo("weekly");
    }

    @Test
    void anExecutionIsTriggeredReadAndItsLogTold() throws Exception {
        String job = create("""
                {"name": "greets", "namespace": "native-run", "task": {"shell": {"script": "echo hello; echo again"}}}
                """);

        Http.Answer triggered = http.send("POST", JOBS + "/" + job + ":trigger", "{\"parameters\": \"p\"}");
        String id = triggered.json().get("id").asText();
        JsonNode ended = awaitEnd(id);
        awaitLines(id, 2);
        Http.Answer log = http.get(EXECUTIONS + "/" + id + "/log");
        Http.Answer newest = http.get(EXECUTIONS + "/" + id + "/log?order=newest&limit=1");
        Http.Answer listed = http.get(EXECUTIONS + "?jobId=" + job + "&state=SUCCEEDED");
        Http.Answer byAlias = http.get(EXECUTIONS + "/" + ended.get("alias").asText());

        assertThat(triggered.status()).as(triggered.body()).isEqualTo(202);
        assertThat(triggered.header("location")).contains(EXECUTIONS + "/" + id);
        assertThat(ended.get("status").asText()).isEqualTo("SUCCEEDED");
        assertThat(ended.get("parameters").asText()).isEqualTo("p");
        assertThat(ended.get("triggeredBy").asText()).isEqualTo(cluster.key().accessKey());
        assertThat(items(log)).extracting(line -> line.get("text").asText()).contains("hello", "again");
        assertThat(items(newest)).hasSize(1);
        assertThat(items(listed)).extracting(each -> each.get("id").asText()).containsExactly(id);
        assertThat(byAlias.json()).isEqualTo(ended);
        http.send("DELETE", JOBS + "/" + job, "");
    }

    @Test
    void theLogOfAnEndedExecutionIsCompleteMomentsLater() throws Exception {
        String job = create("""
                {"name": "counts", "namespace": "native-run", "task": {"shell": {"script": "seq 100; echo last >&2"}}}
                """);

        for (int i = 0; i < 20; i++) {
            String id = http.send("POST", JOBS + "/" + job + ":trigger", "")
                    .json()
                    .get("id")
                    .asText();
            awaitEnd(id);
            awaitLines(id, 101);
            assertThat(items(http.get(EXECUTIONS + "/" + id + "/log")))
                    .extracting(line -> line.get("text").asText())
                    .as("of execution " + i)
                    .hasSize(101)
                    .contains("1", "100", "last");
        }
        http.send("DELETE", JOBS + "/" + job, "");
    }

    @Test
    void aRunningExecutionIsStopped() throws Exception {
        String job = create("""
                {"name": "sleeps", "namespace": "native-run", "task": {"shell": {"script": "exec sleep 60"}}}
                """);
        String id = http.send("POST", JOBS + "/" + job + ":trigger", "")
                .json()
                .get("id")
                .asText();
        Eventually.isTrue(
                "the execution runs", ClassicSdk.SOON, () -> status(id).equals("RUNNING"));

        Http.Answer stopped = http.send("POST", EXECUTIONS + "/" + id + ":stop", "");
        JsonNode ended = awaitEnd(id);
        Http.Answer again = http.send("POST", EXECUTIONS + "/" + id + ":stop", "");

        assertThat(stopped.status()).as(stopped.body()).isEqualTo(202);
        assertThat(ended.get("status").asText()).isEqualTo("STOPPED");
        assertThat(ended.get("stoppedBy").asText()).isEqualTo(cluster.key().accessKey());
        assertThat(again.status()).as(again.body()).isIn(202, 409);
        http.send("DELETE", JOBS + "/" + job, "");
    }

    @Test
    void aScheduledJobFiresWhenItsPreviewSays() throws Exception {
        String job = create("""
                {"name": "ticks", "namespace": "native-run", "schedule": {"cron": {"expression": "* * * * * ?"}},
                 "task": {"shell": {"script": "true"}}}
                """);

        List<Instant> preview = new ArrayList<>();
        http.get(JOBS + "/" + job + "/fires?count=100")
                .json()
                .get("items")
                .forEach(fire -> preview.add(Instant.parse(fire.get("nominalAt").asText())));
        // The preview of a busy gateway may begin after the first fires.
        List<JsonNode> executions = Eventually.found(
                "three executions that the preview tells of",
                ClassicSdk.SOON,
                () -> Optional.of(items(http.get(EXECUTIONS + "?state=SUCCEEDED&jobId=" + job)))
                        .filter(found -> found.stream()
                                        .map(each -> Instant.parse(
                                                each.get("nominalAt").asText()))
                                        .filter(nominal -> !nominal.isBefore(preview.getFirst()))
                                        .count()
                                >= 3));
        http.send("DELETE", JOBS + "/" + job, "");

        assertThat(preview).hasSize(100);
        assertThat(executions)
                .extracting(each -> Instant.parse(each.get("nominalAt").asText()))
                .doesNotHaveDuplicates()
                .allSatisfy(nominal -> assertThat(nominal.getNano()).isZero());
        assertThat(executions)
                .extracting(each -> Instant.parse(each.get("nominalAt").asText()))
                .filteredOn(nominal -> !nominal.isBefore(preview.getFirst()))
                .isNotEmpty()
                .isSubsetOf(preview);
        assertThat(executions)
                .allSatisfy(each -> assertThat(each.get("cause").asText()).isEqualTo("SCHEDULE"));
    }

    @Test
    void aJobIsExplainedPausedResumedAndRunForItsPast() throws Exception {
        // given: a job that fires each second
        String job = create("""
                {"name": "explained", "namespace": "native-run", "schedule": {"cron": {"expression": "* * * * * ?"}},
                 "maxConcurrency": 50, "task": {"shell": {"script": "true"}}}
                """);
        String path = JOBS + "/" + job;
        Instant fired = Eventually.found(
                "an execution",
                ClassicSdk.SOON,
                () -> items(http.get(EXECUTIONS + "?state=SUCCEEDED&cause=SCHEDULE&jobId=" + job)).stream()
                        .map(run -> Instant.parse(run.get("nominalAt").asText()))
                        .min(Instant::compareTo));

        // when: disabled, then enabled and paused for some seconds
        Http.Answer disabled = http.send("POST", path + ":disable", "");
        Instant off =
                Instant.parse(disabled.json().get("audit").get("updatedAt").asText());
        Instant afterOff = off.truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
        JsonNode whyFired = explain(path, fired);
        JsonNode whyNot = explain(path, afterOff);
        Eventually.isTrue(
                "two seconds are over", ClassicSdk.SOON, () -> Instant.now().isAfter(afterOff));
        http.send("POST", path + ":enable", "");
        Http.Answer paused = http.send("POST", path + ":pause", "");
        Instant since = Instant.parse(paused.json().get("pausedAt").asText());
        Instant kept = since.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        Eventually.isTrue(
                "three fires wait", ClassicSdk.SOON, () -> Instant.now().isAfter(since.plusSeconds(4)));
        JsonNode whilePaused = explain(path, kept);
        JsonNode preview = http.get(path + "/resume-preview").json();
        Http.Answer resumed = http.send("POST", path + ":resume", "{\"catchUp\": \"LAST\"}");
        http.send("POST", path + ":disable", "");
        Http.Answer backfill = http.send("POST", path + "/backfills", """
                {"from": "2026-01-01T00:00:00Z", "until": "2026-01-01T00:00:20Z", "concurrency": 2}""");

        // then
        assertThat(whyFired.get("verdict").asText()).as(whyFired.toString()).isEqualTo("FIRED");
        assertThat(whyNot.get("verdict").asText()).as(whyNot.toString()).isEqualTo("DISABLED");
        assertThat(whyNot.get("inForce").get("by").asText())
                .isEqualTo(cluster.key().accessKey());
        assertThat(whilePaused.get("verdict").asText())
                .as(whilePaused.toString())
                .isEqualTo("PAUSED");
        assertThat(preview.at("/catchUp/LAST/fires")).as(preview.toString()).hasSize(1);
        assertThat(resumed.json().has("pausedAt")).isFalse();
        assertThat(explain(path, kept).get("verdict").asText()).isEqualTo("SKIPPED");
        assertThat(items(http.get(path + "/skipped")))
                .extracting(skip -> skip.get("reason").asText())
                .contains("PAUSED");
        assertThat(backfill.status()).as(backfill.body()).isEqualTo(202);
        assertThat(backfill.json().get("total").asInt()).isEqualTo(20);
        String id = backfill.json().get("id").asText();
        JsonNode finished = Eventually.found(
                "the backfill's end",
                ClassicSdk.SOON,
                () -> Optional.of(http.get(path + "/backfills/" + id).json())
                        .filter(one -> one.get("state").asText().equals("FINISHED")));
        assertThat(finished.get("succeeded").asInt()).isEqualTo(20);
        List<JsonNode> runs = items(http.get(EXECUTIONS + "?jobId=" + job + "&cause=BACKFILL&backfill=" + id));
        assertThat(runs).hasSize(20);
        assertThat(atOnce(runs)).isLessThanOrEqualTo(2);
        assertThat(explain(path, Instant.parse("2026-01-01T00:00:10Z")).get("backfills"))
                .hasSize(1);
        http.send("DELETE", path, "");
        assertThat(explain(path, Instant.now().plusSeconds(60)).get("verdict").asText())
                .isEqualTo("DELETED");
    }

    @Test
    void aFireThatIsQueuedSaysSoAndHowManyRunAheadOfIt() throws Exception {
        // given: a run that goes on while others are due
        String queues = create("{\"name\": \"queues\", \"namespace\": \"native-run\", \"schedule\": {\"cron\":"
                + " {\"expression\": \"* * * * * ?\"}}, \"overlap\": {\"mode\": \"QUEUE_ONE\"},"
                + " \"task\": {\"shell\": {\"script\": \"sleep 300\"}}}");

        // when
        Eventually.isTrue(
                "a run has begun",
                ClassicSdk.SOON,
                () -> !items(http.get(EXECUTIONS + "?state=RUNNING&jobId=" + queues))
                        .isEmpty());
        JsonNode queued = explain(JOBS + "/" + queues, notBegun(queues));

        // then
        assertThat(queued.get("verdict").asText()).as(queued.toString()).isEqualTo("QUEUED");
        assertThat(queued.get("ahead").asInt()).isEqualTo(1);
        http.send("POST", JOBS + "/" + queues + ":disable", "");
        for (JsonNode run : items(http.get(EXECUTIONS + "?state=RUNNING&state=TRIGGERED&jobId=" + queues))) {
            http.send("POST", EXECUTIONS + "/" + run.get("id").asText() + ":stop", "");
        }
    }

    /** The nominal time of a fire that is due and has not begun. */
    private Instant notBegun(String job) throws Exception {
        return Eventually.found(
                "a fire that waits",
                ClassicSdk.SOON,
                () -> items(http.get(EXECUTIONS + "?state=TRIGGERED&jobId=" + job)).stream()
                        .map(run -> Instant.parse(run.get("nominalAt").asText()))
                        .filter(nominal -> nominal.isBefore(Instant.now()))
                        .findFirst());
    }

    private JsonNode explain(String job, Instant at) throws Exception {
        return http.get(job + "/explain?at=" + at).json();
    }

    /** The most of the runs that were live at one instant. */
    private static long atOnce(List<JsonNode> runs) {
        return runs.stream()
                .map(run -> Instant.parse(run.get("startedAt").asText()))
                .mapToLong(instant -> runs.stream()
                        .filter(run -> !Instant.parse(run.get("startedAt").asText())
                                        .isAfter(instant)
                                && Instant.parse(run.get("endedAt").asText()).isAfter(instant))
                        .count())
                .max()
                .orElse(0);
    }

    @Test
    void workersAndFiresThatNoJobOwnsAreShown() throws Exception {
        Http.Answer workers = http.get("/api/v1/workers");
        Http.Answer fires = http.send("POST", "/api/v1/schedules/preview", """
                {"schedule": {"cron": {"expression": "0 0 12 29 2 ?"}}, "count": 2, "from": "2026-01-01T00:00:00Z"}
                """);

        assertThat(items(workers)).singleElement().satisfies(worker -> {
            assertThat(worker.get("pid").asLong())
                    .isEqualTo(ProcessHandle.current().pid());
            assertThat(worker.get("slots").get("SHELL").get("total").asInt()).isPositive();
        });
        assertThat(fires.json().get("items"))
                .extracting(fire -> fire.get("nominalAt").asText())
                .containsExactly("2028-02-29T12:00:00Z", "2032-02-29T12:00:00Z");
    }

    @Test
    void everyOperationOfTheDocumentIsThere() throws Exception {
        JsonNode document = http.get("/api/v1/openapi.json").json();
        List<String> absent = new ArrayList<>();

        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(name -> {
                    String method = name.toUpperCase(Locale.ROOT);
                    Http.Answer answer = send(method, "/api/v1" + path.getKey().replaceAll("\\{\\w+}", "1"));
                    boolean documented =
                            path.getValue().get(name).get("responses").has(Integer.toString(answer.status()));
                    if (!documented || answer.body().contains("nothing is at")) {
                        absent.add(answer.status() + " " + method + " " + path.getKey());
                    }
                }));

        assertThat(document.get("openapi").asText()).startsWith("3.1");
        assertThat(absent).isEmpty();
    }

    @Test
    void badInputIsRefusedByTheNameOfItsField() throws Exception {
        assertRefused("{", "");
        assertRefused("[]", "");
        assertRefused("{\"task\": {\"shell\": {\"script\": \"true\"}}}", "name");
        assertRefused("{\"name\": \"x\"}", "task");
        assertRefused("{\"name\": \"x\", \"task\": {\"shell\": {\"script\": \"true\"}}, \"colour\": 1}", "colour");
        assertRefused(
                "{\"name\": \"x\", \"task\": {\"shell\": {\"script\": \"true\"}}, \"maxConcurrency\": 0}",
                "maxConcurrency");
        assertRefused(
                "{\"name\": \"x\", \"task\": {\"shell\": {\"script\": \"true\"}}, \"schedule\": {\"cron\": {\"expression\": \"x\"}}}",
                "schedule.cron.expression");
        assertThat(http.get(JOBS + "/abc").json().get("error").get("field").asText())
                .isEqualTo("id");
        assertThat(http.get(JOBS + "?limit=0").json().get("error").get("field").asText())
                .isEqualTo("limit");
        assertThat(http.get(EXECUTIONS + "?from=yesterday")
                        .json()
                        .get("error")
                        .get("field")
                        .asText())
                .isEqualTo("from");
    }

    private void assertRefused(String body, String field) throws Exception {
        Http.Answer answer = http.send("POST", JOBS, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().get("error").path("field").asText()).isEqualTo(field);
        assertThat(answer.json().get("requestId").asText()).isNotBlank();
    }

    private Http.Answer send(String method, String path) {
        try {
            return http.send(method, path, "");
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private String create(String job) throws Exception {
        return http.send("POST", JOBS, job).json().get("id").asText();
    }

    private String status(String execution) throws Exception {
        return http.get(EXECUTIONS + "/" + execution).json().get("status").asText();
    }

    private JsonNode awaitEnd(String execution) throws Exception {
        return Eventually.found(
                "the end of " + execution,
                ClassicSdk.SOON,
                () -> Optional.of(http.get(EXECUTIONS + "/" + execution).json())
                        .filter(each -> ENDED.contains(each.get("status").asText())));
    }

    /** The end and the last of the output come by different ways. */
    private void awaitLines(String execution, int count) throws Exception {
        Eventually.isTrue(
                count + " lines of " + execution,
                ClassicSdk.SOON,
                () -> items(http.get(EXECUTIONS + "/" + execution + "/log")).size() >= count);
    }

    private static List<JsonNode> items(Http.Answer answer) throws IOException {
        return StreamSupport.stream(answer.json().get("items").spliterator(), false)
                .toList();
    }
}
