package dev.carillon.gateway.vendor.jdcloud.jmr;

import dev.carillon.core.job.JobDefinition;
import java.time.Instant;

/**
 * The status of a plan. The vendor publishes no values but says that plans are in the Quartz scheduler, so these are the
 * names of Quartz' trigger states: a guess.
 */
enum PlanStatus {
    NORMAL,
    PAUSED,
    /** No fire is left. */
    COMPLETE;

    static PlanStatus of(JobDefinition plan, Instant now) {
        if (!plan.enabled()) {
            return PAUSED;
        }
        return plan.nextFire(now).isPresent() ? NORMAL : COMPLETE;
    }

    /** A job has no schedule, so it is never complete. */
    static PlanStatus ofJob(JobDefinition job) {
        return job.enabled() ? NORMAL : PAUSED;
    }
}
