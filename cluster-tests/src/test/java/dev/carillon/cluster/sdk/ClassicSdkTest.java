package dev.carillon.cluster.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aliyuncs.AcsResponse;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.HttpClientConfig;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.http.clients.ApacheHttpClient;
import com.aliyuncs.profile.DefaultProfile;
import com.aliyuncs.schedulerx2.model.v20190430.BatchDeleteJobsRequest;
import com.aliyuncs.schedulerx2.model.v20190430.CreateJobRequest;
import com.aliyuncs.schedulerx2.model.v20190430.DeleteJobRequest;
import com.aliyuncs.schedulerx2.model.v20190430.DisableJobRequest;
import com.aliyuncs.schedulerx2.model.v20190430.EnableJobRequest;
import com.aliyuncs.schedulerx2.model.v20190430.ExecuteJobRequest;
import com.aliyuncs.schedulerx2.model.v20190430.GetJobInfoRequest;
import com.aliyuncs.schedulerx2.model.v20190430.GetJobInfoResponse.Data.JobConfigInfo;
import com.aliyuncs.schedulerx2.model.v20190430.GetJobInstanceListRequest;
import com.aliyuncs.schedulerx2.model.v20190430.GetJobInstanceRequest;
import com.aliyuncs.schedulerx2.model.v20190430.ListJobsRequest;
import com.aliyuncs.schedulerx2.model.v20190430.ListJobsResponse;
import com.aliyuncs.schedulerx2.model.v20190430.StopInstanceRequest;
import com.aliyuncs.schedulerx2.model.v20190430.UpdateJobRequest;
import dev.carillon.cluster.Eventually;
import dev.carillon.cluster.RunningCluster;
import java.util.Objects;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every served action of the vendor's classic SDK, which has all of them but GetLog, in both formats. */
@ParameterizedClass
@EnumSource(
        value = FormatType.class,
        names = {"JSON", "XML"})
@Tag("broker")
class ClassicSdkTest {

    private static final int RUNNING = 3;
    private static final long NOBODYS = 999_999_999_999L;

    private final RunningCluster cluster = RunningCluster.get();
    private final FormatType format;
    private final ClassicSdk sdk;
    private final String namespace;

    ClassicSdkTest(FormatType format) {
        this.format = format;
        this.namespace = "classic-" + format;
        this.sdk = new ClassicSdk(cluster, format);
    }

    @AfterEach
    void disconnect() {
        sdk.close();
    }

    @Test
    void jobsAreCreatedReadChangedAndDeleted() throws Exception {
        CreateJobRequest create = ClassicSdk.shellJob(namespace, "你好 <&> \"x\"", "echo a\nb\tc \\ 'd'");
        create.setTimeType(1);
        create.setTimeExpression("0 0 0 1 1 ?");
        create.setMaxConcurrency(3);

        var created = sdk.send(create);
        long id = created.getData().getJobId();
        JobConfigInfo before = info(id);
        UpdateJobRequest update = named(new UpdateJobRequest(), id);
        update.setTimeType(3);
        update.setTimeExpression("3600");
        update.setDescription("changed");
        boolean updated = sdk.send(update).getSuccess();
        JobConfigInfo after = info(id);
        boolean deleted = sdk.send(named(new DeleteJobRequest(), id)).getSuccess();
        var gone = sdk.send(named(new GetJobInfoRequest(), id));

        assertThat(created.getSuccess()).isTrue();
        assertThat(created.getCode()).isEqualTo(200);
        assertThat(created.getRequestId()).isNotBlank();
        assertThat(before.getName()).isEqualTo("你好 <&> \"x\"");
        assertThat(before.getContent()).isEqualTo("echo a\nb\tc \\ 'd'");
        assertThat(before.getMaxConcurrency()).isEqualTo("3");
        assertThat(before.getStatus()).isEqualTo(1);
        assertThat(before.getTimeConfig().getTimeExpression()).isEqualTo("0 0 0 1 1 ?");
        assertThat(updated).isTrue();
        assertThat(after.getTimeConfig().getTimeType()).isEqualTo(3);
        assertThat(after.getTimeConfig().getTimeExpression()).isEqualTo("3600");
        assertThat(after.getDescription()).isEqualTo("changed");
        assertThat(after.getMaxConcurrency()).isEqualTo("3");
        assertThat(deleted).isTrue();
        assertThat(gone.getSuccess()).isFalse();
        assertThat(gone.getMessage()).contains(Long.toString(id));
    }

