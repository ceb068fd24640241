package dev.carillon.worker.runner.plan;

import dev.carillon.core.job.Task;
import dev.carillon.worker.runner.MaskedLog;
import dev.carillon.worker.runner.RunLog;
import dev.carillon.worker.runner.Secrets;

/** The output of one step within that of its attempt: each line says whose it is when steps run side by side. */
record StepLog(String prefix, RunLog log) implements RunLog {

    static RunLog of(Task.Plan plan, Task.Step step, Secrets secrets, RunLog log) {
        return MaskedLog.of(secrets, plan.parallelism() > 1 ? new StepLog("[" + step.key() + "] ", log) : log);
    }

    /** What stands above the output of a try. */
    static String header(Task.Plan plan, int index, int tries) {
        Task.Step step = plan.steps().get(index);
        String name = step.name().isEmpty() || step.name().equals(step.key()) ? "" : " (" + step.name() + ")";
        String again = tries == 1 ? "" : ", try " + tries + " of " + (step.retries() + 1);
        return "--- step " + (index + 1) + " of " + plan.steps().size() + ": " + step.key() + name + again;
    }

    @Override
    public void line(String text) {
        log.line(prefix + text);
    }
}
