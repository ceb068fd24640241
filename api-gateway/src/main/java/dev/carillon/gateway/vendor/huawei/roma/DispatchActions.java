package dev.carillon.gateway.vendor.huawei.roma;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.vendor.rest.RestAnswer;
import dev.carillon.gateway.vendor.rest.RestFault;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;

/** The operations on schedules. A task has at most one. */
final class DispatchActions {

    private static final int OK = 200;

    private final JobService jobs;
    private final TaskLookup lookup;
    private final DispatchReader reader;
    private final InstantSource clock;
    private final ZoneId vendorZone;

    DispatchActions(JobService jobs, TaskLookup lookup, InstantSource clock, ZoneId vendorZone) {
        this.jobs = jobs;
        this.lookup = lookup;
        this.reader = new DispatchReader(vendorZone);
        this.clock = clock;
        this.vendorZone = vendorZone;
    }

    /** The schedule fires from now on, also where the task was stopped before. */
    Future<HttpAnswer> create(Call call) {
        Instant now = clock.instant();
        return lookup.task(call.place(), call.taskId())
                .compose(seen -> jobs.change(call.caller().request(), seen.id(), job -> created(call, job, now)))
                .compose(reply -> show(call));
    }

    private JobDefinition created(Call call, JobDefinition job, Instant now) {
        if (StoredFields.of(job).text(StoredFields.TASK_TYPE).equals(TaskMapping.REALTIME)) {
            throw conflict("the task is REALTIME and cannot have a schedule; make it TIMING by updateTask");
        }
        String command = call.caller().commandId();
        // One that the same command has created is a repetition, to which the scheduler knows its answer.
        Dispatch.of(job).filter(older -> !older.createdBy().equals(command)).ifPresent(older -> {
            throw conflict("the task has a schedule already, dispatch_id " + RomaId.DISPATCH.of(job.id())
                    + "; change it by updateDispatches");
        });
        Dispatch dispatch = reader.read(call.body(), Optional.empty(), now, command);
        return dispatch.into(job, vendorZone).enabled(true).build();
    }

    /** Whether the task is stopped stays as it is. */
    Future<HttpAnswer> update(Call call) {
        Instant now = clock.instant();
        String dispatchId = call.request().path().need(RomaFields.DISPATCH_ID);
        return lookup.task(call.place(), call.taskId())
                .compose(seen -> {
                    Dispatch older = existing(seen);
                    if (!RomaId.DISPATCH.of(seen.id()).equals(dispatchId)) {
                        throw RomaFaults.noSuchPart(
                                "Invalid parameter [dispatch_id]: the task has no schedule " + dispatchId);
                    }
                    // Once for the refusals, before anything is sent.
                    reader.read(call.body(), Optional.of(older), now, older.createdBy());
                    return jobs.change(call.caller().request(), seen.id(), job -> updated(call, job, now));
                })
                .compose(reply -> show(call));
    }

    private JobDefinition updated(Call call, JobDefinition job, Instant now) {
        Dispatch older = Dispatch.of(job)
                .orElseThrow(
                        () -> conflict("the task has lost its schedule meanwhile; create one by createDispatches"));
        return reader.read(call.body(), Optional.of(older), now, older.createdBy())
                .into(job, vendorZone)
                .build();
    }

    Future<HttpAnswer> show(Call call) {
        return lookup.task(call.place(), call.taskId())
                .map(job -> RestAnswer.json(OK, existing(job).toJson(job)));
    }

    /** @throws RestFault when the task has none */
    private static Dispatch existing(JobDefinition job) {
        return Dispatch.of(job)
                .orElseThrow(() -> RomaFaults.noSuchPart("The task has no schedule; create one by createDispatches."));
    }

    private static ApiException conflict(String message) {
        return new ApiException(ApiError.of(ApiError.Category.CONFLICT, message + "; nothing was done"));
    }
}
