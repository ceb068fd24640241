package dev.carillon.gateway.vendor.huawei.workspace;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.Task;
import dev.carillon.gateway.vendor.ApiLabel;
import dev.carillon.gateway.vendor.rest.RestCaller;
import dev.carillon.gateway.vendor.rest.RestRequest;
import dev.carillon.gateway.vendor.rest.RestValues;

/** One request for one of the families. */
record Call(Family family, RestRequest request, RestCaller caller) {

    String project() {
        return request.path().need(Fields.PROJECT_ID);
    }

    RestValues body() {
        return request.body();
    }

    RestValues query() {
        return request.query();
    }

    /** The id in the path, as it was sent. */
    String taskId() {
        return request.path().need(Fields.TASK_ID);
    }

    /** Whether the job is a task of this family in this project. */
    boolean owns(JobDefinition job) {
        return job.namespace().equals(project())
                && WorkspaceProduct.NAME.equals(job.labels().get(ApiLabel.NAME))
                && family.label().equals(job.labels().get(Family.LABEL))
                && job.task() instanceof Task.Plan;
    }
}
