package dev.carillon.gateway.vendor.jdcloud.jmr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.JobService;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The operations that change or run jobs.
 *
 * <p>Plans hold copies of what their jobs run, so modifyJob changes the job first and then, one by one, the plans of the
 * region that run it. Should one of these commands fail, the job is what was asked for and some plans are not yet; the same
 * request sent again changes nothing about the job and brings the other plans up to date.
 */
final class JobActions {

    private static final int MAX_NAMED = 10;

    private final JobService service;
    private final Definitions definitions;
    private final JobMapping mapping;
    private final Names names;

    JobActions(JobService service, Definitions definitions, JobMapping mapping) {
        this.service = service;
        this.definitions = definitions;
        this.mapping = mapping;
        this.names = new Names(definitions);
    }

    /** Gives the new job's id as data, which the vendor's result does not have; its SDK passes over it. */
    Future<ObjectNode> create(JmrCall call) {
        JobId id = service.newJobId(call.caller().commandId());
        JobDefinition job = mapping.create(call, id);
        return names.requireFree(call, JobFields.NAME, false, id)
                .compose(free -> service.submit(new Command.CreateJob(call.command(id), job)))
                .map(reply -> Answers.ok().put("data", id.toString()));
    }

    Future<ObjectNode> createAndRun(JmrCall call) {
        JobId id = service.newJobId(call.caller().commandId());
        return create(call)
                .compose(created ->
                        service.submit(start(call.startCommand(id), id)).map(reply -> created));
    }

    Future<ObjectNode> modify(JmrCall call) {
        JobId id = new JobId(Long.parseLong(call.body().need(JobFields.ID)));
        return definitions
                .job(call.region(), id)
                .compose(job -> names.requireFree(call, JobFields.NAME, false, id))
                // Before anything is changed, since too many plans would leave it half done for ever.
                .compose(free -> definitions.plans(call.region()))
                .compose(plans -> service.change(call.command(id), id, job -> mapping.modify(call, job)))
                .compose(changed -> refreshPlans(call, id))
                .map(done -> Answers.ok());
    }

    Future<ObjectNode> delete(JmrCall call) {
        JobId id = call.jobId();
        return definitions
                .job(call.region(), id)
                .compose(job -> plansOf(call, id))
                .compose(plans -> {
                    requireUnused(id, plans);
                    return service.submit(new Command.DeleteJob(call.command(id), id, 0));
                })
                .map(reply -> Answers.ok());
    }

    /** Gives the id of the task, which is the run. */
    Future<ObjectNode> execute(JmrCall call) {
        call.requireRegion(JobFields.TASK_DATA_CENTER);
        JobId id = new JobId(Long.parseLong(call.body().need(JobFields.TASK_JOB_ID)));
        return definitions
                .job(call.region(), id)
                .compose(job -> {
                    call.body()
                            .given(Fields.CLUSTER_ID)
                            .filter(cluster -> !cluster.equals(job.group()))
                            .ifPresent(other -> {
                                throw call.body()
                                        .invalid(
                                                Fields.CLUSTER_ID,
                                                "must be the job's cluster, " + job.group() + ", was " + other);
                            });
                    return service.submit(start(call.command(id), id));
                })
                .map(reply -> Answers.ok().put("data", taskId(reply)));
    }

    static Command start(Command.Request request, JobId id) {
        return new Command.TriggerJob(request, id, null, false, Execution.Target.ANY);
    }

    static String taskId(Reply reply) {
        ExecutionId execution = reply.executionId();
        if (execution == null) {
            throw new IllegalStateException("a trigger was accepted without an execution: " + reply);
        }
        return Long.toString(JobService.alias(execution));
    }

    private Future<List<JobDefinition>> plansOf(JmrCall call, JobId id) {
        return definitions
                .plans(call.region())
                .map(plans ->
                        plans.stream().filter(plan -> PlanSteps.runs(plan, id)).toList());
    }

    /** The plans are looked up when the job has changed, so that one that was made meanwhile is not missed. */
    private Future<Void> refreshPlans(JmrCall call, JobId id) {
        return plansOf(call, id)
                .compose(plans -> definitions.job(call.region(), id).compose(job -> refresh(call, job, plans, 0)))
                .recover(e ->
                        Future.failedFuture(e instanceof ApiException refused ? halfDone(id, refused.error()) : e));
    }

    private Future<Void> refresh(JmrCall call, JobDefinition job, List<JobDefinition> plans, int at) {
        if (at == plans.size()) {
            return Future.succeededFuture();
        }
        JobDefinition plan = plans.get(at);
        Future<?> refreshed = PlanSteps.refreshed(plan, job).equals(plan)
                ? Future.succeededFuture()
                : service.change(call.command(plan.id()), plan.id(), present -> PlanSteps.refreshed(present, job));
        return refreshed.compose(done -> refresh(call, job, plans, at + 1));
    }

    private static ApiException halfDone(JobId id, ApiError error) {
        return new ApiException(new ApiError(
                error.category(),
                "job " + id + " has been changed, but not yet all plans that run it; modify it once more. The reason: "
                        + error.message(),
                error.field()));
    }

    private static void requireUnused(JobId id, List<JobDefinition> plans) {
        if (!plans.isEmpty()) {
            String some = plans.stream()
                    .limit(MAX_NAMED)
                    .map(plan -> plan.id() + " (" + plan.name() + ")")
                    .collect(Collectors.joining(", "));
            throw new ApiException(ApiError.of(
                    ApiError.Category.CONFLICT,
                    "job " + id + " is run by " + plans.size() + (plans.size() == 1 ? " plan: " : " plans: ") + some
                            + (plans.size() > MAX_NAMED ? ", …" : "")
                            + "; take it out of them first, nothing was deleted"));
        }
    }
}
