package dev.carillon.gateway.vendor.aliyun.schedulerx;

import static dev.carillon.gateway.vendor.aliyun.schedulerx.Bench.shell;
import static dev.carillon.gateway.vendor.aliyun.schedulerx.Bench.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.core.job.AlertPolicy.Contact;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.RetryPolicy;
import dev.carillon.core.job.Task;
import dev.carillon.core.job.TimeoutPolicy;
import dev.carillon.core.scheduling.Command;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobActionsTest {

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

    @Test
    void changesOnlyWhatAnUpdateNames() {
        JobDefinition job = bench.created(shell(
                "Description",
                "old",
                "MaxAttempt",
                "3",
                "TimeType",
                "3",
                "TimeExpression",
                "10",
                "PageSize",
                "7",
                "ContactInfo.1.UserName",
                "u",
                "TimeoutEnable",
                "true"));

        Answer answer = bench.post(
                "UpdateJob",
                with("JobId", job.id().toString(), "Name", "new", "Description", "", "AttemptInterval", "5"));

        assertThat(answer.json().path("Success").asBoolean()).isTrue();
        JobDefinition changed = bench.job(job.id().value());
        assertThat(changed)
                .isEqualTo(job.toBuilder()
                        .name("new")
                        .description("")
                        .retry(new RetryPolicy(3, Duration.ofSeconds(5)))
                        .build());
    }

    @Test
    void leavesTheTimeoutOfAnotherApisJobAloneUntilItIsSwitchedOn() {
        JobDefinition job = bench.created(shell());
        bench.jobs.jobs.put(
                job.id(), job.toBuilder().timeout(TimeoutPolicy.NONE).build());
        String id = job.id().toString();

        bench.post("UpdateJob", with("JobId", id, "Name", "new"));
        assertThat(bench.job(job.id().value()).timeout()).isEqualTo(TimeoutPolicy.NONE);

        bench.post("UpdateJob", with("JobId", id, "TimeoutKillEnable", "true"));
        assertThat(bench.job(job.id().value()).timeout())
                .isEqualTo(new TimeoutPolicy(Duration.ofHours(2), false, true));
    }

    @Test
    void keepsTheRhythmOfARateThatIsNotChanged() {
        JobDefinition job = bench.created(shell("TimeType", "3", "TimeExpression", "10"));
        FixedRate older = new FixedRate(Duration.ofSeconds(10), Bench.NOW.minusSeconds(3));
        bench.jobs.jobs.put(job.id(), job.toBuilder().schedule(older).build());

        bench.post("UpdateJob", with("JobId", job.id().toString(), "TimeType", "3", "TimeExpression", "10"));
        assertThat(bench.job(job.id().value()).schedule()).isEqualTo(older);

        bench.post("UpdateJob", with("JobId", job.id().toString(), "TimeExpression", "20"));
        assertThat(bench.job(job.id().value()).schedule()).isEqualTo(new FixedRate(Duration.ofSeconds(20), Bench.NOW));
    }

    @Test
    void movesALocalTimeIntoAnotherZone() {
        JobDefinition job = bench.created(shell("TimeType", "1", "TimeExpression", "0 0 2 * * ?"));

        bench.post("UpdateJob", with("JobId", job.id().toString(), "Timezone", "UTC"));

        assertThat(bench.job(job.id().value()).schedule())
                .isEqualTo(new CronSchedule(CronExpression.parse("0 0 2 * * ?"), ZoneId.of("UTC")));
    }

    @Test
    void keepsWhatOnlyTheNativeFormCanSay() {
        JobDefinition job = bench.created(shell());
        Task.Shell rich = new Task.Shell("echo", List.of("x"), Map.of("A", "1"));
        bench.jobs.jobs.put(
                job.id(), job.toBuilder().task(rich).labels(Map.of("team", "a")).build());

        bench.post("UpdateJob", with("JobId", job.id().toString(), "Content", "echo #{schedule.timestamp}"));

        JobDefinition changed = bench.job(job.id().value());
        assertThat(changed.task()).isEqualTo(new Task.Shell("echo #{nominalMs}", List.of("x"), Map.of("A", "1")));
        assertThat(changed.labels()).containsEntry("team", "a");
        assertThat(bench.read(changed).path("Content").asText()).isEqualTo("echo #{schedule.timestamp}");
    }

    @Test
    void saysWhatTheJobDoesWhenAnotherApiHasChangedIt() {
        JobDefinition job = bench.created(shell("Content", "echo one"));
        bench.jobs.jobs.put(
                job.id(),
                job.toBuilder()
                        .task(new Task.Shell("echo two", List.of(), Map.of()))
                        .build());

        assertThat(bench.read(job).path("Content").asText()).isEqualTo("echo two");
    }

    @Test
    void runsAJobWithItsOwnParametersOnTheWorkerAskedFor() {
        JobDefinition job = bench.created(shell());

        Answer answer = bench.get(
                "ExecuteJob",
                with("JobId", job.id().toString(), "InstanceParameters", "a b", "DesignateType", "2", "Label", "gpu"));

        Command.TriggerJob trigger = (Command.TriggerJob) bench.jobs.commands.getLast();
        assertThat(trigger.parameters()).isEqualTo("a b");
        assertThat(trigger.target().label()).isEqualTo("gpu");
        assertThat(trigger.onlyIfEnabled()).isFalse();
        assertThat(answer.json().at("/Data/JobInstanceId").asLong())
                .isEqualTo(bench.jobs.executions.getFirst().alias());
    }

    @ParameterizedTest
    @CsvSource({"DesignateType, 1, Worker", "DesignateType, 2, Label", "Worker, w, Worker", "Label, l, Label"})
    void namesWhatIsMissingToChooseAWorker(String given, String value, String named) {
        JobDefinition job = bench.created(shell());

        assertThat(bench.get("ExecuteJob", with("JobId", job.id().toString(), given, value))
                        .message())
                .startsWith(named + ": ");
    }

    @Test
    void doesNotRunADisabledJobWhenAskedNotTo() {
        JobDefinition job = bench.created(shell("Status", "0"));
        String id = job.id().toString();

        Answer refused = bench.get("ExecuteJob", with("JobId", id, "CheckJobStatus", "true"));
        Answer run = bench.get("ExecuteJob", with("JobId", id));

        assertThat(refused.json().path("Code").asInt()).isEqualTo(1008);
        assertThat(run.json().path("Success").asBoolean()).isTrue();
    }

    @Test
    void switchesAndDeletesAJob() {
        String id = bench.created(shell()).id().toString();

        bench.get("DisableJob", Map.of("JobId", id));
        assertThat(bench.job(Long.parseLong(id)).enabled()).isFalse();
        bench.post("EnableJob", with("JobId", id));
        assertThat(bench.job(Long.parseLong(id)).enabled()).isTrue();
        bench.get("DeleteJob", with("JobId", id));
        assertThat(bench.jobs.jobs).isEmpty();
        assertThat(bench.get("GetJobInfo", with("JobId", id))
                        .json()
                        .path("Code")
                        .asInt())
                .isEqualTo(1005);
    }

    @Test
    void listsTheJobsOfOneGroup() {
        for (int i = 1; i <= 1203; i++) {
            JobDefinition job = JobDefinition.builder(new JobId(i), new Task.Java("A", ""))
                    .namespace("ns")
                    .group(i % 2 == 0 ? "group" : "other")
                    .enabled(i % 3 == 0)
                    .name(i < 4 ? "same" : "job-" + i)
                    .build();
            bench.jobs.jobs.put(job.id(), job);
        }

        assertThat(bench.get("ListJobs", with()).json().at("/Data/Jobs")).hasSize(601);
        assertThat(bench.get("ListJobs", with("Status", "1")).json().at("/Data/Jobs"))
                .hasSize(200);
        assertThat(bench.get("ListJobs", with("JobName", "job-4")).json().at("/Data/Jobs"))
                .hasSize(1);
        assertThat(bench.get("ListJobs", with("JobName", "", "GroupId", "none"))
                        .json()
                        .at("/Data/Jobs"))
                .isEmpty();
        assertThat(bench.get("GetJobInfo", with("JobName", "same", "GroupId", "other"))
                        .message())
                .startsWith("JobName: is the name of several jobs");
        assertThat(bench.get("GetJobInfo", with("JobName", "job-4"))
                        .json()
                        .at("/Data/JobConfigInfo/JobId")
                        .asLong())
                .isEqualTo(4);
        assertThat(bench.get("GetJobInfo", with("JobName", "x", "JobId", "4")).message())
                .startsWith("JobName: ");
        assertThat(bench.get("GetJobInfo", with()).message()).startsWith("JobId: ");
    }

    @Test
    void keepsJobsOfOtherPlacesOutOfReach() {
        String id = bench.created(shell()).id().toString();
        bench.jobs.commands.clear();

        for (String action : List.of("UpdateJob", "DeleteJob", "EnableJob", "DisableJob", "ExecuteJob", "GetJobInfo")) {
            assertThat(bench.get(action, with("JobId", id, "GroupId", "other")).message())
                    .as(action)
                    .isEqualTo("jobid: " + id + " not match groupId: other");
            assertThat(bench.get(action, with("JobId", id, "Namespace", "other"))
                            .message())
                    .as(action)
                    .isEqualTo("jobid: " + id + " not match namespace: other");
        }
        assertThat(bench.jobs.commands).isEmpty();
    }
}
