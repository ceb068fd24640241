package dev.carillon.gateway.vendor.aliyun.schedulerx;

import static dev.carillon.gateway.vendor.aliyun.schedulerx.Bench.shell;
import static dev.carillon.gateway.vendor.aliyun.schedulerx.Bench.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.scheduling.Command;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.service.JobService.LogLine;
import dev.carillon.gateway.service.JobService.LogQuery;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.vendor.FakeJobService;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InstanceActionsTest {

    private static final Instant NOMINAL = Instant.parse("2026-11-21T20:00:00Z");

    private final Bench bench = new Bench();
    private final JobDefinition job = bench.created(
            shell("TimeType", "1", "TimeExpression", "0 0 * * * ?", "Timezone", "UTC", "Parameters", "own"));

    @Test
    void tellsAnInstanceInTheZoneOfItsJob() {
        ExecutionView view = ran(job, 0, Status.SUCCEEDED);

        JsonNode instance = instance(job, view);

        assertThat(instance.path("InstanceId").asLong()).isEqualTo(view.alias());
        assertThat(instance.path("JobId").asLong()).isEqualTo(job.id().value());
        assertThat(instance.path("JobName").asText()).isEqualTo("hello");
        assertThat(instance.path("Status").asInt()).isEqualTo(4);
        assertThat(instance.path("TimeType").asInt()).isEqualTo(1);
        assertThat(instance.path("TriggerType").asInt()).isEqualTo(1);
        assertThat(instance.path("ScheduleTime").asText()).isEqualTo("2026-11-21 20:00:00");
        assertThat(instance.path("DataTime").asText()).isEqualTo("2026-11-21 19:00:00");
        assertThat(instance.path("StartTime").asText()).isEqualTo("2026-11-21 20:00:00");
        assertThat(instance.path("EndTime").asText()).isEqualTo("2026-11-21 20:00:02");
        assertThat(instance.path("Parameters").asText()).isEqualTo("own");
        assertThat(instance.path("WorkAddr").asText()).isEqualTo("worker-1");
        assertThat(instance.path("Result").asText()).isEqualTo("完成 <ok> & \"fine\"");
        assertThat(instance.path("TraceId").asText()).isEqualTo(view.id().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "TRIGGERED, 1",
        "RUNNING, 3",
        "RETRYING, 1",
        "STOPPING, 3",
        "SUCCEEDED, 4",
        "FAILED, 5",
        "STOPPED, 5",
        "TIMED_OUT, 5",
        "WITHDRAWN, 99"
    })
    void showsAStatusAndFindsItByThatNumber(Status status, int number) {
        ExecutionView view = ran(job, 0, status);

        JsonNode found = bench.get(
                        "GetJobInstanceList", with("JobId", job.id().toString(), "Status", Integer.toString(number)))
                .json();
        JsonNode none = bench.get("GetJobInstanceList", with("JobId", job.id().toString(), "Status", "9"))
                .json();

        assertThat(found.at("/Data/JobInstanceDetails/0/Status").asInt()).isEqualTo(number);
        assertThat(found.at("/Data/JobInstanceDetails/0/InstanceId").asLong()).isEqualTo(view.alias());
        assertThat(none.path("Success").asBoolean()).isTrue();
        assertThat(none.at("/Data/JobInstanceDetails")).isEmpty();
    }

    /** The vendor's clients wait for 4, 5, 12 or 99. */
    @ParameterizedTest
    @EnumSource(Status.class)
    void showsAsFinishedExactlyWhatIsFinal(Status status) {
        int number = InstanceStatus.of(status).number();

        assertThat(number == 4 || number == 5 || number == 12 || number == 99).isEqualTo(status.isFinal());
    }

    @Test
    void givesTheLatestTenUnlessAskedOtherwise() {
        for (int i = 0; i < 25; i++) {
            ran(job, i, Status.SUCCEEDED);
        }
        String id = job.id().toString();

        JsonNode first = bench.get("GetJobInstanceList", with("JobId", id)).json();
        JsonNode third = bench.get("GetJobInstanceList", with("JobId", id, "PageNum", "3", "PageSize", "12"))
                .json();

        assertThat(first.at("/Data/JobInstanceDetails")).hasSize(10);
        assertThat(first.at("/Data/JobInstanceDetails/0/ScheduleTime").asText()).isEqualTo("2026-11-22 20:00:00");
        assertThat(third.at("/Data/JobInstanceDetails")).hasSize(1);
    }

    @Test
    void asksTheViewForATimeRange() {
        bench.get("GetJobInstanceList", with("JobId", job.id().toString(), "StartTimestamp", "5", "EndTimestamp", "9"));

        assertThat(bench.jobs.lastExecutionQuery).isNotNull().satisfies(query -> {
            assertThat(query.from()).contains(Instant.ofEpochMilli(5));
            assertThat(query.to()).contains(Instant.ofEpochMilli(9));
        });
    }

    @Test
    void listsTheInstancesOfAWholeGroup() {
        JobDefinition other = bench.created(shell("Name", "other"));
        JobDefinition elsewhere = bench.created(shell("Name", "elsewhere", "GroupId", "g2"));
        ran(job, 0, Status.SUCCEEDED);
        ran(other, 1, Status.FAILED);
        ran(elsewhere, 2, Status.FAILED);

        JsonNode list = bench.get("GetJobInstanceList", with()).json().at("/Data/JobInstanceDetails");

        assertThat(list).hasSize(2);
        assertThat(list.at("/0/JobName").asText()).isEqualTo("other");
        assertThat(list.at("/1/JobName").asText()).isEqualTo("hello");
    }

    @Test
    void readsTheInstanceOfAJobThatWasRemovedAfterItsRun() {
        ExecutionView view = ran(job, 0, Status.SUCCEEDED);
        bench.post("DeleteJob", with("JobId", job.id().toString()));

        JsonNode instance = instance(job, view);
        JsonNode list = bench.get("GetJobInstanceList", with("JobId", job.id().toString()))
                .json();

        assertThat(instance.path("Status").asInt()).isEqualTo(4);
        assertThat(instance.path("JobName").asText()).isEqualTo("hello");
        assertThat(instance.path("TimeType").asInt()).isEqualTo(5);
        assertThat(instance.path("ScheduleTime").asText()).isEqualTo("2026-11-22 04:00:00");
        assertThat(list.at("/Data/JobInstanceDetails")).hasSize(1);
        assertThat(bench.get("GetJobInstanceList", with())
                        .json()
                        .at("/Data/JobInstanceDetails/0/JobName")
                        .asText())
                .isEqualTo("hello");
    }

    /** History may hold an execution and no longer what job it was of. */
    @Test
    void readsTheInstanceOfAJobOfWhichNothingElseIsKnown() {
        ExecutionView view = ran(job, 0, Status.SUCCEEDED);
        bench.jobs.jobs.remove(job.id());

        JsonNode instance = instance(job, view);

        assertThat(instance.path("Status").asInt()).isEqualTo(4);
        assertThat(instance.path("JobName").asText()).isEmpty();
        assertThat(bench.as(new Permissions(Set.of(), List.of("ns"), false))
                        .get(
                                "GetJobInstance",
                                with("JobId", job.id().toString(), "JobInstanceId", Long.toString(view.alias())))
                        .json()
                        .path("Code")
                        .asInt())
                .isEqualTo(1005);
    }

    @Test
    void findsAnInstanceOnlyUnderItsOwnJob() {
        ExecutionView view = ran(job, 0, Status.SUCCEEDED);
        JobDefinition other = bench.created(shell("Name", "other"));
        String alias = Long.toString(view.alias());

        assertThat(bench.get("GetJobInstance", with("JobId", other.id().toString(), "JobInstanceId", alias))
                        .json()
                        .path("Code")
                        .asInt())
                .isEqualTo(1006);
        assertThat(bench.get("GetJobInstance", with("JobId", job.id().toString(), "JobInstanceId", "17"))
                        .message())
                .isEqualTo("JobInstanceId: 17 is not existed");
        assertThat(bench.get("GetJobInstance", with("JobId", "17", "JobInstanceId", alias))
                        .json()
                        .path("Code")
                        .asInt())
                .isEqualTo(1005);
        assertThat(bench.get(
                                "GetJobInstance",
                                with("JobId", job.id().toString(), "JobInstanceId", alias, "GroupId", "g2"))
                        .message())
                .contains("not match groupId: g2");
    }

    @Test
    void stopsAnInstance() {
        ExecutionView view = ran(job, 0, Status.RUNNING);

        bench.get("StopInstance", with("JobId", job.id().toString(), "InstanceId", Long.toString(view.alias())));

        assertThat(bench.jobs.commands.getLast())
                .isInstanceOfSatisfying(
                        Command.StopExecution.class,
                        stop -> assertThat(stop.executionId()).isEqualTo(view.id()));
    }

    @Test
    void givesTheLogAsAskedFor() {
        ExecutionView view = ran(job, 0, Status.SUCCEEDED);
        bench.jobs.log.add(new LogLine(1, NOMINAL, "第二行\t\u001b[0m"));
        bench.jobs.log.add(new LogLine(1, NOMINAL, "<first>"));
        String alias = Long.toString(view.alias());

        JsonNode log = bench.get(
                        "GetLog",
                        with(
                                "JobInstanceId",
                                alias,
                                "JobId",
                                job.id().toString(),
                                "Keyword",
                                "行",
                                "Line",
                                "50",
                                "Offset",
                                "5",
                                "Reverse",
                                "false",
                                "StartTimestamp",
                                "1",
                                "EndTimestamp",
                                "2"))
                .json();

        assertThat(log.at("/Data/Logs/0").asText()).isEqualTo("第二行\t\u001b[0m");
        assertThat(log.at("/Data/Logs/1").asText()).isEqualTo("<first>");
        assertThat(bench.jobs.lastLogQuery)
                .isEqualTo(new LogQuery(
                        Optional.of("行"),
                        Optional.of(Instant.ofEpochMilli(1)),
                        Optional.of(Instant.ofEpochMilli(2)),
                        5,
                        50,
                        false));
        bench.get("GetLog", with("JobInstanceId", alias));
        assertThat(bench.jobs.lastLogQuery)
                .isEqualTo(new LogQuery(Optional.empty(), Optional.empty(), Optional.empty(), 0, 200, true));
    }

    @Test
    void givesNoLogOfOtherPlaces() {
        ExecutionView view = ran(job, 0, Status.SUCCEEDED);

        assertThat(bench.get("GetLog", with("JobInstanceId", Long.toString(view.alias()), "Namespace", "n2"))
                        .message())
                .contains("not match namespace: n2");
        assertThat(bench.get("GetLog", with()).message()).startsWith("JobInstanceId: is mandatory");
    }

    private ExecutionView ran(JobDefinition of, int hour, Status status) {
        Instant nominal = NOMINAL.plusSeconds(3600L * hour);
        ExecutionView view =
                FakeJobService.execution(ExecutionId.scheduled(of.id(), nominal), Cause.SCHEDULE, status, nominal, "");
        bench.jobs.executions.add(view);
        return view;
    }

    private JsonNode instance(JobDefinition of, ExecutionView view) {
        return bench.get(
                        "GetJobInstance",
                        with("JobId", of.id().toString(), "JobInstanceId", Long.toString(view.alias())))
                .json()
                .at("/Data/JobInstanceDetail");
    }
}
