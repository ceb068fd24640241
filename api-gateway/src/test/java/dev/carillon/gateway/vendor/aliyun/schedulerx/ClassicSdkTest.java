package dev.carillon.gateway.vendor.aliyun.schedulerx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aliyuncs.AcsResponse;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.exceptions.ServerException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import com.aliyuncs.schedulerx2.model.v20190430.CreateJobRequest;
import com.aliyuncs.schedulerx2.model.v20190430.CreateJobResponse;
import com.aliyuncs.schedulerx2.model.v20190430.DisableJobRequest;
import com.aliyuncs.schedulerx2.model.v20190430.ExecuteJobRequest;
import com.aliyuncs.schedulerx2.model.v20190430.ExecuteJobResponse;
import com.aliyuncs.schedulerx2.model.v20190430.GetJobInfoRequest;
import com.aliyuncs.schedulerx2.model.v20190430.GetJobInfoResponse.Data.JobConfigInfo;
import com.aliyuncs.schedulerx2.model.v20190430.GetJobInstanceListRequest;
import com.aliyuncs.schedulerx2.model.v20190430.GetJobInstanceListResponse;
import com.aliyuncs.schedulerx2.model.v20190430.GetJobInstanceRequest;
import com.aliyuncs.schedulerx2.model.v20190430.GetJobInstanceResponse.Data.JobInstanceDetail;
import com.aliyuncs.schedulerx2.model.v20190430.ListJobsRequest;
import com.aliyuncs.schedulerx2.model.v20190430.ListJobsResponse;
import com.aliyuncs.schedulerx2.model.v20190430.StopInstanceRequest;
import com.aliyuncs.schedulerx2.model.v20190430.UpdateJobRequest;
import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.vendor.FakeJobService;
import dev.carillon.gateway.vendor.InMemoryReplayGuard;
import dev.carillon.gateway.vendor.aliyun.AliyunAuthenticator;
import dev.carillon.gateway.vendor.aliyun.CapturedRequests;
import dev.carillon.gateway.vendor.aliyun.LoopbackGateway;
import dev.carillon.gateway.vendor.aliyun.OneCredential;
import dev.carillon.gateway.vendor.aliyun.RequestIds;
import dev.carillon.gateway.vendor.aliyun.RpcAdapter;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The vendor's classic SDK as shipped, over HTTP: it signs the requests and reads the answers, in both formats. */
class ClassicSdkTest {

    private static final String REGION = "cn-hangzhou";

    private final FakeJobService jobs = new FakeJobService(Instant.parse("2026-11-21T20:45:00Z"));
    private LoopbackGateway gateway;
    private DefaultAcsClient client;

    @BeforeEach
    void connect() throws IOException {
        gateway = new LoopbackGateway(new RpcAdapter<>(
                new SchedulerXProduct(jobs, InstantSource.system(), SchedulerXProduct.DEFAULT_ZONE),
                // The SDK signs with the machine's time.
                new AliyunAuthenticator(new OneCredential(false), new InMemoryReplayGuard(), InstantSource.system()),
                new RequestIds(new SecureRandom())));
        client = client(CapturedRequests.SECRET);
    }

