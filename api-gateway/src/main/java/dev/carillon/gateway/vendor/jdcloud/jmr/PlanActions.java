package dev.carillon.gateway.vendor.jdcloud.jmr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.JobService;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The operations that change or run plans, which the vendor calls cron jobs. */
final class PlanActions {

    private final JobService service;
    private final Definitions definitions;
    private final PlanMapping mapping;
    private final Names names;

    PlanActions(JobService service, Definitions definitions, PlanMapping mapping) {
        this.service = service;
        this.definitions = definitions;
        this.mapping = mapping;
        this.names = new Names(definitions);
    }

    /** Creates, or changes when the request has the id of a plan. */
    Future<ObjectNode> save(JmrCall call) {
        return call.idIfAny(PlanFields.ID).map(id -> change(call, id)).orElseGet(() -> create(call));
    }

    Future<ObjectNode> modify(JmrCall call) {
        JobId id = call.idIfAny(PlanFields.ID)
                .orElseThrow(() -> call.body().invalid(PlanFields.ID, "is missing; createCronJob makes a new plan"));
        return change(call, id);
    }

    Future<ObjectNode> delete(JmrCall call) {
        return onPlan(call, (request, id) -> new Command.DeleteJob(request, id, 0))
                .map(reply -> Answers.ok());
    }

    Future<ObjectNode> pause(JmrCall call) {
        return onPlan(call, (request, id) -> new Command.DisableJob(request, id, 0))
                .map(reply -> Answers.ok());
    }

    Future<ObjectNode> resume(JmrCall call) {
        return onPlan(call, (request, id) -> new Command.EnableJob(request, id, 0))
                .map(reply -> Answers.ok());
    }

    /** Gives the id of the run as data, which the vendor's result does not have; its SDK passes over it. */
    Future<ObjectNode> runOnce(JmrCall call) {
        return onPlan(call, JobActions::start).map(reply -> Answers.ok().put("data", JobActions.taskId(reply)));
    }

    /** Gives the new plan's id as data, which the vendor's result does not have; its SDK passes over it. */
    private Future<ObjectNode> create(JmrCall call) {
        List<JobId> jobIds = PlanMapping.jobIds(call.body())
                .orElseThrow(() -> call.body().invalid(PlanFields.JOB_IDS, "is missing; a plan runs one job or more"));
        JobId id = service.newJobId(call.caller().commandId());
        return names.requireFree(call, PlanFields.NAME, true, id)
                .compose(free -> jobs(call, jobIds))
                .compose(
                        jobs -> service.submit(new Command.CreateJob(call.command(id), mapping.create(call, id, jobs))))
                .map(reply -> Answers.ok().put("data", id.value()));
    }

    private Future<ObjectNode> change(JmrCall call, JobId id) {
        Optional<List<JobId>> jobIds = PlanMapping.jobIds(call.body());
        return definitions
                .plan(call.region(), id)
                .compose(plan -> names.requireFree(call, PlanFields.NAME, true, id))
                .compose(free -> jobIds.isEmpty()
                        ? Future.succeededFuture(Optional.<List<JobDefinition>>empty())
                        : jobs(call, jobIds.get()).map(Optional::of))
                .compose(jobs -> service.change(call.command(id), id, plan -> mapping.change(call, plan, jobs)))
                .map(reply -> Answers.ok().put("data", id.value()));
    }

    private Future<Reply> onPlan(JmrCall call, BiFunction<Command.Request, JobId, Command> command) {
        JobId id = call.planId();
        return definitions.plan(call.region(), id).compose(plan -> service.submit(command.apply(call.command(id), id)));
    }

    private Future<List<JobDefinition>> jobs(JmrCall call, List<JobId> ids) {
        return jobs(call, ids, new ArrayList<>());
    }

    private Future<List<JobDefinition>> jobs(JmrCall call, List<JobId> ids, List<JobDefinition> found) {
        if (found.size() == ids.size()) {
            return Future.succeededFuture(found);
        }
        return definitions
                .job(call.region(), ids.get(found.size()))
                .recover(e -> Future.failedFuture(isMissing(e) ? unknown(call, (ApiException) e) : e))
                .compose(job -> {
                    found.add(job);
                    return jobs(call, ids, found);
                });
    }

    private static boolean isMissing(Throwable e) {
        return e instanceof ApiException refused && refused.error().category() == ApiError.Category.NOT_FOUND;
    }

    private static ApiException unknown(JmrCall call, ApiException missing) {
        return call.body().invalid(PlanFields.JOB_IDS, missing.error().message());
    }
}
