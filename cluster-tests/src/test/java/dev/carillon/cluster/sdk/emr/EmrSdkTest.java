package dev.carillon.cluster.sdk.emr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.emr.model.v20160408.CloneFlowJobRequest;
import com.aliyuncs.emr.model.v20160408.CreateFlowJobRequest;
import com.aliyuncs.emr.model.v20160408.CreateFlowProjectRequest;
import com.aliyuncs.emr.model.v20160408.DeleteFlowJobRequest;
import com.aliyuncs.emr.model.v20160408.DeleteFlowProjectRequest;
import com.aliyuncs.emr.model.v20160408.DescribeFlowJobRequest;
import com.aliyuncs.emr.model.v20160408.DescribeFlowNodeInstanceLauncherLogRequest;
import com.aliyuncs.emr.model.v20160408.DescribeFlowNodeInstanceLauncherLogResponse.LogEntry;
import com.aliyuncs.emr.model.v20160408.DescribeFlowNodeInstanceRequest;
import com.aliyuncs.emr.model.v20160408.DescribeFlowProjectRequest;
import com.aliyuncs.emr.model.v20160408.KillFlowJobRequest;
import com.aliyuncs.emr.model.v20160408.ListFlowJobHistoryRequest;
import com.aliyuncs.emr.model.v20160408.ListFlowJobRequest;
import com.aliyuncs.emr.model.v20160408.ListFlowProjectRequest;
import com.aliyuncs.emr.model.v20160408.ModifyFlowProjectRequest;
import com.aliyuncs.emr.model.v20160408.SubmitFlowJobRequest;
import com.aliyuncs.emr.model.v20160408.SubmitFlowRequest;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import dev.carillon.cluster.Eventually;
import dev.carillon.cluster.RunningCluster;
import dev.carillon.cluster.sdk.HandSigned;
import dev.carillon.gateway.service.Credentials.Credential;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every served action by the vendor's SDK, in both formats, on the whole product; what was created runs and is read back. */
@ParameterizedClass
@EnumSource(
        value = FormatType.class,
        names = {"JSON", "XML"})
class EmrSdkTest {

    private static final String PASSWORD = "correct-horse/battery";
    private static final String NOBODYS_JOB = "FJ-0000000000000001";
    private static final String NOBODYS_INSTANCE = "FJI-0000000000000001";

    private final RunningCluster cluster = RunningCluster.get();
    private final String project;
    private final EmrSdk sdk;

    EmrSdkTest(FormatType format) {
        this.project = "FP-TEST-" + format;
        this.sdk = new EmrSdk(cluster, format, project);
    }

    @AfterEach
    void disconnect() {
        sdk.close();
    }

    @Test
    void jobsAreCreatedCopiedChangedListedAndDeleted() throws Exception {
        String id = sdk.created(sdk.shellJob("你好 <&>", "echo a\nb\tc \\ 'd'"));
        CloneFlowJobRequest clone = new CloneFlowJobRequest();
        clone.setProjectId(project);
        clone.setId(id);
        clone.setName("copy");
        String copy = sdk.send(clone).getId();
        String modified = sdk.sendByHand(
                "ModifyFlowJob", Map.of("Id", copy, "Params", "echo 2", "MaxRetry", "3", "RetryInterval", "60"));
        ListFlowJobRequest list = new ListFlowJobRequest();
        list.setProjectId(project);
        list.setName("copy");
        var listed = sdk.send(list);
        var original = sdk.job(id);
        var changed = sdk.job(copy);
        sdk.delete(id);
        sdk.delete(copy);

        assertThat(original.getName()).isEqualTo("你好 <&>");
        assertThat(original.getParams()).isEqualTo("echo a\nb\tc \\ 'd'");
        assertThat(original.getGmtCreate()).isPositive();
        assertThat(modified).contains("\"Data\":true");
        assertThat(changed.getParams()).isEqualTo("echo 2");
        assertThat(changed.getMaxRetry()).isEqualTo(3);
        assertThat(changed.getRetryInterval()).isEqualTo(60);
        assertThat(listed.getTotal()).isEqualTo(1);
        assertThat(listed.getJobList().getFirst().getId()).isEqualTo(copy);
        assertThat(refusal(describeJob(id)).getErrCode()).isEqualTo("InvalidJobId.NotFound");
    }

