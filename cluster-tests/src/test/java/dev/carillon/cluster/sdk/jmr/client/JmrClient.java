package dev.carillon.cluster.sdk.jmr.client;

import com.jdcloud.sdk.auth.CredentialsProvider;
import com.jdcloud.sdk.auth.StaticCredentialsProvider;
import com.jdcloud.sdk.client.Environment;
import com.jdcloud.sdk.client.JdcloudClient;
import com.jdcloud.sdk.http.HttpRequestConfig;
import com.jdcloud.sdk.http.Protocol;
import com.jdcloud.sdk.service.JdcloudRequest;
import com.jdcloud.sdk.service.JdcloudResponse;

/**
 * The client for JMR as the vendor's module of August 2018 had it, written again on the vendor's own core, since no
 * repository of packages has that module: names, paths and where ids are numbers or text are the module's.
 */
public final class JmrClient extends JdcloudClient {

    private final CredentialsProvider credentials;
    private final Environment environment;
    private final HttpRequestConfig config =
            new HttpRequestConfig.Builder().protocol(Protocol.HTTP).build();

    /** @param endpoint host and port, of a plain listener */
    public JmrClient(String accessKey, String secret, String endpoint) {
        this.credentials = new StaticCredentialsProvider(accessKey, secret);
        this.environment = new Environment.Builder().endpoint(endpoint).build();
    }

    public JmrResponses.PlainResponse createCronJob(JmrPlanRequests.CreateCronJobRequest request) {
        return send("POST", "/cronJob:create", JmrResponses.PlainResponse.class, request);
    }

    public JmrResponses.PlainResponse modifyCronJob(JmrPlanRequests.CreateCronJobRequest request) {
        return send("POST", "/cronJob:modify", JmrResponses.PlainResponse.class, request);
    }

    public JmrResponses.PlainResponse deleteCronJob(JmrPlanRequests.PlanRequest request) {
        return send("POST", "/cronJob/{planId}:delete", JmrResponses.PlainResponse.class, request);
    }

    public JmrResponses.PlainResponse pauseCronJob(JmrPlanRequests.PlanRequest request) {
        return send("POST", "/cronJob/{planId}:pause", JmrResponses.PlainResponse.class, request);
    }

    public JmrResponses.PlainResponse resumeCronJob(JmrPlanRequests.PlanRequest request) {
        return send("POST", "/cronJob/{planId}:resume", JmrResponses.PlainResponse.class, request);
    }

    public JmrResponses.PlainResponse runCronJobOnce(JmrPlanRequests.RunCronJobOnceRequest request) {
        return send("POST", "/cronJob/{planId}:runOnce", JmrResponses.PlainResponse.class, request);
    }

    public JmrResponses.PlanListResponse getCronJobList(JmrPlanRequests.GetCronJobListRequest request) {
        return send("POST", "/cronJob:list", JmrResponses.PlanListResponse.class, request);
    }

    public JmrResponses.PlanJobsResponse getCronJobDetail(JmrPlanRequests.PlanPageRequest request) {
        return send("POST", "/cronJob:detail", JmrResponses.PlanJobsResponse.class, request);
    }

    public JmrResponses.ClusterPlansResponse getClusterCronJobCount(JmrJobRequests.ClusterRequest request) {
        return send("POST", "/clusterCronJob/{clusterId}:count", JmrResponses.ClusterPlansResponse.class, request);
    }

    public JmrResponses.TaskListResponse getCronJobTaskList(JmrPlanRequests.PlanPageRequest request) {
        return send("POST", "/cronJobTask/plan/{planId}:list", JmrResponses.TaskListResponse.class, request);
    }

    public JmrResponses.TaskListResponse getCronJobTaskListByJobId(JmrPlanRequests.PlanJobPageRequest request) {
        return send("POST", "/cronJobTask/job/{jobId}:list", JmrResponses.TaskListResponse.class, request);
    }

    public JmrResponses.TextResponse getLastCronJobTask(JmrPlanRequests.GetLastCronJobTaskRequest request) {
        return send("POST", "/lastCronJobTask/{jobId}", JmrResponses.TextResponse.class, request);
    }

    public JmrResponses.PlansResponse queryExecutingJobList(JmrPlanRequests.QueryExecutingJobListRequest request) {
        return send("GET", "/executingJob:list", JmrResponses.PlansResponse.class, request);
    }

    public JmrResponses.PlainResponse isValidPlanName(JmrPlanRequests.IsValidPlanNameRequest request) {
        return send("POST", "/planName:valid", JmrResponses.PlainResponse.class, request);
    }

    public JmrResponses.PlainResponse createJob(JmrJobRequests.JobModelRequest request) {
        return send("POST", "/job:create", JmrResponses.PlainResponse.class, request);
    }

    public JmrResponses.PlainResponse createAndExcuteJob(JmrJobRequests.JobModelRequest request) {
        return send("POST", "/job:createAndExecute", JmrResponses.PlainResponse.class, request);
    }

    public JmrResponses.PlainResponse modifyJob(JmrJobRequests.JobModelRequest request) {
        return send("POST", "/job:modify", JmrResponses.PlainResponse.class, request);
    }

    public JmrResponses.PlainResponse deleteJob(JmrJobRequests.JobRequest request) {
        return send("POST", "/job/{jobId}:delete", JmrResponses.PlainResponse.class, request);
    }

    public JmrResponses.TextResponse executeJob(JmrJobRequests.ExecuteJobRequest request) {
        return send("POST", "/job:execute", JmrResponses.TextResponse.class, request);
    }

    public JmrResponses.JobListResponse getJobList(JmrJobRequests.GetJobListRequest request) {
        return send("POST", "/jobView:list", JmrResponses.JobListResponse.class, request);
    }

    public JmrResponses.JobResponse showJobDetails(JmrJobRequests.JobRequest request) {
        return send("POST", "/{jobId}:detail", JmrResponses.JobResponse.class, request);
    }

    public JmrResponses.TaskListResponse getTaskList(JmrJobRequests.GetTaskListRequest request) {
        return send("POST", "/{jobId}/task:list", JmrResponses.TaskListResponse.class, request);
    }

    public JmrResponses.NamesResponse getJobTypeList(JmrJobRequests.ClusterRequest request) {
        return send("POST", "/jobType:list", JmrResponses.NamesResponse.class, request);
    }

    public JmrResponses.CountResponse getClusterJobCount(JmrJobRequests.ClusterRequest request) {
        return send("POST", "/clusterJob/{clusterId}:count", JmrResponses.CountResponse.class, request);
    }

    public JmrResponses.PlainResponse isValidJobName(JmrJobRequests.IsValidJobNameRequest request) {
        return send("POST", "/jobName:Validate", JmrResponses.PlainResponse.class, request);
    }

    private <R extends JdcloudResponse<?>> R send(String method, String path, Class<R> type, JdcloudRequest request) {
        return new JmrExecutor(method, path, type).client(this).execute(request);
    }

    @Override
    public CredentialsProvider getCredentialsProvider() {
        return credentials;
    }

    @Override
    public HttpRequestConfig getHttpRequestConfig() {
        return config;
    }

    @Override
    public Environment getEnvironment() {
        return environment;
    }

    @Override
    public String getUserAgent() {
        return "JdcloudSdkJava/1.0.1 jmr/v1";
    }

    @Override
    public String getServiceName() {
        return "jmr";
    }

    @Override
    public String getVersion() {
        return "v1";
    }
}