    @Test
    void jobsAreListedByNameAndState() throws Exception {
        long first = sdk.send(ClassicSdk.shellJob(namespace + "-list", "first", "echo 1"))
                .getData()
                .getJobId();
        long second = sdk.send(ClassicSdk.shellJob(namespace + "-list", "second", "echo 2"))
                .getData()
                .getJobId();
        DisableJobRequest disable = named(new DisableJobRequest(), second);
        disable.setNamespace(namespace + "-list");
        sdk.send(disable);

        ListJobsRequest all = listing();
        ListJobsRequest byName = listing();
        byName.setJobName("first");
        ListJobsRequest disabled = listing();
        disabled.setStatus("0");

        assertThat(sdk.send(all).getData().getJobs())
                .extracting(ListJobsResponse.Data.Job::getJobId)
                .containsExactlyInAnyOrder(first, second);
        assertThat(sdk.send(byName).getData().getJobs())
                .extracting(ListJobsResponse.Data.Job::getJobId)
                .containsExactly(first);
        assertThat(sdk.send(disabled).getData().getJobs())
                .extracting(ListJobsResponse.Data.Job::getJobId)
                .containsExactly(second);
        sdk.delete(namespace + "-list", first);
        sdk.delete(namespace + "-list", second);
    }

    @Test
    void instancesAreStartedReadAndStopped() throws Exception {
        long id = create("echo \"got $1\"; exec sleep 60");

        long instance = execute(id, "now and then").getData().getJobInstanceId();
        Eventually.isTrue(
                "the instance runs",
                ClassicSdk.SOON,
                () -> Objects.equals(sdk.instance(namespace, id, instance).getStatus(), RUNNING));
        StopInstanceRequest stop = named(new StopInstanceRequest(), id);
        stop.setInstanceId(instance);
        boolean stopped = sdk.send(stop).getSuccess();
        var ended = sdk.awaitEnded(namespace, id, 1);

        assertThat(stopped).isTrue();
        assertThat(ended).hasSize(1);
        assertThat(ended.getFirst().getInstanceId()).isEqualTo(instance);
        assertThat(ended.getFirst().getStatus()).isEqualTo(ClassicSdk.FAILED);
        assertThat(ended.getFirst().getTriggerType()).isEqualTo(3);
        var detail = sdk.instance(namespace, id, instance);
        assertThat(detail.getStartTime()).isNotBlank();
        assertThat(detail.getEndTime()).isNotBlank();
        sdk.delete(namespace, id);
    }

    @Test
    void aDisabledJobIsExecutedOnlyByThoseWhoDoNotMind() throws Exception {
        long id = create("exit 0");

        boolean disabled = sdk.send(named(new DisableJobRequest(), id)).getSuccess();
        int status = info(id).getStatus();
        var checked = sdk.send(checking(id));
        var unchecked = execute(id, "");
        boolean enabled = sdk.send(named(new EnableJobRequest(), id)).getSuccess();
        // Else the second might meet the first, and the limit of one at a time.
        var ended = sdk.awaitEnded(namespace, id, 1);
        var afterwards = sdk.send(checking(id));

        assertThat(disabled).isTrue();
        assertThat(status).isZero();
        assertThat(checked.getSuccess()).isFalse();
        assertThat(checked.getMessage()).contains("disabled");
        assertThat(unchecked.getSuccess()).isTrue();
        assertThat(enabled).isTrue();
        assertThat(afterwards.getSuccess()).as(afterwards.getMessage()).isTrue();
        assertThat(ended.getFirst().getStatus()).isEqualTo(ClassicSdk.SUCCESS);
        sdk.delete(namespace, id);
    }

    @Test
    void aFailingScriptIsAFailedInstance() throws Exception {
        long id = create("exit 3");

        execute(id, "");

        var ended = sdk.awaitEnded(namespace, id, 1);
        assertThat(ended.getFirst().getStatus()).isEqualTo(ClassicSdk.FAILED);
        assertThat(ended.getFirst().getResult()).contains("3");
        sdk.delete(namespace, id);
    }

