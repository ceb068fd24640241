package dev.carillon.gateway.vendor.aliyun.emr;

import static dev.carillon.gateway.vendor.aliyun.emr.Bench.shell;
import static dev.carillon.gateway.vendor.aliyun.emr.Bench.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.service.JobService.LogLine;
import dev.carillon.gateway.service.JobService.LogQuery;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.service.WorkerView;
import dev.carillon.gateway.vendor.FakeJobService;
import dev.carillon.gateway.vendor.aliyun.emr.Bench.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Submitting, killing and reading instances. */
class InstanceActionsTest {

    private final Bench bench = new Bench();
    private final JobDefinition job = bench.created(shell("MaxRetry", "2", "RetryInterval", "9", "ClusterId", "C-1"));
    private final String id = FlowIds.job(job.id());

    @Test
    void submitsAJob() {
        Answer answer = bench.post("SubmitFlowJob", with("JobId", id, "Conf", "{\"a\":1}", "Namespace", "x"));

        assertThat(answer.text()).matches("\\{\"RequestId\":\".*\",\"Id\":\"FJI-[0-9A-F]{16}\"}");
        assertThat(lastTrigger().parameters()).isEqualTo("{\"a\":1}");
        assertThat(lastTrigger().target()).isEqualTo(Execution.Target.ANY);
        assertThat(lastTrigger().onlyIfEnabled()).isFalse();
        assertThat(bench.read(job).path("LastInstanceId").asText()).isEqualTo(answer.id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Conf          | [1]   | Conf: must be a JSON object",
                "JobInstanceId | FJI-1 | JobInstanceId: the id of an instance is given",
                "HostName      | mars  | HostName: no live worker has that id or host",
                "ClusterId     | C-2   | ClusterId: the job belongs to C-1"
            })
    void refusesByNameWhatASubmissionCannotSay(String name, String value, String message) {
        Answer answer = bench.post("SubmitFlowJob", with("JobId", id, name, value));

        assertThat(answer.code()).isEqualTo("InvalidParameter");
        assertThat(answer.message()).startsWith(message);
        assertThat(bench.jobs.executions).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker-1", "host-1.example"})
    void runsOnTheHostThatIsNamed(String host) {
        bench.jobs.workers.add(worker("worker-2", "host-1.example", List.of("default"), true));
        bench.jobs.workers.add(worker("worker-1", "host-1.example", List.of("default"), false));

        bench.post("SubmitFlowJob", with("JobId", id, "HostName", host, "ClusterId", "C-1"));

        assertThat(lastTrigger().target()).isEqualTo(new Execution.Target("worker-1", ""));
    }

    @Test
    void takesAnyClusterThatTheSameWorkersServe() {
        bench.jobs.workers.add(worker("worker-1", "host-1", List.of("C-9"), false));
        String free = FlowIds.job(bench.created(shell()).id());

        Answer served = bench.post("SubmitFlowJob", with("JobId", free, "ClusterId", "C-8"));
        Answer elsewhere = bench.post("SubmitFlowJob", with("JobId", free, "ClusterId", "C-9"));

        assertThat(served.status()).isEqualTo(200);
        assertThat(elsewhere.message()).startsWith("ClusterId: there are workers of that cluster");
    }

    @Test
    void asksTheSchedulerForAJobThatThisGatewayDoesNotKnowYet() {
        Answer all = bench.post("SubmitFlowJob", with("JobId", "FJ-0000000000000009"));
        Answer limited = bench.as(new Permissions(Set.of(), List.of("FP-*"), false))
                .post("SubmitFlowJob", with("JobId", "FJ-0000000000000009"));

        assertThat(bench.jobs.commands.getLast().jobId()).isEqualTo(new JobId(9));
        assertThat(bench.jobs.commands).hasSize(2);
        for (Answer answer : List.of(all, limited)) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("InvalidJobId.NotFound");
        }
    }

    @Test
    void killsAnInstance() {
        String instance = bench.submitted(job);

        Answer killed = bench.post("KillFlowJob", with("JobInstanceId", instance));
        bench.jobs.failNext(ApiError.of(Category.CONFLICT, "the execution has ended already"));
        Answer late = bench.post("KillFlowJob", with("JobInstanceId", instance));

        assertThat(killed.json().path("Data").asBoolean()).isTrue();
        assertThat(bench.jobs.commands.getLast())
                .isInstanceOfSatisfying(
                        Command.StopExecution.class,
                        stop -> assertThat(stop.executionId())
                                .isEqualTo(bench.jobs.executions.getFirst().id()));
        assertThat(late.code()).isEqualTo("OperationConflict");
        assertThat(late.message()).contains("ended already");
    }

