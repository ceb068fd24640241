package dev.carillon.gateway.vendor.aliyun.schedulerx;

import static dev.carillon.gateway.vendor.aliyun.schedulerx.Bench.shell;
import static dev.carillon.gateway.vendor.aliyun.schedulerx.Bench.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.RetryPolicy;
import dev.carillon.core.job.Task;
import dev.carillon.core.job.TimeoutPolicy;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.time.CronDialect;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.DstPolicy;
import dev.carillon.core.time.FixedRate;
import dev.carillon.gateway.vendor.aliyun.schedulerx.Bench.Answer;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobActionsTest {

    private final Bench bench = new Bench();

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

    @ParameterizedTest
    @CsvSource({"SPRING, 0 0 2 * * 1", "UNIX, 0 2 * * 1"})
    void keepsTheDialectOfAnExpressionThatIsSentBackAsItWasRead(CronDialect dialect, String expression) {
        JobDefinition job = bench.created(shell("TimeType", "1", "TimeExpression", "0 0 2 * * ?"));
        DstPolicy skip = DstPolicy.of(DstPolicy.Gap.SKIP, DstPolicy.Overlap.BOTH);
        CronExpression cron = CronExpression.parse(dialect, expression);
        bench.jobs.jobs.put(
                job.id(),
                job.toBuilder()
                        .schedule(new CronSchedule(cron, ZoneId.of("UTC"), skip))
                        .build());

        bench.post(
                "UpdateJob",
                with("JobId", job.id().toString(), "TimeType", "1", "TimeExpression", expression, "Timezone", "GMT+8"));

        assertThat(bench.job(job.id().value()).schedule()).isEqualTo(new CronSchedule(cron, ZoneId.of("GMT+8"), skip));
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
