package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.Project;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything a shard holds of one job, or of one project, which has no executions. Changed by {@link ShardState#apply} only. */
final class JobEntry {

    /** One for all jobs that have no live execution, which most have at any time. */
    private static final SortedMap<ExecutionId, Execution> NONE = Collections.emptySortedMap();

    /** Null when the job is deleted and something of it is still alive. */
    @Nullable
    JobDefinition definition;

    @Nullable
    Project project;

    @Nullable
    JobState state;

    /** By id, so that iteration is the same after a reload. */
    private SortedMap<ExecutionId, Execution> live = NONE;

    /** What stands in the fire queue; null when nothing does. */
    Timing.@Nullable Fire nextFire;

    /** Those that have not ended. */
    SortedMap<ExecutionId, Execution> live() {
        return Collections.unmodifiableSortedMap(live);
    }

    @Nullable
    Execution execution(ExecutionId id) {
        return live.get(id);
    }

    /** Returns the one before, null if there was none. */
    @Nullable
    Execution put(Execution execution) {
        if (live.isEmpty()) {
            live = new TreeMap<>();
        }
        return live.put(execution.id(), execution);
    }

    /** Returns what was removed, null if there was nothing. */
    @Nullable
    Execution remove(ExecutionId id) {
        if (live.isEmpty()) {
            return null;
        }
        Execution removed = live.remove(id);
        if (live.isEmpty()) {
            live = NONE;
        }
        return removed;
    }

    boolean isEmpty() {
        return definition == null && project == null && state == null && live.isEmpty();
    }
}
