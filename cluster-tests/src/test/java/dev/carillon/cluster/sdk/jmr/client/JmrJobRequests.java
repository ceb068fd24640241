package dev.carillon.cluster.sdk.jmr.client;

import com.jdcloud.sdk.service.JdcloudRequest;
import org.jspecify.annotations.Nullable;

/**
 * The module's requests about jobs, one class for operations that send the same. As in the module the region stands in each
 * class of its own, which hides that of the core's request and so puts it into the body.
 */
public final class JmrJobRequests {

    private JmrJobRequests() {}

    /** getClusterCronJobCount, getClusterJobCount and getJobTypeList. */
    public static final class ClusterRequest extends JdcloudRequest {
        private @Nullable String clusterId;
        private @Nullable String regionId;

        public @Nullable String getClusterId() {
            return clusterId;
        }

        public void setClusterId(String clusterId) {
            this.clusterId = clusterId;
        }

        @Override
        public @Nullable String getRegionId() {
            return regionId;
        }

        @Override
        public void setRegionId(String regionId) {
            this.regionId = regionId;
        }
    }

    /** createJob, createAndExcuteJob and modifyJob. */
    public static final class JobModelRequest extends JdcloudRequest {
        private @Nullable JmrJobViewModel jmrJobViewModel;
        private @Nullable String regionId;

        public @Nullable JmrJobViewModel getJmrJobViewModel() {
            return jmrJobViewModel;
        }

        public void setJmrJobViewModel(JmrJobViewModel jmrJobViewModel) {
            this.jmrJobViewModel = jmrJobViewModel;
        }

        @Override
        public @Nullable String getRegionId() {
            return regionId;
        }

        @Override
        public void setRegionId(String regionId) {
            this.regionId = regionId;
        }
    }

    /** deleteJob and showJobDetails. */
    public static final class JobRequest extends JdcloudRequest {
        private @Nullable String jobId;
        private @Nullable String regionId;

        public @Nullable String getJobId() {
            return jobId;
        }

        public void setJobId(String jobId) {
            this.jobId = jobId;
        }

        @Override
        public @Nullable String getRegionId() {
            return regionId;
        }

        @Override
        public void setRegionId(String regionId) {
            this.regionId = regionId;
        }
    }

    /** executeJob. */
    public static final class ExecuteJobRequest extends JdcloudRequest {
        private @Nullable String clusterId;
        private @Nullable JmrTaskViewModel jmrTaskViewModel;
        private @Nullable String regionId;

        public @Nullable String getClusterId() {
            return clusterId;
        }

        public void setClusterId(String clusterId) {
            this.clusterId = clusterId;
        }

        public @Nullable JmrTaskViewModel getJmrTaskViewModel() {
            return jmrTaskViewModel;
        }

        public void setJmrTaskViewModel(JmrTaskViewModel jmrTaskViewModel) {
            this.jmrTaskViewModel = jmrTaskViewModel;
        }

        @Override
        public @Nullable String getRegionId() {
            return regionId;
        }

        @Override
        public void setRegionId(String regionId) {
            this.regionId = regionId;
        }
    }

    /** getJobList. */
    public static final class GetJobListRequest extends JdcloudRequest {
        private @Nullable JmrJobViewModel jmrJobViewModel;
        private @Nullable SelectParams selectParams;
        private @Nullable String regionId;

        public @Nullable JmrJobViewModel getJmrJobViewModel() {
            return jmrJobViewModel;
        }

        public void setJmrJobViewModel(JmrJobViewModel jmrJobViewModel) {
            this.jmrJobViewModel = jmrJobViewModel;
        }

        public @Nullable SelectParams getSelectParams() {
            return selectParams;
        }

        public void setSelectParams(SelectParams selectParams) {
            this.selectParams = selectParams;
        }

        @Override
        public @Nullable String getRegionId() {
            return regionId;
        }

        @Override
        public void setRegionId(String regionId) {
            this.regionId = regionId;
        }
    }

    /** getTaskList. */
    public static final class GetTaskListRequest extends JdcloudRequest {
        private @Nullable String jobId;
        private @Nullable SelectParams selectParams;
        private @Nullable String regionId;

        public @Nullable String getJobId() {
            return jobId;
        }

        public void setJobId(String jobId) {
            this.jobId = jobId;
        }

        public @Nullable SelectParams getSelectParams() {
            return selectParams;
        }

        public void setSelectParams(SelectParams selectParams) {
            this.selectParams = selectParams;
        }

        @Override
        public @Nullable String getRegionId() {
            return regionId;
        }

        @Override
        public void setRegionId(String regionId) {
            this.regionId = regionId;
        }
    }

    /** isValidJobName. */
    public static final class IsValidJobNameRequest extends JdcloudRequest {
        private @Nullable String jobId;
        private @Nullable String jobName;
        private @Nullable String regionId;

        public @Nullable String getJobId() {
            return jobId;
        }

        public void setJobId(String jobId) {
            this.jobId = jobId;
        }

        public @Nullable String getJobName() {
            return jobName;
        }

        public void setJobName(String jobName) {
            this.jobName = jobName;
        }

        @Override
        public @Nullable String getRegionId() {
            return regionId;
        }

        @Override
        public void setRegionId(String regionId) {
            this.regionId = regionId;
        }
    }
}
