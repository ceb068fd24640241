package dev.carillon.gateway.vendor.jdcloud.jmr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.JobService.ExecutionQuery;
import dev.carillon.gateway.service.StepView;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Executions as this API's tasks. A run of a job by itself is one task. A run of a plan is a task for each of its jobs that
 * has begun, since a task names a job; before the first has begun, or when none could, it is one task that names none.
 * Newest first; within a run of a plan in the plan's order.
 */
final class Runs {

    /** Runs of one job that are looked at; the gateway's view keeps fewer. */
    static final int MAX_RUNS = 1000;

    private static final int PAGE = 200;
    private static final List<Status> LIVE =
            Arrays.stream(Status.values()).filter(status -> !status.isFinal()).toList();

    private final JobService service;
    private final Answers answers;

    Runs(JobService service, Answers answers) {
        this.service = service;
        this.answers = answers;
    }

    Future<List<ObjectNode>> ofJob(JobDefinition job) {
        return executions(job.id())
                .map(runs -> runs.stream().map(run -> answers.task(job, run)).toList());
    }

    Future<List<ObjectNode>> ofPlan(JobDefinition plan) {
        return executions(plan.id()).compose(runs -> tasks(plan, runs, 0, new ArrayList<>()));
    }

    /** Those of one job within the plan. */
    Future<List<ObjectNode>> ofPlan(JobDefinition plan, JobId job) {
        return ofPlan(plan)
                .map(tasks -> tasks.stream().filter(task -> isOf(task, job)).toList());
    }

    /** Ids of jobs and plans, of whichever API, that run in the region now. */
    Future<Set<JobId>> running(String region) {
        ExecutionQuery all = query(Optional.empty(), Optional.of(region), LIVE, 0);
        return running(all, new HashSet<>());
    }

    private Future<Set<JobId>> running(ExecutionQuery query, Set<JobId> ids) {
        return service.executions(query).compose(page -> {
            page.forEach(run -> ids.add(run.id().jobId()));
            return page.size() < PAGE
                    ? Future.succeededFuture(ids)
                    : running(query(Optional.empty(), query.namespace(), LIVE, query.offset() + PAGE), ids);
        });
    }

    private Future<List<ObjectNode>> tasks(
            JobDefinition plan, List<ExecutionView> runs, int at, List<ObjectNode> tasks) {
        if (at == runs.size()) {
            return Future.succeededFuture(tasks);
        }
        ExecutionView run = runs.get(at);
        return service.steps(run.id()).compose(steps -> {
            tasks.addAll(tasks(plan, run, steps));
            return tasks(plan, runs, at + 1, tasks);
        });
    }

    private List<ObjectNode> tasks(JobDefinition plan, ExecutionView run, List<StepView> steps) {
        return steps.isEmpty()
                ? List.of(answers.planTask(plan, run))
                : steps.stream().map(step -> answers.planTask(plan, run, step)).toList();
    }

    private Future<List<ExecutionView>> executions(JobId id) {
        return executions(id, new ArrayList<>());
    }

    private Future<List<ExecutionView>> executions(JobId id, List<ExecutionView> all) {
        return service.executions(query(Optional.of(id), Optional.empty(), List.of(), all.size()))
                .compose(page -> {
                    all.addAll(page);
                    return page.size() < PAGE || all.size() >= MAX_RUNS
                            ? Future.succeededFuture(all)
                            : executions(id, all);
                });
    }

    private static ExecutionQuery query(Optional<JobId> id, Optional<String> region, List<Status> states, int offset) {
        return new ExecutionQuery(
                List.of(), id, region, Optional.empty(), states, Optional.empty(), Optional.empty(), offset, PAGE);
    }

    private static boolean isOf(ObjectNode task, JobId job) {
        return task.path("jobId").asText().equals(job.toString());
    }
}
