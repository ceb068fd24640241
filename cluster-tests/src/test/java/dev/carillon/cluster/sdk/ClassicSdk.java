package dev.carillon.cluster.sdk;

import com.aliyuncs.AcsResponse;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.HttpClientConfig;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import com.aliyuncs.schedulerx2.model.v20190430.CreateJobRequest;
import com.aliyuncs.schedulerx2.model.v20190430.DeleteJobRequest;
import com.aliyuncs.schedulerx2.model.v20190430.GetJobInstanceListRequest;
import com.aliyuncs.schedulerx2.model.v20190430.GetJobInstanceListResponse.Data.JobInstanceDetailsItem;
import com.aliyuncs.schedulerx2.model.v20190430.GetJobInstanceRequest;
import com.aliyuncs.schedulerx2.model.v20190430.GetJobInstanceResponse;
import dev.carillon.cluster.Eventually;
import dev.carillon.cluster.RunningCluster;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The vendor's classic SDK, configured as its users do: the address of the product in the profile. The seven requests that pin
 * https get the address of the TLS listener, and are otherwise sent as shipped.
 */
final class ClassicSdk implements AutoCloseable {

    static final String GROUP = "testSchedulerx.defaultGroup";
    static final int SUCCESS = 4;
    static final int FAILED = 5;
    static final Duration SOON = Duration.ofSeconds(30);

    private static final String REGION = "cn-hangzhou";

    private final RunningCluster cluster;
    private final DefaultAcsClient client;
    private final FormatType format;

    ClassicSdk(RunningCluster cluster, FormatType format, String accessKey, String secret) {
        this.cluster = cluster;
        this.format = format;
        DefaultProfile.addEndpoint(REGION, "schedulerx2", cluster.endpoint());
        DefaultProfile profile = DefaultProfile.getProfile(REGION, accessKey, secret);
        profile.setHttpClientConfig(acceptingAnyCertificate());
        client = new DefaultAcsClient(profile);
    }

    ClassicSdk(RunningCluster cluster, FormatType format) {
        this(cluster, format, cluster.key().accessKey(), cluster.key().secret());
    }

    /** The SDK keeps one HTTP client for the whole JVM, with the configuration of whoever comes first; so all have this one. */
    static HttpClientConfig acceptingAnyCertificate() {
        HttpClientConfig config = HttpClientConfig.getDefault();
        config.setIgnoreSSLCerts(true);
        return config;
    }

    <T extends AcsResponse> T send(RpcAcsRequest<T> request) throws ClientException {
        request.setSysAcceptFormat(format);
        if (request.getSysProtocol() == ProtocolType.HTTPS) {
            request.setSysEndpoint(cluster.tlsEndpoint());
        }
        return client.getAcsResponse(request);
    }

    /** A shell job that runs when it is told to. */
    static CreateJobRequest shellJob(String namespace, String name, String script) {
        CreateJobRequest request = new CreateJobRequest();
        request.setNamespace(namespace);
        request.setGroupId(GROUP);
        request.setName(name);
        request.setJobType("shell");
        request.setContent(script);
        request.setExecuteMode("standalone");
        request.setTimeType(100);
        return request;
    }

    List<JobInstanceDetailsItem> instances(String namespace, long jobId) throws ClientException {
        GetJobInstanceListRequest request = new GetJobInstanceListRequest();
        request.setNamespace(namespace);
        request.setGroupId(GROUP);
        request.setJobId(jobId);
        return send(request).getData().getJobInstanceDetails();
    }

    GetJobInstanceResponse.Data.JobInstanceDetail instance(String namespace, long jobId, long instanceId)
            throws ClientException {
        GetJobInstanceRequest request = new GetJobInstanceRequest();
        request.setNamespace(namespace);
        request.setGroupId(GROUP);
        request.setJobId(jobId);
        request.setJobInstanceId(instanceId);
        return send(request).getData().getJobInstanceDetail();
    }

    /** Waits for so many ended instances of the job; the latest first. */
    List<JobInstanceDetailsItem> awaitEnded(String namespace, long jobId, int count) throws Exception {
        return Eventually.found(count + " ended instances of job " + jobId, SOON, () -> {
            List<JobInstanceDetailsItem> ended = instances(namespace, jobId).stream()
                    .filter(each ->
                            Objects.equals(each.getStatus(), SUCCESS) || Objects.equals(each.getStatus(), FAILED))
                    .toList();
            return ended.size() < count ? Optional.empty() : Optional.of(ended);
        });
    }

    void delete(String namespace, long jobId) throws ClientException {
        DeleteJobRequest request = new DeleteJobRequest();
        request.setNamespace(namespace);
        request.setGroupId(GROUP);
        request.setJobId(jobId);
        send(request);
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
