package dev.carillon.gateway.vendor.jdcloud.jmr;

import dev.carillon.core.job.AlertPolicy;
import dev.carillon.core.job.JobDefinition;
import java.util.TreeSet;

/** A plan alerts when it fails if one of its jobs is to (isSendMsg); it remembers which, since each job may change alone. */
final class PlanAlerts {

    private PlanAlerts() {}

    static void set(StoredFields plan, JobDefinition job) {
        TreeSet<String> alerting = plan.alertingJobs();
        if (job.alerts().onFailure()) {
            alerting.add(job.id().toString());
        } else {
            alerting.remove(job.id().toString());
        }
        plan.alertingJobs(alerting);
    }

    /** The plan with these stored fields, and alerts as they say. */
    static JobDefinition.Builder applied(JobDefinition plan, StoredFields stored) {
        return plan.toBuilder()
                .vendorFields(stored.toMap())
                .alerts(onFailure(plan.alerts(), !stored.alertingJobs().isEmpty()));
    }

    /** The same policy with only this changed: another API may have set the rest. */
    static AlertPolicy onFailure(AlertPolicy alerts, boolean onFailure) {
        return new AlertPolicy(
                onFailure,
                alerts.failuresInARow(),
                alerts.onTimeout(),
                alerts.onNoWorker(),
                alerts.onSuccess(),
                alerts.channels(),
                alerts.contacts());
    }
}
