package dev.carillon.gateway.vendor.huawei.roma;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.JobService.ExecutionQuery;
import dev.carillon.gateway.service.JobService.JobQuery;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.vendor.ApiLabel;
import dev.carillon.gateway.vendor.rest.RestFault;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds tasks and runs, and only in the place that the request names. */
final class TaskLookup {

    /** What a list is made of is read as a whole, because the API sorts, filters and counts. */
    static final int MAX_LISTED = 10_000;

    private static final int PAGE = 1000;
    /** Queries under way at once for one request; the view has few connections and others want them too. */
    private static final int AT_ONCE = 32;

    private static final List<ExecutionView.Status> LIVE = Arrays.stream(ExecutionView.Status.values())
            .filter(status -> !status.isFinal())
            .toList();

    private final JobService jobs;

    TaskLookup(JobService jobs) {
        this.jobs = jobs;
    }

    /** @throws RestFault when this is no id of a task */
    static JobId id(String taskId) {
        if (taskId.isBlank()) {
            throw RomaFaults.noTaskId();
        }
        return RomaId.TASK.number(taskId).map(JobId::new).orElseThrow(RomaFaults::noSuchTask);
    }

    /** The task; fails with {@link RestFault} when it is not in that place. */
    Future<JobDefinition> task(Place place, String taskId) {
        return find(place, id(taskId)).map(found -> found.orElseThrow(RomaFaults::noSuchTask));
    }

    /** The task as far as this gateway knows it; fails when it is somewhere else. */
    Future<Optional<JobDefinition>> find(Place place, JobId id) {
        return jobs.job(id).map(found -> {
            if (found.isPresent() && !place.holds(found.get())) {
                throw RomaFaults.noSuchTask();
            }
            return found;
        });
    }

    /**
     * Whether a task that this gateway does not know may have been in that place. It may be new, or gone by the very command
     * that is now repeated: there the scheduler has the answer, but it does not ask whose a job is.
     */
    Future<Boolean> mayHaveBeen(Place place, JobId id, Permissions permissions) {
        return jobs.place(id)
                .map(known -> known.map(at -> at.namespace().equals(place.projectId())
                                && at.group().equals(place.instanceId()))
                        .orElse(permissions.everyNamespace()));
    }

    /** All tasks of the place, in the order of their ids. */
    Future<List<JobDefinition>> all(Place place) {
        return more(place, new ArrayList<>());
    }

    private Future<List<JobDefinition>> more(Place place, List<JobDefinition> so) {
        long after = so.isEmpty() ? 0 : so.getLast().id().value();
        JobQuery query = new JobQuery(
                // The place is the caller's: that is asked before anything else.
                List.of(),
                Optional.of(place.projectId()),
                Optional.of(place.instanceId()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ApiLabel.NAME),
                Optional.of(RomaProduct.NAME),
                after,
                PAGE);
        return jobs.jobs(query).compose(page -> {
            so.addAll(page);
            // Not "fewer than asked for": the view may have a smaller limit of its own.
            return page.isEmpty()
                    ? Future.succeededFuture(so)
                    : bounded(so, "tasks").compose(all -> more(place, all));
        });
    }

    private static <T> Future<List<T>> bounded(List<T> so, String what) {
        return so.size() <= MAX_LISTED
                ? Future.succeededFuture(so)
                : Future.failedFuture(new ApiException(ApiError.of(
                        ApiError.Category.INVALID,
                        "there are more than " + MAX_LISTED + " " + what + ", which is more than can be listed")));
    }

    /** The tasks with their newest runs, in the same order. */
    Future<List<TaskState>> withNewestRuns(List<JobDefinition> tasks) {
        return withNewestRuns(tasks, new ArrayList<>());
    }

    private Future<List<TaskState>> withNewestRuns(List<JobDefinition> tasks, List<TaskState> so) {
        if (so.size() == tasks.size()) {
            return Future.succeededFuture(so);
        }
        List<JobDefinition> some = tasks.subList(so.size(), Math.min(tasks.size(), so.size() + AT_ONCE));
        return Future.all(some.stream().map(this::withNewestRun).toList()).compose(all -> {
            so.addAll(all.list());
            return withNewestRuns(tasks, so);
        });
    }

    Future<TaskState> withNewestRun(JobDefinition task) {
        return jobs.executions(runs(task.id(), List.of(), Optional.empty(), Optional.empty(), 0, 1))
                .map(found -> new TaskState(task, found.stream().findFirst()));
    }

    /** The task's runs that have not ended. */
    Future<List<ExecutionView>> live(JobId id) {
        return jobs.executions(runs(id, LIVE, Optional.empty(), Optional.empty(), 0, PAGE));
    }

    /** All known runs of the task, the newest first. @param from nominal times from here @param to and before this */
    Future<List<ExecutionView>> runs(JobId id, Optional<Instant> from, Optional<Instant> to) {
        return moreRuns(id, from, to, new ArrayList<>());
    }

    private Future<List<ExecutionView>> moreRuns(
            JobId id, Optional<Instant> from, Optional<Instant> to, List<ExecutionView> so) {
        return jobs.executions(runs(id, List.of(), from, to, so.size(), PAGE)).compose(page -> {
            so.addAll(page);
            return page.isEmpty()
                    ? Future.succeededFuture(so)
                    : bounded(so, "runs").compose(all -> moreRuns(id, from, to, all));
        });
    }

    private static ExecutionQuery runs(
            JobId id,
            List<ExecutionView.Status> states,
            Optional<Instant> from,
            Optional<Instant> to,
            int offset,
            int limit) {
        return new ExecutionQuery(
                List.of(), Optional.of(id), Optional.empty(), Optional.empty(), states, from, to, offset, limit);
    }

    /** The run of the task; fails with {@link RestFault} when it has none with this id. */
    Future<ExecutionView> run(JobId task, String trackingId) {
        return RomaId.TRACKING
                .number(trackingId)
                .map(jobs::executionByAlias)
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                .map(found -> found.filter(run -> run.id().jobId().equals(task))
                        .orElseThrow(() -> RomaFaults.noSuchPart(
                                "Invalid parameter [tracking_id]: the task has no run " + trackingId)));
    }
}
