package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.Project;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything a shard holds of one job, or of one project, which has no executions. Changed by {@link ShardState#apply} only. */
final class JobEntry {

    /** Null when the job is deleted and something of it is still alive. */
    @Nullable
    JobDefinition definition;

    @Nullable
    Project project;

    @Nullable
    JobState state;

    /** By id, so that iteration is the same after a reload. */
    final TreeMap<ExecutionId, Execution> live = new TreeMap<>();

    /** What stands in the fire queue; null when nothing does. */
    Timing.@Nullable Fire nextFire;

    boolean isEmpty() {
        return definition == null && project == null && state == null && live.isEmpty();
    }
}
