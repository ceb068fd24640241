package dev.carillon.cluster.sdk.jmr;

import static dev.carillon.cluster.sdk.jmr.JmrSdk.ok;
import static dev.carillon.cluster.sdk.jmr.JmrSdk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.cluster.Eventually;
import dev.carillon.cluster.RunningCluster;
import dev.carillon.cluster.sdk.jmr.client.JmrClient;
import dev.carillon.cluster.sdk.jmr.client.JmrJobRequests;
import dev.carillon.cluster.sdk.jmr.client.JmrJobViewModel;
import dev.carillon.cluster.sdk.jmr.client.JmrPlanRequests;
import dev.carillon.cluster.sdk.jmr.client.JmrPlanViewModel;
import dev.carillon.cluster.sdk.jmr.client.JmrTaskViewModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operation on cron jobs, by the vendor's core, on a running cluster; and what the jobs of a plan then do. */
class PlanSdkTest {

    private static final String NOBODYS = "999999999999";

    private final RunningCluster cluster = RunningCluster.get();
    private final JmrSdk sdk = new JmrSdk(cluster, "cn-plans");

    @TempDir
    private Path directory;

    @Test
    void thePageOfCreateCronJobIsServedAsItStands() {
        String job = sdk.createJob("page-job", "exit 0", "");
        JmrPlanViewModel model = new JmrPlanViewModel();
        model.setClusterId("jmr-page");
        model.setClusterName("prod");
        model.setCreateTime("");
        model.setCronExpression("");
        model.setDataCenter(sdk.region);
        model.setDescription("every night");
        model.setFailurePolicy("continue");
        model.setIsSync(false);
        model.setJobGroup("DEFAULT");
        model.setJobIds(job);
        model.setJobTrigger("cron");
        model.setModifyTime("");
        model.setOrderBy("");
        model.setPlanName("page-plan");
        model.setPlanStatus("");
        model.setPlanType("periodic");
        JmrPlanRequests.CreateCronJobRequest request = sdk.plan(model);
        request.setTime("0");
        request.setMinute("30");
        request.setHour("2");
        request.setDay("*");
        request.setMonth("*");
        request.setWeek("?");

        ok(sdk.client.createCronJob(request));

        JmrPlanViewModel plan = sdk.planNamed("page-plan");
        assertThat(plan.getCronExpression()).isEqualTo("0 30 2 * * ?");
        assertThat(plan.getPlanStatus()).isEqualTo("NORMAL");
        assertThat(plan.getCreateTime()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(plan.getJobIds()).isEqualTo(job);
        JmrJobRequests.ClusterRequest count = sdk.in(new JmrJobRequests.ClusterRequest());
        count.setClusterId("jmr-page");
        var counted = Objects.requireNonNull(
                ok(sdk.client.getClusterCronJobCount(count)).getData());
        assertThat(counted.getTotalNum()).isEqualTo(1);
        assertThat(counted.getCronJobs())
                .extracting(JmrPlanViewModel::getPlanName)
                .containsExactly("page-plan");
        ok(sdk.client.deleteCronJob(sdk.plan(JmrSdk.id(plan))));
        ok(sdk.client.deleteJob(sdk.job(job)));
    }

    @Test
    void runsItsJobsInOrderWithTheirParameters() throws Exception {
        String first = sdk.createJob(
                "order-1", "case $1 in 2???????) echo one >> " + directory + "/log;; esac", "${yyyyMMdd-1d}");
        String second = sdk.createJob("order-2", "echo $# $1 >> " + directory + "/log", "two  ${standard_date}");
        String plan = sdk.createPlan(sdk.plan(sdk.yearly("order", second, first)));

        ok(sdk.client.runCronJobOnce(sdk.run(plan)));
        List<JmrTaskViewModel> tasks = sdk.awaitPlanTasks(plan, each -> each.size() == 2 && JmrSdk.ended(each));

        assertThat(tasks).extracting(JmrTaskViewModel::getStatus).containsOnly("SUCCESS");
        assertThat(tasks).extracting(JmrTaskViewModel::getJobId).containsExactly(second, first);
        assertThat(tasks).extracting(JmrTaskViewModel::getPlanId).containsOnly(plan);
        assertThat(tasks).extracting(JmrTaskViewModel::getStartTime).doesNotContain("");
        assertThat(Files.readAllLines(directory.resolve("log"))).containsExactly("3 two", "one");
        JmrPlanRequests.PlanJobPageRequest ofJob = sdk.in(new JmrPlanRequests.PlanJobPageRequest());
        ofJob.setJobId(first);
        ofJob.setPlanId(plan);
        var its = Objects.requireNonNull(
                ok(sdk.client.getCronJobTaskListByJobId(ofJob)).getData());
        assertThat(its.getTotalNum()).isEqualTo(1);
        JmrPlanRequests.GetLastCronJobTaskRequest last = sdk.in(new JmrPlanRequests.GetLastCronJobTaskRequest());
        last.setJobId(first);
        last.setPlanId(plan);
        assertThat(ok(sdk.client.getLastCronJobTask(last)).getData())
                .isEqualTo(tasks.get(1).getTaskId());
        var detail = Objects.requireNonNull(
                ok(sdk.client.getCronJobDetail(sdk.planPage(plan))).getData());
        assertThat(detail.getJobList()).extracting(JmrJobViewModel::getJobId).containsExactly(second, first);
        delete(plan, first, second);
    }

    @ParameterizedTest
    @CsvSource({"continue, FAILED SUCCESS", "stop, FAILED"})
    void goesOnAfterAFailedJobIfItsPolicyIsTo(String policy, String statuses) throws Exception {
        String bad = sdk.createJob(policy + "-bad", "exit 3", "");
        String good = sdk.createJob(policy + "-good", "exit 0", "");
        JmrPlanViewModel model = sdk.yearly(policy + "-plan", bad, good);
        model.setFailurePolicy(policy);
        String plan = sdk.createPlan(sdk.plan(model));
        int expected = statuses.split(" ").length;

        ok(sdk.client.runCronJobOnce(sdk.run(plan)));
        // None runs any more when the plan does not.
        Eventually.isTrue(
                "plan " + plan + " has run",
                JmrSdk.SOON,
                () -> sdk.planTasks(plan).size() == expected
                        && JmrSdk.ended(sdk.planTasks(plan))
                        && running().isEmpty());

        assertThat(sdk.planTasks(plan)).extracting(JmrTaskViewModel::getStatus).containsExactly(statuses.split(" "));
        delete(plan, bad, good);
    }

    @Test
    void firesOnTime() throws Exception {
        String job = sdk.createJob("ticking-job", "exit 0", "");
        JmrPlanViewModel model = new JmrPlanViewModel();
        model.setPlanName("ticking");
        model.setJobIds(job);
        JmrPlanRequests.CreateCronJobRequest request = sdk.plan(model);
        request.setTime("0/1");
        request.setMinute("*");
        request.setHour("*");

        String plan = sdk.createPlan(request);

        sdk.awaitPlanTasks(
                plan,
                tasks -> tasks.stream()
                                .filter(task -> "SUCCESS".equals(task.getStatus()))
                                .count()
                        >= 2);
        ok(sdk.client.pauseCronJob(sdk.plan(plan)));
        assertThat(sdk.planNamed("ticking").getPlanStatus()).isEqualTo("PAUSED");
        ok(sdk.client.resumeCronJob(sdk.plan(plan)));
        assertThat(sdk.planNamed("ticking").getPlanStatus()).isEqualTo("NORMAL");
        delete(plan, job);
    }

    @Test
    void tellsWhatRunsNow() throws Exception {
        Path gate = directory.resolve("gate");
        String job = sdk.createJob("gated-job", "until [ -e " + gate + " ]; do sleep 0.05; done", "");
        String plan = sdk.createPlan(sdk.plan(sdk.yearly("gated", job)));

        ok(sdk.client.runCronJobOnce(sdk.run(plan)));
        sdk.awaitPlanTasks(plan, tasks -> "RUNNING".equals(tasks.getFirst().getStatus()));
        List<String> running = running();
        var again = sdk.client.runCronJobOnce(sdk.run(plan));
        Files.createFile(gate);

        assertThat(running).contains("gated");
        refused(again, 409, "ABORTED", plan);
        sdk.awaitPlanTasks(plan, JmrSdk::ended);
        delete(plan, job);
    }

    @Test
    void runsWhatItsJobsHaveBecome() throws Exception {
        String job = sdk.createJob("changing-job", "exit 3", "");
        String plan = sdk.createPlan(sdk.plan(sdk.yearly("changing", job)));
        JmrJobViewModel change = new JmrJobViewModel();
        change.setJobId(job);
        change.setJobName("changed-job");
        change.setLocation("exit 0");

        ok(sdk.client.modifyJob(sdk.job(change)));
        ok(sdk.client.runCronJobOnce(sdk.run(plan)));
        List<JmrTaskViewModel> tasks = sdk.awaitPlanTasks(plan, JmrSdk::ended);

        assertThat(tasks).extracting(JmrTaskViewModel::getStatus).containsExactly("SUCCESS");
        assertThat(tasks).extracting(JmrTaskViewModel::getTaskName).containsExactly("changed-job");
        delete(plan, job);
    }

    @Test
    void isChangedByBothOperations() {
        String first = sdk.createJob("changed-1", "exit 0", "");
        String second = sdk.createJob("changed-2", "exit 0", "");
        String plan = sdk.createPlan(sdk.plan(sdk.yearly("before", first)));
        JmrPlanViewModel change = new JmrPlanViewModel();
        change.setPlanId(Long.valueOf(plan));
        change.setJobIds(second);
        change.setPlanName("between");
        JmrPlanRequests.CreateCronJobRequest times = sdk.plan(new JmrPlanViewModel());
        Objects.requireNonNull(times.getJmrPlanViewModel()).setPlanId(Long.valueOf(plan));
        Objects.requireNonNull(times.getJmrPlanViewModel()).setPlanName("after");
        times.setHour("5");

        ok(sdk.client.createCronJob(sdk.plan(change)));
        ok(sdk.client.modifyCronJob(times));

        JmrPlanViewModel after = sdk.planNamed("after");
        assertThat(JmrSdk.id(after)).isEqualTo(plan);
        assertThat(after.getJobIds()).isEqualTo(second);
        assertThat(after.getCronExpression()).isEqualTo("0 0 5 1 1 ?");
        JmrPlanRequests.IsValidPlanNameRequest name = sdk.in(new JmrPlanRequests.IsValidPlanNameRequest());
        name.setPlanId("0");
        name.setPlanName("after");
        var taken = sdk.client.isValidPlanName(name).getResult();
        name.setPlanId(plan);
        ok(sdk.client.isValidPlanName(name));
        assertThat(taken.getStatus()).isEqualTo("400");
        assertThat(taken.getMessage()).contains(plan);
        delete(plan, first, second);
    }

    @Test
    void everyOperationIsRefusedAsTheSdkReadsIt() {
        JmrClient client = sdk.client;
        JmrPlanViewModel model = sdk.yearly("refused", NOBODYS);
        JmrPlanRequests.GetLastCronJobTaskRequest last = sdk.in(new JmrPlanRequests.GetLastCronJobTaskRequest());
        last.setJobId(NOBODYS);
        last.setPlanId(NOBODYS);
        JmrPlanRequests.PlanJobPageRequest ofJob = sdk.in(new JmrPlanRequests.PlanJobPageRequest());
        ofJob.setJobId(NOBODYS);
        ofJob.setPlanId(NOBODYS);
        JmrPlanRequests.GetCronJobListRequest list = sdk.in(new JmrPlanRequests.GetCronJobListRequest());
        JmrPlanViewModel filter = new JmrPlanViewModel();
        filter.setDescription("x");
        list.setJmrPlanViewModel(filter);
        JmrJobRequests.ClusterRequest count = sdk.in(new JmrJobRequests.ClusterRequest());
        count.setClusterId("c".repeat(300));
        JmrPlanRequests.QueryExecutingJobListRequest running =
                sdk.in(new JmrPlanRequests.QueryExecutingJobListRequest());

        refused(client.createCronJob(sdk.plan(model)), 400, "INVALID_ARGUMENT", "jmrPlanViewModel.jobIds: ");
        refused(client.modifyCronJob(sdk.plan(model)), 400, "INVALID_ARGUMENT", "jmrPlanViewModel.planId: ");
        refused(client.deleteCronJob(sdk.plan(NOBODYS)), 404, "NOT_FOUND", NOBODYS);
        refused(client.pauseCronJob(sdk.plan(NOBODYS)), 404, "NOT_FOUND", NOBODYS);
        refused(client.resumeCronJob(sdk.plan(NOBODYS)), 404, "NOT_FOUND", NOBODYS);
        refused(client.runCronJobOnce(sdk.run(NOBODYS)), 404, "NOT_FOUND", NOBODYS);
        refused(client.getCronJobList(list), 400, "INVALID_ARGUMENT", "jmrPlanViewModel.description: ");
        refused(client.getCronJobDetail(sdk.planPage(NOBODYS)), 404, "NOT_FOUND", NOBODYS);
        refused(client.getClusterCronJobCount(count), 400, "INVALID_ARGUMENT", "clusterId: ");
        refused(client.getCronJobTaskList(sdk.planPage(NOBODYS)), 404, "NOT_FOUND", NOBODYS);
        refused(client.getCronJobTaskListByJobId(ofJob), 404, "NOT_FOUND", NOBODYS);
        refused(client.getLastCronJobTask(last), 404, "NOT_FOUND", NOBODYS);
        refused(
                client.isValidPlanName(sdk.in(new JmrPlanRequests.IsValidPlanNameRequest())),
                400,
                "INVALID_ARGUMENT",
                "planName: is missing");
        JmrClient guessing = new JmrClient(cluster.key().accessKey(), "guessed", cluster.endpoint());
        refused(guessing.queryExecutingJobList(running), 401, "UNAUTHENTICATED", "signature");
    }

    private List<String> running() {
        var plans = ok(sdk.client.queryExecutingJobList(sdk.in(new JmrPlanRequests.QueryExecutingJobListRequest())))
                .getData();
        return Objects.requireNonNull(plans).stream()
                .map(plan -> String.valueOf(plan.getPlanName()))
                .toList();
    }

    private void delete(String plan, String... jobs) {
        ok(sdk.client.deleteCronJob(sdk.plan(plan)));
        for (String job : jobs) {
            ok(sdk.client.deleteJob(sdk.job(job)));
        }
    }
}
