package dev.carillon.gateway.vendor.jdcloud.jmr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.DateVariables;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.time.OnDemand;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.vendor.FakeJobService;
import dev.carillon.gateway.vendor.jdcloud.jmr.Bench.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobOperationsTest {

    private final Bench bench = new Bench();

    @Test
    void honoursEveryFieldOfAJob() {
        long id = bench.created("/job:create", """
                {'regionId':'cn-north-1','cookies':[],'jmrJobViewModel':{'jobName':'抽取','jobType':'SHELL',
                'location':'/opt/it\\'s.sh','params':'--day ${standard_date-1d}','retryTimes':3,'isSendMsg':true,
                'clusterId':'jmr-abc','clusterName':'prod','dataCenter':'cn-north-1','az':'a','jobGroup':'g','jobTrigger':'t',
                'isSelfDependence':1,'isVirtualTask':'0','taskScheduleType':2}}""".replace("\\'", "\\u0027"));

        JobDefinition job = bench.definition(id);
        assertThat(job.name()).isEqualTo("抽取");
        assertThat(job.namespace()).isEqualTo("cn-north-1");
        assertThat(job.group()).isEqualTo("jmr-abc");
        assertThat(job.labels()).isEqualTo(Map.of("carillon.api", "jdcloud.jmr"));
        assertThat(job.schedule()).isEqualTo(new OnDemand());
        assertThat(job.enabled()).isTrue();
        assertThat(job.task())
                .isEqualTo(new Task.Shell("set -f; exec '/opt/it'\\''s.sh' $CARILLON_PARAMETERS", List.of(), Map.of()));
        assertThat(job.parameters()).isEqualTo("--day ${standard_date-1d}");
        assertThat(job.dates()).isEqualTo(DateVariables.in(Bench.ZONE, Map.of()));
        assertThat(job.retry().retries()).isEqualTo(3);
        assertThat(job.alerts().onFailure()).isTrue();
        JsonNode shown = show(id);
        assertThat(shown.path("jobId").isTextual()).isTrue();
        assertThat(shown.path("jobType").asText()).isEqualTo("SHELL");
        assertThat(shown.path("location").asText()).isEqualTo("/opt/it's.sh");
        assertThat(shown.path("clusterName").asText()).isEqualTo("prod");
        assertThat(shown.path("az").asText()).isEqualTo("a");
        assertThat(shown.path("jobGroup").asText()).isEqualTo("g");
        assertThat(shown.path("jobTrigger").asText()).isEqualTo("t");
        assertThat(shown.path("isSelfDependence").intValue()).isEqualTo(1);
        assertThat(shown.path("taskScheduleType").intValue()).isEqualTo(2);
        assertThat(shown.path("isSendMsg").isBoolean()).isTrue();
        assertThat(shown.path("retryTimes").intValue()).isEqualTo(3);
    }

    @Test
    void takesAScriptItselfWhereLocationIsNoPath() {
        Task.Shell task = (Task.Shell)
                bench.definition(create("shell", "echo $1\\nexit 0", "")).task();

        assertThat(task.script()).isEqualTo("set -f; set -- $CARILLON_PARAMETERS; set +f\necho $1\nexit 0");
    }

    @Test
    void callsAnAddress() {
        Task.Http read = (Task.Http)
                bench.definition(create("http", "http://127.0.0.1/x", "")).task();
        Task.Http sent = (Task.Http) bench.definition(create("Http", "http://127.0.0.1/y", "{\\\"a\\\":1}"))
                .task();

        assertThat(read.method()).isEqualTo("GET");
        assertThat(read.body()).isEmpty();
        assertThat(sent.method()).isEqualTo("POST");
        assertThat(sent.body()).isEqualTo("#{parameters}");
        assertThat(sent.headers()).containsEntry("Content-Type", "application/json; charset=utf-8");
    }

    @Test
    void runsAJavaClass() {
        assertThat(bench.definition(create("java", "com.example.Job", "")).task())
                .isEqualTo(new Task.Java("com.example.Job", ""));
        assertThat(bench.definition(create("JAVA", "jobs.jar#com.example.Job", ""))
                        .task())
                .isEqualTo(new Task.Java("com.example.Job", "jobs.jar"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "spark ; /opt/a        ; jmrJobViewModel.jobType: must be shell or http or java, was 'spark'",
                "shell ; oss://b/a.sh  ; jmrJobViewModel.location: must be the absolute path of a script on the worker",
                "http  ; nowhere       ; jmrJobViewModel.location: task.http.url",
                "java  ; a b           ; jmrJobViewModel.location: task.java.className",
                "java  ; ../x.jar#a.B  ; jmrJobViewModel.location: task.java.jar",
            })
    void refusesATaskThatCannotBe(String type, String location, String message) {
        Answer answer = bench.post("/job:create", body("x", type, location, ""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).startsWith(message);
        assertThat(bench.jobs.commands).isEmpty();
    }

    @Test
    void refusesWhatBelongsElsewhere() {
        assertThat(bench.post(
                                "/job:create",
                                "{'jmrJobViewModel':{'jobName':'a','jobType':'shell','location':'/a','cronExpression':'x'}}")
                        .message())
                .startsWith("jmrJobViewModel.cronExpression: a job has no schedule of its own");
        assertThat(bench.post(
                                "/job:create",
                                "{'jmrJobViewModel':{'jobName':'a','jobType':'shell','location':'/a','dataCenter':'x'}}")
                        .message())
                .startsWith("jmrJobViewModel.dataCenter: must be cn-north-1");
        assertThat(bench.post(
                                "/job:create",
                                "{'jmrJobViewModel':{'jobName':'a','jobType':'shell','location':'/a','params':'x','jobArgs':'y'}}")
                        .message())
                .startsWith("jmrJobViewModel.jobArgs: ");
    }

    @Test
    void refusesANameThatIsTaken() {
        long id = bench.job("extract");

        Answer again = bench.post("/job:create", body("extract", "shell", "/b", ""));

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.error().path("status").asText()).isEqualTo("ALREADY_EXISTS");
        assertThat(again.message())
                .isEqualTo("jmrJobViewModel.jobName: 'extract' is the name of job " + id + " already");
        assertThat(bench.jobs.jobs).hasSize(1);
    }

    @Test
    void isTheSameJobWhenTheSameRequestComesAgainBecauseItsOutcomeWasOpen() {
        var call = bench.signed("/job:create", body("x", "shell", "/b", ""));
        bench.jobs.loseNextReply();

        Answer open = bench.send(call);
        Answer told = bench.send(call);
        Answer replay = bench.send(call);

        assertThat(open.status()).isEqualTo(503);
        assertThat(open.message()).contains("Command id: ");
        assertThat(told.status()).as(told.toString()).isEqualTo(200);
        assertThat(replay.status()).isEqualTo(401);
        assertThat(bench.jobs.jobs).hasSize(1);
    }

    @Test
    void startsWhatItCreatesOnce() {
        var call = bench.signed("/job:createAndExecute", body("x", "shell", "/b", ""));
        bench.jobs.loseNextReply();

        bench.send(call);
        Answer answer = bench.send(call);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(bench.jobs.executions).hasSize(1);
        assertThat(bench.jobs.executions.getFirst().id().jobId().value())
                .isEqualTo(answer.data().asLong());
    }

    @Test
    void changesWhatIsSentAndKeepsTheRest() {
        long id = bench.job("extract");

        Answer answer = modify(id, "'location':'/opt/other','retryTimes':'5'");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        JsonNode job = show(id);
        assertThat(job.path("jobName").asText()).isEqualTo("extract");
        assertThat(job.path("params").asText()).isEqualTo("a ${yyyyMMdd}");
        assertThat(job.path("location").asText()).isEqualTo("/opt/other");
        assertThat(job.path("retryTimes").intValue()).isEqualTo(5);
        assertThat(modify(id, "'jobType':'http'").message()).startsWith("jmrJobViewModel.location: ");
    }

    @Test
    void changesThePlansThatRunTheJob() {
        long first = bench.job("first");
        long second = bench.job("second");
        long both = bench.plan("both", first, second);
        long other = bench.plan("other", first);
        JobDefinition untouched = bench.definition(other);

        modify(second, "'jobName':'renamed','location':'/opt/new','params':'b','retryTimes':4,'isSendMsg':true");

        Task.Step step = bench.steps(both).steps().get(1);
        assertThat(step.name()).isEqualTo("renamed");
        assertThat(step.parameters()).isEqualTo("b");
        assertThat(step.retries()).isEqualTo(4);
        assertThat(bench.steps(both).taskOf(step))
                .isEqualTo(bench.definition(second).task());
        assertThat(bench.definition(both).alerts().onFailure()).isTrue();
        assertThat(bench.definition(other)).isSameAs(untouched);
        modify(second, "'isSendMsg':false");
        assertThat(bench.definition(both).alerts().onFailure()).isFalse();
    }

    @Test
    void bringsThePlansUpToDateWhenTheRequestComesAgain() {
        long id = bench.job("first");
        long one = bench.plan("one", id);
        long two = bench.plan("two", id);
        bench.jobs.failAfter(2, ApiError.of(ApiError.Category.CONFLICT, "was changed too often"));

        Answer halfDone = modify(id, "'params':'new'");
        List<String> between = List.of(parameters(one), parameters(two));
        Answer again = modify(id, "'params':'new'");

        assertThat(halfDone.status()).isEqualTo(409);
        assertThat(halfDone.message())
                .startsWith("job " + id + " has been changed, but not yet all plans that run it")
                .contains("was changed too often");
        assertThat(bench.definition(id).parameters()).isEqualTo("new");
        assertThat(between).containsExactlyInAnyOrder("new", "a ${yyyyMMdd}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(List.of(parameters(one), parameters(two))).containsOnly("new");
    }

    @Test
    void deletesAJobThatNoPlanRuns() {
        long id = bench.job("first");
        long plan = bench.plan("nightly", id);

        Answer refused = bench.post("/job/" + id + ":delete", "{}");
        bench.post("/cronJob/" + plan + ":delete", "{'planId':'" + plan + "'}");
        Answer deleted = bench.post("/job/" + id + ":delete", "{'jobId':'" + id + "'}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.message()).startsWith("job " + id + " is run by 1 plan: " + plan + " (nightly)");
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(bench.jobs.jobs).isEmpty();
    }

    @Test
    void runsAJobAndTellsItsTask() {
        long id = bench.job("first");

        Answer answer = bench.post(
                "/job:execute", "{'clusterId':'default','jmrTaskViewModel':{'jobId':'" + id + "','taskId':'x'}}");
        Answer tasks = bench.post("/" + id + "/task:list", "{}");

        assertThat(answer.data().isTextual()).isTrue();
        JsonNode task = tasks.data().path("taskList").path(0);
        assertThat(tasks.data().path("totalNum").intValue()).isEqualTo(1);
        assertThat(task.path("taskId")).isEqualTo(answer.data());
        assertThat(task.path("jobId").asText()).isEqualTo(Long.toString(id));
        assertThat(task.path("status").asText()).isEqualTo("WAITING");
        assertThat(bench.jobs.commands.getLast()).isInstanceOf(Command.TriggerJob.class);
    }

    @Test
    void runsAJobOnlyInItsCluster() {
        long id = bench.job("first");

        assertThat(bench.post("/job:execute", "{'clusterId':'other','jmrTaskViewModel':{'jobId':" + id + "}}")
                        .message())
                .startsWith("clusterId: must be the job's cluster, default");
        assertThat(bench.post("/job:execute", "{'jmrTaskViewModel':{'jobId':" + id + ",'planId':'7'}}")
                        .message())
                .startsWith("jmrTaskViewModel.planId: executeJob runs a job by itself");
        assertThat(bench.jobs.executions).isEmpty();
    }

    @Test
    void listsByPageStatusOrderAndFilter() {
        for (String name : List.of("b-one", "c-two", "a-three")) {
            bench.job(name);
        }
        long jmr = bench.created("/job:create", body("jmr", "shell", "/b", "','clusterId':'n"));
        bench.plan("plan", jmr);

        JsonNode sorted = list("{'selectParams':{'orderBy':'jobName desc','pageNum':2,'pageSize':'2'}}");
        JsonNode holding = list("{'jmrJobViewModel':{'jobName':'-t','jobType':'shell'}}");
        JsonNode none = list("{'selectParams':{'status':'paused'}}");
        JsonNode cluster = list("{'jmrJobViewModel':{'clusterId':'n'}}");

        assertThat(sorted.path("totalNum").intValue()).isEqualTo(4);
        assertThat(names(sorted)).containsExactly("b-one", "a-three");
        assertThat(names(holding)).containsExactlyInAnyOrder("c-two", "a-three");
        assertThat(none.path("totalNum").intValue()).isZero();
        assertThat(names(cluster)).containsExactly("jmr");
        assertThat(bench.post("/clusterJob/n:count", "{'clusterId':'n'}").data().intValue())
                .isEqualTo(1);
        assertThat(bench.post("/jobView:list", "{'selectParams':{'orderBy':'colour'}}")
                        .message())
                .startsWith("selectParams.orderBy: 'colour' is not a field");
        assertThat(bench.post("/jobView:list", "{'selectParams':{'orderBy':'jobName up'}}")
                        .message())
                .startsWith("selectParams.orderBy: must be");
        assertThat(bench.post("/jobView:list", "{'jmrJobViewModel':{'params':'x'}}")
                        .message())
                .startsWith("jmrJobViewModel.params: is not a filter");
    }

    @Test
    void judgesNames() {
        long id = bench.job("first");

        Answer taken = bench.post("/jobName:Validate", "{'jobId':'','jobName':'first'}");
        Answer own = bench.post("/jobName:Validate", "{'jobId':" + id + ",'jobName':'first'}");
        Answer free = bench.post("/jobName:Validate", "{'jobName':'second'}");
        Answer tooLong = bench.post("/jobName:Validate", "{'jobName':'" + "x".repeat(256) + "'}");
        Answer wrong = bench.post("/jobName:Validate", "{'jobId':'x','jobName':'second'}");

        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.result().path("status").asText()).isEqualTo("400");
        assertThat(taken.result().path("message").asText()).contains("is the name of job " + id);
        assertThat(own.result().path("status").asText()).isEqualTo("200");
        assertThat(free.result().path("status").asText()).isEqualTo("200");
        assertThat(tooLong.result().path("status").asText()).isEqualTo("400");
        assertThat(wrong.message()).startsWith("jobId: ");
    }

    @Test
    void tellsItsTypes() {
        assertThat(bench.post("/jobType:list", "{'clusterId':'jmr-abc'}").data())
                .extracting(JsonNode::asText)
                .containsExactly("shell", "http", "java");
    }

    @Test
    void tellsHowARunEnded() {
        long id = bench.job("first");
        ExecutionId run = ExecutionId.manual(new JobId(id), "c");
        bench.jobs.executions.add(FakeJobService.execution(run, Cause.MANUAL, Status.FAILED, Bench.NOW, ""));

        JsonNode task = bench.post("/" + id + "/task:list", "{'selectParams':{'status':'failed'}}")
                .data()
                .at("/taskList/0");

        assertThat(task.path("startTime").asText()).isEqualTo("2026-11-22 04:45:00");
        assertThat(task.path("endTime").asText()).isEqualTo("2026-11-22 04:45:02");
        assertThat(task.path("duration").asText()).isEqualTo("1995");
        assertThat(task.path("userpin").asText()).isEqualTo("carillon-ak");
    }

    @Test
    void hidesWhatAnotherApiHasMade() {
        long id = bench.job("first");
        bench.jobs.jobs.computeIfPresent(
                new JobId(id), (key, job) -> job.toBuilder().labels(Map.of()).build());

        assertThat(bench.post("/" + id + ":detail", "{}").status()).isEqualTo(404);
        assertThat(list("{}").path("totalNum").intValue()).isZero();
    }

    private Answer modify(long id, String fields) {
        return bench.post("/job:modify", "{'jmrJobViewModel':{'jobId':'" + id + "'," + fields + "}}");
    }

    private String parameters(long plan) {
        return bench.steps(plan).steps().getFirst().parameters();
    }

    private JsonNode show(long id) {
        return bench.post("/" + id + ":detail", "{'jobId':'" + id + "'}").data();
    }

    private JsonNode list(String body) {
        Answer answer = bench.post("/jobView:list", body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.data();
    }

    private static List<String> names(JsonNode data) {
        return data.path("jmrJobViewModelList").findValuesAsText("jobName");
    }

    private long create(String type, String location, String params) {
        return bench.created("/job:create", body(type + location.length(), type, location, params));
    }

    private static String body(String name, String type, String location, String params) {
        return "{'jmrJobViewModel':{'jobName':'" + name + "','jobType':'" + type + "','location':'" + location
                + "','params':'" + params + "'}}";
    }
}
