package dev.carillon.cluster.sdk.jmr.client;

import com.jdcloud.sdk.service.JdcloudResponse;
import com.jdcloud.sdk.service.JdcloudResult;
import dev.carillon.cluster.sdk.jmr.client.JmrPages.ClusterPlanPage;
import dev.carillon.cluster.sdk.jmr.client.JmrPages.JobPage;
import dev.carillon.cluster.sdk.jmr.client.JmrPages.PlanJobPage;
import dev.carillon.cluster.sdk.jmr.client.JmrPages.PlanPage;
import dev.carillon.cluster.sdk.jmr.client.JmrPages.TaskPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The responses of the module with their results, one class for operations that answer the same. Read by setters. */
public final class JmrResponses {

    private JmrResponses() {}

    /** What every result holds. */
    public abstract static class Result extends JdcloudResult {
        private @Nullable String message;
        private @Nullable String status;

        public @Nullable String getMessage() {
            return message;
        }

        public void setMessage(String message) {
            this.message = message;
        }

        public @Nullable String getStatus() {
            return status;
        }

        public void setStatus(String status) {
            this.status = status;
        }
    }

    /** Of operations whose result says only how it went. */
    public static final class PlainResponse extends JdcloudResponse<PlainResult> {}

    /** Of executeJob and getLastCronJobTask. */
    public static final class TextResponse extends JdcloudResponse<TextResult> {}

    /** Of getClusterJobCount. */
    public static final class CountResponse extends JdcloudResponse<CountResult> {}

    /** Of getJobTypeList. */
    public static final class NamesResponse extends JdcloudResponse<NamesResult> {}

    /** Of getCronJobList. */
    public static final class PlanListResponse extends JdcloudResponse<PlanListResult> {}

    /** Of getClusterCronJobCount. */
    public static final class ClusterPlansResponse extends JdcloudResponse<ClusterPlansResult> {}

    /** Of queryExecutingJobList. */
    public static final class PlansResponse extends JdcloudResponse<PlansResult> {}

    /** Of getCronJobDetail. */
    public static final class PlanJobsResponse extends JdcloudResponse<PlanJobsResult> {}

    /** Of getJobList. */
    public static final class JobListResponse extends JdcloudResponse<JobListResult> {}

    /** Of the lists of tasks. */
    public static final class TaskListResponse extends JdcloudResponse<TaskListResult> {}

    /** Of showJobDetails. */
    public static final class JobResponse extends JdcloudResponse<JobResult> {}

    /** The result of PlainResponse. */
    public static final class PlainResult extends Result {}

    /** The result of TextResponse. */
    public static final class TextResult extends Result {
        private @Nullable String data;

        public @Nullable String getData() {
            return data;
        }

        public void setData(String data) {
            this.data = data;
        }
    }

    /** The result of CountResponse. */
    public static final class CountResult extends Result {
        private @Nullable Integer data;

        public @Nullable Integer getData() {
            return data;
        }

        public void setData(Integer data) {
            this.data = data;
        }
    }

    /** The result of NamesResponse. */
    public static final class NamesResult extends Result {
        private @Nullable List<String> data;

        public @Nullable List<String> getData() {
            return data;
        }

        public void setData(List<String> data) {
            this.data = data;
        }
    }

    /** The result of PlanListResponse. */
    public static final class PlanListResult extends Result {
        private @Nullable PlanPage data;

        public @Nullable PlanPage getData() {
            return data;
        }

        public void setData(PlanPage data) {
            this.data = data;
        }
    }

    /** The result of ClusterPlansResponse. */
    public static final class ClusterPlansResult extends Result {
        private @Nullable ClusterPlanPage data;

        public @Nullable ClusterPlanPage getData() {
            return data;
        }

        public void setData(ClusterPlanPage data) {
            this.data = data;
        }
    }

    /** The result of PlansResponse. */
    public static final class PlansResult extends Result {
        private @Nullable List<JmrPlanViewModel> data;

        public @Nullable List<JmrPlanViewModel> getData() {
            return data;
        }

        public void setData(List<JmrPlanViewModel> data) {
            this.data = data;
        }
    }

    /** The result of PlanJobsResponse. */
    public static final class PlanJobsResult extends Result {
        private @Nullable PlanJobPage data;

        public @Nullable PlanJobPage getData() {
            return data;
        }

        public void setData(PlanJobPage data) {
            this.data = data;
        }
    }

    /** The result of JobListResponse. */
    public static final class JobListResult extends Result {
        private @Nullable JobPage data;

        public @Nullable JobPage getData() {
            return data;
        }

        public void setData(JobPage data) {
            this.data = data;
        }
    }

    /** The result of TaskListResponse. */
    public static final class TaskListResult extends Result {
        private @Nullable TaskPage data;

        public @Nullable TaskPage getData() {
            return data;
        }

        public void setData(TaskPage data) {
            this.data = data;
        }
    }

    /** The result of JobResponse. */
    public static final class JobResult extends Result {
        private @Nullable JmrJobViewModel data;

        public @Nullable JmrJobViewModel getData() {
            return data;
        }

        public void setData(JmrJobViewModel data) {
            this.data = data;
        }
    }
}
