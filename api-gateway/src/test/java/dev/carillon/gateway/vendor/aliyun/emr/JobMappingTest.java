package dev.carillon.gateway.vendor.aliyun.emr;

import static dev.carillon.gateway.vendor.aliyun.emr.Bench.shell;
import static dev.carillon.gateway.vendor.aliyun.emr.Bench.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.core.job.DateText;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.gateway.vendor.aliyun.emr.Bench.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Creating, changing and copying jobs. Passwords have a test of their own. */
class JobMappingTest {

    private final Bench bench = new Bench();

    @Test
    void writesTheDatesOfTheScheduleTimeIntoParams() {
        JobDefinition job = bench.created(shell(
                "Params", "echo ${day} ${yyyyMMdd-1d} $HOME ${HOME}", "ParamConf", "{\"day\":\"on ${yyyy-MM-dd}\"}"));

        // The instant is already the next day at the vendor's home.
        String script =
                new DateText(job.dates(), Bench.NOW).fill(Bench.shellOf(job).script());

        assertThat(script).isEqualTo("echo on 2026-11-22 20261121 $HOME ${HOME}");
    }

    @Test
    void givesEnvConfAndPlainVariablesToTheScript() {
        JobDefinition job = bench.created(shell(
                "EnvConf",
                "{\"KEY\":\"a b\",\"n\":7,\"yes\":true}",
                "CustomVariables",
                "{\"scope\":\"PROJECT\",\"entityId\":\"FP-1\",\"variables\":[{\"name\":\"v1\",\"value\":\"x y\"},"
                        + "{\"name\":\"v2\",\"value\":2,\"properties\":{\"password\":false}}]}"));

        assertThat(Bench.shellOf(job).environment())
                .isEqualTo(Map.of("KEY", "a b", "n", "7", "yes", "true", "v1", "x y", "v2", "2"));
        assertThat(job.secrets()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "EnvConf          | [1]                                    | must be a JSON object",
                "EnvConf          | {\"a\":1                               | must be a JSON object, each name",
                "EnvConf          | {\"a\":1,\"a\":2}                      | each name in it once",
                "EnvConf          | {\"a\":1} {}                           | each name in it once",
                "EnvConf          | {\"a b\":1}                            | 'a b' is not a name",
                "EnvConf          | {\"1a\":1}                             | '1a' is not a name",
                "EnvConf          | {\"a\":{}}                             | 'a' must be text",
                "EnvConf          | {\"a\":null}                           | 'a' must be text",
                "EnvConf          | {\"CARILLON_JOB_ID\":1}                | names that begin with CARILLON_ are taken",
                "ParamConf        | {\"a b\":\"x\"}                        | not a name",
                "ParamConf        | {\"a\":[]}                             | 'a' must be text",
                "RunConf          | {\"priority\":16}                      | 'priority' must be 0 … 15",
                "RunConf          | {\"priority\":-1}                      | 'priority' must be 0 … 15",
                "RunConf          | {\"priority\":\"high\"}                | 'priority' must be 0 … 15",
                "RunConf          | {\"memory\":-1}                        | 'memory' must be a whole number",
                "RunConf          | {\"cores\":1.5}                        | 'cores' must be a whole number",
                "RunConf          | {\"userName\":1}                       | 'userName' must be text",
                "MonitorConf      | x                                      | must be a JSON object",
                "CustomVariables  | {\"variables\":{}}                     | 'variables' must be an array",
                "CustomVariables  | {\"variables\":[1]}                    | 'variables' must hold objects",
                "CustomVariables  | {\"variable\":[]}                      | member 'variable' is not known",
                "CustomVariables  | {\"variables\":[{\"name\":\"a b\"}]}   | 'a b' is not a name",
                "CustomVariables  | {\"variables\":[{\"value\":\"a\"}]}    | 'name' must be text",
                "CustomVariables  | {\"variables\":[{\"name\":\"a\"},{\"name\":\"a\"}]} | 'a' is there twice",
                "CustomVariables  | {\"variables\":[{\"name\":\"a\",\"hint\":1}]} | member 'hint' is not known",
                "CustomVariables  | {\"variables\":[{\"name\":\"a\",\"properties\":{\"hide\":true}}]} | 'hide' is not known",
                "CustomVariables  | {\"variables\":[{\"name\":\"a\",\"properties\":{\"password\":1}}]} | true or false",
                "Type             | SPARK                                  | only SHELL is served; MR, SPARK, HIVE",
                "Type             | HIVE_SQL                               | only SHELL is served"
            })
    void refusesByNameWhatCannotBe(String name, String value, String problem) {
        Answer created = bench.post("CreateFlowJob", shell(name, value));
        String id = FlowIds.job(bench.created(shell()).id());
        Answer modified = bench.post("ModifyFlowJob", with("Id", id, name, value));

        for (Answer answer : List.of(created, modified)) {
            assertThat(answer.code()).as(answer.text()).isEqualTo("InvalidParameter");
            assertThat(answer.message()).startsWith(name + ": ").contains(problem);
        }
        assertThat(bench.jobs.commands).hasSize(1);
    }