    @Test
    void describesAnInstance() {
        ExecutionView view = ended(Status.SUCCEEDED, 1);

        JsonNode node = bench.get("DescribeFlowNodeInstance", with("Id", FlowIds.instance(view.alias())))
                .json();

        assertThat(node.path("Status").asText()).isEqualTo("SUCCESS");
        assertThat(node.path("ExternalStatus").asText()).isEqualTo("SUCCESS");
        assertThat(node.path("ExternalId").asText()).isEqualTo(view.id().toString());
        assertThat(node.path("ExternalInfo").asText()).isEqualTo(view.result());
        assertThat(node.path("JobId").asText()).isEqualTo(id);
        assertThat(node.path("JobName").asText()).isEqualTo("hello");
        assertThat(node.path("JobType").asText()).isEqualTo("SHELL");
        assertThat(node.path("JobParams").asText()).isEqualTo("echo hi");
        assertThat(node.path("MaxRetry").asText()).isEqualTo("2");
        assertThat(node.path("RetryInterval").asText()).isEqualTo("9");
        assertThat(node.path("ClusterId").asText()).isEqualTo("C-1");
        assertThat(node.path("HostName").asText()).isEqualTo("worker-1");
        assertThat(node.path("ProjectId").asText()).isEqualTo(Bench.PROJECT);
        assertThat(node.path("Pending").asBoolean()).isFalse();
        assertThat(node.path("Retries").asInt()).isZero();
        assertThat(node.path("StartTime").asLong())
                .isEqualTo(view.startedAt().orElseThrow().toEpochMilli());
        assertThat(node.path("EndTime").asLong())
                .isEqualTo(view.endedAt().orElseThrow().toEpochMilli());
        assertThat(node.path("Duration").asLong()).isEqualTo(1995);
    }

    @ParameterizedTest
    @CsvSource({
        "TRIGGERED, SUBMITTED, true",
        "RUNNING, RUNNING, false",
        "RETRYING, RUNNING, false",
        "STOPPING, RUNNING, false",
        "SUCCEEDED, SUCCESS, false",
        "FAILED, FAILED, false",
        "TIMED_OUT, FAILED, false",
        "STOPPED, KILL_SUCCESS, false",
        "WITHDRAWN, KILL_SUCCESS, false"
    })
    void hasAWordForEveryStatus(Status status, String word, boolean pending) {
        ExecutionView view = ended(status, 1);

        JsonNode node = bench.get("DescribeFlowNodeInstance", with("Id", FlowIds.instance(view.alias())))
                .json();
        JsonNode listed = history("StatusList.1", word);

        assertThat(node.path("Status").asText()).isEqualTo(word);
        assertThat(node.path("Pending").asBoolean()).isEqualTo(pending);
        assertThat(node.has("EndTime")).isEqualTo(status.isFinal());
        assertThat(listed.path("Total").asInt()).isEqualTo(1);
    }

    @Test
    void listsHistoryPageByPageAndByEveryFilter() {
        for (int i = 1; i <= 5; i++) {
            ended(i % 2 == 0 ? Status.FAILED : Status.SUCCEEDED, i);
        }
        String one = FlowIds.instance(bench.jobs.executions.get(2).alias());

        assertThat(history().path("Total").asInt()).isEqualTo(5);
        assertThat(history("PageSize", "2", "PageNumber", "3").at("/NodeInstances/NodeInstance"))
                .hasSize(1);
        assertThat(history("StatusList.1", "FAILED").path("Total").asInt()).isEqualTo(2);
        assertThat(history("StatusList.1", "FAILED", "StatusList.2", "success")
                        .path("Total")
                        .asInt())
                .isEqualTo(5);
        assertThat(history("StatusList.1", "KILL_FAILED").path("Total").asInt()).isZero();
        assertThat(history("JobType", "SPARK").path("Total").asInt()).isZero();
        assertThat(history("JobType", "SHELL").path("Total").asInt()).isEqualTo(5);
        assertThat(history("InstanceId", one)
                        .at("/NodeInstances/NodeInstance/0/Id")
                        .asText())
                .isEqualTo(one);
        history("TimeRange", "{\"type\":\"range\",\"from\":1000,\"to\":2000}");
        var query = Objects.requireNonNull(bench.jobs.lastExecutionQuery);
        assertThat(query.from()).contains(Instant.ofEpochMilli(1000));
        assertThat(query.to()).contains(Instant.ofEpochMilli(2000));
        assertThat(query.jobId()).contains(job.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"type\":\"list\"}",
                "{\"from\":\"x\"}",
                "{\"from\":-1}",
                "{\"until\":1}",
                "{\"from\":1.5}"
            })
    void refusesOtherTimeRanges(String range) {
        Answer answer = bench.get("ListFlowJobHistory", with("Id", id, "TimeRange", range));

        assertThat(answer.code()).as(answer.text()).isEqualTo("InvalidParameter");
        assertThat(answer.message()).startsWith("TimeRange: ");
    }

