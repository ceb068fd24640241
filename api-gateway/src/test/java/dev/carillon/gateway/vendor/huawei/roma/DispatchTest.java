package dev.carillon.gateway.vendor.huawei.roma;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.FixedRate;
import dev.carillon.gateway.vendor.huawei.HuaweiClient;
import dev.carillon.gateway.vendor.huawei.roma.Bench.Answer;
import dev.carillon.gateway.vendor.rest.GoldenRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DispatchTest {

    /** As the vendor's page prints it. */
    private static final String PRINTED = """
            {
            "use_quartz_cron" : false,
            "remark" : "123",
            "start_datetime" : "2020-11-14T07:38:25.609Z",
            "period" : "DAY",
            "dispatch_interval" : 1
            }""";

    private static final Instant START = Instant.parse("2020-11-14T07:38:25.609Z");

    private final Bench bench = new Bench();

    @Test
    void theExampleOfTheVendorsPageMakesTheJobFireDaily() {
        // Given
        String task = bench.created();

        // When
        Answer answer = create(task, PRINTED);

        // Then
        assertThat(answer.status()).isEqualTo(200);
        JsonNode json = answer.json();
        assertThat(json.path("dispatch_id").asText()).matches("[0-9a-f]{32}").isNotEqualTo(task);
        assertThat(json.path("task_id").asText()).isEqualTo(task);
        assertThat(json.path("start_datetime").isIntegralNumber()).isTrue();
        assertThat(json.path("start_datetime").asLong()).isEqualTo(1605339505609L);
        assertThat(json.path("period").asText()).isEqualTo("DAY");
        assertThat(json.path("dispatch_interval").asLong()).isEqualTo(1);
        assertThat(json.path("remark").asText()).isEqualTo("123");
        assertThat(json.path("use_quartz_cron").asBoolean(true)).isFalse();
        assertThat(json.path("created_date").asLong()).isEqualTo(Bench.NOW.toEpochMilli());
        assertThat(json.path("last_modified_date").asLong()).isEqualTo(Bench.NOW.toEpochMilli());
        JobDefinition job = bench.job(task);
        assertThat(job.enabled()).isTrue();
        assertThat(job.schedule()).isEqualTo(new CalendarInterval(CalendarInterval.Unit.DAY, 1, START, Bench.ZONE));
        assertThat(job.nextFire(Bench.NOW)).contains(Instant.parse("2026-11-22T07:38:25.609Z"));
        assertThat(bench.get(Bench.task(task)).json().at("/task/status").asText())
                .isEqualTo("running");
    }

    @Test
    void whatTheSdkSentIsReadAndItsTaskIsNotOfThisProject() {
        GoldenRequest golden = GoldenRequest.load("huawei-roma-CreateDispatches");
        Bench then = new Bench();

        Answer unknown = then.send(golden.call().method(), golden.call().path(), text(golden));
        String task = then.created();
        Answer known = then.send("POST", Bench.dispatches(task), text(golden));

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.errorCode()).isEqualTo("FDI.3180");
        assertThat(known.json().path("start_datetime").asLong()).isEqualTo(1605339505609L);
        assertThat(golden.call().header("authorization").orElseThrow()).contains(HuaweiClient.ACCESS_KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1605339505609",
                "\"1605339505609\"",
                "\"2020-11-14T07:38:25.609Z\"",
                "\"2020-11-14T15:38:25.609123+08:00\""
            })
    void takesTheStartInEachForm(String start) {
        String task = bench.created();

        Answer answer =
                create(task, "{\"period\":\"hour\",\"dispatch_interval\":\"2\",\"start_datetime\":" + start + "}");

        assertThat(answer.json().path("start_datetime").asLong()).isEqualTo(1605339505609L);
        assertThat(answer.json().path("period").asText()).isEqualTo("HOUR");
        assertThat(bench.job(task).schedule()).isEqualTo(new FixedRate(Duration.ofHours(2), START));
    }

    @Test
    void countsFromNowWhereNoStartIsGiven() {
        String task = bench.created();

        Answer answer = create(task, "{\"period\":\"MIN\",\"dispatch_interval\":60}");

        assertThat(answer.json().path("start_datetime").asLong()).isEqualTo(Bench.NOW.toEpochMilli());
        assertThat(bench.job(task).schedule()).isEqualTo(new FixedRate(Duration.ofMinutes(60), Bench.NOW));
    }

    @ParameterizedTest
    @CsvSource({"DAY, DAY", "WEEK, WEEK", "MON, MONTH"})
    void daysWeeksAndMonthsAreThoseOfTheCalendar(String period, CalendarInterval.Unit unit) {
        String task = bench.created();

        create(
                task,
                "{\"period\":\"" + period + "\",\"dispatch_interval\":3,\"start_datetime\":\"2030-01-31T16:00:00Z\"}");

        Instant start = Instant.parse("2030-01-31T16:00:00Z");
        assertThat(bench.job(task).schedule()).isEqualTo(new CalendarInterval(unit, 3, start, Bench.ZONE));
        assertThat(bench.job(task).nextFire(Bench.NOW)).contains(start);
    }

    @Test
    void firesByCronInItsZoneAndNotBeforeTheStart() {
        String task = bench.created();

        Answer answer = create(
                task,
                "{\"use_quartz_cron\":true,\"cron\":\"0 30 12 * * ?\",\"cron_timezone\":\"Europe/Berlin\",\"period\":\"\","
                        + "\"start_datetime\":\"2030-07-01T10:30:00Z\"}");

        JobDefinition job = bench.job(task);
        assertThat(job.schedule())
                .isEqualTo(new CronSchedule(CronExpression.parse("0 30 12 * * ?"), ZoneId.of("Europe/Berlin")));
        assertThat(job.nextFire(Bench.NOW)).contains(Instant.parse("2030-07-01T10:30:00Z"));
        assertThat(answer.json().path("cron").asText()).isEqualTo("0 30 12 * * ?");
        assertThat(answer.json().path("cron_timezone").asText()).isEqualTo("Europe/Berlin");
        assertThat(answer.json().has("period")).isFalse();
    }

    @Test
    void cronIsInTheVendorsZoneUnlessItSaysOtherwise() {
        String task = bench.created();

        create(task, "{\"use_quartz_cron\":true,\"cron\":\"0 0 8 ? * 2\"}");

        assertThat(bench.job(task).nextFire(Bench.NOW)).contains(Instant.parse("2026-11-23T00:00:00Z"));
    }

    @Test
    void givesBackWhatItDoesNotUse() {
        String task = bench.created();

        JsonNode withCron = create(
                        task,
                        "{\"use_quartz_cron\":true,\"cron\":\"0 0 8 * * ?\",\"period\":\"DAY\",\"dispatch_interval\":0}")
                .json();
        JsonNode withInterval = update(
                        task,
                        "{\"period\":\"DAY\",\"dispatch_interval\":2,\"cron\":\"never read\",\"cron_timezone\":\"Mars\"}")
                .json();

        assertThat(withCron.path("period").asText()).isEqualTo("DAY");
        assertThat(withCron.path("dispatch_interval").asInt(-1)).isZero();
        assertThat(withInterval.path("cron").asText()).isEqualTo("never read");
        assertThat(withInterval.path("cron_timezone").asText()).isEqualTo("Mars");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                            | period
            {"period":"DAY"}                                                              | dispatch_interval
            {"dispatch_interval":1}                                                       | period
            {"period":"YEAR","dispatch_interval":1}                                       | period
            {"period":7,"dispatch_interval":1}                                            | period
            {"period":"DAY","dispatch_interval":0}                                        | dispatch_interval
            {"period":"DAY","dispatch_interval":61}                                       | dispatch_interval
            {"period":"DAY","dispatch_interval":1.5}                                      | dispatch_interval
            {"period":"DAY","dispatch_interval":1,"start_datetime":1}                     | start_datetime
            {"period":"DAY","dispatch_interval":1,"start_datetime":99999999999999999}     | start_datetime
            {"period":"DAY","dispatch_interval":1,"start_datetime":"2020-11-14"}          | start_datetime
            {"period":"DAY","dispatch_interval":1,"start_datetime":true}                  | start_datetime
            {"period":"DAY","dispatch_interval":1,"remark":"1234567890123456789012345678901234567"} | remark
            {"period":"DAY","dispatch_interval":1,"use_quartz_cron":"yes"}                | use_quartz_cron
            {"use_quartz_cron":true}                                                      | cron
            {"use_quartz_cron":true,"cron":"0 0 8 * *"}                                   | cron
            {"use_quartz_cron":true,"cron":"0 0 8 * * ? 2030"}                            | cron
            {"use_quartz_cron":true,"cron":"5 0 8 * * ?"}                                 | cron
            {"use_quartz_cron":true,"cron":"* 0 8 * * ?"}                                 | cron
            {"use_quartz_cron":true,"cron":"0 61 8 * * ?"}                                | cron
            {"use_quartz_cron":true,"cron":"0 0 8 30 2 ?"}                                | cron
            {"use_quartz_cron":true,"cron":"0 0 8 * * ?","cron_timezone":"Mars/Base"}     | cron_timezone
            {"period":"DAY","dispatch_interval":1,"colour":"red"}                         | colour
            """)
    void namesTheFieldThatIsWrongAndChangesNothing(String body, String field) {
        String task = bench.created();

        Answer answer = create(task, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("FDI.3033");
        assertThat(answer.errorMessage()).startsWith("Invalid parameter [" + field + "]: ");
        assertThat(bench.jobs.commands).hasSize(1);
    }

    @Test
    void aTaskHasAtMostOneSchedule() {
        String task = bench.scheduled();

        Answer answer = create(task, PRINTED);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("FDI.3002");
        assertThat(answer.errorMessage()).contains("has a schedule already", "updateDispatches");
    }

    @Test
    void aRepeatedCreationWhoseOutcomeWasOpenIsNoSecondSchedule() {
        String task = bench.created();
        bench.jobs.loseNextReply();
        var call = bench.signed("POST", Bench.dispatches(task), PRINTED);

        assertThat(bench.send(call).status()).isEqualTo(503);
        assertThat(bench.send(call).status()).isEqualTo(200);
    }

    @Test
    void aRealtimeTaskHasNoSchedule() {
        String realtime = bench.created(Bench.task("stream", ",\"task_type\":\"RealTime\""));
        String timing = bench.scheduled();

        Answer created = create(realtime, PRINTED);
        Answer updated = bench.send("PUT", Bench.task(timing), Bench.task("hello", ",\"task_type\":\"REALTIME\""));

        assertThat(created.status()).isEqualTo(400);
        assertThat(created.errorMessage()).contains("REALTIME");
        assertThat(updated.status()).isEqualTo(400);
        assertThat(updated.errorMessage()).contains("[task.task_type]");
    }

    @Test
    void anUpdateSaysAllOfTheScheduleButTheStart() {
        String task = bench.created();
        create(task, PRINTED);

        Answer answer = update(task, "{\"period\":\"WEEK\",\"dispatch_interval\":2}");

        assertThat(answer.json().path("start_datetime").asLong()).isEqualTo(START.toEpochMilli());
        assertThat(answer.json().has("remark")).isFalse();
        assertThat(bench.job(task).schedule())
                .isEqualTo(new CalendarInterval(CalendarInterval.Unit.WEEK, 2, START, Bench.ZONE));
        assertThat(bench.get(Bench.dispatches(task)).json()).isEqualTo(answer.json());
    }

    @Test
    void anUpdateDoesNotStartAStoppedTask() {
        String task = bench.scheduled();
        bench.send(
                "POST",
                Bench.INSTANCE + "/batch-operation/tasks",
                "{\"action_id\":\"stop\",\"list\":[{\"task_id\":\"" + task + "\"}]}");

        update(task, "{\"period\":\"WEEK\",\"dispatch_interval\":2}");

        assertThat(bench.job(task).enabled()).isFalse();
    }

    @Test
    void aScheduleThatIsNotThereIsNotFound() {
        String without = bench.created();
        String with = bench.created(Bench.task("other", ""));
        create(with, PRINTED);
        String body = "{\"period\":\"WEEK\",\"dispatch_interval\":2}";

        for (Answer answer : List.of(
                bench.get(Bench.dispatches(without)),
                update(without, body),
                bench.send("PUT", Bench.dispatches(with) + "/" + with, body),
                bench.send("PUT", Bench.dispatches(with) + "/x", body))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.errorCode()).isEqualTo("FDI.3033");
        }
    }

    private Answer create(String task, String body) {
        return bench.send("POST", Bench.dispatches(task), body);
    }

    private Answer update(String task, String body) {
        String id = RomaId.DISPATCH.of(TaskLookup.id(task));
        return bench.send("PUT", Bench.dispatches(task) + "/" + id, body);
    }

    private static String text(GoldenRequest golden) {
        return new String(golden.call().body(), StandardCharsets.UTF_8);
    }
}
