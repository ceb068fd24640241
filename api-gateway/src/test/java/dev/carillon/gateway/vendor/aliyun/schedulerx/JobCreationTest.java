package dev.carillon.gateway.vendor.aliyun.schedulerx;

import static dev.carillon.gateway.vendor.aliyun.schedulerx.Bench.shell;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.core.job.AlertPolicy.Contact;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.Task;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.OnDemand;
import dev.carillon.core.time.OneTime;
import dev.carillon.gateway.vendor.aliyun.schedulerx.Bench.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CreateJob and what GetJobInfo then says. */
class JobCreationTest {

    private final Bench bench = new Bench();

    @Test
    void honoursEveryFieldOfAJob() {
        JobDefinition job = bench.created(shell(
                "Description",
                "测试",
                "Parameters",
                "a b",
                "TimeType",
                "1",
                "TimeExpression",
                "0 0/10 * * * ?",
                "Timezone",
                "GMT+8",
                "DataOffset",
                "2400",
                "MaxConcurrency",
                "200",
                "MaxAttempt",
                "3",
                "AttemptInterval",
                "40",
                "Priority",
                "10",
                "Status",
                "0",
                "Timeout",
                "12300",
                "TimeoutEnable",
                "true",
                "TimeoutKillEnable",
                "True",
                "FailEnable",
                "true",
                "FailTimes",
                "2",
                "MissWorkerEnable",
                "true",
                "SuccessNoticeEnable",
                "true",
                "SendChannel",
                "sms,mail",
                "ContactInfo.2.UserName",
                "李四",
                "ContactInfo.1.UserName",
                "张三",
                "ContactInfo.1.UserPhone",
                "138",
                "ContactInfo.1.UserMail",
                "a@b",
                "ContactInfo.1.Ding",
                "https://ding/x"));

        assertThat(job.namespace()).isEqualTo("ns");
        assertThat(job.group()).isEqualTo("group");
        assertThat(job.name()).isEqualTo("hello");
        assertThat(job.description()).isEqualTo("测试");
        assertThat(job.parameters()).isEqualTo("a b");
        assertThat(job.schedule())
                .isEqualTo(new CronSchedule(CronExpression.parse("0 0/10 * * * ?"), ZoneId.of("GMT+8")));
        assertThat(job.dataOffset()).isEqualTo(Duration.ofMinutes(40));
        assertThat(job.maxConcurrency()).isEqualTo(200);
        assertThat(job.retry().retries()).isEqualTo(3);
        assertThat(job.retry().interval()).isEqualTo(Duration.ofSeconds(40));
        assertThat(job.priority()).isEqualTo(10);
        assertThat(job.enabled()).isFalse();
        assertThat(job.timeout().limit()).isEqualTo(Duration.ofMinutes(205));
        assertThat(job.timeout().alert()).isTrue();
        assertThat(job.timeout().kill()).isTrue();
        assertThat(job.alerts().onFailure()).isTrue();
        assertThat(job.alerts().failuresInARow()).isEqualTo(2);
        assertThat(job.alerts().onTimeout()).isTrue();
        assertThat(job.alerts().onNoWorker()).isTrue();
        assertThat(job.alerts().onSuccess()).isTrue();
        assertThat(job.alerts().channels()).containsExactly("sms", "mail");
        assertThat(job.alerts().contacts())
                .containsExactly(
                        new Contact("张三", "138", "a@b", "https://ding/x", ""), new Contact("李四", "", "", "", ""));
        assertThat(job.removeAfterRun()).isFalse();
    }

