package dev.carillon.worker.runner;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.Audit;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.RetryPolicy;
import dev.carillon.core.job.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** First attempts of job 7, "nightly report", at 2026-01-02T03:04:05.678Z for the data of an hour before. */
public final class Runs {

    public static final Instant NOMINAL = Instant.parse("2026-01-02T03:04:05.678Z");
    public static final long NOMINAL_MS = NOMINAL.toEpochMilli();
    public static final long DATA_MS = NOMINAL.minusSeconds(3600).toEpochMilli();
    public static final ExecutionId EXECUTION = ExecutionId.scheduled(new JobId(7), NOMINAL);

    private Runs() {}

    public static Run shell(String script) {
        return of(new Task.Shell(script, List.of(), Map.of()), "");
    }

    /** The same with the values of a step and open secrets. */
    public static Run with(Run run, Map<String, String> values, Map<String, String> secrets) {
        return new Run(
                run.executionId(),
                run.attempt(),
                run.definition(),
                run.task(),
                run.cause(),
                run.nominal(),
                run.jobParameters(),
                run.parameters(),
                run.failures(),
                values,
                Secrets.of(secrets));
    }

    public static Run of(Task task, String parameters) {
        return of(task, parameters, null);
    }

    public static Run of(Task task, String parameters, @Nullable String ofTrigger) {
        JobDefinition definition = JobDefinition.builder(new JobId(7), task)
                .name("nightly report")
                .namespace("space")
                .group("reports")
                .parameters(parameters)
                .dataOffset(Duration.ofHours(1))
                .retry(new RetryPolicy(2, Duration.ofSeconds(1)))
                .audit(Audit.created(NOMINAL, "ada"))
                .build();
        return new Run(
                EXECUTION,
                1,
                definition,
                task,
                Cause.SCHEDULE,
                NOMINAL,
                parameters,
                ofTrigger,
                0,
                Map.of(),
                Secrets.NONE);
    }
}