    @Test
    void submittedJobsRunWithTheirDatesVariablesAndPasswords() throws Exception {
        CreateFlowJobRequest create = sdk.shellJob(
                "full",
                "echo \"day ${day}\"; echo \"$KEY-$plain-$CARILLON_PARAMETERS\"; echo \"length ${#secret}\"; echo \"$secret\"");
        create.setParamConf("{\"day\":\"${yyyy}\"}");
        create.setEnvConf("{\"KEY\":\"k 1\"}");
        create.setCustomVariables("{\"scope\":\"PROJECT\",\"entityId\":\"" + project + "\",\"variables\":"
                + "[{\"name\":\"plain\",\"value\":\"p\"},{\"name\":\"secret\",\"value\":\"" + PASSWORD
                + "\",\"properties\":{\"password\":true}}]}");
        String job = sdk.created(create);
        SubmitFlowJobRequest submit = new SubmitFlowJobRequest();
        submit.setProjectId(project);
        submit.setJobId(job);
        submit.setConf("{\"run\":1}");
        String instance = sdk.send(submit).getId();

        sdk.awaitStatus(instance, "SUCCESS");
        Eventually.isTrue(
                "the log is complete",
                EmrSdk.SOON,
                () -> sdk.log(instance, 0, 100).getLogEnd());
        List<String> lines = sdk.log(instance, 0, 100).getLogEntrys().stream()
                .map(LogEntry::getContent)
                .toList();
        var first = sdk.log(instance, 0, 2);
        var node = sdk.instance(instance);
        var described = sdk.job(job);
        ListFlowJobHistoryRequest history = new ListFlowJobHistoryRequest();
        history.setProjectId(project);
        history.setId(job);
        history.setStatusLists(List.of("SUCCESS"));
        history.setTimeRange("{\"type\":\"range\",\"from\":" + (node.getStartTime() - 60_000) + ",\"to\":"
                + (node.getEndTime() + 60_000) + "}");
        var listed = sdk.send(history);
        sdk.delete(job);

        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).matches("day 20[0-9]{2}");
        assertThat(lines.get(1)).isEqualTo("k 1-p-{\"run\":1}");
        assertThat(lines.get(2)).isEqualTo("length " + PASSWORD.length());
        assertThat(lines.get(3)).isEqualTo("******");
        assertThat(first.getLogEnd()).isFalse();
        assertThat(first.getLogEntrys()).hasSize(2);
        assertThat(node.getJobId()).isEqualTo(job);
        assertThat(node.getHostName()).isNotBlank();
        assertThat(node.getDuration()).isNotNegative();
        assertThat(listed.getTotal()).isEqualTo(1);
        assertThat(listed.getNodeInstances().getFirst().getId()).isEqualTo(instance);
        assertThat(described.getLastInstanceId()).isEqualTo(instance);
        assertThat(described.getCustomVariables()).contains("******").doesNotContain("horse");
    }

    @Test
    void instancesAreKilled() throws Exception {
        String job = sdk.created(sdk.shellJob("long", "exec sleep 60"));
        String instance = sdk.submitted(job);
        sdk.awaitStatus(instance, "RUNNING");
        KillFlowJobRequest kill = new KillFlowJobRequest();
        kill.setProjectId(project);
        kill.setJobInstanceId(instance);

        boolean killed = sdk.send(kill).getData();
        sdk.awaitStatus(instance, "KILL_SUCCESS");
        ClientException late = refusal(kill);
        sdk.delete(job);

        assertThat(killed).isTrue();
        assertThat(late.getErrCode()).isEqualTo("OperationConflict");
    }

    @Test
    void projectsAreCreatedChangedListedAndDeleted() throws Exception {
        CreateFlowProjectRequest create = new CreateFlowProjectRequest();
        create.setName("etl " + project);
        create.setDescription("夜间");
        String id = sdk.send(create).getId();
        ModifyFlowProjectRequest modify = new ModifyFlowProjectRequest();
        modify.setProjectId(id);
        modify.setDescription("hourly");
        boolean modified = sdk.send(modify).getData();
        DescribeFlowProjectRequest describe = new DescribeFlowProjectRequest();
        describe.setProjectId(id);
        var described = sdk.send(describe);
        ListFlowProjectRequest list = new ListFlowProjectRequest();
        list.setName("etl " + project);
        var listed = sdk.send(list);
        CreateFlowJobRequest job = sdk.shellJob("in the project", "true");
        job.setProjectId(id);
        DeleteFlowJobRequest deleteJob = new DeleteFlowJobRequest();
        deleteJob.setProjectId(id);
        deleteJob.setId(sdk.created(job));
        DeleteFlowProjectRequest delete = new DeleteFlowProjectRequest();
        delete.setProjectId(id);
        ClientException full = refusal(delete);
        sdk.send(deleteJob);
        boolean deleted = sdk.send(delete).getData();

        assertThat(id).startsWith("FP-");
        assertThat(modified).isTrue();
        assertThat(described.getName()).isEqualTo("etl " + project);
        assertThat(described.getDescription()).isEqualTo("hourly");
        assertThat(described.getUserId()).isEqualTo(cluster.key().accessKey());
        assertThat(described.getGmtCreate()).isPositive();
        assertThat(listed.getProjects()).extracting(each -> each.getId()).containsExactly(id);
        assertThat(full.getErrCode()).isEqualTo("OperationConflict");
        assertThat(deleted).isTrue();
        assertThat(refusal(describe).getErrCode()).isEqualTo("InvalidProjectId.NotFound");
    }

    @Test
    void everyActionIsRefusedInWordsThatTheSdkReads() {
        Map<RpcAcsRequest<?>, String> refused = new LinkedHashMap<>();
        CreateFlowJobRequest spark = sdk.shellJob("spark", "x");
        spark.setType("SPARK");
        refused.put(spark, "Type");
        CloneFlowJobRequest clone = new CloneFlowJobRequest();
        clone.setId(NOBODYS_JOB);
        refused.put(clone, "Id");
        DeleteFlowJobRequest delete = new DeleteFlowJobRequest();
        delete.setId("FJ-1");
        refused.put(delete, "Id");
        refused.put(describeJob(NOBODYS_JOB), "Id");
        ListFlowJobRequest list = new ListFlowJobRequest();
        list.setPageSize(101);
        refused.put(list, "PageSize");
        SubmitFlowJobRequest submit = new SubmitFlowJobRequest();
        submit.setJobId(NOBODYS_JOB);
        submit.setHostName("nowhere");
        refused.put(submit, "HostName");
        KillFlowJobRequest kill = new KillFlowJobRequest();
        kill.setJobInstanceId(NOBODYS_INSTANCE);
        refused.put(kill, "JobInstanceId");
        ListFlowJobHistoryRequest history = new ListFlowJobHistoryRequest();
        history.setId(NOBODYS_JOB);
        history.setStatusLists(List.of("SUCCEEDED"));
        refused.put(history, "StatusList.1");
        DescribeFlowNodeInstanceRequest node = new DescribeFlowNodeInstanceRequest();
        node.setId(NOBODYS_INSTANCE);
        refused.put(node, "Id");
        DescribeFlowNodeInstanceLauncherLogRequest log = new DescribeFlowNodeInstanceLauncherLogRequest();
        log.setNodeInstanceId(NOBODYS_INSTANCE);
        log.setLines(0);
        refused.put(log, "Lines");
        CreateFlowProjectRequest create = new CreateFlowProjectRequest();
        create.setName("n".repeat(256));
        create.setDescription("d");
        refused.put(create, "Name");
        refused.put(new DescribeFlowProjectRequest(), "ProjectId");
        refused.put(new ModifyFlowProjectRequest(), "ProjectId");
        refused.put(new DeleteFlowProjectRequest(), "ProjectId");
        ListFlowProjectRequest projects = new ListFlowProjectRequest();
        projects.setPageNumber(0);
        refused.put(projects, "PageNumber");
        SubmitFlowRequest later = new SubmitFlowRequest();
        refused.put(later, "Action");

        refused.forEach((request, parameter) -> {
            if (!(request instanceof ListFlowProjectRequest) && !(request instanceof CreateFlowProjectRequest)) {
                request.putQueryParameter("ProjectId", project);
            }
            ClientException refusal = refusal(request);
            assertThat(refusal.getErrCode()).isNotBlank();
            assertThat(refusal.getErrMsg()).as(request.getSysActionName()).startsWith(parameter + ": ");
            assertThat(refusal.getRequestId()).isNotBlank();
        });
        assertThat(catchThrowableOfType(
                                ClientException.class,
                                () -> sdk.sendByHand("ModifyFlowJob", Map.of("Id", NOBODYS_JOB, "MaxRetry", "6")))
                        .getErrMsg())
                .startsWith("MaxRetry: ");
    }

    /** As printed, with a key, in the query alone; then it is submitted as any other. */
    @Test
    void theRequestOfTheVendorsPageIsServed() throws Exception {
        Credential key = cluster.key();
        HandSigned request = new HandSigned("CreateFlowJob", key.accessKey(), key.secret())
                .with("Version", "2016-04-08")
                .with("Format", "XML")
                .with("Description", "This is a data development job Description")
                .with("Name", "my_shell_job")
                .with("ProjectId", "FP-257A173659F5****")
                .with("RegionId", "cn-hangzhou")
                .with("ResourceList.1.Path", "oss://path/demo.jar")
                .with("Type", "SHELL");
        HttpResponse<String> answer;
        try (HttpClient http = HttpClient.newHttpClient()) {
            answer = http.send(
                    HttpRequest.newBuilder(URI.create(cluster.url() + request.path()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).containsPattern("<RequestId>[0-9A-F-]{36}</RequestId><Id>FJ-[0-9A-F]{16}</Id>");
        String job = answer.body().replaceFirst("(?s).*<Id>(.*)</Id>.*", "$1");
        EmrSdk there = new EmrSdk(cluster, FormatType.JSON, "FP-257A173659F5****");
        there.awaitStatus(there.submitted(job), "SUCCESS");
        there.delete(job);
        there.close();
    }

    private DescribeFlowJobRequest describeJob(String id) {
        DescribeFlowJobRequest describe = new DescribeFlowJobRequest();
        describe.setProjectId(project);
        describe.setId(id);
        return describe;
    }

    private ClientException refusal(RpcAcsRequest<?> request) {
        return catchThrowableOfType(ClientException.class, () -> sdk.send(request));
    }
}
