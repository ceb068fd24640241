package dev.carillon.cluster.sdk.jmr.client;

import org.jspecify.annotations.Nullable;

/** A cron job, as the SDK sends and reads it. */
public final class JmrPlanViewModel {
    private @Nullable Number planId;
    private @Nullable String planName;
    private @Nullable String planType;
    private @Nullable String planStatus;
    private @Nullable String failurePolicy;
    private @Nullable String createTime;
    private @Nullable String modifyTime;
    private @Nullable String dataCenter;
    private @Nullable String jobGroup;
    private @Nullable String jobTrigger;
    private @Nullable String cronExpression;
    private @Nullable Boolean isSync;
    private @Nullable String description;
    private @Nullable String jobIds;
    private @Nullable String clusterId;
    private @Nullable String clusterName;
    private @Nullable String orderBy;

    public @Nullable Number getPlanId() {
        return planId;
    }

    public void setPlanId(Number planId) {
        this.planId = planId;
    }

    public @Nullable String getPlanName() {
        return planName;
    }

    public void setPlanName(String planName) {
        this.planName = planName;
    }

    public @Nullable String getPlanType() {
        return planType;
    }

    public void setPlanType(String planType) {
        this.planType = planType;
    }

    public @Nullable String getPlanStatus() {
        return planStatus;
    }

    public void setPlanStatus(String planStatus) {
        this.planStatus = planStatus;
    }

    public @Nullable String getFailurePolicy() {
        return failurePolicy;
    }

    public void setFailurePolicy(String failurePolicy) {
        this.failurePolicy = failurePolicy;
    }

    public @Nullable String getCreateTime() {
        return createTime;
    }

    public void setCreateTime(String createTime) {
        this.createTime = createTime;
    }

    public @Nullable String getModifyTime() {
        return modifyTime;
    }

    public void setModifyTime(String modifyTime) {
        this.modifyTime = modifyTime;
    }

    public @Nullable String getDataCenter() {
        return dataCenter;
    }

    public void setDataCenter(String dataCenter) {
        this.dataCenter = dataCenter;
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

    public @Nullable Boolean getIsSync() {
        return isSync;
    }

    public void setIsSync(Boolean isSync) {
        this.isSync = isSync;
    }

    public @Nullable String getDescription() {
        return description;
    }

    public void setDescription(String description) {
        this.description = description;
    }

    public @Nullable String getJobIds() {
        return jobIds;
    }

    public void setJobIds(String jobIds) {
        this.jobIds = jobIds;
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

    public @Nullable String getOrderBy() {
        return orderBy;
    }

    public void setOrderBy(String orderBy) {
        this.orderBy = orderBy;
    }
}
