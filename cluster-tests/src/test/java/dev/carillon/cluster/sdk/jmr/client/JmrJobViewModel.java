package dev.carillon.cluster.sdk.jmr.client;

import org.jspecify.annotations.Nullable;

/** A job, as the SDK sends and reads it. */
public final class JmrJobViewModel {
    private @Nullable Integer id;
    private @Nullable String jobId;
    private @Nullable String jobName;
    private @Nullable String jobType;
    private @Nullable String jobStatus;
    private @Nullable String jobGroup;
    private @Nullable String jobTrigger;
    private @Nullable String cronExpression;
    private @Nullable String orderBy;
    private @Nullable Integer isSelfDependence;
    private @Nullable Integer isVirtualTask;
    private @Nullable Integer taskScheduleType;
    private @Nullable Integer retryTimes;
    private @Nullable Boolean isSendMsg;
    private @Nullable String userpin;
    private @Nullable String createTime;
    private @Nullable String location;
    private @Nullable String params;
    private @Nullable String dataCenter;
    private @Nullable String clusterId;
    private @Nullable String clusterName;
    private @Nullable String clusterStatus;

    public @Nullable Integer getId() {
        return id;
    }

    public void setId(Integer id) {
        this.id = id;
    }

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

    public @Nullable String getJobType() {
        return jobType;
    }

    public void setJobType(String jobType) {
        this.jobType = jobType;
    }

    public @Nullable String getJobStatus() {
        return jobStatus;
    }

    public void setJobStatus(String jobStatus) {
        this.jobStatus = jobStatus;
    }

    public @Nullable String getJobGroup() {
        return jobGroup;
    }

    public void setJobGroup(String jobGroup) {
        this.jobGroup = jobGroup;
    }

    public @Nullable String getJobTrigger() {
        return jobTrigger;
    }

    public void setJobTrigger(String jobTrigger) {
        this.jobTrigger = jobTrigger;
    }

    public @Nullable String getCronExpression() {
        return cronExpression;
    }

    public void setCronExpression(String cronExpression) {
        this.cronExpression = cronExpression;
    }

    public @Nullable String getOrderBy() {
        return orderBy;
    }

    public void setOrderBy(String orderBy) {
        this.orderBy = orderBy;
    }

    public @Nullable Integer getIsSelfDependence() {
        return isSelfDependence;
    }

    public void setIsSelfDependence(Integer isSelfDependence) {
        this.isSelfDependence = isSelfDependence;
    }

    public @Nullable Integer getIsVirtualTask() {
        return isVirtualTask;
    }

    public void setIsVirtualTask(Integer isVirtualTask) {
        this.isVirtualTask = isVirtualTask;
    }

    public @Nullable Integer getTaskScheduleType() {
        return taskScheduleType;
    }

    public void setTaskScheduleType(Integer taskScheduleType) {
        this.taskScheduleType = taskScheduleType;
    }

    public @Nullable Integer getRetryTimes() {
        return retryTimes;
    }

    public void setRetryTimes(Integer retryTimes) {
        this.retryTimes = retryTimes;
    }

    public @Nullable Boolean getIsSendMsg() {
        return isSendMsg;
    }

    public void setIsSendMsg(Boolean isSendMsg) {
        this.isSendMsg = isSendMsg;
    }

    public @Nullable String getUserpin() {
        return userpin;
    }

    public void setUserpin(String userpin) {
        this.userpin = userpin;
    }

    public @Nullable String getCreateTime() {
        return createTime;
    }

    public void setCreateTime(String createTime) {
        this.createTime = createTime;
    }

    public @Nullable String getLocation() {
        return location;
    }

    public void setLocation(String location) {
        this.location = location;
    }

    public @Nullable String getParams() {
        return params;
    }

    public void setParams(String params) {
        this.params = params;
    }

    public @Nullable String getDataCenter() {
        return dataCenter;
    }

    public void setDataCenter(String dataCenter) {
        this.dataCenter = dataCenter;
    }

    public @Nullable String getClusterId() {
        return clusterId;
    }

    public void setClusterId(String clusterId) {
        this.clusterId = clusterId;
    }

    public @Nullable String getClusterName() {
        return clusterName;
    }

    public void setClusterName(String clusterName) {
        this.clusterName = clusterName;
    }

    public @Nullable String getClusterStatus() {
        return clusterStatus;
    }

    public void setClusterStatus(String clusterStatus) {
        this.clusterStatus = clusterStatus;
    }
}