    @Test
    void whatDoesNotExistIsRefusedByEveryAction() throws Exception {
        ExecuteJobRequest execute = named(new ExecuteJobRequest(), NOBODYS);
        GetJobInstanceRequest instance = named(new GetJobInstanceRequest(), NOBODYS);
        instance.setJobInstanceId(NOBODYS);
        StopInstanceRequest stop = named(new StopInstanceRequest(), NOBODYS);
        stop.setInstanceId(NOBODYS);

        assertRefused(sdk.send(named(new UpdateJobRequest(), NOBODYS)));
        assertRefused(sdk.send(named(new DeleteJobRequest(), NOBODYS)));
        assertRefused(sdk.send(named(new EnableJobRequest(), NOBODYS)));
        assertRefused(sdk.send(named(new DisableJobRequest(), NOBODYS)));
        assertRefused(sdk.send(execute));
        assertRefused(sdk.send(named(new GetJobInfoRequest(), NOBODYS)));
        assertRefused(sdk.send(named(new GetJobInstanceListRequest(), NOBODYS)));
        assertRefused(sdk.send(instance));
        assertRefused(sdk.send(stop));
    }

    @Test
    void aJobIsFoundInItsNamespaceAndGroupOnly() throws Exception {
        long id = create("true");
        DeleteJobRequest otherNamespace = named(new DeleteJobRequest(), id);
        otherNamespace.setNamespace("elsewhere");
        GetJobInfoRequest otherGroup = named(new GetJobInfoRequest(), id);
        otherGroup.setGroupId("another.group");

        var notDeleted = sdk.send(otherNamespace);
        var notTold = sdk.send(otherGroup);

        assertThat(notDeleted.getSuccess()).isFalse();
        assertThat(notDeleted.getMessage()).contains("not match namespace: elsewhere");
        assertThat(notTold.getSuccess()).isFalse();
        assertThat(notTold.getMessage()).contains("not match groupId: another.group");
        assertThat(info(id).getJobId()).isEqualTo(id);
        sdk.delete(namespace, id);
    }

    @Test
    void aValueThatCannotBeIsRefusedByItsName() throws Exception {
        CreateJobRequest cron = ClassicSdk.shellJob(namespace, "bad", "true");
        cron.setTimeType(1);
        cron.setTimeExpression("every now and then");
        CreateJobRequest mode = ClassicSdk.shellJob(namespace, "bad", "true");
        mode.setExecuteMode("broadcast");

        var badCron = sdk.send(cron);
        var badMode = sdk.send(mode);

        assertThat(badCron.getSuccess()).isFalse();
        assertThat(badCron.getMessage()).startsWith("TimeExpression: ");
        assertThat(badCron.getData().getJobId()).isNull();
        assertThat(badMode.getSuccess()).isFalse();
        assertThat(badMode.getMessage()).startsWith("ExecuteMode: ");
    }

    @Test
    void gatewayErrorsArriveAsTheSdksException() {
        DeleteJobRequest missing = new DeleteJobRequest();
        missing.setNamespace(namespace);
        missing.setGroupId(ClassicSdk.GROUP);
        BatchDeleteJobsRequest notServed = new BatchDeleteJobsRequest();

        ClientException withoutId = catchThrowableOfType(ClientException.class, () -> sdk.send(missing));
        ClientException unserved = catchThrowableOfType(ClientException.class, () -> sdk.send(notServed));

        assertThat(withoutId.getErrCode()).isEqualTo("MissingParameter");
        assertThat(withoutId.getErrMsg()).contains("\"JobId\"");
        assertThat(withoutId.getRequestId()).isNotBlank();
        assertThat(unserved.getErrCode()).isEqualTo("UnsupportedOperation");
        assertThat(unserved.getErrMsg()).contains("BatchDeleteJobs");
    }

