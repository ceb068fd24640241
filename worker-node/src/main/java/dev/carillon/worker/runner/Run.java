package dev.carillon.worker.runner;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.Task;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, or one step of it, to be run. Everything in it is as the task gets it: dates are written in, secrets are
 * open. Made by {@link Preparation}.
 *
 * @param definition says what the run is about; its task and parameters are as they were written, so what is run is not
 *     read from it
 * @param task what is run
 * @param jobParameters of the step if it has its own, else of the definition
 * @param parameters of the trigger command; null: the job's
 * @param failures failed attempts before this one
 * @param values of the step, by name; empty outside of a plan
 */
public record Run(
        ExecutionId executionId,
        int attempt,
        JobDefinition definition,
        Task task,
        Cause cause,
        Instant nominal,
        String jobParameters,
        @Nullable String parameters,
        int failures,
        Map<String, String> values,
        Secrets secrets) {

    public Run {
        values = Map.copyOf(values);
    }

    /** The instant whose data the run is about. */
    public Instant data() {
        return nominal.minus(definition.dataOffset());
    }

    /** What the task gets: the trigger's parameters, else the job's. */
    public String effectiveParameters() {
        return parameters != null ? parameters : jobParameters;
    }

    /** The same for one step of the plan that is run. */
    public Run of(Task.Plan plan, Task.Step step) {
        boolean own = !step.parameters().isEmpty();
        return new Run(
                executionId,
                attempt,
                definition,
                plan.taskOf(step),
                cause,
                nominal,
                own ? step.parameters() : jobParameters,
                own ? null : parameters,
                failures,
                step.values(),
                secrets);
    }
}
