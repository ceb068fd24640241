package dev.carillon.cluster.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.aliyun.auth.credentials.Credential;
import com.aliyun.auth.credentials.provider.StaticCredentialProvider;
import com.aliyun.sdk.gateway.pop.exception.PopClientException;
import com.aliyun.sdk.service.schedulerx220190430.AsyncClient;
import com.aliyun.sdk.service.schedulerx220190430.models.CreateJobRequest;
import com.aliyun.sdk.service.schedulerx220190430.models.CreateJobResponseBody;
import com.aliyun.sdk.service.schedulerx220190430.models.DeleteJobRequest;
import com.aliyun.sdk.service.schedulerx220190430.models.DisableJobRequest;
import com.aliyun.sdk.service.schedulerx220190430.models.EnableJobRequest;
import com.aliyun.sdk.service.schedulerx220190430.models.ExecuteJobRequest;
import com.aliyun.sdk.service.schedulerx220190430.models.GetJobInfoRequest;
import com.aliyun.sdk.service.schedulerx220190430.models.GetJobInfoResponseBody;
import com.aliyun.sdk.service.schedulerx220190430.models.GetJobInstanceListRequest;
import com.aliyun.sdk.service.schedulerx220190430.models.GetJobInstanceListResponseBody;
import com.aliyun.sdk.service.schedulerx220190430.models.GetJobInstanceRequest;
import com.aliyun.sdk.service.schedulerx220190430.models.GetJobInstanceResponseBody;
import com.aliyun.sdk.service.schedulerx220190430.models.GetLogRequest;
import com.aliyun.sdk.service.schedulerx220190430.models.GrantPermissionRequest;
import com.aliyun.sdk.service.schedulerx220190430.models.ListJobsRequest;
import com.aliyun.sdk.service.schedulerx220190430.models.ListJobsResponseBody;
import com.aliyun.sdk.service.schedulerx220190430.models.StopInstanceRequest;
import com.aliyun.sdk.service.schedulerx220190430.models.UpdateJobRequest;
import darabonba.core.client.ClientOverrideConfiguration;
import dev.carillon.cluster.Eventually;
import dev.carillon.cluster.RunningCluster;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every served action of the vendor's asynchronous SDK. */
class AsyncSdkTest {

    private static final String REGION = "cn-hangzhou";
    private static final String NAMESPACE = "async";
    private static final long NOBODYS = 999_999_999_999L;

    private final RunningCluster cluster = RunningCluster.get();
    private final AsyncClient client =
            client(cluster.key().accessKey(), cluster.key().secret());

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void jobsAreCreatedReadChangedAndDeleted() throws Exception {
        CreateJobRequest.Builder create = shellJob("nightly", "echo 'a b' # 你好")
                .timeType(1)
                .timeExpression("0 0 3 * * ?")
                .timezone("Europe/Berlin")
                .status(0)
                .priority(10)
                .failTimes(2)
                .contactInfo(List.of(CreateJobRequest.ContactInfo.builder()
                        .userName("张三")
                        .ding("https://127.0.0.1/robot")
                        .build()));

        CreateJobResponseBody created = get(client.createJob(create.build())).getBody();
        long id = created.getData().getJobId();
        GetJobInfoResponseBody.JobConfigInfo before = info(id);
        boolean updated = get(client.updateJob(UpdateJobRequest.builder()
                        .regionId(REGION)
                        .namespace(NAMESPACE)
                        .groupId(ClassicSdk.GROUP)
                        .jobId(id)
                        .timeExpression("0 30 3 * * ?")
                        .build()))
                .getBody()
                .getSuccess();
        GetJobInfoResponseBody.JobConfigInfo after = info(id);
        boolean enabled = get(client.enableJob(EnableJobRequest.builder()
                        .regionId(REGION)
                        .namespace(NAMESPACE)
                        .groupId(ClassicSdk.GROUP)
                        .jobId(id)
                        .build()))
                .getBody()
                .getSuccess();
        int status = info(id).getStatus();
        List<ListJobsResponseBody.Jobs> listed = get(client.listJobs(ListJobsRequest.builder()
                        .regionId(REGION)
                        .namespace(NAMESPACE)
                        .groupId(ClassicSdk.GROUP)
                        .jobName("nightly")
                        .status("1")
                        .build()))
                .getBody()
                .getData()
                .getJobs();
        boolean deleted = delete(id);

        assertThat(created.getSuccess()).isTrue();
        assertThat(created.getCode()).isEqualTo(200);
        assertThat(before.getContent()).isEqualTo("echo 'a b' # 你好");
        assertThat(before.getJobType()).isEqualTo("shell");
        assertThat(before.getStatus()).isZero();
        assertThat(before.getJobMonitorInfo().getContactInfo())
                .singleElement()
                .satisfies(contact -> assertThat(contact.getUserName()).isEqualTo("张三"));
        assertThat(updated).isTrue();
        assertThat(after.getTimeConfig().getTimeExpression()).isEqualTo("0 30 3 * * ?");
        assertThat(after.getContent()).isEqualTo(before.getContent());
        assertThat(enabled).isTrue();
        assertThat(status).isEqualTo(1);
        assertThat(listed).extracting(ListJobsResponseBody.Jobs::getJobId).containsExactly(id);
        assertThat(deleted).isTrue();
    }

