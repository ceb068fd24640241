package dev.carillon.gateway.view;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.core.scheduling.Output;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Jobs and events for tests. */
public final class Samples {

    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Samples() {}

    public static JobDefinition job(long id, long revision) {
        return JobDefinition.builder(new JobId(id), new Task.Shell("true", List.of(), Map.of()))
                .name("job-" + id)
                .revision(revision)
                .build();
    }

    public static ExecutionId fire(long jobId, Instant nominal) {
        return ExecutionId.scheduled(new JobId(jobId), nominal);
    }

    public static Output.Triggered triggered(ExecutionId id, Instant nominal) {
        return new Output.Triggered(id, nominal, 1, Cause.SCHEDULE, nominal, nominal, nominal, null, "");
    }

    public static Output.AttemptStarted started(ExecutionId id, int attempt, Instant at) {
        return new Output.AttemptStarted(id, at, attempt, "worker-1", at);
    }

    public static Output.ExecutionEnded ended(ExecutionId id, FinalState state, Instant at) {
        return new Output.ExecutionEnded(id, at, state, 1, "worker-1", at, at, at, "done", 0, "");
    }
}
