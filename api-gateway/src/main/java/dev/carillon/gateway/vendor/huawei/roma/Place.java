package dev.carillon.gateway.vendor.huawei.roma;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.vendor.ApiLabel;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.rest.RestRequest;
import dev.carillon.gateway.vendor.rest.RestValues;

/** The project and instance that a path names: namespace and group of the jobs that this API makes there. */
record Place(String projectId, String instanceId) {

    /** @throws ApiException INVALID when one of them is blank */
    static Place of(RestRequest request) {
        return new Place(named(request.path(), RomaFields.PROJECT_ID), named(request.path(), RomaFields.INSTANCE_ID));
    }

    private static String named(RestValues path, Field field) {
        return path.given(field).orElseThrow(() -> path.invalid(field, "must not be blank"));
    }

    /** Whether the job is there and was made by this API. */
    boolean holds(JobDefinition job) {
        return job.namespace().equals(projectId)
                && job.group().equals(instanceId)
                && RomaProduct.NAME.equals(job.labels().get(ApiLabel.NAME));
    }
}
