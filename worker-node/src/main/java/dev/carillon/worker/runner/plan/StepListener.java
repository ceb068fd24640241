package dev.carillon.worker.runner.plan;

import dev.carillon.core.execution.StepResult;
import dev.carillon.core.job.Task;
import java.time.Instant;

/** Is told of the steps of an attempt, by the threads that run them: of one step first its beginning, then its end. */
public interface StepListener {

    void began(int index, Task.Step step, Instant at);

    void ended(StepResult result);
}