    @Test
    void pagesThroughTheLog() {
        ExecutionView view = ended(Status.SUCCEEDED, 10);
        String instance = FlowIds.instance(view.alias());
        for (int i = 0; i < 3; i++) {
            bench.jobs.log.add(new LogLine(1, Bench.NOW, "line <" + i + ">"));
        }

        JsonNode two =
                log(instance, "Start", "7", "Lines", "2", "Reverse", "true", "StartTime", "1000", "EndTime", "2000");
        LogQuery query = Objects.requireNonNull(bench.jobs.lastLogQuery);
        JsonNode three = log(instance, "Offset", "0", "Length", "3");
        JsonNode byDefault = log(instance);

        assertThat(query)
                .isEqualTo(new LogQuery(
                        Optional.empty(),
                        Optional.of(Instant.ofEpochMilli(1000)),
                        Optional.of(Instant.ofEpochMilli(2000)),
                        7,
                        3,
                        true));
        assertThat(two.path("LogEnd").asBoolean(true)).isFalse();
        assertThat(two.at("/LogEntrys/LogEntry")).hasSize(2);
        assertThat(two.at("/LogEntrys/LogEntry/1/Content").asText()).isEqualTo("line <1>");
        assertThat(three.path("LogEnd").asBoolean()).isTrue();
        assertThat(three.at("/LogEntrys/LogEntry")).hasSize(3);
        assertThat(Objects.requireNonNull(bench.jobs.lastLogQuery).limit()).isEqualTo(101);
        assertThat(byDefault.path("LogEnd").asBoolean()).isTrue();
    }

    @Test
    void doesNotCallALogCompleteThatMayGrow() {
        String running = FlowIds.instance(ended(Status.RUNNING, 10).alias());
        // Ended at this very moment.
        String fresh = FlowIds.instance(ended(Status.SUCCEEDED, 2).alias());

        assertThat(log(running).path("LogEnd").asBoolean(true)).isFalse();
        assertThat(log(fresh).path("LogEnd").asBoolean(true)).isFalse();
    }

    @Test
    void refusesTwoPositionsInALog() {
        String instance = bench.submitted(job);

        Answer answer = bench.get(
                "DescribeFlowNodeInstanceLauncherLog", with("NodeInstanceId", instance, "Start", "1", "Offset", "2"));
        Answer same = bench.get(
                "DescribeFlowNodeInstanceLauncherLog", with("NodeInstanceId", instance, "Start", "2", "Offset", "2"));

        assertThat(answer.message()).startsWith("Offset: means the same as Start");
        assertThat(same.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "KillFlowJob, JobInstanceId",
        "DescribeFlowNodeInstance, Id",
        "DescribeFlowNodeInstanceLauncherLog, NodeInstanceId"
    })
    void findsInstancesOnlyInTheirProjectAndOnlyOfItsJobs(String action, String field) {
        String instance = bench.submitted(job);
        JobDefinition foreign =
                bench.created(shell()).toBuilder().labels(Map.of()).build();
        bench.jobs.jobs.put(foreign.id(), foreign);
        ExecutionId ofForeign = ExecutionId.manual(foreign.id(), "x");
        ExecutionView view = FakeJobService.execution(ofForeign, Cause.MANUAL, Status.RUNNING, Bench.NOW, "");
        bench.jobs.executions.add(view);

        Answer elsewhere = bench.post(action, with("ProjectId", "FP-2", field, instance));
        Answer others = bench.post(action, with(field, FlowIds.instance(view.alias())));
        Answer none = bench.post(action, with(field, "FJI-0000000000000005"));
        Answer malformed = bench.post(action, with(field, "FJ-0000000000000005"));

        for (Answer answer : List.of(elsewhere, others, none)) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("InvalidJobInstanceId.NotFound");
        }
        assertThat(malformed.message()).startsWith(field + ": must be FJI- and 16");
    }

    private Command.TriggerJob lastTrigger() {
        return (Command.TriggerJob) bench.jobs.commands.getLast();
    }

    private JsonNode history(String... pairs) {
        Map<String, String> parameters = with(pairs);
        parameters.put("Id", id);
        return bench.get("ListFlowJobHistory", parameters).json();
    }

    private JsonNode log(String instance, String... pairs) {
        Map<String, String> parameters = with(pairs);
        parameters.put("NodeInstanceId", instance);
        return bench.get("DescribeFlowNodeInstanceLauncherLog", parameters).json();
    }

    /** An execution that was triggered so many seconds ago. */
    private ExecutionView ended(Status status, int secondsAgo) {
        Instant at = Bench.NOW.minusSeconds(secondsAgo);
        ExecutionView view = FakeJobService.execution(
                ExecutionId.manual(job.id(), "c" + secondsAgo + status), Cause.MANUAL, status, at, "");
        bench.jobs.executions.add(view);
        return view;
    }

    private static WorkerView worker(String id, String host, List<String> groups, boolean draining) {
        return new WorkerView(
                id, id + "-1", groups, List.of(), Map.of(), 0, 0, host, 1, "1", Bench.NOW, Bench.NOW, 0, draining);
    }
}
