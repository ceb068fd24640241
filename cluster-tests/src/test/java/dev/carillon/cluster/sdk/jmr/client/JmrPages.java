package dev.carillon.cluster.sdk.jmr.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lists give: one page and the total. Read by setters. */
public final class JmrPages {

    private JmrPages() {}

    /** One page and the total. */
    public static final class PlanPage {
        private @Nullable Integer totalNum;
        private @Nullable List<JmrPlanViewModel> taskList;

        public @Nullable Integer getTotalNum() {
            return totalNum;
        }

        public void setTotalNum(Integer totalNum) {
            this.totalNum = totalNum;
        }

        public @Nullable List<JmrPlanViewModel> getTaskList() {
            return taskList;
        }

        public void setTaskList(List<JmrPlanViewModel> taskList) {
            this.taskList = taskList;
        }
    }

    /** One page and the total. */
    public static final class ClusterPlanPage {
        private @Nullable Integer totalNum;
        private @Nullable List<JmrPlanViewModel> cronJobs;

        public @Nullable Integer getTotalNum() {
            return totalNum;
        }

        public void setTotalNum(Integer totalNum) {
            this.totalNum = totalNum;
        }

        public @Nullable List<JmrPlanViewModel> getCronJobs() {
            return cronJobs;
        }

        public void setCronJobs(List<JmrPlanViewModel> cronJobs) {
            this.cronJobs = cronJobs;
        }
    }

    /** One page and the total. */
    public static final class PlanJobPage {
        private @Nullable Integer totalNum;
        private @Nullable List<JmrJobViewModel> jobList;

        public @Nullable Integer getTotalNum() {
            return totalNum;
        }

        public void setTotalNum(Integer totalNum) {
            this.totalNum = totalNum;
        }

        public @Nullable List<JmrJobViewModel> getJobList() {
            return jobList;
        }

        public void setJobList(List<JmrJobViewModel> jobList) {
            this.jobList = jobList;
        }
    }

    /** One page and the total. */
    public static final class JobPage {
        private @Nullable Integer totalNum;
        private @Nullable List<JmrJobViewModel> jmrJobViewModelList;

        public @Nullable Integer getTotalNum() {
            return totalNum;
        }

        public void setTotalNum(Integer totalNum) {
            this.totalNum = totalNum;
        }

        public @Nullable List<JmrJobViewModel> getJmrJobViewModelList() {
            return jmrJobViewModelList;
        }

        public void setJmrJobViewModelList(List<JmrJobViewModel> jmrJobViewModelList) {
            this.jmrJobViewModelList = jmrJobViewModelList;
        }
    }

    /** One page and the total. */
    public static final class TaskPage {
        private @Nullable Integer totalNum;
        private @Nullable List<JmrTaskViewModel> taskList;

        public @Nullable Integer getTotalNum() {
            return totalNum;
        }

        public void setTotalNum(Integer totalNum) {
            this.totalNum = totalNum;
        }

        public @Nullable List<JmrTaskViewModel> getTaskList() {
            return taskList;
        }

        public void setTaskList(List<JmrTaskViewModel> taskList) {
            this.taskList = taskList;
        }
    }
}
