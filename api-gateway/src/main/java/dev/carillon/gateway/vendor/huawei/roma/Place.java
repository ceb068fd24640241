package dev.carillon.gateway.vendor.huawei.roma;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.vendor.ApiLabel;
import dev.carillon.gateway.vendor.rest.RestRequest;

/** The project and instance that a path names: namespace and group of the jobs that this API makes there. */
record Place(String projectId, String instanceId) {

    static Place of(RestRequest request) {
        return new Place(
                request.path().need(RomaFields.PROJECT_ID), request.path().need(RomaFields.INSTANCE_ID));
    }

    /** Whether the job is there and was made by this API. */
    boolean holds(JobDefinition job) {
        return job.namespace().equals(projectId)
                && job.group().equals(instanceId)
                && RomaProduct.NAME.equals(job.labels().get(ApiLabel.NAME));
    }
}