    @Test
    void wrongKeysArriveAsTheSdksException() {
        try (ClassicSdk stranger = new ClassicSdk(cluster, format, "nobody", "nothing");
                ClassicSdk guessing =
                        new ClassicSdk(cluster, format, cluster.key().accessKey(), "guessed")) {

            ClientException unknown = catchThrowableOfType(ClientException.class, () -> stranger.send(listing()));
            ClientException wrong = catchThrowableOfType(ClientException.class, () -> guessing.send(listing()));

            assertThat(unknown.getErrCode()).isEqualTo("InvalidAccessKeyId.NotFound");
            assertThat(wrong.getErrCode()).isEqualTo("SDK.InvalidAccessKeySecret");
        }
    }

    @Test
    void tlsIsVerifiedByWhoWantsTo() throws Exception {
        GetJobInstanceRequest request = named(new GetJobInstanceRequest(), NOBODYS);
        request.setJobInstanceId(NOBODYS);
        request.setSysAcceptFormat(format);
        request.setSysEndpoint(cluster.tlsEndpoint());
        HttpClientConfig trusting = HttpClientConfig.getDefault();
        trusting.setX509TrustManagers(
                new X509TrustManager[] {cluster.certificate().trust()});

        var answer = withHttpClientOf(trusting, request);
        ClientException untrusted = catchThrowableOfType(
                ClientException.class, () -> withHttpClientOf(HttpClientConfig.getDefault(), request));

        assertThat(request.getSysProtocol()).isEqualTo(ProtocolType.HTTPS);
        assertThat(answer.getSuccess()).isFalse();
        assertThat(answer.getMessage()).contains(Long.toString(NOBODYS));
        assertThat(untrusted).isNotNull();
    }

    /** The SDK's HTTP client is one per JVM; it has to be put away for another configuration to count. */
    private <T extends AcsResponse> T withHttpClientOf(HttpClientConfig config, RpcAcsRequest<T> request)
            throws Exception {
        ApacheHttpClient.getInstance().close();
        DefaultProfile profile = DefaultProfile.getProfile(
                "cn-hangzhou", cluster.key().accessKey(), cluster.key().secret());
        profile.setHttpClientConfig(config);
        try {
            return new DefaultAcsClient(profile).getAcsResponse(request);
        } finally {
            ApacheHttpClient.getInstance().close();
        }
    }

    private static void assertRefused(AcsResponse response) throws ReflectiveOperationException {
        assertThat(response.getClass().getMethod("getSuccess").invoke(response))
                .as(response.getClass().getSimpleName())
                .isEqualTo(false);
        assertThat(response.getClass().getMethod("getMessage").invoke(response))
                .asString()
                .contains(Long.toString(NOBODYS));
        assertThat(response.getClass().getMethod("getCode").invoke(response)).isIn(1005, 1006);
    }

    private long create(String script) throws ClientException {
        return sdk.send(ClassicSdk.shellJob(namespace, "job", script)).getData().getJobId();
    }

    private JobConfigInfo info(long id) throws ClientException {
        return sdk.send(named(new GetJobInfoRequest(), id)).getData().getJobConfigInfo();
    }

    private com.aliyuncs.schedulerx2.model.v20190430.ExecuteJobResponse execute(long id, String parameters)
            throws ClientException {
        ExecuteJobRequest request = named(new ExecuteJobRequest(), id);
        request.setInstanceParameters(parameters);
        return sdk.send(request);
    }

    private ExecuteJobRequest checking(long id) {
        ExecuteJobRequest request = named(new ExecuteJobRequest(), id);
        request.setCheckJobStatus(true);
        return request;
    }

    private ListJobsRequest listing() {
        ListJobsRequest request = new ListJobsRequest();
        request.setNamespace(namespace + "-list");
        request.setGroupId(ClassicSdk.GROUP);
        return request;
    }

    /** Every request has these three setters, but no type says so. */
    private <R extends RpcAcsRequest<?>> R named(R request, long jobId) {
        try {
            request.getClass().getMethod("setNamespace", String.class).invoke(request, namespace);
            request.getClass().getMethod("setGroupId", String.class).invoke(request, ClassicSdk.GROUP);
            request.getClass().getMethod("setJobId", Long.class).invoke(request, jobId);
            return request;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(request.getClass() + " is not a request about a job", e);
        }
    }
}
