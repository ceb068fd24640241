package dev.carillon.worker.runner.plan;

import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.execution.StepResult;
import dev.carillon.core.job.Task;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Plans whose steps are named by their keys and run one script. */
final class Plans {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    private Plans() {}

    static Task.Plan plan(boolean stopOnFailure, int parallelism, String... keys) {
        return plan(
                stopOnFailure,
                parallelism,
                Stream.of(keys).map(key -> step(key, 0)).toArray(Task.Step[]::new));
    }

    static Task.Plan plan(boolean stopOnFailure, int parallelism, Task.Step... steps) {
        return new Task.Plan(
                List.of(new Task.Shell("true", List.of(), Map.of())), List.of(steps), stopOnFailure, parallelism);
    }

    static Task.Step step(String key, int retries) {
        return new Task.Step(key, "", 0, Map.of("key", key), "", retries);
    }

    static StepResult ended(int index, String key, Outcome outcome, String result, int code) {
        return new StepResult(index, key, "", outcome, 1, AT, AT.plusSeconds(1), result, code);
    }
}