    @AfterEach
    void disconnect() {
        client.shutdown();
        gateway.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = FormatType.class,
            names = {"JSON", "XML"})
    void createsAndReadsJobs(FormatType format) throws ClientException {
        CreateJobRequest create = creation(2);
        CreateJobResponse created = send(create, format);
        send(creation(1), format);
        assertThat(created.getSuccess()).isTrue();
        assertThat(created.getCode()).isEqualTo(200);

        GetJobInfoRequest get = new GetJobInfoRequest();
        get.setJobId(created.getData().getJobId());
        get.setNamespace("ns");
        get.setGroupId("组");
        JobConfigInfo job = send(get, format).getData().getJobConfigInfo();
        ListJobsRequest list = new ListJobsRequest();
        list.setNamespace("ns");
        list.setGroupId("组");
        List<ListJobsResponse.Data.Job> all = send(list, format).getData().getJobs();

        assertThat(job.getJobId()).isEqualTo(created.getData().getJobId());
        assertThat(job.getName()).isEqualTo("你好 <&> \"x\"");
        assertThat(job.getContent()).isEqualTo("echo a\nb\tc \\ 'd'");
        assertThat(job.getMaxConcurrency()).isEqualTo("1");
        assertThat(job.getTimeConfig().getTimeType()).isEqualTo(1);
        assertThat(job.getTimeConfig().getTimeExpression()).isEqualTo("0 0/10 * * * ?");
        assertThat(job.getTimeConfig().getDataOffset()).isEqualTo(5);
        assertThat(job.getMapTaskXAttrs().getQueueSize()).isEqualTo(10_000);
        assertThat(job.getJobMonitorInfo().getMonitorConfig().getTimeout()).isEqualTo(12_300L);
        assertThat(job.getJobMonitorInfo().getMonitorConfig().getTimeoutKillEnable())
                .isTrue();
        assertThat(job.getJobMonitorInfo().getContactInfo()).hasSize(2);
        assertThat(job.getJobMonitorInfo().getContactInfo().get(1).getUserName())
                .isEqualTo("user 1");
        assertThat(all).hasSize(2);
        assertThat(all)
                .filteredOn(each -> each.getJobId().equals(job.getJobId()))
                .first()
                .satisfies(each -> {
                    assertThat(each.getJobMonitorInfo().getContactInfo()).hasSize(2);
                    assertThat(each.getName()).isEqualTo(job.getName());
                });
        assertThat(all)
                .filteredOn(each -> !each.getJobId().equals(job.getJobId()))
                .first()
                .satisfies(each ->
                        assertThat(each.getJobMonitorInfo().getContactInfo()).hasSize(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = FormatType.class,
            names = {"JSON", "XML"})
    void readsAListOfAnyLength(FormatType format) throws ClientException {
        ListJobsRequest list = new ListJobsRequest();
        list.setNamespace("ns");
        list.setGroupId("组");

        for (int expected = 0; expected < 3; expected++) {
            assertThat(send(list, format).getData().getJobs()).hasSize(expected);
            send(creation(0), format);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FormatType.class,
            names = {"JSON", "XML"})
    void runsReadsAndStopsInstances(FormatType format) throws ClientException {
        long id = send(creation(0), format).getData().getJobId();
        ExecuteJobRequest execute = new ExecuteJobRequest();
        execute.setJobId(id);
        execute.setNamespace("ns");
        execute.setGroupId("组");
        execute.setInstanceParameters("a b+c");
        ExecuteJobResponse run = send(execute, format);
        ExecutionId scheduled = ExecutionId.scheduled(new JobId(id), Bench.NOW.minusSeconds(60));
        ExecutionView ended =
                FakeJobService.execution(scheduled, Cause.SCHEDULE, Status.SUCCEEDED, Bench.NOW.minusSeconds(60), "");
        jobs.executions.add(ended);

        GetJobInstanceListRequest list = new GetJobInstanceListRequest();
        list.setJobId(id);
        list.setNamespace("ns");
        list.setGroupId("组");
        GetJobInstanceListResponse listed = send(list, format);
        GetJobInstanceRequest get = new GetJobInstanceRequest();
        get.setJobId(id);
        get.setJobInstanceId(ended.alias());
        get.setNamespace("ns");
        get.setGroupId("组");
        JobInstanceDetail detail = send(get, format).getData().getJobInstanceDetail();
        StopInstanceRequest stop = new StopInstanceRequest();
        stop.setJobId(id);
        stop.setInstanceId(run.getData().getJobInstanceId());
        stop.setNamespace("ns");
        stop.setGroupId("组");
        boolean stopped = send(stop, format).getSuccess();

        assertThat(jobs.commands.get(1))
                .isInstanceOfSatisfying(
                        Command.TriggerJob.class,
                        trigger -> assertThat(trigger.parameters()).isEqualTo("a b+c"));
        assertThat(listed.getData().getJobInstanceDetails()).hasSize(2);
        assertThat(listed.getData().getJobInstanceDetails().getFirst().getInstanceId())
                .isEqualTo(run.getData().getJobInstanceId());
        assertThat(detail.getStatus()).isEqualTo(4);
        assertThat(detail.getResult()).isEqualTo("完成 <ok> & \"fine\"");
        assertThat(detail.getScheduleTime()).isEqualTo("2026-11-22 04:44:00");
        assertThat(stopped).isTrue();
        assertThat(jobs.commands.getLast()).isInstanceOf(Command.StopExecution.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = FormatType.class,
            names = {"JSON", "XML"})
    void readsBothKindsOfFailure(FormatType format) throws ClientException {
        UpdateJobRequest update = new UpdateJobRequest();
        update.setJobId(17L);
        update.setNamespace("ns");
        update.setGroupId("组");
        DisableJobRequest disable = new DisableJobRequest();

        var refused = send(update, format);
        ClientException missing = catchThrowableOfType(ClientException.class, () -> send(disable, format));
        jobs.failNext(ApiError.of(ApiError.Category.UNAVAILABLE, "no reply in time."));
        ServerException unavailable = catchThrowableOfType(ServerException.class, () -> send(creation(0), format));

        assertThat(refused.getSuccess()).isFalse();
        assertThat(refused.getCode()).isEqualTo(1005);
        assertThat(refused.getMessage()).isEqualTo("jobId=17 is not existed");
        assertThat(missing.getErrCode()).isEqualTo("MissingParameter");
        assertThat(missing.getErrMsg()).contains("JobId");
        assertThat(missing.getRequestId()).isNotEmpty();
        assertThat(unavailable.getErrCode()).isEqualTo("ServiceUnavailable");
        assertThat(unavailable.getErrMsg()).contains("Command id: aliyun-");
    }

    @ParameterizedTest
    @EnumSource(
            value = FormatType.class,
            names = {"JSON", "XML"})
    void letsTheSdkBlameTheSecret(FormatType format) {
        DefaultAcsClient wrong = client("wrong");

        ClientException refused =
                catchThrowableOfType(ClientException.class, () -> wrong.getAcsResponse(prepared(creation(1), format)));

        assertThat(refused.getErrCode()).isEqualTo("SDK.InvalidAccessKeySecret");
        wrong.shutdown();
    }

    private static CreateJobRequest creation(int contacts) {
        CreateJobRequest create = new CreateJobRequest();
        create.setNamespace("ns");
        create.setGroupId("组");
        create.setName("你好 <&> \"x\"");
        create.setJobType("shell");
        create.setContent("echo a\nb\tc \\ 'd'");
        create.setExecuteMode("standalone");
        create.setTimeType(1);
        create.setTimeExpression("0 0/10 * * * ?");
        create.setDataOffset(5);
        create.setTimeout(12_300L);
        create.setTimeoutKillEnable(true);
        List<CreateJobRequest.ContactInfo> infos = new ArrayList<>();
        for (int i = 0; i < contacts; i++) {
            CreateJobRequest.ContactInfo info = new CreateJobRequest.ContactInfo();
            info.setUserName("user " + i);
            infos.add(info);
        }
        create.setContactInfos(infos);
        return create;
    }

    private <T extends AcsResponse> T send(RpcAcsRequest<T> request, FormatType format) throws ClientException {
        return client.getAcsResponse(prepared(request, format));
    }

    private <T extends AcsResponse> RpcAcsRequest<T> prepared(RpcAcsRequest<T> request, FormatType format) {
        request.setSysAcceptFormat(format);
        request.setSysEndpoint(gateway.endpoint());
        request.setSysProtocol(ProtocolType.HTTP);
        return request;
    }

    private static DefaultAcsClient client(String secret) {
        return new DefaultAcsClient(DefaultProfile.getProfile(REGION, CapturedRequests.ACCESS_KEY, secret));
    }
}
