package dev.carillon.cluster.sdk.jmr;

import static dev.carillon.cluster.sdk.jmr.JmrSdk.ok;
import static dev.carillon.cluster.sdk.jmr.JmrSdk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.cluster.Eventually;
import dev.carillon.cluster.RunningCluster;
import dev.carillon.cluster.sdk.jmr.client.JmrClient;
import dev.carillon.cluster.sdk.jmr.client.JmrJobRequests;
import dev.carillon.cluster.sdk.jmr.client.JmrJobViewModel;
import dev.carillon.cluster.sdk.jmr.client.JmrTaskViewModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every operation on jobs, by the vendor's core, on a running cluster. */
class JobSdkTest {

    private static final String NOBODYS = "999999999999";

    private final RunningCluster cluster = RunningCluster.get();
    private final JmrSdk sdk = new JmrSdk(cluster, "cn-jobs");

    @TempDir
    private Path directory;

    @Test
    void createdAndStartedAtOnce() throws Exception {
        ok(sdk.client.createAndExcuteJob(sdk.job("at-once", "exit 0", "")));
        String job = Objects.requireNonNull(sdk.jobNamed("at-once").getJobId());

        JmrTaskViewModel task = ended(job);

        assertThat(task.getStatus()).isEqualTo("SUCCESS");
        assertThat(task.getTaskName()).isEqualTo("at-once");
        assertThat(task.getTaskType()).isEqualTo("Shell");
        assertThat(task.getUserpin()).isEqualTo(cluster.key().accessKey());
        assertThat(task.getDataCenter()).isEqualTo("cn-jobs");
        assertThat(Long.parseLong(Objects.requireNonNull(task.getDuration()))).isNotNegative();
        ok(sdk.client.deleteJob(sdk.job(job)));
    }