    @Test
    void refusesAVariableThatIsInBothPlaces() {
        Answer answer = bench.post(
                "CreateFlowJob",
                shell(
                        "EnvConf",
                        "{\"v1\":\"a\"}",
                        "CustomVariables",
                        "{\"variables\":[{\"name\":\"v1\",\"value\":\"b\"}]}"));
        JobDefinition job = bench.created(shell("CustomVariables", "{\"variables\":[{\"name\":\"v1\"}]}"));
        Answer later = bench.post("ModifyFlowJob", with("Id", FlowIds.job(job.id()), "EnvConf", "{\"v1\":\"a\"}"));

        assertThat(answer.message()).isEqualTo("EnvConf: 'v1' is in CustomVariables too; give it once");
        assertThat(later.message()).isEqualTo("EnvConf: 'v1' is in CustomVariables too; give it once");
    }

    @Test
    void takesAnEnvConfOf1024BytesAndNoLongerOne() {
        String value = "x".repeat(1024 - "{\"a\":\"\"}".length());

        Answer fits = bench.post("CreateFlowJob", shell("EnvConf", "{\"a\":\"" + value + "\"}"));
        Answer longer = bench.post("CreateFlowJob", shell("EnvConf", "{\"a\":\"" + value + "x\"}"));

        assertThat(fits.status()).isEqualTo(200);
        assertThat(longer.message()).isEqualTo("EnvConf: must be at most 1024 bytes, has 1025");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "7, 7", "15, 15"})
    void ordersJobsByThePriorityOfRunConf(int given, int priority) {
        assertThat(bench.created(shell("RunConf", "{\"priority\":" + given + "}"))
                        .priority())
                .isEqualTo(priority);
    }

    @Test
    void hasDefaultsForWhatIsNotGiven() {
        JobDefinition job = bench.created(shell("Params", ""));
        JsonNode read = bench.read(job);

        assertThat(job.retry()).isEqualTo(Guesses.DEFAULT_RETRY);
        assertThat(job.priority()).isEqualTo(JobDefinition.DEFAULT_PRIORITY);
        assertThat(job.maxConcurrency()).isEqualTo(JobDefinition.MAX_CONCURRENCY);
        assertThat(job.dates().active()).isTrue();
        assertThat(read.path("Params").asText()).isEmpty();
        assertThat(read.path("MaxRunningTimeSec").isIntegralNumber()).isTrue();
        assertThat(read.path("LastInstanceId").asText()).isEmpty();
        assertThat(read.at("/ResourceList/Resource").isArray()).isTrue();
    }

    @Test
    void changesWhatIsSentAndKeepsTheRest() {
        JobDefinition job = bench.created(shell(
                "EnvConf",
                "{\"A\":\"1\"}",
                "ParamConf",
                "{\"d\":\"${yyyy}\"}",
                "RunConf",
                "{\"priority\":9}",
                "MaxRetry",
                "3",
                "RetryInterval",
                "60",
                "ClusterId",
                "C-1",
                "ResourceList.1.Path",
                "oss://a"));

        JobDefinition changed = bench.modified(job, "Name", "other", "Params", "echo 2", "MaxRetry", "1");

        assertThat(changed.name()).isEqualTo("other");
        assertThat(Bench.shellOf(changed).script()).isEqualTo("echo 2");
        assertThat(Bench.shellOf(changed).environment()).isEqualTo(Map.of("A", "1"));
        assertThat(changed.dates()).isEqualTo(job.dates());
        assertThat(changed.priority()).isEqualTo(9);
        assertThat(changed.retry().retries()).isEqualTo(1);
        assertThat(changed.retry().interval()).isEqualTo(Duration.ofSeconds(60));
        assertThat(changed.group()).isEqualTo("C-1");
        assertThat(changed.description()).isEqualTo("says hello");
        assertThat(bench.read(changed).at("/ResourceList/Resource/0/Path").asText())
                .isEqualTo("oss://a");
    }

    @Test
    void takesAwayWhatIsSentEmpty() {
        JobDefinition job = bench.created(shell(
                "EnvConf",
                "{\"A\":\"1\"}",
                "ParamConf",
                "{\"d\":\"${yyyy}\"}",
                "RunConf",
                "{\"priority\":9}",
                "ClusterId",
                "C-1",
                "RetryPolicy",
                "N/A"));

        JobDefinition changed = bench.modified(
                job, "EnvConf", "", "ParamConf", "", "RunConf", "", "ClusterId", "", "Params", "", "RetryPolicy", "");

        assertThat(Bench.shellOf(changed)).isEqualTo(new Task.Shell(Guesses.EMPTY_SCRIPT, List.of(), Map.of()));
        assertThat(changed.dates().named()).isEmpty();
        assertThat(changed.priority()).isEqualTo(JobDefinition.DEFAULT_PRIORITY);
        assertThat(changed.group()).isEqualTo("default");
        assertThat(changed.vendorFields()).isEmpty();
    }

    @Test
    void leavesAnotherKindOfTaskAloneUntilItGetsAScript() {
        JobDefinition job = bench.created(shell("EnvConf", "{\"A\":\"1\"}"));
        bench.jobs.jobs.put(
                job.id(),
                job.toBuilder().task(new Task.Java("com.example.Job", "")).build());

        JobDefinition renamed = bench.modified(job, "Name", "java");
        String params = bench.read(renamed).path("Params").asText();
        JobDefinition script = bench.modified(job, "Params", "echo again");

        assertThat(renamed.task()).isInstanceOf(Task.Java.class);
        assertThat(params).isEmpty();
        assertThat(Bench.shellOf(script).environment()).isEqualTo(Map.of("A", "1"));
    }

    @Test
    void copiesAJob() {
        JobDefinition job = bench.created(shell("Params", "echo one", "EnvConf", "{\"A\":\"1\"}", "Adhoc", "true"));

        String copy = bench.post("CloneFlowJob", with("Id", FlowIds.job(job.id()), "Name", "two"))
                .id();
        String same =
                bench.post("CloneFlowJob", with("Id", FlowIds.job(job.id()))).id();

        assertThat(copy).isNotEqualTo(same).isNotEqualTo(FlowIds.job(job.id()));
        assertThat(bench.job(copy))
                .isEqualTo(job.toBuilder().id(bench.job(copy).id()).name("two").build());
        assertThat(bench.job(same).name()).isEqualTo("hello");
    }

    @Test
    void deletesAJobOnce() {
        JobDefinition job = bench.created(shell());

        Answer deleted = bench.post("DeleteFlowJob", with("Id", FlowIds.job(job.id())));
        Answer again = bench.post("DeleteFlowJob", with("Id", FlowIds.job(job.id())));

        assertThat(deleted.json().path("Data").asBoolean()).isTrue();
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.code()).isEqualTo("InvalidJobId.NotFound");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DescribeFlowJob", "ModifyFlowJob", "CloneFlowJob", "DeleteFlowJob", "ListFlowJobHistory"})
    void findsJobsOnlyInTheirProjectAndOnlyItsOwn(String action) {
        JobDefinition job = bench.created(shell());
        JobDefinition foreign =
                job.toBuilder().id(new JobId(77)).labels(Map.of()).build();
        bench.jobs.jobs.put(foreign.id(), foreign);

        Answer elsewhere = bench.post(action, with("ProjectId", "FP-2", "Id", FlowIds.job(job.id())));
        Answer others = bench.post(action, with("Id", FlowIds.job(foreign.id())));
        Answer none = bench.post(action, with("Id", "FJ-0000000000000005"));
        Answer impossible = bench.post(action, with("Id", "FJ-FFFFFFFFFFFFFFFF"));
        Answer malformed = bench.post(action, with("Id", "FJI-0000000000000005"));

        for (Answer answer : List.of(elsewhere, others, none, impossible)) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("InvalidJobId.NotFound");
        }
        assertThat(malformed.message()).startsWith("Id: must be FJ- and 16 hexadecimal digits");
    }

    @Test
    void listsJobsPageByPage() {
        for (int i = 0; i < 7; i++) {
            bench.created(shell("Name", "job " + i % 2, "Adhoc", Boolean.toString(i == 3)));
        }
        bench.created(shell("ProjectId", "FP-2"));
        JobDefinition other = bench.job(bench.post("CreateFlowJob", shell()).id());
        bench.jobs.jobs.put(other.id(), other.toBuilder().labels(Map.of()).build());

        JsonNode first = list("PageSize", "3");
        JsonNode last = list("PageSize", "3", "PageNumber", "3");
        JsonNode beyond = list("PageSize", "3", "PageNumber", "4");

        assertThat(first.path("Total").asInt()).isEqualTo(7);
        assertThat(first.at("/JobList/Job")).hasSize(3);
        assertThat(last.path("PageNumber").asInt()).isEqualTo(3);
        assertThat(last.at("/JobList/Job")).hasSize(1);
        assertThat(beyond.at("/JobList/Job")).isEmpty();
        assertThat(list("Name", "job 1").path("Total").asInt()).isEqualTo(3);
        assertThat(list("Adhoc", "true").path("Total").asInt()).isEqualTo(1);
        assertThat(list("Adhoc", "false").path("Total").asInt()).isEqualTo(6);
        assertThat(list("Type", "SHELL").path("Total").asInt()).isEqualTo(7);
        assertThat(list("Type", "SPARK").path("Total").asInt()).isZero();
        String id = first.at("/JobList/Job/0/Id").asText();
        assertThat(list("Id", id).at("/JobList/Job/0/Id").asText()).isEqualTo(id);
    }

    @Test
    void refusesAListThatIsTooLongToCount() {
        JobDefinition job = bench.created(shell());
        for (int i = 1; i <= Page.MAX_LISTED; i++) {
            bench.jobs.jobs.put(new JobId(i), job.toBuilder().id(new JobId(i)).build());
        }

        Answer answer = bench.get("ListFlowJob", with());
        JsonNode narrowed = list("Name", "nobody");

        assertThat(answer.message()).isEqualTo("PageNumber: more than 10000 match; narrow them by Name");
        assertThat(narrowed.path("Total").asInt()).isZero();
    }

    private JsonNode list(String... pairs) {
        return bench.get("ListFlowJob", with(pairs)).json();
    }
}
