package dev.carillon.cluster.sdk.jmr;

import static org.assertj.core.api.Assertions.assertThat;

import com.jdcloud.sdk.service.JdcloudRequest;
import com.jdcloud.sdk.service.JdcloudResponse;
import dev.carillon.cluster.Eventually;
import dev.carillon.cluster.RunningCluster;
import dev.carillon.cluster.sdk.jmr.client.JmrClient;
import dev.carillon.cluster.sdk.jmr.client.JmrJobRequests;
import dev.carillon.cluster.sdk.jmr.client.JmrJobViewModel;
import dev.carillon.cluster.sdk.jmr.client.JmrPlanRequests;
import dev.carillon.cluster.sdk.jmr.client.JmrPlanViewModel;
import dev.carillon.cluster.sdk.jmr.client.JmrResponses;
import dev.carillon.cluster.sdk.jmr.client.JmrTaskViewModel;
import dev.carillon.cluster.sdk.jmr.client.SelectParams;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The client with what tests do again and again, in one region. */
final class JmrSdk {

    /** How long a run may take that has nothing to wait for. */
    static final Duration SOON = Duration.ofSeconds(60);

    private static final int MANY = 100;

    final JmrClient client;
    final String region;

    JmrSdk(RunningCluster cluster, String region) {
        this.client = new JmrClient(cluster.key().accessKey(), cluster.key().secret(), cluster.endpoint());
        this.region = region;
    }

    /** The request, sent to the region. */
    <T extends JdcloudRequest> T in(T request) {
        request.setRegionId(region);
        return request;
    }

    /** What a response that is no error holds. */
    static <R extends JmrResponses.Result> R ok(JdcloudResponse<R> response) {
        assertThat(response.getError()).as(text(response)).isNull();
        assertThat(response.getRequestId()).isNotBlank();
        R result = response.getResult();
        assertThat(result.getStatus()).isEqualTo("200");
        assertThat(result.getMessage()).isEqualTo("success");
        return result;
    }

    /** That the response is the SDK's error, and its message holds the text. */
    static void refused(JdcloudResponse<?> response, int code, String status, String text) {
        assertThat(response.getResult()).isNull();
        assertThat(response.getRequestId()).isNotBlank();
        assertThat(response.getError()).isNotNull();
        assertThat(response.getError().getCode()).isEqualTo(code);
        assertThat(response.getError().getStatus()).isEqualTo(status);
        assertThat(response.getError().getMessage()).contains(text);
        assertThat(response.getError().getDetails()).isEmpty();
    }

    private static String text(JdcloudResponse<?> response) {
        return response.getError() == null ? "" : response.getError().getMessage();
    }

    JmrJobRequests.JobModelRequest job(String name, String location, String params) {
        JmrJobViewModel model = new JmrJobViewModel();
        model.setJobName(name);
        model.setJobType("Shell");
        model.setLocation(location);
        model.setParams(params);
        return job(model);
    }

    JmrJobRequests.JobModelRequest job(JmrJobViewModel model) {
        JmrJobRequests.JobModelRequest request = in(new JmrJobRequests.JobModelRequest());
        request.setJmrJobViewModel(model);
        return request;
    }

    /** Makes the job and finds its id by its name, as a client of the module must. */
    String createJob(String name, String location, String params) {
        ok(client.createJob(job(name, location, params)));
        return Objects.requireNonNull(jobNamed(name).getJobId());
    }

    JmrJobViewModel jobNamed(String name) {
        JmrJobViewModel filter = new JmrJobViewModel();
        filter.setJobName(name);
        JmrJobRequests.GetJobListRequest request = in(new JmrJobRequests.GetJobListRequest());
        request.setJmrJobViewModel(filter);
        return only(
                Objects.requireNonNull(ok(client.getJobList(request)).getData()).getJmrJobViewModelList());
    }

    JmrPlanRequests.CreateCronJobRequest plan(JmrPlanViewModel model) {
        JmrPlanRequests.CreateCronJobRequest request = in(new JmrPlanRequests.CreateCronJobRequest());
        request.setJmrPlanViewModel(model);
        return request;
    }

