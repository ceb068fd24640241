package dev.carillon.gateway.vendor.aliyun.schedulerx;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.service.JobPlace;
import java.util.Optional;

/**
 * What is known of the job of an instance.
 *
 * @param definition empty when the job has been removed since
 * @param place empty when even that has been forgotten
 */
record InstanceJob(Optional<JobDefinition> definition, Optional<JobPlace> place) {

    String name() {
        return place.map(JobPlace::name).orElse("");
    }
}