    @Test
    void anInstanceRunsAndItsLogIsRead() throws Exception {
        long id = create("for i in 1 2 3; do echo \"line $i of $1\"; done");

        long instance = execute(id, "x 'many words'");
        GetJobInstanceResponseBody.JobInstanceDetail ended = awaitEnd(id, instance);

        assertThat(ended.getStatus()).isEqualTo(ClassicSdk.SUCCESS);
        assertThat(ended.getJobName()).isEqualTo("job");
        assertThat(ended.getParameters()).isEqualTo("x 'many words'");
        assertThat(ended.getTriggerType()).isEqualTo(3);
        assertThat(ended.getTraceId()).startsWith(id + "-c");
        Eventually.isTrue(
                "the last line",
                ClassicSdk.SOON,
                () -> log(id, instance, false).stream().anyMatch(line -> line.contains("line 3")));
        assertThat(log(id, instance, false))
                .containsSubsequence("line 1 of 'many", "line 2 of 'many", "line 3 of 'many");
        assertThat(log(id, instance, true)).containsSubsequence("line 3 of 'many", "line 1 of 'many");
        assertThat(get(client.getLog(logOf(id, instance).keyword("line 2").build()))
                        .getBody()
                        .getData()
                        .getLogs())
                .containsExactly("line 2 of 'many");
        delete(id);
    }

    @Test
    void aRunningInstanceIsStopped() throws Exception {
        long id = create("exec sleep 60");
        long instance = execute(id, "");
        Eventually.isTrue(
                "the instance runs",
                ClassicSdk.SOON,
                () -> Objects.equals(instance(id, instance).getStatus(), 3));

        boolean stopped = get(client.stopInstance(StopInstanceRequest.builder()
                        .regionId(REGION)
                        .namespace(NAMESPACE)
                        .groupId(ClassicSdk.GROUP)
                        .jobId(id)
                        .instanceId(instance)
                        .build()))
                .getBody()
                .getSuccess();

        assertThat(stopped).isTrue();
        assertThat(awaitEnd(id, instance).getStatus()).isEqualTo(ClassicSdk.FAILED);
        delete(id);
    }

    @Test
    void instancesAreListedByPageAndState() throws Exception {
        long id = create("exit $1");
        for (String code : List.of("x 0", "x 1", "x 0")) {
            awaitEnd(id, execute(id, code));
        }

        assertThat(list(listing(id))).hasSize(3);
        assertThat(list(listing(id).pageSize(2))).hasSize(2);
        assertThat(list(listing(id).pageSize(2).pageNum(2))).hasSize(1);
        assertThat(list(listing(id).status(ClassicSdk.FAILED))).hasSize(1);
        assertThat(list(listing(id).startTimestamp(System.currentTimeMillis() + 60_000)))
                .isEmpty();
        delete(id);
    }

    @Test
    void businessErrorsAreAnswersWithoutSuccess() throws Exception {
        CreateJobResponseBody created = get(client.createJob(shellJob("bad", "true")
                        .timezone("Mars/Olympus")
                        .timeType(1)
                        .timeExpression("0 0 3 * * ?")
                        .build()))
                .getBody();
        var disabled = get(client.disableJob(DisableJobRequest.builder()
                        .regionId(REGION)
                        .namespace(NAMESPACE)
                        .groupId(ClassicSdk.GROUP)
                        .jobId(NOBODYS)
                        .build()))
                .getBody();
        var log = get(client.getLog(logOf(NOBODYS, NOBODYS).build())).getBody();

        assertThat(created.getSuccess()).isFalse();
        assertThat(created.getMessage()).startsWith("Timezone: ");
        assertThat(disabled.getSuccess()).isFalse();
        assertThat(disabled.getCode()).isEqualTo(1005);
        assertThat(log.getSuccess()).isFalse();
        assertThat(log.getCode()).isEqualTo(1006);
        assertThat(log.getMessage()).contains("JobInstanceId");
    }

    @Test
    void gatewayErrorsArriveAsTheSdksException() {
        try (AsyncClient stranger = client("nobody", "nothing");
                AsyncClient guessing = client(cluster.key().accessKey(), "guessed")) {
            ListJobsRequest list = ListJobsRequest.builder()
                    .regionId(REGION)
                    .namespace(NAMESPACE)
                    .groupId(ClassicSdk.GROUP)
                    .build();

            PopClientException unknown = refusal(stranger.listJobs(list));
            PopClientException wrong = refusal(guessing.listJobs(list));
            PopClientException unserved = refusal(client.grantPermission(GrantPermissionRequest.builder()
                    .regionId(REGION)
                    .namespace(NAMESPACE)
                    .groupId(ClassicSdk.GROUP)
                    .userId("1")
                    .userName("x")
                    .build()));

            assertThat(unknown.getErrCode()).isEqualTo("InvalidAccessKeyId.NotFound");
            assertThat(unknown.getRequestId()).isNotBlank();
            assertThat(wrong.getErrCode()).isEqualTo("SignatureDoesNotMatch");
            assertThat(unserved.getErrCode()).isEqualTo("UnsupportedOperation");
        }
    }

