package dev.carillon.gateway.vendor.jdcloud.jmr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.DateVariables;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.service.StepView;
import dev.carillon.gateway.vendor.FakeJobService;
import dev.carillon.gateway.vendor.jdcloud.jmr.Bench.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanOperationsTest {

    private final Bench bench = new Bench();

    @Test
    void honoursEveryFieldOfAPlan() {
        long first = bench.job("first");
        long second = bench.job("second");

        Answer answer = bench.post("/cronJob:create", """
                {'regionId':'cn-north-1','cookies':[],'time':'0','minute':'30','hour':2,'day':'*','month':'*','week':'*',
                'jmrPlanViewModel':{'planId':null,'planName':'nightly','planType':'day','planStatus':'x',
                'failurePolicy':'CONTINUE','createTime':'x','modifyTime':'x','dataCenter':'cn-north-1','jobGroup':'g',
                'jobTrigger':'t','isSync':true,'description':'d','jobIds':'%d, %d','clusterId':'jmr-abc',
                'clusterName':'prod','orderBy':'x','az':'a'}}""".formatted(second, first));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.result().path("status").asText()).isEqualTo("200");
        assertThat(answer.result().path("message").asText()).isEqualTo("success");
        assertThat(answer.headers()).containsEntry("x-jdcloud-request-id", "request-1");
        long id = answer.data().asLong();
        JobDefinition plan = bench.definition(id);
        assertThat(plan.name()).isEqualTo("nightly");
        assertThat(plan.namespace()).isEqualTo("cn-north-1");
        assertThat(plan.group()).isEqualTo("jmr-abc");
        assertThat(plan.description()).isEqualTo("d");
        assertThat(plan.dates()).isEqualTo(DateVariables.in(Bench.ZONE, Map.of()));
        assertThat(((CronSchedule) plan.schedule()).zone()).isEqualTo(Bench.ZONE);
        Task.Plan task = bench.steps(id);
        assertThat(task.stopOnFailure()).isFalse();
        assertThat(task.parallelism()).isEqualTo(1);
        assertThat(task.steps()).extracting(Task.Step::key).containsExactly("" + second, "" + first);
        assertThat(task.steps()).extracting(Task.Step::name).containsExactly("second", "first");
        assertThat(task.steps()).extracting(Task.Step::parameters).containsOnly("a ${yyyyMMdd}");
        assertThat(task.steps()).extracting(Task.Step::retries).containsOnly(2);
        assertThat(task.taskOf(task.steps().getFirst()))
                .isEqualTo(bench.definition(second).task());
        JsonNode shown = list("{}").path("cronJobs").path(0);
        assertThat(shown.toString()).isEqualTo("""
                {"planId":%d,"planName":"nightly","planType":"day","planStatus":"NORMAL","failurePolicy":"CONTINUE",\
                "createTime":"","modifyTime":"","dataCenter":"cn-north-1","jobGroup":"g","jobTrigger":"t",\
                "cronExpression":"0 30 2 * * ?","isSync":true,"description":"d","jobIds":"%d,%d",\
                "clusterId":"jmr-abc","clusterName":"prod","az":"a"}""".formatted(id, second, first));
    }

    @ParameterizedTest
    @CsvSource({"stop, true", "STOP_ALL, true", "continue, false", "Continue_On_Failure, false", "x, true", "'', true"})
    void knowsTwoWordsInAFailurePolicy(String policy, boolean stops) {
        long job = bench.job("first");

        long plan = bench.created(
                "/cronJob:create", "{'jmrPlanViewModel':{'jobIds':'" + job + "','failurePolicy':'" + policy + "'}}");

        assertThat(bench.steps(plan).stopOnFailure()).isEqualTo(stops);
        assertThat(bench.definition(plan).name()).isEqualTo("plan-" + plan);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''          ; jmrPlanViewModel.jobIds: is missing",
                "','         ; jmrPlanViewModel.jobIds: '' is not the id of a job",
                "'12;13'     ; jmrPlanViewModel.jobIds: '12;13' is not the id of a job",
                "99          ; jmrPlanViewModel.jobIds: job 99 does not exist in region cn-north-1",
                "'99,99'     ; jmrPlanViewModel.jobIds: names job 99 twice"
            })
    void refusesJobsThatAreNone(String ids, String message) {
        Answer answer = bench.post("/cronJob:create", "{'jmrPlanViewModel':{'jobIds':'" + ids + "'}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).startsWith(message);
        assertThat(bench.jobs.commands).isEmpty();
    }

    @Test
    void refusesMoreJobsThanAPlanCanHold() {
        String ids = String.join(
                ",",
                Stream.iterate(1, i -> i + 1).limit(101).map(String::valueOf).toList());

        assertThat(bench.post("/cronJob:create", "{'jmrPlanViewModel':{'jobIds':'" + ids + "'}}")
                        .message())
                .startsWith("jmrPlanViewModel.jobIds: must name at most 100 jobs, names 101");
    }

    @Test
    void refusesAPlanAsAJob() {
        long plan = bench.plan("nightly", bench.job("first"));

        assertThat(bench.post("/cronJob:create", "{'jmrPlanViewModel':{'jobIds':'" + plan + "'}}")
                        .message())
                .contains("job " + plan + " does not exist");
        assertThat(bench.post("/" + plan + ":detail", "{}").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cronJob:create", "/cronJob:modify"})
    void changesThePlanWithTheId(String path) {
        long first = bench.job("first");
        long second = bench.job("second");
        long plan = bench.plan("nightly", first);

        Answer answer = bench.post(
                path,
                "{'jmrPlanViewModel':{'planId':" + plan + ",'planName':'weekly','jobIds':'" + second
                        + "','failurePolicy':'continue','description':'x'}}");
        Answer kept = bench.post(path, "{'jmrPlanViewModel':{'planId':'" + plan + "','planType':'p'}}");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(kept.status()).isEqualTo(200);
        assertThat(bench.definition(plan).name()).isEqualTo("weekly");
        assertThat(bench.definition(plan).description()).isEqualTo("x");
        assertThat(bench.steps(plan).stopOnFailure()).isFalse();
        assertThat(bench.steps(plan).steps()).extracting(Task.Step::key).containsExactly("" + second);
        assertThat(PlanMapping.cron(bench.definition(plan)).orElseThrow()).hasToString("0 30 2 * * ?");
        assertThat(bench.jobs.jobs).hasSize(3);
    }

    @Test
    void alertsWhenOneOfItsJobsWantsIt() {
        long quiet = bench.job("quiet");
        long loud = bench.created(
                "/job:create",
                "{'jmrJobViewModel':{'jobName':'loud','jobType':'shell','location':'/a','isSendMsg':true}}");
        long plan = bench.plan("nightly", quiet, loud);
        boolean with = bench.definition(plan).alerts().onFailure();

        bench.post("/cronJob:modify", "{'jmrPlanViewModel':{'planId':" + plan + ",'jobIds':" + quiet + "}}");

        assertThat(with).isTrue();
        assertThat(bench.definition(plan).alerts().onFailure()).isFalse();
    }

    @Test
    void needsTheIdOfThePlanToModify() {
        assertThat(bench.post("/cronJob:modify", "{'jmrPlanViewModel':{'planName':'x'}}")
                        .message())
                .startsWith("jmrPlanViewModel.planId: is missing");
        assertThat(bench.post("/cronJob:modify", "{'jmrPlanViewModel':{'planId':'x'}}")
                        .message())
                .startsWith("jmrPlanViewModel.planId: must be a whole number");
        assertThat(bench.post("/cronJob:modify", "{'jmrPlanViewModel':{'planId':77}}")
                        .error()
                        .path("status")
                        .asText())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void namesAreOnceInARegion() {
        long job = bench.job("first");
        long plan = bench.plan("nightly", job);
        long other = bench.plan("first", job);

        Answer taken =
                bench.post("/cronJob:create", "{'jmrPlanViewModel':{'planName':'nightly','jobIds':" + job + "}}");
        Answer renamed =
                bench.post("/cronJob:modify", "{'jmrPlanViewModel':{'planId':" + other + ",'planName':'nightly'}}");
        Answer own = bench.post("/cronJob:modify", "{'jmrPlanViewModel':{'planId':" + plan + ",'planName':'nightly'}}");
        JsonNode judged = bench.post("/planName:valid", "{'planId':0,'planName':'nightly'}")
                .result();
        JsonNode judgedOwn = bench.post("/planName:valid", "{'planId':" + plan + ",'planName':'nightly'}")
                .result();

        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.message()).contains("'nightly' is the name of plan " + plan);
        assertThat(renamed.status()).isEqualTo(409);
        assertThat(own.status()).isEqualTo(200);
        assertThat(judged.path("status").asText()).isEqualTo("400");
        assertThat(judgedOwn.path("status").asText()).isEqualTo("200");
    }

    @Test
    void pausesResumesRunsAndDeletes() {
        long plan = bench.plan("nightly", bench.job("first"));

        int paused = bench.post("/cronJob/" + plan + ":pause", "{}").status();
        String status = list("{'jmrPlanViewModel':{'planStatus':'paused'}}")
                .at("/taskList/0/planStatus")
                .asText();
        Answer ran = bench.post("/cronJob/" + plan + ":runOnce", "{'planId':" + plan + "}");
        int resumed = bench.post("/cronJob/" + plan + ":resume", "{}").status();
        JsonNode running = bench.send(bench.client.signed("GET", Bench.REGION + "/executingJob:list", "", Bench.NOW))
                .data();
        boolean enabled = bench.definition(plan).enabled();
        int deleted = bench.post("/cronJob/" + plan + ":delete", "{}").status();

        assertThat(List.of(paused, ran.status(), resumed, deleted)).containsOnly(200);
        assertThat(status).isEqualTo("PAUSED");
        assertThat(ran.data().isTextual()).isTrue();
        assertThat(enabled).isTrue();
        assertThat(running).hasSize(1);
        assertThat(running.path(0).path("planId").longValue()).isEqualTo(plan);
        assertThat(bench.jobs.jobs).hasSize(1);
    }

    @Test
    void isCompleteWhenNoFireIsLeft() {
        long job = bench.job("first");
        bench.created(
                "/cronJob:create", "{'jmrPlanViewModel':{'jobIds':" + job + ",'cronExpression':'0 0 0 1 1 ? 2020'}}");

        assertThat(list("{}").at("/cronJobs/0/planStatus").asText()).isEqualTo("COMPLETE");
    }

    @Test
    void listsUnderBothNames() {
        long job = bench.job("first");
        bench.plan("b", job);
        bench.plan("a", job);
        bench.post(
                "/cronJob:create",
                "{'jmrPlanViewModel':{'planName':'c','jobIds':" + job + ",'az':'z','planType':'p','clusterId':'jmr'}}");

        JsonNode page = list("{'jmrPlanViewModel':{'orderBy':'planName'},'selectParams':{'pageSize':2}}");

        assertThat(page.path("totalNum").intValue()).isEqualTo(3);
        assertThat(page.path("cronJobs").findValuesAsText("planName")).containsExactly("a", "b");
        assertThat(page.path("taskList")).isEqualTo(page.path("cronJobs"));
        for (String filter : List.of("'az':'z'", "'planType':'p'", "'planName':'c'", "'clusterId':'jmr'")) {
            assertThat(list("{'jmrPlanViewModel':{" + filter + ",'planId':0}}")
                            .path("cronJobs")
                            .findValuesAsText("planName"))
                    .as(filter)
                    .containsExactly("c");
        }
        assertThat(bench.post("/clusterCronJob/jmr:count", "{}")
                        .data()
                        .path("totalNum")
                        .intValue())
                .isEqualTo(1);
        assertThat(bench.post("/cronJob:list", "{'jmrPlanViewModel':{'isSync':false}}")
                        .message())
                .startsWith("jmrPlanViewModel.isSync: is not a filter");
    }

    @Test
    void showsItsJobsByBothPaths() {
        long first = bench.job("first");
        long second = bench.job("second");
        long plan = bench.plan("nightly", second, first);

        JsonNode byPath = bench.post("/cronJob/" + plan + ":detail", "{'planId':" + plan + "}")
                .data();
        JsonNode byBody = bench.post("/cronJob:detail", "{'planId':'" + plan + "','selectParams':{'pageNum':1}}")
                .data();

        assertThat(byPath.path("totalNum").intValue()).isEqualTo(2);
        assertThat(byPath.path("jobList").findValuesAsText("jobName")).containsExactly("second", "first");
        assertThat(byBody).isEqualTo(byPath);
        assertThat(bench.post("/cronJob:detail", "{}").message()).startsWith("planId: is missing");
    }

    @Test
    void showsATaskForEachStepThatHasBegun() {
        long first = bench.job("first");
        long second = bench.job("second");
        long plan = bench.plan("nightly", first, second);
        ExecutionId older = run(plan, Bench.NOW.minusSeconds(60), Status.FAILED);
        ExecutionId newer = run(plan, Bench.NOW, Status.TRIGGERED);
        bench.jobs.steps.put(
                older,
                List.of(
                        step(0, first, Status.SUCCEEDED, Bench.NOW.minusSeconds(60)),
                        step(1, second, Status.TIMED_OUT, Bench.NOW.minusSeconds(50))));

        JsonNode all = bench.post("/cronJobTask/plan/" + plan + ":list", "{}").data();
        JsonNode ofSecond = bench.post(
                        "/cronJobTask/job/" + second + ":list", "{'planId':" + plan + ",'jobId':'" + second + "'}")
                .data();
        JsonNode last = bench.post("/lastCronJobTask/" + second, "{'planId':" + plan + "}")
                .data();
        JsonNode none = bench.post("/cronJobTask/plan/" + plan + ":list", "{'selectParams':{'status':'RUNNING'}}")
                .data();

        assertThat(all.path("totalNum").intValue()).isEqualTo(3);
        assertThat(all.path("taskList").findValuesAsText("taskId"))
                .containsExactly(alias(newer), alias(older) + "-0", alias(older) + "-1");
        assertThat(all.path("taskList").findValuesAsText("jobId"))
                .containsExactly("", Long.toString(first), Long.toString(second));
        assertThat(all.path("taskList").findValuesAsText("status")).containsExactly("WAITING", "SUCCESS", "FAILED");
        assertThat(all.path("taskList").findValuesAsText("planId")).containsOnly(Long.toString(plan));
        JsonNode task = ofSecond.at("/taskList/0");
        assertThat(ofSecond.path("totalNum").intValue()).isEqualTo(1);
        assertThat(task.path("startTime").asText()).isEqualTo("2026-11-22 04:44:10");
        assertThat(task.path("duration").asText()).isEqualTo("1500");
        assertThat(last.asText()).isEqualTo(alias(older) + "-1");
        assertThat(none.path("totalNum").intValue()).isZero();
    }

    @Test
    void tellsOnlyOfJobsThatThePlanRuns() {
        long first = bench.job("first");
        long other = bench.job("other");
        long plan = bench.plan("nightly", first);

        assertThat(bench.post("/lastCronJobTask/" + first, "{'planId':" + plan + "}")
                        .data()
                        .asText("none"))
                .isEmpty();
        assertThat(bench.post("/lastCronJobTask/" + other, "{'planId':" + plan + "}")
                        .message())
                .isEqualTo("plan " + plan + " does not run job " + other);
        assertThat(bench.post("/cronJobTask/job/" + other + ":list", "{'planId':" + plan + "}")
                        .status())
                .isEqualTo(404);
    }

    private ExecutionId run(long plan, Instant nominal, Status status) {
        ExecutionId id = ExecutionId.scheduled(new JobId(plan), nominal);
        bench.jobs.executions.add(FakeJobService.execution(id, Cause.SCHEDULE, status, nominal, ""));
        return id;
    }

    private static StepView step(int index, long job, Status status, Instant begin) {
        return new StepView(
                index, Long.toString(job), "n", status, 1, 1, begin, Optional.of(begin.plusMillis(1500)), "", 0);
    }

    private String alias(ExecutionId id) {
        return bench.jobs
                .execution(id)
                .result()
                .map(run -> Long.toString(run.alias()))
                .orElseThrow();
    }

    private JsonNode list(String body) {
        Answer answer = bench.post("/cronJob:list", body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.data();
    }
}