    /** A plan that does not fire by itself while the tests run. */
    JmrPlanViewModel yearly(String name, String... jobIds) {
        JmrPlanViewModel model = new JmrPlanViewModel();
        model.setPlanName(name);
        model.setJobIds(String.join(",", jobIds));
        model.setCronExpression("0 0 0 1 1 ?");
        return model;
    }

    /** Makes the plan and finds its id by its name, as a client of the module must. */
    String createPlan(JmrPlanRequests.CreateCronJobRequest request) {
        ok(client.createCronJob(request));
        JmrPlanViewModel model = Objects.requireNonNull(request.getJmrPlanViewModel());
        return id(planNamed(Objects.requireNonNull(model.getPlanName())));
    }

    JmrPlanViewModel planNamed(String name) {
        JmrPlanViewModel filter = new JmrPlanViewModel();
        filter.setPlanName(name);
        JmrPlanRequests.GetCronJobListRequest request = in(new JmrPlanRequests.GetCronJobListRequest());
        request.setJmrPlanViewModel(filter);
        return only(Objects.requireNonNull(ok(client.getCronJobList(request)).getData())
                .getTaskList());
    }

    static String id(JmrPlanViewModel plan) {
        return Objects.requireNonNull(plan.getPlanId()).toString();
    }

    JmrPlanRequests.PlanRequest plan(String planId) {
        JmrPlanRequests.PlanRequest request = in(new JmrPlanRequests.PlanRequest());
        request.setPlanId(planId);
        return request;
    }

    JmrPlanRequests.RunCronJobOnceRequest run(String planId) {
        JmrPlanRequests.RunCronJobOnceRequest request = in(new JmrPlanRequests.RunCronJobOnceRequest());
        request.setPlanId(Long.valueOf(planId));
        return request;
    }

    JmrPlanRequests.PlanPageRequest planPage(String planId) {
        JmrPlanRequests.PlanPageRequest request = in(new JmrPlanRequests.PlanPageRequest());
        request.setPlanId(planId);
        request.setSelectParams(many());
        return request;
    }

    JmrJobRequests.JobRequest job(String jobId) {
        JmrJobRequests.JobRequest request = in(new JmrJobRequests.JobRequest());
        request.setJobId(jobId);
        return request;
    }

    JmrJobRequests.GetTaskListRequest tasks(String jobId) {
        JmrJobRequests.GetTaskListRequest request = in(new JmrJobRequests.GetTaskListRequest());
        request.setJobId(jobId);
        request.setSelectParams(many());
        return request;
    }

    static SelectParams many() {
        SelectParams page = new SelectParams();
        page.setPageNum(1);
        page.setPageSize(MANY);
        return page;
    }

    List<JmrTaskViewModel> planTasks(String planId) {
        return Objects.requireNonNull(Objects.requireNonNull(
                        ok(client.getCronJobTaskList(planPage(planId))).getData())
                .getTaskList());
    }

    List<JmrTaskViewModel> jobTasks(String jobId) {
        return Objects.requireNonNull(
                Objects.requireNonNull(ok(client.getTaskList(tasks(jobId))).getData())
                        .getTaskList());
    }

    /** The plan's tasks, as soon as they are as expected. */
    List<JmrTaskViewModel> awaitPlanTasks(String planId, Predicate<List<JmrTaskViewModel>> condition) throws Exception {
        return Eventually.found(
                "the tasks of plan " + planId,
                SOON,
                () -> Optional.of(planTasks(planId)).filter(condition));
    }

    static boolean ended(List<JmrTaskViewModel> tasks) {
        return !tasks.isEmpty()
                && tasks.stream()
                        .noneMatch(task -> List.of("WAITING", "RUNNING").contains(String.valueOf(task.getStatus())));
    }

    private static <T> T only(@Nullable List<T> found) {
        assertThat(found).hasSize(1);
        return Objects.requireNonNull(found).getFirst();
    }
}