    private static PopClientException refusal(CompletableFuture<?> answer) {
        Throwable thrown = catchThrowable(() -> get(answer));
        assertThat(thrown).isInstanceOf(ExecutionException.class);
        Throwable cause = Objects.requireNonNull(thrown.getCause());
        assertThat(cause).isInstanceOf(PopClientException.class);
        return (PopClientException) cause;
    }

    private AsyncClient client(String accessKey, String secret) {
        return AsyncClient.builder()
                .region(REGION)
                .credentialsProvider(StaticCredentialProvider.create(Credential.builder()
                        .accessKeyId(accessKey)
                        .accessKeySecret(secret)
                        .build()))
                .overrideConfiguration(ClientOverrideConfiguration.create()
                        .setProtocol("HTTP")
                        .setEndpointOverride(cluster.endpoint()))
                .build();
    }

    private static <T> T get(CompletableFuture<T> answer) throws Exception {
        return answer.get(30, TimeUnit.SECONDS);
    }

    private static CreateJobRequest.Builder shellJob(String name, String script) {
        return CreateJobRequest.builder()
                .regionId(REGION)
                .namespace(NAMESPACE)
                .groupId(ClassicSdk.GROUP)
                .name(name)
                .jobType("shell")
                .executeMode("standalone")
                .content(script);
    }

    private long create(String script) throws Exception {
        return get(client.createJob(shellJob("job", script).timeType(100).build()))
                .getBody()
                .getData()
                .getJobId();
    }

    private boolean delete(long id) throws Exception {
        return get(client.deleteJob(DeleteJobRequest.builder()
                        .regionId(REGION)
                        .namespace(NAMESPACE)
                        .groupId(ClassicSdk.GROUP)
                        .jobId(id)
                        .build()))
                .getBody()
                .getSuccess();
    }

    private GetJobInfoResponseBody.JobConfigInfo info(long id) throws Exception {
        return get(client.getJobInfo(GetJobInfoRequest.builder()
                        .regionId(REGION)
                        .namespace(NAMESPACE)
                        .groupId(ClassicSdk.GROUP)
                        .jobId(id)
                        .build()))
                .getBody()
                .getData()
                .getJobConfigInfo();
    }

    private long execute(long id, String parameters) throws Exception {
        return get(client.executeJob(ExecuteJobRequest.builder()
                        .regionId(REGION)
                        .namespace(NAMESPACE)
                        .groupId(ClassicSdk.GROUP)
                        .jobId(id)
                        .instanceParameters(parameters)
                        .build()))
                .getBody()
                .getData()
                .getJobInstanceId();
    }

    private GetJobInstanceResponseBody.JobInstanceDetail instance(long id, long instance) throws Exception {
        return get(client.getJobInstance(GetJobInstanceRequest.builder()
                        .regionId(REGION)
                        .namespace(NAMESPACE)
                        .groupId(ClassicSdk.GROUP)
                        .jobId(id)
                        .jobInstanceId(instance)
                        .build()))
                .getBody()
                .getData()
                .getJobInstanceDetail();
    }

    private GetJobInstanceResponseBody.JobInstanceDetail awaitEnd(long id, long instance) throws Exception {
        return Eventually.found(
                "the end of instance " + instance,
                ClassicSdk.SOON,
                () -> Optional.of(instance(id, instance))
                        .filter(each ->
                                each.getStatus() == ClassicSdk.SUCCESS || each.getStatus() == ClassicSdk.FAILED));
    }

    private static GetLogRequest.Builder logOf(long id, long instance) {
        return GetLogRequest.builder()
                .regionId(REGION)
                .namespace(NAMESPACE)
                .groupId(ClassicSdk.GROUP)
                .jobId(Long.toString(id))
                .jobInstanceId(Long.toString(instance));
    }

    private List<String> log(long id, long instance, boolean reverse) throws Exception {
        return get(client.getLog(logOf(id, instance).reverse(reverse).line(200).build()))
                .getBody()
                .getData()
                .getLogs();
    }

    private static GetJobInstanceListRequest.Builder listing(long id) {
        return GetJobInstanceListRequest.builder()
                .regionId(REGION)
                .namespace(NAMESPACE)
                .groupId(ClassicSdk.GROUP)
                .jobId(id);
    }

    private List<GetJobInstanceListResponseBody.JobInstanceDetails> list(GetJobInstanceListRequest.Builder request)
            throws Exception {
        return get(client.getJobInstanceList(request.build()))
                .getBody()
                .getData()
                .getJobInstanceDetails();
    }
}