    @Test
    void takesTheVendorsDefaults() {
        JobDefinition job = bench.created(shell());

        assertThat(job.enabled()).isTrue();
        assertThat(job.maxConcurrency()).isEqualTo(1);
        assertThat(job.retry().retries()).isZero();
        assertThat(job.retry().interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(job.timeout().limit()).isEqualTo(Duration.ofHours(2));
        assertThat(job.timeout().active()).isFalse();
        assertThat(job.priority()).isEqualTo(5);
        assertThat(job.alerts().channels()).containsExactly("sms");
        assertThat(job.schedule()).isEqualTo(new OnDemand());
    }

    @Test
    void givesBackWhatHasNoEffectHere() {
        JobDefinition job = bench.created(shell(
                "JarUrl",
                "http://x/y.jar",
                "XAttrs",
                "{\"resource\":\"job\"}",
                "NamespaceSource",
                "schedulerx",
                "PageSize",
                "7",
                "ConsumerSize",
                "8",
                "QueueSize",
                "9",
                "DispatcherSize",
                "10",
                "TaskMaxAttempt",
                "2",
                "TaskAttemptInterval",
                "11",
                "JobType",
                "java",
                "ClassName",
                "a.B",
                "Content",
                "kept"));

        JsonNode read = bench.read(job);

        assertThat(read.path("JarUrl").asText()).isEqualTo("http://x/y.jar");
        assertThat(read.path("XAttrs").asText()).isEqualTo("{\"resource\":\"job\"}");
        assertThat(read.path("NamespaceSource").asText()).isEqualTo("schedulerx");
        assertThat(read.path("Content").asText()).isEqualTo("kept");
        assertThat(read.path("ClassName").asText()).isEqualTo("a.B");
        assertThat(read.path("MapTaskXAttrs").toString())
                .isEqualTo("{\"PageSize\":7,\"ConsumerSize\":8,\"QueueSize\":9,\"DispatcherSize\":10,"
                        + "\"TaskMaxAttempt\":2,\"TaskAttemptInterval\":11,\"TaskDispatchMode\":\"\"}");
        assertThat(job.task()).isEqualTo(new Task.Java("a.B", ""));
    }

    @Test
    void readsBackEverythingInTheVendorsTypes() {
        JobDefinition job = bench.created(shell(
                "TimeType",
                "1",
                "TimeExpression",
                "0 0 2 * * ?",
                "DataOffset",
                "60",
                "MaxConcurrency",
                "3",
                "MaxAttempt",
                "2",
                "Timezone",
                "UTC",
                "Priority",
                "15",
                "FailTimes",
                "4",
                "ContactInfo.1.UserName",
                "u"));

        JsonNode read = bench.read(job);

        assertThat(read.path("JobId").asLong()).isEqualTo(job.id().value());
        assertThat(read.path("JobType").asText()).isEqualTo("shell");
        assertThat(read.path("ExecuteMode").asText()).isEqualTo("standalone");
        assertThat(read.path("MaxConcurrency").isTextual()).isTrue();
        assertThat(read.path("MaxConcurrency").asText()).isEqualTo("3");
        assertThat(read.path("MaxAttempt").isInt()).isTrue();
        assertThat(read.path("Status").asInt()).isEqualTo(1);
        assertThat(read.path("Priority").asInt()).isEqualTo(15);
        assertThat(read.path("TimeConfig").toString())
                .isEqualTo("{\"TimeType\":1,\"TimeExpression\":\"0 0 2 * * ?\",\"Calendar\":\"\",\"DataOffset\":60,"
                        + "\"Timezone\":\"UTC\"}");
        assertThat(read.at("/JobMonitorInfo/MonitorConfig/FailTimes").asInt()).isEqualTo(4);
        assertThat(read.at("/JobMonitorInfo/ContactInfo/0/UserName").asText()).isEqualTo("u");
    }

    @Test
    void firesAtAFixedRateFromNowOn() {
        JobDefinition job = bench.created(shell("TimeType", "3", "TimeExpression", "10"));

        assertThat(job.schedule()).isEqualTo(new FixedRate(Duration.ofSeconds(10), Bench.NOW));
        assertThat(bench.read(job).at("/TimeConfig/TimeExpression").asText()).isEqualTo("10");
    }

    @Test
    void firesAFixedDelayAfterTheLastEnd() {
        JobDefinition job = bench.created(shell("TimeType", "4", "TimeExpression", "60"));

        assertThat(job.schedule()).isEqualTo(new FixedDelay(Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-30 12:12:12, '', 2026-12-30T04:12:12Z, 2026-12-30 12:12:12",
        "2026-12-30 12:12:12, UTC, 2026-12-30T12:12:12Z, 2026-12-30 12:12:12",
        "1798603932000, '', 2026-12-30T04:12:12Z, 2026-12-30 12:12:12",
        "1798603932001, '', 2026-12-30T04:12:12.001Z, 1798603932001"
    })
    void runsAOneTimeJobOnceAndRemovesIt(String expression, String zone, Instant at, String readBack) {
        JobDefinition job = bench.created(shell("TimeType", "5", "TimeExpression", expression, "Timezone", zone));

        assertThat(job.schedule()).isEqualTo(new OneTime(at));
        assertThat(job.removeAfterRun()).isTrue();
        assertThat(bench.read(job).at("/TimeConfig/TimeExpression").asText()).isEqualTo(readBack);
    }

    @Test
    void takesTheSecondPassOfAnHourThatComesTwiceForWhatItIs() {
        // 2027-11-07 01:30 in New York comes at 05:30 and at 06:30 UTC; the local time means the first.
        JobDefinition job = bench.created(shell(
                "TimeType",
                "5",
                "TimeExpression",
                Long.toString(Instant.parse("2027-11-07T06:30:00Z").toEpochMilli()),
                "Timezone",
                "America/New_York"));

        assertThat(bench.read(job).at("/TimeConfig/TimeExpression").asText()).isEqualTo("1825569000000");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0 0/10 * * *",
        "1, ''",
        "1, 0 0 25 * * ?",
        "3, 9",
        "3, ten",
        "3, ''",
        "4, 0",
        "4, 61",
        "5, 2021-12-30 12:12:12",
        "5, 2027-02-30 12:12:12",
        "5, tomorrow",
        "5, ''",
        "5, 1000000000000",
        "5, 99999999999999",
        "5, 9999-12-30 12:12:12",
    })
    void namesATimeExpressionThatCannotBe(String type, String expression) {
        Answer answer = bench.post("CreateJob", shell("TimeType", type, "TimeExpression", expression));

        assertThat(answer.isBusinessError()).as(answer.text()).isTrue();
        assertThat(answer.message()).startsWith("TimeExpression: ");
        assertThat(bench.jobs.commands).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "6", "101"})
    void saysWhichTimeTypesAreNotServedYet(String type) {
        assertThat(bench.post("CreateJob", shell("TimeType", type)).message())
                .startsWith("TimeType: " + type + " is not served yet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "python",
                "go",
                "golang",
                "xxljob",
                "dataworks",
                "k8s",
                "springschedule",
                "aigc",
                "nodejs",
                "php",
                "K8S"
            })
    void saysWhichJobTypesAreNotServedYet(String type) {
        assertThat(bench.post("CreateJob", shell("JobType", type)).message())
                .startsWith("JobType: '" + type.toLowerCase(Locale.ROOT) + "' is not served yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broadcast", "parallel", "grid", "batch", "sharding", "shard", "Shard", "stream"})
    void saysWhichExecuteModesAreNotServedYet(String mode) {
        assertThat(bench.post("CreateJob", shell("ExecuteMode", mode)).message())
                .startsWith("ExecuteMode: '")
                .contains("is not served yet");
    }

