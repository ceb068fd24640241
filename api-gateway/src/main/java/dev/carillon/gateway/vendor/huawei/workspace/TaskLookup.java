package dev.carillon.gateway.vendor.huawei.workspace;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.vendor.ApiLabel;
import dev.carillon.gateway.vendor.rest.RestFault;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds tasks and their runs: only those of the request's family and project. */
final class TaskLookup {

    private static final int PAGE = 1000;
    private static final int MAX_LISTED = 10_000;

    /** Ids of jobs are hashes, so their order says nothing. */
    private static final Comparator<JobDefinition> NEWEST_FIRST = Comparator.comparing(
                    (JobDefinition job) -> job.audit().createdAt())
            .reversed()
            .thenComparing(JobDefinition::id);

    private final JobService jobs;

    TaskLookup(JobService jobs) {
        this.jobs = jobs;
    }

    /** Fails with {@link RestFault} when there is no such task here. */
    Future<JobDefinition> task(Call call, String id) {
        return find(call, id).map(found -> found.orElseThrow(() -> missing(id)));
    }

    Future<Optional<JobDefinition>> find(Call call, String id) {
        Optional<JobId> jobId = WorkspaceId.parseTask(id);
        return jobId.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : jobs.job(jobId.get()).map(found -> found.filter(call::owns));
    }

    /** Whether a job with this id was in the request's project and is gone, perhaps by the very command that is repeated. */
    Future<Boolean> wasHere(Call call, String id) {
        Optional<JobId> jobId = WorkspaceId.parseTask(id);
        if (jobId.isEmpty()) {
            return Future.succeededFuture(false);
        }
        return jobs.job(jobId.get())
                .compose(present -> present.isPresent()
                        ? Future.succeededFuture(false)
                        : jobs.place(jobId.get())
                                .map(place -> place.filter(
                                                known -> known.namespace().equals(call.project()))
                                        .isPresent()));
    }

    /** All tasks, newest first. */
    Future<List<JobDefinition>> tasks(Call call) {
        return tasks(call, 0, new ArrayList<>())
                .map(found ->
                        found.stream().filter(call::owns).sorted(NEWEST_FIRST).toList());
    }

    private Future<List<JobDefinition>> tasks(Call call, long after, List<JobDefinition> so) {
        return jobs.jobs(query(call, after)).compose(page -> {
            so.addAll(page);
            // Not "fewer than asked for": the view may have a smaller limit of its own.
            return page.isEmpty()
                    ? Future.succeededFuture(so)
                    : bounded(so, "tasks")
                            .compose(all -> tasks(call, so.getLast().id().value(), so));
        });
    }

    private static JobService.JobQuery query(Call call, long after) {
        return new JobService.JobQuery(
                call.caller().permissions().namespaces(),
                Optional.of(call.project()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ApiLabel.NAME),
                Optional.of(WorkspaceProduct.NAME),
                after,
                PAGE);
    }

    /** The run and its task. Fails with {@link RestFault} when there is no such record here. */
    Future<Run> run(Call call, String recordId) {
        Optional<Long> alias = WorkspaceId.parseRecord(recordId);
        if (alias.isEmpty()) {
            return Future.failedFuture(missingRecord(recordId));
        }
        return jobs.executionByAlias(alias.get()).compose(found -> {
            if (found.isEmpty()) {
                return Future.failedFuture(missingRecord(recordId));
            }
            return jobs.job(found.get().id().jobId())
                    .map(job -> job.filter(call::owns)
                            .map(task -> new Run(task, found.get()))
                            .orElseThrow(() -> missingRecord(recordId)));
        });
    }

    /** Newest first. */
    Future<List<ExecutionView>> runs(Call call, JobDefinition task) {
        return runs(call, task, new ArrayList<>());
    }

    private Future<List<ExecutionView>> runs(Call call, JobDefinition task, List<ExecutionView> so) {
        return jobs.executions(query(call, task, List.of(), so.size(), PAGE)).compose(page -> {
            so.addAll(page);
            return page.isEmpty()
                    ? Future.succeededFuture(so)
                    : bounded(so, "records").compose(all -> runs(call, task, so));
        });
    }

    /** The newest run in one of these states; no states for any. */
    Future<Optional<ExecutionView>> newest(Call call, JobDefinition task, List<ExecutionView.Status> states) {
        return jobs.executions(query(call, task, states, 0, 1))
                .map(found -> found.stream().findFirst());
    }

    private static JobService.ExecutionQuery query(
            Call call, JobDefinition task, List<ExecutionView.Status> states, int offset, int limit) {
        return new JobService.ExecutionQuery(
                call.caller().permissions().namespaces(),
                Optional.of(task.id()),
                Optional.empty(),
                Optional.empty(),
                states,
                Optional.empty(),
                Optional.empty(),
                offset,
                limit);
    }

    private static <T> Future<List<T>> bounded(List<T> found, String what) {
        return found.size() < MAX_LISTED
                ? Future.succeededFuture(found)
                : Future.failedFuture(new ApiException(ApiError.of(
                        ApiError.Category.UNSUPPORTED,
                        "there are " + MAX_LISTED + " " + what + " or more, which is more than a list can count")));
    }

    static RestFault missing(String id) {
        return WorkspaceFaults.missing("scheduled task " + id);
    }

    static RestFault missingRecord(String id) {
        return WorkspaceFaults.missing("record " + id);
    }
}
