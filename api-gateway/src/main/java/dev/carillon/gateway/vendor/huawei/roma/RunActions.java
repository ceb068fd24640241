package dev.carillon.gateway.vendor.huawei.roma;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.execution.Execution;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.vendor.rest.RestAnswer;
import dev.carillon.gateway.vendor.rest.RestCaller;
import dev.carillon.gateway.vendor.rest.RestFault;
import dev.carillon.gateway.vendor.rest.RestValues;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Running and stopping: one run now, the run that is live, the schedules of several tasks. */
final class RunActions {

    private static final int OK = 200;

    private final JobService jobs;
    private final TaskLookup lookup;
    private final RomaFaults faults;

    RunActions(JobService jobs, TaskLookup lookup, RomaFaults faults) {
        this.jobs = jobs;
        this.lookup = lookup;
        this.faults = faults;
    }

    /** Also where the task has no schedule or is stopped. */
    Future<HttpAnswer> run(Call call) {
        return lookup.task(call.place(), call.taskId())
                .compose(job -> jobs.submit(
                        new Command.TriggerJob(call.caller().request(), job.id(), null, false, Execution.Target.ANY)))
                .map(reply -> RestAnswer.json(OK, StrictJson.object()));
    }

    /** Stops what is running now, as the vendor's page has it; the schedule goes on. */
    Future<HttpAnswer> terminate(Call call) {
        return lookup.task(call.place(), call.taskId())
                .compose(job -> stopLive(call.caller(), job.id()))
                .map(stopped -> RestAnswer.json(OK, StrictJson.object().put("message", Guesses.STOPPED)));
    }

    private Future<Void> stopLive(RestCaller caller, JobId id) {
        return lookup.live(id)
                .compose(live ->
                        Future.join(live.stream().map(run -> stop(caller, run)).toList()))
                .mapEmpty();
    }

    private Future<Void> stop(RestCaller caller, ExecutionView run) {
        // Named after the run: a repetition of the request may find fewer of them.
        Command.Request request =
                new Command.Request(caller.commandId() + "-stop-" + run.alias(), "", caller.accessKey());
        return jobs.submit(new Command.StopExecution(request, run.id()))
                .<Void>mapEmpty()
                .recover(e -> hasEnded(e) ? Future.succeededFuture() : Future.failedFuture(e));
    }

    /** It ended by itself before the command came, which is what was wanted. */
    private static boolean hasEnded(Throwable e) {
        return e instanceof ApiException refused
                && (refused.error().category() == Category.CONFLICT
                        || refused.error().category() == Category.NOT_FOUND);
    }

    /** How it went with one task of a batch. @param name empty when the task is not known */
    private record Outcome(String taskId, String name, Optional<RestFault> fault) {
        ObjectNode toJson() {
            ObjectNode json = StrictJson.object().put("task_id", taskId);
            if (!name.isEmpty()) {
                json.put("task_name", name);
            }
            fault.ifPresent(failed -> json.put("error_code", failed.code()).put("error_msg", failed.message()));
            return json;
        }
    }

    Future<HttpAnswer> batch(Call call) {
        List<RestValues> items = call.body().items(RomaFields.LIST);
        if (items.isEmpty()) {
            throw RomaFaults.emptyList();
        }
        boolean start = call.body().word(RomaFields.ACTION_ID).orElseThrow().equals("start");
        List<Future<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String taskId = items.get(i).text(RomaFields.LIST_TASK_ID).orElse("");
            outcomes.add(one(call, taskId, start, call.caller().request(i)));
        }
        return Future.join(outcomes)
                .map(all -> answer(outcomes.stream().map(Future::result).toList()));
    }

    private Future<Outcome> one(Call call, String taskId, boolean start, Command.Request request) {
        return Future.<JobDefinition>future(
                        found -> lookup.task(call.place(), taskId).onComplete(found))
                .compose(job -> (start ? start(job, request) : stop(call.caller(), job, request))
                        .map(done -> new Outcome(taskId, job.name(), Optional.empty()))
                        .recover(e -> refused(taskId, job.name(), e)))
                .recover(e -> refused(taskId, "", e));
    }

    private Future<Void> start(JobDefinition job, Command.Request request) {
        if (Dispatch.of(job).isEmpty()) {
            return Future.failedFuture(RomaFaults.notAllowed(
                    RomaFaults.CANNOT_RUN, "The task has no schedule; create one, or run the task once."));
        }
        return jobs.submit(new Command.EnableJob(request, job.id(), 0)).mapEmpty();
    }

    private Future<Void> stop(RestCaller caller, JobDefinition job, Command.Request request) {
        return jobs.submit(new Command.DisableJob(request, job.id(), 0)).compose(reply -> stopLive(caller, job.id()));
    }

    /** A refusal is this task's outcome; when the outcome is open the request as a whole fails, and may come again. */
    private Future<Outcome> refused(String taskId, String name, Throwable e) {
        return switch (e) {
            case RestFault fault -> Future.succeededFuture(new Outcome(taskId, name, Optional.of(fault)));
            case ApiException refused
            when refused.error().category() != Category.UNAVAILABLE ->
                Future.succeededFuture(
                        new Outcome(taskId, name, Optional.of(faults.of(RomaOperations.BATCH, refused.error()))));
            default -> Future.failedFuture(e);
        };
    }

    private static HttpAnswer answer(List<Outcome> outcomes) {
        ObjectNode json = StrictJson.object();
        List<Outcome> failed =
                outcomes.stream().filter(one -> one.fault().isPresent()).toList();
        json.put("success_count", outcomes.size() - failed.size()).put("failure_count", failed.size());
        ArrayNode success = json.putArray("success");
        ArrayNode failure = json.putArray("failure");
        outcomes.forEach(one -> (one.fault().isPresent() ? failure : success).add(one.toJson()));
        return RestAnswer.json(OK, json);
    }
}