    @Test
    void aScriptFileGetsItsArguments() throws Exception {
        Path script = Files.createFile(
                directory.resolve("it's.sh"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(script, "#!/bin/sh\nprintf '%s|' \"$@\" > " + directory + "/said\nexit 4\n");
        String job = sdk.createJob("file", script.toString(), "--day  ${yyyy} * $HOME");

        String task =
                Objects.requireNonNull(ok(sdk.client.executeJob(execute(job))).getData());
        JmrTaskViewModel ended = ended(job);

        assertThat(ended.getTaskId()).isEqualTo(task);
        assertThat(ended.getStatus()).isEqualTo("FAILED");
        assertThat(Files.readString(directory.resolve("said"))).matches("--day\\|2\\d{3}\\|\\*\\|\\$HOME\\|");
        ok(sdk.client.deleteJob(sdk.job(job)));
    }

    @Test
    void jobsAreReadChangedListedAndCounted() {
        JmrJobViewModel model = new JmrJobViewModel();
        model.setJobName("read");
        model.setJobType("http");
        model.setLocation("http://127.0.0.1:9/x");
        model.setClusterId("jmr-read");
        model.setRetryTimes(2);
        model.setIsSendMsg(true);
        ok(sdk.client.createJob(sdk.job(model)));
        String id = Objects.requireNonNull(sdk.jobNamed("read").getJobId());
        JmrJobViewModel change = new JmrJobViewModel();
        change.setJobId(id);
        change.setRetryTimes(5);

        ok(sdk.client.modifyJob(sdk.job(change)));

        JmrJobViewModel shown = Objects.requireNonNull(
                ok(sdk.client.showJobDetails(sdk.job(id))).getData());
        assertThat(shown.getJobId()).isEqualTo(id);
        assertThat(shown.getJobType()).isEqualTo("http");
        assertThat(shown.getLocation()).isEqualTo("http://127.0.0.1:9/x");
        assertThat(shown.getRetryTimes()).isEqualTo(5);
        assertThat(shown.getIsSendMsg()).isTrue();
        assertThat(shown.getCreateTime()).isNotBlank();
        assertThat(ok(sdk.client.getClusterJobCount(cluster("jmr-read"))).getData())
                .isEqualTo(1);
        assertThat(ok(sdk.client.getJobTypeList(cluster("jmr-read"))).getData())
                .containsExactly("shell", "http", "java");
        JmrJobRequests.IsValidJobNameRequest name = sdk.in(new JmrJobRequests.IsValidJobNameRequest());
        name.setJobId("");
        name.setJobName("read");
        var taken = sdk.client.isValidJobName(name).getResult();
        name.setJobId(id);
        ok(sdk.client.isValidJobName(name));
        assertThat(taken.getStatus()).isEqualTo("400");
        ok(sdk.client.deleteJob(sdk.job(id)));
        refused(sdk.client.showJobDetails(sdk.job(id)), 404, "NOT_FOUND", id);
    }

    @Test
    void everyOperationIsRefusedAsTheSdkReadsIt() {
        JmrClient client = sdk.client;
        JmrJobRequests.JobModelRequest spark = sdk.job("spark", "/a", "");
        Objects.requireNonNull(spark.getJmrJobViewModel()).setJobType("spark");
        JmrJobViewModel unknown = new JmrJobViewModel();
        unknown.setJobId(NOBODYS);
        JmrJobRequests.GetJobListRequest list = sdk.in(new JmrJobRequests.GetJobListRequest());
        list.setSelectParams(JmrSdk.many());
        Objects.requireNonNull(list.getSelectParams()).setPageNum(0);
        String tooLong = "c".repeat(300);

        refused(client.createJob(spark), 400, "INVALID_ARGUMENT", "must be shell or http or java, was 'spark'");
        refused(client.createAndExcuteJob(spark), 400, "INVALID_ARGUMENT", "jmrJobViewModel.jobType: ");
        refused(client.modifyJob(sdk.job(unknown)), 404, "NOT_FOUND", NOBODYS);
        refused(client.deleteJob(sdk.job(NOBODYS)), 404, "NOT_FOUND", NOBODYS);
        refused(client.executeJob(execute(NOBODYS)), 404, "NOT_FOUND", NOBODYS);
        refused(client.getJobList(list), 400, "INVALID_ARGUMENT", "selectParams.pageNum: ");
        refused(client.showJobDetails(sdk.job(NOBODYS)), 404, "NOT_FOUND", NOBODYS);
        refused(client.getTaskList(sdk.tasks(NOBODYS)), 404, "NOT_FOUND", NOBODYS);
        refused(client.getJobTypeList(cluster(tooLong)), 400, "INVALID_ARGUMENT", "clusterId: ");
        refused(client.getClusterJobCount(cluster(tooLong)), 400, "INVALID_ARGUMENT", "clusterId: ");
        refused(
                client.isValidJobName(sdk.in(new JmrJobRequests.IsValidJobNameRequest())),
                400,
                "INVALID_ARGUMENT",
                "jobName: is missing");
    }

    @Test
    void aJobThatAPlanRunsIsNotDeleted() {
        String job = sdk.createJob("needed", "exit 0", "");
        String plan = sdk.createPlan(sdk.plan(sdk.yearly("needing", job)));

        var refused = sdk.client.deleteJob(sdk.job(job));
        ok(sdk.client.deleteCronJob(sdk.plan(plan)));
        ok(sdk.client.deleteJob(sdk.job(job)));

        refused(refused, 409, "ABORTED", plan + " (needing)");
    }

    private JmrTaskViewModel ended(String job) throws Exception {
        Eventually.isTrue("job " + job + " has run", JmrSdk.SOON, () -> JmrSdk.ended(sdk.jobTasks(job)));
        List<JmrTaskViewModel> tasks = sdk.jobTasks(job);
        assertThat(tasks).hasSize(1);
        return tasks.getFirst();
    }

    private JmrJobRequests.ExecuteJobRequest execute(String job) {
        JmrTaskViewModel task = new JmrTaskViewModel();
        task.setJobId(job);
        JmrJobRequests.ExecuteJobRequest request = sdk.in(new JmrJobRequests.ExecuteJobRequest());
        request.setClusterId("default");
        request.setJmrTaskViewModel(task);
        return request;
    }

    private JmrJobRequests.ClusterRequest cluster(String id) {
        JmrJobRequests.ClusterRequest request = sdk.in(new JmrJobRequests.ClusterRequest());
        request.setClusterId(id);
        return request;
    }
}
