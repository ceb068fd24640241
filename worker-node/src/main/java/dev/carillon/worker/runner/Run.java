package dev.carillon.worker.runner;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to be run.
 *
 * @param parameters of the trigger command; null: the definition's
 * @param failures failed attempts before this one
 */
public record Run(
        ExecutionId executionId,
        int attempt,
        JobDefinition definition,
        Cause cause,
        Instant nominal,
        @Nullable String parameters,
        int failures) {

    /** The instant whose data the run is about. */
    public Instant data() {
        return nominal.minus(definition.dataOffset());
    }

    /** What the task gets: the trigger's parameters, else the definition's. */
    public String effectiveParameters() {
        return parameters != null ? parameters : definition.parameters();
    }
}
