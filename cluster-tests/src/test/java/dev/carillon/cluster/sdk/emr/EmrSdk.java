package dev.carillon.cluster.sdk.emr;

import com.aliyuncs.AcsResponse;
import com.aliyuncs.CommonRequest;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.emr.model.v20160408.CreateFlowJobRequest;
import com.aliyuncs.emr.model.v20160408.DeleteFlowJobRequest;
import com.aliyuncs.emr.model.v20160408.DescribeFlowJobRequest;
import com.aliyuncs.emr.model.v20160408.DescribeFlowJobResponse;
import com.aliyuncs.emr.model.v20160408.DescribeFlowNodeInstanceLauncherLogRequest;
import com.aliyuncs.emr.model.v20160408.DescribeFlowNodeInstanceLauncherLogResponse;
import com.aliyuncs.emr.model.v20160408.DescribeFlowNodeInstanceRequest;
import com.aliyuncs.emr.model.v20160408.DescribeFlowNodeInstanceResponse;
import com.aliyuncs.emr.model.v20160408.SubmitFlowJobRequest;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.HttpClientConfig;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.profile.DefaultProfile;
import dev.carillon.cluster.Eventually;
import dev.carillon.cluster.RunningCluster;
import java.time.Duration;
import java.util.Map;

/** The vendor's SDK, configured as its users do: the address of the product in the profile. */
final class EmrSdk implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(30);

    private static final String REGION = "cn-hangzhou";

    private final RunningCluster cluster;
    private final DefaultAcsClient client;
    private final FormatType format;
    private final String project;

    EmrSdk(RunningCluster cluster, FormatType format, String project) {
        this.cluster = cluster;
        this.format = format;
        this.project = project;
        DefaultProfile.addEndpoint(REGION, "Emr", cluster.endpoint());
        DefaultProfile profile = DefaultProfile.getProfile(
                REGION, cluster.key().accessKey(), cluster.key().secret());
        // The SDK keeps one HTTP client for the whole JVM, with the configuration of whoever comes first.
        HttpClientConfig config = HttpClientConfig.getDefault();
        config.setIgnoreSSLCerts(true);
        profile.setHttpClientConfig(config);
        client = new DefaultAcsClient(profile);
    }

    <T extends AcsResponse> T send(RpcAcsRequest<T> request) throws ClientException {
        request.setSysAcceptFormat(format);
        return client.getAcsResponse(request);
    }

    /** What the SDK has no class for, by its request for such cases. */
    String sendByHand(String action, Map<String, String> parameters) throws ClientException {
        CommonRequest request = new CommonRequest();
        request.setSysDomain(cluster.endpoint());
        request.setSysVersion("2016-04-08");
        request.setSysAction(action);
        request.setSysMethod(MethodType.POST);
        request.putQueryParameter("ProjectId", project);
        parameters.forEach(request::putBodyParameter);
        return client.getCommonResponse(request).getData();
    }

    CreateFlowJobRequest shellJob(String name, String script) {
        CreateFlowJobRequest create = new CreateFlowJobRequest();
        create.setProjectId(project);
        create.setName(name);
        create.setDescription("of a test");
        create.setType("SHELL");
        create.setParams(script);
        return create;
    }

    String created(CreateFlowJobRequest request) throws ClientException {
        return send(request).getId();
    }

    String submitted(String job) throws ClientException {
        SubmitFlowJobRequest submit = new SubmitFlowJobRequest();
        submit.setProjectId(project);
        submit.setJobId(job);
        return send(submit).getId();
    }

    DescribeFlowJobResponse job(String id) throws ClientException {
        DescribeFlowJobRequest describe = new DescribeFlowJobRequest();
        describe.setProjectId(project);
        describe.setId(id);
        return send(describe);
    }

    DescribeFlowNodeInstanceResponse instance(String id) throws ClientException {
        DescribeFlowNodeInstanceRequest describe = new DescribeFlowNodeInstanceRequest();
        describe.setProjectId(project);
        describe.setId(id);
        return send(describe);
    }

    void awaitStatus(String instance, String status) throws Exception {
        Eventually.isTrue(
                instance + " is " + status,
                SOON,
                () -> status.equals(instance(instance).getStatus()));
    }

    DescribeFlowNodeInstanceLauncherLogResponse log(String instance, int start, int lines) throws ClientException {
        DescribeFlowNodeInstanceLauncherLogRequest log = new DescribeFlowNodeInstanceLauncherLogRequest();
        log.setProjectId(project);
        log.setNodeInstanceId(instance);
        log.setStart(start);
        log.setLines(lines);
        return send(log);
    }

    void delete(String job) throws ClientException {
        DeleteFlowJobRequest delete = new DeleteFlowJobRequest();
        delete.setProjectId(project);
        delete.setId(job);
        send(delete);
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
