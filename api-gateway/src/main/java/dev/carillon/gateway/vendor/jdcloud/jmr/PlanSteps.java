package dev.carillon.gateway.vendor.jdcloud.jmr;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The jobs of a plan as its steps: one for each, in their order, one after the other. A step's key is the job's id. The plan
 * holds a copy of what each job runs, with the job's parameters and retries.
 */
final class PlanSteps {

    private PlanSteps() {}

    static Task.Plan of(List<JobDefinition> jobs, boolean stopOnFailure) {
        List<Task> tasks = new ArrayList<>();
        List<Task.Step> steps = new ArrayList<>();
        for (JobDefinition job : jobs) {
            steps.add(step(job, tasks.size()));
            tasks.add(job.task());
        }
        return new Task.Plan(tasks, steps, stopOnFailure, 1);
    }

    static boolean runs(JobDefinition plan, JobId job) {
        return jobIds(plan).contains(job.toString());
    }

    /** In their order. */
    static List<String> jobIds(JobDefinition plan) {
        return plan.task() instanceof Task.Plan task
                ? task.steps().stream().map(Task.Step::key).toList()
                : List.of();
    }

    static Task.Plan stopping(Task.Plan plan, boolean stopOnFailure) {
        return new Task.Plan(plan.tasks(), plan.steps(), stopOnFailure, plan.parallelism());
    }

    /** The plan with what the job is now; the same when it does not run the job. */
    static JobDefinition refreshed(JobDefinition plan, JobDefinition job) {
        if (!(plan.task() instanceof Task.Plan task) || !runs(plan, job.id())) {
            return plan;
        }
        List<Task> tasks = new ArrayList<>();
        List<Task.Step> steps = new ArrayList<>();
        for (Task.Step step : task.steps()) {
            boolean its = step.key().equals(job.id().toString());
            steps.add(its ? step(job, tasks.size()) : at(step, tasks.size()));
            tasks.add(its ? job.task() : task.taskOf(step));
        }
        StoredFields stored = StoredFields.of(plan);
        PlanAlerts.set(stored, job);
        return PlanAlerts.applied(plan, stored)
                .task(new Task.Plan(tasks, steps, task.stopOnFailure(), task.parallelism()))
                .build();
    }

    private static Task.Step step(JobDefinition job, int task) {
        return new Task.Step(
                job.id().toString(),
                job.name(),
                task,
                Map.of(),
                job.parameters(),
                job.retry().retries());
    }

    /** Each step has a task of its own here, whatever another API has made of the plan. */
    private static Task.Step at(Task.Step step, int task) {
        return new Task.Step(step.key(), step.name(), task, step.values(), step.parameters(), step.retries());
    }
}
