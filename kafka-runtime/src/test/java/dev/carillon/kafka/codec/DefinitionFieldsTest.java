package dev.carillon.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.core.job.AlertPolicy;
import dev.carillon.core.job.DateVariables;
import dev.carillon.core.job.HttpCheck;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.MisfirePolicy;
import dev.carillon.core.job.RetryPolicy;
import dev.carillon.core.job.Task;
import dev.carillon.core.job.TimeoutPolicy;
import dev.carillon.core.time.Bounds;
import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.CronDialect;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.DstPolicy;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.OnDemand;
import dev.carillon.proto.v1.CalendarIntervalSchedule;
import dev.carillon.proto.v1.Contact;
import dev.carillon.proto.v1.FixedDelaySchedule;
import dev.carillon.proto.v1.FixedRateSchedule;
import dev.carillon.proto.v1.HttpTask;
import dev.carillon.proto.v1.JavaTask;
import dev.carillon.proto.v1.JsonFieldCheck;
import dev.carillon.proto.v1.OneTimeSchedule;
import dev.carillon.proto.v1.PlanTask;
import dev.carillon.proto.v1.Schedule;
import dev.carillon.proto.v1.ShellTask;
import dev.carillon.proto.v1.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Definitions as a user's own producer may write them: what is left out, and what is wrong. */
class DefinitionFieldsTest {

    @Test
    void whatIsLeftOutHasTheDefaultThatTheContractPromises() {
        JobDefinition definition = DefinitionCodec.fromProto(valid().build());

        assertThat(definition.namespace()).isEqualTo("default");
        assertThat(definition.group()).isEqualTo("default");
        assertThat(definition.maxConcurrency()).isEqualTo(1);
        assertThat(definition.priority()).isEqualTo(5);
        assertThat(definition.schedule()).isEqualTo(new OnDemand());
        assertThat(definition.misfire()).isEqualTo(MisfirePolicy.DEFAULT);
        assertThat(definition.retry()).isEqualTo(RetryPolicy.NONE);
        assertThat(definition.timeout()).isEqualTo(TimeoutPolicy.NONE);
        assertThat(definition.alerts()).isEqualTo(AlertPolicy.NONE);
        assertThat(definition.revision()).isZero();
    }

