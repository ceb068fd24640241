package dev.carillon.worker.runner.jvm;

import dev.carillon.job.JobContext;
import dev.carillon.worker.runner.Run;
import dev.carillon.worker.runner.RunLog;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What a job sees of its attempt. */
record AttemptContext(Run run, RunLog output, BooleanSupplier stopped) implements JobContext {

    @Override
    public long jobId() {
        return run.definition().id().value();
    }

    @Override
    public String executionId() {
        return run.executionId().toString();
    }

    @Override
    public String jobName() {
        return run.definition().name();
    }

    @Override
    public String namespace() {
        return run.definition().namespace();
    }

    @Override
    public String group() {
        return run.definition().group();
    }

    @Override
    public String parameters() {
        return run.effectiveParameters();
    }

    @Override
    public Optional<String> instanceParameters() {
        return Optional.ofNullable(run.parameters());
    }

    @Override
    public Instant nominalTime() {
        return run.nominal();
    }

    @Override
    public Instant dataTime() {
        return run.data();
    }

    @Override
    public int attempt() {
        return run.attempt();
    }

    @Override
    public int maxAttempts() {
        return run.definition().retry().maxAttempts();
    }

    @Override
    public void log(String text) {
        if (text.isEmpty()) {
            output.line("");
        }
        text.lines().forEach(output::line);
    }

    @Override
    public boolean isStopped() {
        return stopped.getAsBoolean();
    }
}
