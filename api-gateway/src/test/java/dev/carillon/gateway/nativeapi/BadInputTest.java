package dev.carillon.gateway.nativeapi;

import static dev.carillon.gateway.nativeapi.ApiServer.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.nativeapi.ApiServer.Answer;
import dev.carillon.kafka.secrets.KeyFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input for every operation, most of it generated from good input: each is refused with the field's name. */
final class BadInputTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every field that a definition may have; one object each of schedule, task and check besides. */
    private static final String FULL = """
            {"name": "n", "namespace": "ns", "group": "g", "description": "d", "labels": {"a": "b"}, "enabled": true,
             "schedule": {"cron": {"expression": "0 0 12 * * ?", "zone": "UTC", "dialect": "QUARTZ",
                "dst": {"gap": "SKIP", "overlap": "BOTH"}}},
             "task": {"http": {"url": "http://127.0.0.1/", "method": "POST", "headers": {"A": "b"}, "body": "x",
                "connectTimeoutMs": 1000, "readTimeoutMs": 1000, "check": {"jsonField": {"field": "f", "value": "v"}}}},
             "bounds": {"from": "2026-01-01T00:00:00Z", "until": "2027-01-01T00:00:00Z"},
             "dates": {"zone": "Asia/Shanghai", "named": {"day": "${yyyyMMdd}"}}, "secrets": {"TOKEN": "hunter2"},
             "parameters": "p", "maxConcurrency": 2, "misfire": {"mode": "SKIP", "thresholdMs": 5000, "cap": 5},
             "retry": {"retries": 1, "intervalMs": 1000}, "timeout": {"limitMs": 1000, "alert": true, "kill": true},
             "alerts": {"onFailure": true, "failuresInARow": 1, "onTimeout": true, "onNoWorker": true, "onSuccess": true,
                "channels": ["sms"], "contacts": [{"name": "n", "phone": "1", "mail": "m", "ding": "d", "webhook": "w"}]},
             "priority": 5, "dataOffsetMs": 1, "removeAfterRun": false, "vendorFields": {"k": "v"}}""";

    /** The kinds that the other has not. */
    private static final String PLAN = """
            {"name": "n", "schedule": {"calendarInterval": {"unit": "WEEK", "every": 2, "start": "2026-01-01T00:00:00Z",
                "zone": "Europe/Berlin", "dst": {"gap": "KEEP_ELAPSED", "overlap": "SECOND"}}},
             "task": {"plan": {"tasks": [{"shell": {"script": "true", "arguments": ["a"], "environment": {"A": "b"}}}],
                "steps": [{"key": "k", "name": "n", "task": 0, "values": {"target_id": "t"}, "parameters": "p",
                    "retries": 1}], "stopOnFailure": true, "parallelism": 2}}}""";

    private static final String BACKFILL = """
            {"from": "2025-12-01T00:00:00Z", "until": "2025-12-02T00:00:00Z", "concurrency": 2, "parameters": "p"}""";

    @TempDir
    private static Path directory;

    private static ApiServer server;

    @BeforeAll
    static void start() throws Exception {
        Path keys = directory.resolve("secrets.key");
        KeyFile.createIfMissing(keys, new SecureRandom());
        server = new ApiServer(KeyFile.read(keys));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    /** A definition with one mistake, and the field that must be named. */
    private record Mutant(JsonNode body, String field) {}

    @Test
    void theFullDefinitionIsGood() throws Exception {
        assertThat(server.post("/jobs", FULL).status()).isEqualTo(201);
        assertThat(server.post("/jobs", PLAN).status()).isEqualTo(201);
    }

    @Test
    void everyFieldOfAWrongTypeIsNamed() throws Exception {
        List<Mutant> mutants = new ArrayList<>();
        mutate(JSON.readTree(FULL), "", mutants, JSON.readTree(FULL));
        mutate(JSON.readTree(PLAN), "", mutants, JSON.readTree(PLAN));
        assertThat(mutants).hasSizeGreaterThan(120);
        for (Mutant mutant : mutants) {
            Answer answer = server.post("/jobs", mutant.body().toString());

            assertThat(answer.status()).as(mutant.body().toString()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("INVALID");
            assertThat(answer.field()).isEqualTo(mutant.field());
            assertThat(answer.message()).contains(mutant.field());
        }
    }

    /** For every field below: another type in its place; for every object with fixed fields: one more, mistyped. */
    private static void mutate(JsonNode node, String pointer, List<Mutant> mutants, JsonNode whole) {
        if (!pointer.isEmpty()) {
            mutants.add(new Mutant(replaced(whole, pointer, JSON.nullNode()), path(pointer)));
            JsonNode other = node.isTextual()
                    ? JSON.getNodeFactory().numberNode(1.5)
                    : JSON.getNodeFactory().textNode("x");
            mutants.add(new Mutant(replaced(whole, pointer, other), path(pointer)));
        }
        if (node.isObject()) {
            boolean free =
                    pointer.matches("/labels|/vendorFields|/secrets|/dates/named|.*/(headers|environment|values)");
            boolean choice = pointer.matches("/schedule|/task|.*/tasks/\\d+|.*/check");
            if (!free) {
                ObjectNode more = ((ObjectNode) whole.at(pointer)).deepCopy().put("surplus", 1);
                JsonNode body = pointer.isEmpty() ? more : replaced(whole, pointer, more);
                mutants.add(new Mutant(body, path(pointer + "/surplus")));
            }
            assertThat(choice && node.size() != 1).isFalse();
            node.properties()
                    .forEach(entry -> mutate(entry.getValue(), pointer + "/" + entry.getKey(), mutants, whole));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                mutate(node.get(i), pointer + "/" + i, mutants, whole);
            }
        }
    }

    private static JsonNode replaced(JsonNode whole, String pointer, JsonNode value) {
        JsonNode copy = whole.deepCopy();
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = copy.at(pointer.substring(0, slash));
        String name = pointer.substring(slash + 1);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), value);
        } else {
            ((ObjectNode) parent).set(name, value);
        }
        return copy;
    }

    private static String path(String pointer) {
        return pointer.substring(1).replaceAll("/(\\d+)", "[$1]").replace('/', '.');
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "name": "n"                    | "name": ""                          | name
            "namespace": "ns"              | "namespace": " "                    | namespace
            "maxConcurrency": 2            | "maxConcurrency": 0                 | maxConcurrency
            "maxConcurrency": 2            | "maxConcurrency": 201               | maxConcurrency
            "maxConcurrency": 2            | "maxConcurrency": 4294967297        | maxConcurrency
            "maxConcurrency": 2            | "maxConcurrency": 99999999999999999999999 | maxConcurrency
            "priority": 5                  | "priority": 16                      | priority
            "retries": 1                   | "retries": -1                       | retry.retries
            "intervalMs": 1000             | "intervalMs": -1                    | retry.intervalMs
            "thresholdMs": 5000            | "thresholdMs": 1                    | misfire.thresholdMs
            "mode": "SKIP"                 | "mode": "LATER"                     | misfire.mode
            "limitMs": 1000                | "limitMs": 0                        | timeout.limitMs
            "failuresInARow": 1            | "failuresInARow": 0                 | alerts.failuresInARow
            "url": "http://127.0.0.1/"     | "url": "ftp://x"                    | task.http.url
            "method": "POST"               | "method": "BREW"                    | task.http.method
            "readTimeoutMs": 1000          | "readTimeoutMs": 0                  | task.http.readTimeoutMs
            "headers": {"A": "b"}          | "headers": {"A B": "b"}             | task.http.headers
            "field": "f"                   | "field": ""                         | task.http.check.jsonField.field
            "check": {"jsonField": {"field": "f", "value": "v"}} | "check": {"statusIs": 99} | task.http.check.statusIs
            "check": {"jsonField": {"field": "f", "value": "v"}} | "check": {}   | task.http.check
            "expression": "0 0 12 * * ?"   | "expression": "0 0 25 * * ?"        | schedule.cron.expression
            "zone": "UTC"                  | "zone": "Mars/Olympus"              | schedule.cron.zone
            "expression": "0 0 12 * * ?"   | "expression": "0 0 12 * * 0"        | schedule.cron.expression
            "dialect": "QUARTZ"            | "dialect": "quartz"                 | schedule.cron.dialect
            "dialect": "QUARTZ"            | "dialect": "UNIX"                   | schedule.cron.expression
            "gap": "SKIP"                  | "gap": "LEAP"                       | schedule.cron.dst.gap
            "overlap": "BOTH"              | "overlap": "THIRD"                  | schedule.cron.dst.overlap
            "until": "2027                 | "until": "2025                      | bounds.until
            "from": "2026                  | "from": "1969                       | bounds.from
            "zone": "Asia/Shanghai"        | "zone": "Mars/Olympus"              | dates.zone
            "named": {"day"                | "named": {"1st"                     | dates.named
            "TOKEN": "hunter2"             | "TO-KEN": "hunter2"                 | secrets
            "TOKEN": "hunter2"             | "TOKEN": "******"                   | secrets.TOKEN
            "url": "http://127.0.0.1/"     | "url": "http://#{jobName}/"         | task.http.url
            "url": "http://127.0.0.1/"     | "url": "http://h/#{secret.TOKEN}"   | task.http.url
            "dataOffsetMs": 1              | "dataOffsetMs": 999999999999999     | dataOffsetMs
            "name": "n"                    | "name": "n", "id": 5                | id
            "name": "n"                    | "name": "n", "audit": {}            | audit
            """, quoteCharacter = '\u0000')
    void aValueOutOfRangeIsNamed(String good, String bad, String field) throws Exception {
        assertThat(FULL).contains(good);

        Answer answer = server.post("/jobs", FULL.replace(good, bad));

        assertThat(answer.status()).as(answer.message()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "fixedRate": {"periodMs": 999}                     | schedule.fixedRate.periodMs
            "fixedRate": {"periodMs": 1000, "anchor": "noon"}  | schedule.fixedRate.anchor
            "fixedDelay": {}                                   | schedule.fixedDelay.delayMs
            "oneTime": {"at": "2500-01-01T00:00:00Z"}          | schedule.oneTime.at
            "oneTime": {}, "fixedDelay": {}                    | schedule
            """, quoteCharacter = '\u0000')
    void aWrongFieldOfASimpleScheduleIsNamed(String schedule, String field) throws Exception {
        String body = "{\"name\": \"n\", \"task\": {\"shell\": {\"script\": \"true\"}}, \"schedule\": {%s}}";

        Answer answer = server.post("/jobs", body.formatted(schedule));

        assertThat(answer.status()).as(answer.message()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "unit": "WEEK"      | "unit": "HOUR"         | schedule.calendarInterval.unit
            "every": 2          | "every": 0             | schedule.calendarInterval.every
            "start": "2026      | "start": "1969         | schedule.calendarInterval.start
            "zone": "Europe/    | "zone": "Mars/         | schedule.calendarInterval.zone
            "gap": "KEEP_       | "gap": "LOSE_          | schedule.calendarInterval.dst.gap
            "key": "k"          | "key": ""              | task.plan.steps.key
            "task": 0           | "task": 1              | task.plan.steps.task
            "target_id"         | "TARGET"               | task.plan.steps.values
            "retries": 1        | "retries": 101         | task.plan.steps.retries
            "parallelism": 2    | "parallelism": 0       | task.plan.parallelism
            "script": "true"    | "script": ""           | task.shell.script
            """, quoteCharacter = '\u0000')
    void aValueOfAPlanOutOfRangeIsNamed(String good, String bad, String field) throws Exception {
        assertThat(PLAN).contains(good);

        Answer answer = server.post("/jobs", PLAN.replace(good, bad));

        assertThat(answer.status()).as(answer.message()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"A\": 4711}", "\"4711\"", "[\"4711\"]", "{\"A\": {\"b\": \"4711\"}}", "{\"4711-x\": true}"})
    void whatIsSentInPlaceOfASecretIsNotRepeated(String secrets) throws Exception {
        Answer answer = server.post("/jobs", FULL.replace("{\"TOKEN\": \"hunter2\"}", secrets));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).startsWith("secrets");
        assertThat(answer.message().replace("4711-x", "")).doesNotContain("4711");
    }

    @Test
    void aSecretThatIsTooLongIsNamed() throws Exception {
        Answer answer = server.post("/jobs", FULL.replace("hunter2", "x".repeat(8193)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo("secrets.TOKEN");
        assertThat(answer.message()).contains("8192").doesNotContain("xxx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "nonsense",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{\"name\":\"a\"} x",
                "{\"name\":",
                "\u0000"
            })
    void whatIsNoJsonObjectIsMalformed(String body) throws Exception {
        for (Route route : server.api.routes()) {
            boolean takesBody = route.template().matches("/jobs|/schedules/preview|.*/backfills")
                            && route.method().equals("POST")
                    || route.method().equals("PUT");
            if (takesBody) {
                Answer answer = server.send(route.method(), path(route, "1"), body, "Authorization", ADMIN);

                assertThat(answer.status()).as(route + " " + body).isEqualTo(400);
                assertThat(answer.code()).isEqualTo("MALFORMED");
            }
        }
    }

    @Test
    void deepNestingIsMalformed() throws Exception {
        Answer answer = server.post("/jobs", "{\"name\":" + "[".repeat(5000) + "]".repeat(5000) + "}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("MALFORMED");
    }

    @Test
    void aBodyOverTheLimitIsRefusedByEveryOperation() throws Exception {
        String body = " ".repeat(ApiServer.MAX_BODY + 1);
        for (Route route : server.api.routes()) {
            Answer answer = server.send(route.method(), path(route, "1"), body, "Authorization", ADMIN);

            assertThat(answer.status()).as(route.toString()).isEqualTo(413);
            assertThat(answer.code()).isEqualTo("TOO_LARGE");
        }
    }

    @Test
    void anUnknownParameterIsNamedByEveryOperation() throws Exception {
        for (Route route : server.api.routes()) {
            Answer answer = server.send(
                    route.method(), path(route, "1") + "?surplus=1", bodyFor(route), "Authorization", ADMIN);

            assertThat(answer.status()).as(route + " " + answer.message()).isEqualTo(400);
            assertThat(answer.field()).isEqualTo("surplus");
        }
    }

    private static String path(Route route, String id) {
        return route.template().replace("{id}", id).replace("{backfillId}", "b1");
    }

    private static String bodyFor(Route route) {
        if (route.method().equals("POST") && route.template().endsWith("/backfills")) {
            return BACKFILL;
        }
        return route.method().equals("PUT")
                        || route.template().equals("/jobs") && route.method().equals("POST")
                ? FULL
                : "";
    }

    @Test
    void anIdThatIsNoneIsRefusedAndAnUnknownOneIsNotFound() throws Exception {
        for (Route route : server.api.routes()) {
            if (route.template().contains("{id}")) {
                boolean execution = route.template().startsWith("/executions");
                String unknown = execution ? "7-s1" : "7";
                for (String wrong : List.of("x", "-1", "9007199254740992-s1", "%00", "%zz", "0")) {
                    Answer answer = send(route, wrong);
                    assertThat(answer.status()).as(route + " " + wrong).isIn(400, 404);
                }
                if (!route.method().equals("PUT")) {
                    assertThat(send(route, unknown).status())
                            .as(route.toString())
                            .isEqualTo(404);
                }
            }
        }
    }

    private static Answer send(Route route, String id) throws Exception {
        if (id.equals("%zz")) {
            // No client library sends it; the reader of queries meets it in its own test.
            return send(route, "%25zz");
        }
        String query = route.template().endsWith("/explain") ? "?at=2026-01-01T12:00:00Z" : "";
        return server.send(route.method(), path(route, id) + query, bodyFor(route), "Authorization", ADMIN);
    }

    @ParameterizedTest
    @CsvSource({
        "/jobs?limit=0,limit",
        "/jobs?limit=1001,limit",
        "/jobs?limit=1&limit=2,limit",
        "/jobs?enabled=maybe,enabled",
        "/jobs?cursor=x,cursor",
        "/executions?cursor=!!,cursor",
        "/executions?jobId=0,jobId",
        "/executions?jobId=9007199254740992,jobId",
        "/executions?state=DONE,state",
        "/executions?cause=CHANCE,cause",
        "/executions?backfill=b1,jobId",
        "/jobs?state=ASLEEP,state",
        "/jobs?state=PAUSED&enabled=true,state",
        "/jobs/1/backfills?limit=0,limit",
        "/executions?from=yesterday,from",
        "/executions?to=2026-01-01,to",
        "/jobs/1/fires?count=1001,count",
        "/jobs/1/fires?count=0,count",
        "/jobs/1/fires?from=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z,until",
        "/jobs/1/fires?from=2026-01-01T00:00:00Z&until=2026-01-01T00:00:00Z,until",
        "/jobs/1/fires?from=2026-01-01T00:00:00Z&until=2027-01-03T00:00:00Z,until",
        "/jobs/1/fires?until=2025-01-01T00:00:00Z,until",
        "/jobs/1/fires?from=1969-12-31T23:59:59Z,from",
        "/jobs/1/fires?until=2200-01-01T00:00:00Z,until",
        "/jobs/1/fires?from=noon,from",
        "/jobs/1/fires?cursor=x,cursor",
        "/jobs/1/explain,at",
        "/jobs/1/explain?at=2026-01-01,at",
        "/jobs/1/explain?at=2200-01-01T00:00:00Z,at",
        "/jobs/1/skipped?limit=no,limit",
        "/executions/1-s1/log?order=random,order",
        "/executions/1-s1/log?offset=-1,offset",
    })
    void aParameterThatIsWrongIsNamed(String path, String field) throws Exception {
        Answer answer = server.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "from": "2025-12-01T | "from": "2026-12-01T  | until
            "from": "2025-12-01T00:00:00Z", | |            from
            "from": "2025        | "from": "1925         | from
            "until": "2025       | "until": "soon        | until
            "until": "2025       | "until": "2225        | until
            "concurrency": 2     | "concurrency": 0      | concurrency
            "concurrency": 2     | "concurrency": 201    | concurrency
            "concurrency": 2     | "concurrency": "2"    | concurrency
            "parameters": "p"    | "parameters": 1       | parameters
            "parameters": "p"    | "surplus": "p"        | surplus
            """, quoteCharacter = '\u0000')
    void aMistakeInABackfillIsNamed(String good, String bad, String field) throws Exception {
        assertThat(BACKFILL).contains(good);

        Answer answer = server.post("/jobs/1/backfills", BACKFILL.replace(good, bad == null ? "" : bad));

        assertThat(answer.status()).as(answer.message()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo(field);
    }

    @Test
    void whatABackfillAndAResumeMayNotBeIsNamed() throws Exception {
        assertThat(server.post("/jobs/1/backfills", BACKFILL.replace("\"p\"", "\"" + "x".repeat(10_001) + "\""))
                        .field())
                .isEqualTo("parameters");
        assertThat(server.post("/jobs/1:resume", "{\"catchUp\": \"SOME\"}").field())
                .isEqualTo("catchUp");
        assertThat(server.post("/jobs/1:resume", "{\"catchUp\": 1}").field()).isEqualTo("catchUp");
        assertThat(server.post("/jobs/1:resume", "{\"surplus\": 1}").field()).isEqualTo("surplus");
        assertThat(server.send("POST", "/jobs/1:pause", "", "Authorization", ADMIN, "If-Match", "x")
                        .field())
                .isEqualTo("If-Match");
    }

    @Test
    void noiseNeverMakesTheServerFail() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = FULL.getBytes(StandardCharsets.UTF_8);
            for (int flips = 0; flips < 3; flips++) {
                bytes[random.nextInt(bytes.length)] = (byte) (32 + random.nextInt(95));
            }
            Answer answer = server.post("/jobs", new String(bytes, StandardCharsets.UTF_8));

            assertThat(answer.status())
                    .as(new String(bytes, StandardCharsets.UTF_8))
                    .isIn(201, 400);
        }
    }
}
