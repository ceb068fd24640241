package dev.carillon.cluster.sdk.jmr.client;

import com.jdcloud.sdk.service.JdcloudRequest;
import org.jspecify.annotations.Nullable;

/**
 * The module's requests about cron jobs, one class for operations that send the same. As in the module the region stands in each
 * class of its own, which hides that of the core's request and so puts it into the body.
 */
public final class JmrPlanRequests {

    private JmrPlanRequests() {}

    /** createCronJob and modifyCronJob. */
    public static final class CreateCronJobRequest extends JdcloudRequest {
        private @Nullable JmrPlanViewModel jmrPlanViewModel;
        private @Nullable String time;
        private @Nullable String month;
        private @Nullable String week;
        private @Nullable String day;
        private @Nullable String hour;
        private @Nullable String minute;
        private @Nullable String regionId;

        public @Nullable JmrPlanViewModel getJmrPlanViewModel() {
            return jmrPlanViewModel;
        }

        public void setJmrPlanViewModel(JmrPlanViewModel jmrPlanViewModel) {
            this.jmrPlanViewModel = jmrPlanViewModel;
        }

        public @Nullable String getTime() {
            return time;
        }

        public void setTime(String time) {
            this.time = time;
        }

        public @Nullable String getMonth() {
            return month;
        }

        public void setMonth(String month) {
            this.month = month;
        }

        public @Nullable String getWeek() {
            return week;
        }

        public void setWeek(String week) {
            this.week = week;
        }

        public @Nullable String getDay() {
            return day;
        }

        public void setDay(String day) {
            this.day = day;
        }

        public @Nullable String getHour() {
            return hour;
        }

        public void setHour(String hour) {
            this.hour = hour;
        }

        public @Nullable String getMinute() {
            return minute;
        }

        public void setMinute(String minute) {
            this.minute = minute;
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

    /** deleteCronJob, pauseCronJob and resumeCronJob. */
    public static final class PlanRequest extends JdcloudRequest {
        private @Nullable String planId;
        private @Nullable String regionId;

        public @Nullable String getPlanId() {
            return planId;
        }

        public void setPlanId(String planId) {
            this.planId = planId;
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

    /** runCronJobOnce, where the id is a number. */
    public static final class RunCronJobOnceRequest extends JdcloudRequest {
        private @Nullable Number planId;
        private @Nullable String regionId;

        public @Nullable Number getPlanId() {
            return planId;
        }

        public void setPlanId(Number planId) {
            this.planId = planId;
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

    /** getCronJobList. */
    public static final class GetCronJobListRequest extends JdcloudRequest {
        private @Nullable JmrPlanViewModel jmrPlanViewModel;
        private @Nullable SelectParams selectParams;
        private @Nullable String regionId;

        public @Nullable JmrPlanViewModel getJmrPlanViewModel() {
            return jmrPlanViewModel;
        }

        public void setJmrPlanViewModel(JmrPlanViewModel jmrPlanViewModel) {
            this.jmrPlanViewModel = jmrPlanViewModel;
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

    /** getCronJobDetail and getCronJobTaskList. */
    public static final class PlanPageRequest extends JdcloudRequest {
        private @Nullable String planId;
        private @Nullable SelectParams selectParams;
        private @Nullable String regionId;

        public @Nullable String getPlanId() {
            return planId;
        }

        public void setPlanId(String planId) {
            this.planId = planId;
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

    /** getCronJobTaskListByJobId. */
    public static final class PlanJobPageRequest extends JdcloudRequest {
        private @Nullable String jobId;
        private @Nullable String planId;
        private @Nullable SelectParams selectParams;
        private @Nullable String regionId;

        public @Nullable String getJobId() {
            return jobId;
        }

        public void setJobId(String jobId) {
            this.jobId = jobId;
        }

        public @Nullable String getPlanId() {
            return planId;
        }

        public void setPlanId(String planId) {
            this.planId = planId;
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

    /** getLastCronJobTask. */
    public static final class GetLastCronJobTaskRequest extends JdcloudRequest {
        private @Nullable String jobId;
        private @Nullable String planId;
        private @Nullable String regionId;

        public @Nullable String getJobId() {
            return jobId;
        }

        public void setJobId(String jobId) {
            this.jobId = jobId;
        }

        public @Nullable String getPlanId() {
            return planId;
        }

        public void setPlanId(String planId) {
            this.planId = planId;
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

    /** queryExecutingJobList. */
    public static final class QueryExecutingJobListRequest extends JdcloudRequest {
        private @Nullable String regionId;

        @Override
        public @Nullable String getRegionId() {
            return regionId;
        }

        @Override
        public void setRegionId(String regionId) {
            this.regionId = regionId;
        }
    }

    /** isValidPlanName. */
    public static final class IsValidPlanNameRequest extends JdcloudRequest {
        private @Nullable String planId;
        private @Nullable String planName;
        private @Nullable String regionId;

        public @Nullable String getPlanId() {
            return planId;
        }

        public void setPlanId(String planId) {
            this.planId = planId;
        }

        public @Nullable String getPlanName() {
            return planName;
        }

        public void setPlanName(String planName) {
            this.planName = planName;
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
