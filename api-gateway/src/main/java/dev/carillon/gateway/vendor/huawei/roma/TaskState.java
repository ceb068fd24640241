package dev.carillon.gateway.vendor.huawei.roma;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.vendor.huawei.roma.RunStatus.ExecuteStatus;
import java.util.Optional;

/** A task and its newest run. */
record TaskState(JobDefinition job, Optional<ExecutionView> newest) {

    /** Whether the task has a schedule that fires. */
    static boolean isRunning(JobDefinition job) {
        return job.enabled() && Dispatch.of(job).isPresent();
    }

    /** Where the newest run stands; without one, whether one is to come. */
    ExecuteStatus execute() {
        return newest.map(run -> RunStatus.of(run.status()).execute())
                .orElse(isRunning(job) ? ExecuteStatus.WAITING : ExecuteStatus.UNSTARTED);
    }
}
