package dev.carillon.gateway.vendor.aliyun.schedulerx;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.aliyun.ActionRequest;
import dev.carillon.gateway.vendor.aliyun.Caller;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiFunction;

/** The actions on jobs. Each gives what stands beside the status in its answer. */
final class JobActions {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JobService jobs;
    private final JobLookup lookup;
    private final JobMapping mapping;
    private final JobAnswer answers;
    private final InstantSource clock;

    JobActions(JobService jobs, JobLookup lookup, TimeMapping times, InstantSource clock) {
        this.jobs = jobs;
        this.lookup = lookup;
        this.mapping = new JobMapping(times);
        this.answers = new JobAnswer(times);
        this.clock = clock;
    }

    Future<ObjectNode> create(ActionRequest request, Caller caller) {
        JobId id = jobs.newJobId(caller.commandId());
        JobDefinition job = mapping.create(request, id, clock.instant());
        return jobs.submit(new Command.CreateJob(command(caller), job))
                .map(reply -> data(NODES.objectNode().put("JobId", id.value())));
    }

    Future<ObjectNode> update(ActionRequest request, Caller caller) {
        Instant now = clock.instant();
        return lookup.job(request, caller).compose(seen -> {
            // Once for the refusals in this API's words, before anything is sent.
            mapping.update(request, seen, now);
            return jobs.change(command(caller), seen.id(), job -> updated(request, caller, job, now))
                    .map(JobActions::nothing);
        });
    }

    Future<ObjectNode> delete(ActionRequest request, Caller caller) {
        return onJob(request, caller, (command, id) -> new Command.DeleteJob(command, id, 0));
    }

    Future<ObjectNode> enable(ActionRequest request, Caller caller) {
        return onJob(request, caller, (command, id) -> new Command.EnableJob(command, id, 0));
    }

    Future<ObjectNode> disable(ActionRequest request, Caller caller) {
        return onJob(request, caller, (command, id) -> new Command.DisableJob(command, id, 0));
    }

    Future<ObjectNode> execute(ActionRequest request, Caller caller) {
        Execution.Target target = target(request);
        boolean onlyIfEnabled = request.flag(Fields.CHECK_JOB_STATUS, false);
        String parameters = request.given(Fields.INSTANCE_PARAMETERS).orElse(null);
        JobId id = JobLookup.jobId(request);
        return lookup.jobIfKnown(request, caller).compose(job -> {
            if (onlyIfEnabled && job.isPresent() && !job.get().enabled()) {
                throw new BusinessException(BusinessCode.JOB_DISABLED, "jobid: " + id + " is disabled");
            }
            return jobs.submit(new Command.TriggerJob(command(caller), id, parameters, onlyIfEnabled, target))
                    .map(reply -> data(NODES.objectNode().put("JobInstanceId", JobService.alias(started(reply)))));
        });
    }

    Future<ObjectNode> info(ActionRequest request, Caller caller) {
        return lookup.jobByIdOrName(request, caller).map(job -> {
            ObjectNode data = NODES.objectNode();
            data.set("JobConfigInfo", answers.of(job));
            return data(data);
        });
    }

    Future<ObjectNode> list(ActionRequest request, Caller caller) {
        return lookup.list(request, caller).map(found -> {
            ObjectNode data = NODES.objectNode();
            ArrayNode list = data.putArray("Jobs");
            found.forEach(job -> list.add(answers.of(job)));
            return data(data);
        });
    }

    private Future<ObjectNode> onJob(
            ActionRequest request, Caller caller, BiFunction<Command.Request, JobId, Command> command) {
        return lookup.jobIfKnown(request, caller)
                .compose(job -> jobs.submit(command.apply(command(caller), JobLookup.jobId(request))))
                .map(JobActions::nothing);
    }

    /** The service knows no exceptions but its own, so a refusal of a job that has changed meanwhile takes its form. */
    private JobDefinition updated(ActionRequest request, Caller caller, JobDefinition job, Instant now) {
        try {
            JobLookup.checkPlace(request, caller, job);
            return mapping.update(request, job, now);
        } catch (BusinessException e) {
            throw new ApiException(ApiError.of(ApiError.Category.INVALID, String.valueOf(e.getMessage())));
        }
    }

    private static Execution.Target target(ActionRequest request) {
        long type = request.whole(Fields.DESIGNATE_TYPE, 0);
        String worker = request.given(Fields.WORKER).orElse("");
        String label = request.given(Fields.LABEL).orElse("");
        checkTarget(Fields.WORKER, worker, type, 1);
        checkTarget(Fields.LABEL, label, type, 2);
        return new Execution.Target(worker, label);
    }

    private static void checkTarget(Field field, String value, long type, long typeOfField) {
        if (type == typeOfField && value.isEmpty()) {
            throw BusinessException.parameter(field.name(), "is mandatory when DesignateType is " + typeOfField);
        }
        if (type != typeOfField && !value.isEmpty()) {
            throw BusinessException.parameter(field.name(), "needs DesignateType " + typeOfField);
        }
    }

    private static ExecutionId started(Reply reply) {
        ExecutionId id = reply.executionId();
        if (id == null) {
            throw new IllegalStateException("a trigger was accepted without an execution: " + reply);
        }
        return id;
    }

    static Command.Request command(Caller caller) {
        return caller.command();
    }

    static ObjectNode data(ObjectNode data) {
        ObjectNode members = NODES.objectNode();
        members.set("Data", data);
        return members;
    }

    static ObjectNode nothing(Reply reply) {
        return NODES.objectNode();
    }
}