    @Test
    void anHttpTaskIsAGetWithThreeSecondsToConnectAndTenToRead() {
        var wire = valid();
        wire.getTaskBuilder().setHttp(HttpTask.newBuilder().setUrl("http://localhost/"));

        Task.Http http = (Task.Http) DefinitionCodec.fromProto(wire.build()).task();

        assertThat(http.method()).isEqualTo("GET");
        assertThat(http.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(http.readTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(http.check()).isEqualTo(new HttpCheck.Successful());
    }

    @Test
    void aFixedRateWithoutAnchorIsReadWithTheEpochForTheShardToFill() {
        var wire = valid();
        wire.getScheduleBuilder().setFixedRate(FixedRateSchedule.newBuilder().setPeriodMs(1000));

        assertThat(DefinitionCodec.fromProto(wire.build()).schedule())
                .isEqualTo(new FixedRate(Duration.ofSeconds(1), Instant.EPOCH));
    }

    @Test
    void aCronExpressionWithoutZoneIsInUtc() {
        var wire = valid();
        wire.getScheduleBuilder().setCron(cron("0 0 12 * * ?"));

        CronSchedule cron =
                (CronSchedule) DefinitionCodec.fromProto(wire.build()).schedule();

        assertThat(cron.zone()).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    void aCronExpressionWithoutDialectAndDstPolicyIsOfQuartzAndItsHoursDecide() {
        var wire = valid();
        wire.getScheduleBuilder().setCron(cron("0 0 12 * * ?"));

        CronSchedule cron =
                (CronSchedule) DefinitionCodec.fromProto(wire.build()).schedule();

        assertThat(cron.expression().dialect()).isEqualTo(CronDialect.QUARTZ);
        assertThat(cron.dst()).isEqualTo(DstPolicy.DEFAULT);
        assertThat(DefinitionCodec.toProto(DefinitionCodec.fromProto(wire.build()))
                        .getSchedule()
                        .getCron())
                .as("what is the default stays unset")
                .isEqualTo(cron("0 0 12 * * ?").setZone("Z").build());
    }

    @Test
    void theDialectSaysHowACronExpressionIsRead() {
        var wire = valid();
        wire.getScheduleBuilder()
                .setCron(cron("0 12 * * 5").setDialect(dev.carillon.proto.v1.CronSchedule.Dialect.UNIX));

        assertThat(DefinitionCodec.fromProto(wire.build()).schedule())
                .isEqualTo(new CronSchedule(CronExpression.parse(CronDialect.UNIX, "0 12 * * 5"), ZoneOffset.UTC));
    }

    @Test
    void oneHalfOfADstPolicyMayBeLeftOut() {
        var wire = valid();
        wire.getScheduleBuilder()
                .getCalendarIntervalBuilder()
                .setUnit(CalendarIntervalSchedule.Unit.DAY)
                .setEvery(1)
                .getDstBuilder()
                .setGap(dev.carillon.proto.v1.DstPolicy.Gap.SKIP);

        CalendarInterval interval =
                (CalendarInterval) DefinitionCodec.fromProto(wire.build()).schedule();

        assertThat(interval.dst()).isEqualTo(new DstPolicy(DstPolicy.Gap.SKIP, DstPolicy.Overlap.FIRST));
    }

    @Test
    void whatIsLeftOutOfAPlanAnIntervalAndDatesHasItsDefault() {
        var wire = valid();
        wire.getTaskBuilder().getPlanBuilder().addSteps(Step.newBuilder().setKey("a"));
        wire.getTaskBuilder()
                .getPlanBuilder()
                .addTasksBuilder()
                .getShellBuilder()
                .setScript("true");
        wire.getScheduleBuilder()
                .getCalendarIntervalBuilder()
                .setUnit(CalendarIntervalSchedule.Unit.MONTH)
                .setEvery(2);
        wire.getDatesBuilder();

        JobDefinition definition = DefinitionCodec.fromProto(wire.build());

        assertThat(((Task.Plan) definition.task()).parallelism()).isEqualTo(1);
        assertThat(((Task.Plan) definition.task()).stopOnFailure()).isFalse();
        assertThat(definition.schedule())
                .isEqualTo(new CalendarInterval(CalendarInterval.Unit.MONTH, 2, Instant.EPOCH, ZoneOffset.UTC));
        assertThat(definition.dates()).isEqualTo(DateVariables.in(ZoneOffset.UTC, Map.of()));
        assertThat(definition.bounds()).isEqualTo(Bounds.NONE);
    }

    @Test
    void aSecretInThePlainIsNotRepeatedByItsRefusal() {
        var wire = valid().putSecrets("PASSWORD", "hunter2");

        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> DefinitionCodec.fromProto(wire.build()))
                .withMessageNotContaining("hunter2");
    }

    @Test
    void aPartOfAMisfirePolicyKeepsTheOtherDefaults() {
        var wire = valid();
        wire.getMisfireBuilder().setMode(dev.carillon.proto.v1.MisfirePolicy.Mode.FIRE_ALL);

        assertThat(DefinitionCodec.fromProto(wire.build()).misfire())
                .isEqualTo(new MisfirePolicy(
                        MisfirePolicy.Mode.FIRE_ALL,
                        MisfirePolicy.DEFAULT_THRESHOLD,
                        MisfirePolicy.DEFAULT_CAP,
                        Duration.ZERO));
    }

    @ParameterizedTest
    @EnumSource
    void aWrongFieldIsNamedWithWhatWasExpected(Wrong wrong) {
        var wire = valid();
        wrong.change.accept(wire);

        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> DefinitionCodec.fromProto(wire.build()))
                .withMessageStartingWith(wrong.field + ":")
                .withMessageContaining(wrong.expected)
                .satisfies(e -> assertThat(e.field()).isEqualTo(wrong.field));
    }

    @SuppressWarnings("ImmutableEnumChecker") // its lambdas hold nothing
    enum Wrong {
        NO_ID("id", "must be a job id, 1 … 9007199254740991, was 0", wire -> wire.setId(0)),
        ID_BEYOND_JAVASCRIPT("id", "was 9007199254740992", wire -> wire.setId(1L << 53)),
        REVISION("revision", "at least 0, was -1", wire -> wire.setRevision(-1)),
        NAMESPACE("namespace", "at most 255", wire -> wire.setNamespace("n".repeat(256))),
        GROUP("group", "must not be empty", wire -> wire.setGroup(" ")),
        NAME("name", "must not be empty", wire -> wire.clearName()),
        DESCRIPTION("description", "at most 10000", wire -> wire.setDescription("d".repeat(10_001))),
        LABEL("labels", "must not be empty", wire -> wire.putLabels("", "v")),
        PARAMETERS("parameters", "at most 10000 bytes", wire -> wire.setParameters("é".repeat(5001))),
        MAX_CONCURRENCY("maxConcurrency", "1 … 200, was 201", wire -> wire.setMaxConcurrency(201)),
        PRIORITY("priority", "1 … 15, was -1", wire -> wire.setPriority(-1)),
        DATA_OFFSET("dataOffset", "ms", wire -> wire.setDataOffsetMs(Long.MAX_VALUE)),
        CREATED_AT("createdAt", "epoch milliseconds", wire -> wire.setCreatedAtMs(-1)),
        UPDATED_AT("updatedAt", "epoch milliseconds", wire -> wire.setUpdatedAtMs(Long.MAX_VALUE)),
        CRON("schedule.cron.expression", "", wire -> schedule(wire).setCron(cron("61 * * * * ?"))),
        CRON_EMPTY("schedule.cron.expression", "", wire -> schedule(wire).setCron(cron(""))),
        ZONE(
                "schedule.cron.zone",
                "'Mars/Base' is not known",
                wire -> schedule(wire).setCron(cron("0 0 12 * * ?").setZone("Mars/Base"))),
        PERIOD(
                "schedule.fixedRate",
                "period",
                wire -> schedule(wire)
                        .setFixedRate(FixedRateSchedule.newBuilder().setPeriodMs(999))),
        ANCHOR(
                "schedule.fixedRate.anchor",
                "epoch milliseconds",
                wire -> schedule(wire)
                        .setFixedRate(
                                FixedRateSchedule.newBuilder().setPeriodMs(1000).setAnchorMs(-1))),
        DELAY(
                "schedule.fixedDelay",
                "delay",
                wire -> schedule(wire).setFixedDelay(FixedDelaySchedule.getDefaultInstance())),
        ONE_TIME(
                "schedule.oneTime.at",
                "must be set",
                wire -> schedule(wire).setOneTime(OneTimeSchedule.getDefaultInstance())),
        ONE_TIME_TOO_LATE(
                "schedule.oneTime",
                "1970–2199",
                wire -> schedule(wire)
                        .setOneTime(OneTimeSchedule.newBuilder()
                                .setAtMs(Instant.parse("2200-01-01T00:00:00Z").toEpochMilli()))),
        NO_TASK("task", "must be set to shell, http, java or plan", wire -> wire.clearTask()),
        SCRIPT(
                "task.shell.script",
                "must not be empty",
                wire -> wire.getTaskBuilder().setShell(ShellTask.getDefaultInstance())),
        ENVIRONMENT(
                "task.shell.environment",
                "not a variable name: 1",
                wire -> wire.getTaskBuilder().getShellBuilder().putEnvironment("1", "")),
        URL("task.http.url", "http", wire -> http(wire).setUrl("file:///etc/passwd")),
        METHOD("task.http.method", "was get", wire -> http(wire).setMethod("get")),
        HEADER("task.http.headers", "not a header name", wire -> http(wire).putHeaders("a b", "")),
        CONNECT_TIMEOUT("task.http.connectTimeout", "was -1", wire -> http(wire).setConnectTimeoutMs(-1)),
        READ_TIMEOUT("task.http.readTimeout", "ms", wire -> http(wire).setReadTimeoutMs(Long.MAX_VALUE)),
        CHECK_STATUS(
                "task.http.check.status",
                "100 … 599, was 0",
                wire -> http(wire).getCheckBuilder().setStatusIs(0)),
        CHECK_FIELD(
                "task.http.check.field",
                "must not be empty",
                wire -> http(wire).getCheckBuilder().setJsonField(JsonFieldCheck.getDefaultInstance())),
        CLASS(
                "task.java.className",
                "not a class name",
                wire -> wire.getTaskBuilder().setJava(JavaTask.newBuilder().setClassName("a-b"))),
        JAR(
                "task.java.jar",
                "file name without a path",
                wire -> wire.getTaskBuilder()
                        .setJava(JavaTask.newBuilder().setClassName("A").setJar("../a.jar"))),
        MISFIRE_MODE(
                "misfire.mode",
                "one of FIRE_ONCE, FIRE_ALL, SKIP, was UNRECOGNIZED",
                wire -> wire.getMisfireBuilder().setModeValue(9)),
        MISFIRE_THRESHOLD(
                "misfire.threshold", "ms", wire -> wire.getMisfireBuilder().setThresholdMs(1)),
        MISFIRE_CAP("misfire.cap", "1 … 10000", wire -> wire.getMisfireBuilder().setCap(-1)),
        RETRIES(
                "retry.retries",
                "0 … 1000, was 1001",
                wire -> wire.getRetryBuilder().setRetries(1001)),
        RETRY_INTERVAL(
                "retry.interval", "was -1", wire -> wire.getRetryBuilder().setIntervalMs(-1)),
        TIMEOUT(
                "timeout.limit",
                "must be positive",
                wire -> wire.getTimeoutBuilder().setKill(true)),
        FAILURES(
                "alerts.failuresInARow",
                "1 … 1000",
                wire -> wire.getAlertsBuilder().setFailuresInARow(-1)),
        FROM("from", "epoch milliseconds", wire -> wire.setFromMs(-1)),
        UNTIL("until", "epoch milliseconds", wire -> wire.setUntilMs(-1)),
        UNTIL_BEFORE_FROM(
                "until", "must be after from", wire -> wire.setFromMs(2000).setUntilMs(1000)),
        DATES_ZONE(
                "dates.zone",
                "'Mars/Base' is not known",
                wire -> wire.getDatesBuilder().setZone("Mars/Base")),
        DATES_NAME("dates.named", "not a name", wire -> wire.getDatesBuilder().putNamed("1st", "")),
        DATES_VALUE(
                "dates.named.x",
                "at most 1024 bytes",
                wire -> wire.getDatesBuilder().putNamed("x", "v".repeat(1025))),
        SECRET_NAME("secrets", "not a variable name: a-b", wire -> wire.putSecrets("a-b", "sealed:1:k:QUJD")),
        SECRET_IN_THE_PLAIN("secrets.PASSWORD", "must be encrypted", wire -> wire.putSecrets("PASSWORD", "hunter2")),
        CRON_DIALECT(
                "schedule.cron.dialect",
                "one of QUARTZ, UNIX, SPRING",
                wire -> schedule(wire).setCron(cron("0 0 12 * * ?").setDialectValue(9))),
        CRON_OF_ANOTHER_DIALECT(
                "schedule.cron.expression",
                "has 5 fields, expected 6 or 7",
                wire -> schedule(wire).setCron(cron("0 12 * * 5"))),
        CRON_DST_GAP(
                "schedule.cron.dst.gap",
                "one of GAP_UNSPECIFIED, SHIFT, SKIP, KEEP_ELAPSED",
                wire -> schedule(wire)
                        .setCron(cron("0 0 12 * * ?"))
                        .getCronBuilder()
                        .getDstBuilder()
                        .setGapValue(9)),
        INTERVAL_DST_OVERLAP(
                "schedule.calendarInterval.dst.overlap",
                "one of OVERLAP_UNSPECIFIED, FIRST, SECOND, BOTH",
                wire -> schedule(wire)
                        .setCalendarInterval(daily(1))
                        .getCalendarIntervalBuilder()
                        .getDstBuilder()
                        .setOverlapValue(9)),
        INTERVAL_UNIT(
                "schedule.calendarInterval.unit",
                "one of DAY, WEEK, MONTH",
                wire -> schedule(wire)
                        .setCalendarInterval(
                                CalendarIntervalSchedule.newBuilder().setEvery(1))),
        INTERVAL_EVERY(
                "schedule.calendarInterval",
                "every: 0 is out of range, expected 1–1000",
                wire -> schedule(wire).setCalendarInterval(daily(0))),
        INTERVAL_START(
                "schedule.calendarInterval.start",
                "epoch milliseconds",
                wire -> schedule(wire).setCalendarInterval(daily(1).setStartMs(-1))),
        INTERVAL_ZONE(
                "schedule.calendarInterval.zone",
                "'Mars/Base' is not known",
                wire -> schedule(wire).setCalendarInterval(daily(1).setZone("Mars/Base"))),
        PLAN_TASKS(
                "task.plan.tasks",
                "1 … 100, was 0",
                wire -> wire.getTaskBuilder().getPlanBuilder().addSteps(step("a"))),
        PLAN_STEPS("task.plan.steps", "1 … 1000, was 0", wire -> plan(wire)),
        PLAN_WITHIN_A_PLAN(
                "task.plan.tasks",
                "must not be plans themselves",
                wire -> plan(wire).addTasksBuilder().getPlanBuilder()),
        PLAN_TASK_WITHOUT_KIND(
                "task",
                "must be set to shell, http, java or plan",
                wire -> plan(wire).addTasksBuilder()),
        PLAN_PARALLELISM(
                "task.plan.parallelism",
                "1 … 50, was 51",
                wire -> plan(wire).addSteps(step("a")).setParallelism(51)),
        STEP_TASK(
                "task.plan.steps.task",
                "0 … 0, was 1",
                wire -> plan(wire).addSteps(step("a").setTask(1))),
        STEP_KEY("task.plan.steps.key", "must not be empty", wire -> plan(wire).addSteps(step(""))),
        STEP_KEY_TWICE(
                "task.plan.steps.key",
                "is there twice: a",
                wire -> plan(wire).addSteps(step("a")).addSteps(step("a"))),
        STEP_VALUES(
                "task.plan.steps.values",
                "lower-case letters",
                wire -> plan(wire).addSteps(step("a").putValues("UPPER", ""))),
        STEP_PARAMETERS(
                "task.plan.steps.parameters",
                "at most 10000 bytes",
                wire -> plan(wire).addSteps(step("a").setParameters("é".repeat(5001)))),
        STEP_RETRIES(
                "task.plan.steps.retries",
                "0 … 100, was -1",
                wire -> plan(wire).addSteps(step("a").setRetries(-1))),
        TEMPLATE_IN_THE_HOST(
                "task.http.url", "path and query only", wire -> http(wire).setUrl("http://#{jobName}/")),
        SECRET_IN_THE_URL(
                "task.http.url", "must not hold secrets", wire -> http(wire).setUrl("http://h/#{secret.A}")),
        DATE_IN_THE_URL_WITHOUT_DATES(
                "task.http.url", "only when dates are set", wire -> http(wire).setUrl("http://h/${yyyy}")),
        CONTACT(
                "alerts.contacts.phone",
                "at most 64",
                wire -> wire.getAlertsBuilder().addContacts(Contact.newBuilder().setPhone("1".repeat(65))));

        private final String field;
        private final String expected;
        private final Consumer<dev.carillon.proto.v1.JobDefinition.Builder> change;

        Wrong(String field, String expected, Consumer<dev.carillon.proto.v1.JobDefinition.Builder> change) {
            this.field = field;
            this.expected = expected;
            this.change = change;
        }

        private static Schedule.Builder schedule(dev.carillon.proto.v1.JobDefinition.Builder wire) {
            return wire.getScheduleBuilder();
        }

        private static CalendarIntervalSchedule.Builder daily(int every) {
            return CalendarIntervalSchedule.newBuilder()
                    .setUnit(CalendarIntervalSchedule.Unit.DAY)
                    .setEvery(every);
        }

        /** Of one task and as yet no step. */
        private static PlanTask.Builder plan(dev.carillon.proto.v1.JobDefinition.Builder wire) {
            PlanTask.Builder plan = wire.getTaskBuilder().getPlanBuilder();
            plan.addTasksBuilder().getShellBuilder().setScript("true");
            return plan;
        }

        private static Step.Builder step(String key) {
            return Step.newBuilder().setKey(key);
        }

        private static HttpTask.Builder http(dev.carillon.proto.v1.JobDefinition.Builder wire) {
            return wire.getTaskBuilder().getHttpBuilder().setUrl("http://localhost/");
        }
    }

    private static dev.carillon.proto.v1.CronSchedule.Builder cron(String expression) {
        return dev.carillon.proto.v1.CronSchedule.newBuilder().setExpression(expression);
    }

    /** The least that a job needs. */
    private static dev.carillon.proto.v1.JobDefinition.Builder valid() {
        var wire = dev.carillon.proto.v1.JobDefinition.newBuilder().setId(7).setName("hello");
        wire.getTaskBuilder().setShell(ShellTask.newBuilder().setScript("true"));
        return wire;
    }
}