    @ParameterizedTest
    @CsvSource({"JAVA, ClassName", "shell, Content", "Http, Content"})
    void namesWhatATypeOfJobNeeds(String type, String field) {
        assertThat(bench.post("CreateJob", shell("JobType", type, "Content", ""))
                        .message())
                .startsWith(field + ": is mandatory when JobType is");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"command\":\"bash\"}", "{\"executor\":\"eci\"}", "{\"image\":\"x\"}", "[1]", "{", "{}{}"})
    void refusesAttributesThatAScriptWouldNotGet(String xAttrs) {
        assertThat(bench.post("CreateJob", shell("XAttrs", xAttrs)).message()).startsWith("XAttrs: ");
    }

    @Test
    void refusesACalendarUntilThereAreCalendars() {
        assertThat(bench.post("CreateJob", shell("Calendar", "workdays")).message())
                .isEqualTo("Calendar: calendars are not served yet, leave it out");
        assertThat(bench.post("CreateJob", shell("Calendar", ""))
                        .json()
                        .path("Success")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void refusesChannelsThatDoNotExist() {
        assertThat(bench.post("CreateJob", shell("SendChannel", "sms,pigeon")).message())
                .isEqualTo("SendChannel: must be a comma list of sms, mail, phone, webhook and ding, holds 'pigeon'");
    }
}
