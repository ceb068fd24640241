package dev.carillon.gateway.vendor.aliyun.schedulerx;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.JobService.ExecutionQuery;
import dev.carillon.gateway.service.JobService.JobQuery;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.aliyun.ActionRequest;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what a request names, and only within the namespace and the group that it names. */
final class JobLookup {

    static final int MAX_LISTED_JOBS = 10_000;
    private static final int PAGE = 1000;

    private final JobService jobs;

    JobLookup(JobService jobs) {
        this.jobs = jobs;
    }

    /** The job; fails with {@link BusinessException} when it does not exist, or elsewhere. */
    Future<JobDefinition> job(ActionRequest request) {
        JobId id = jobId(request);
        return jobs.job(id).map(found -> {
            JobDefinition job = found.orElseThrow(() -> missing(id));
            checkPlace(request, job);
            return job;
        });
    }

    /**
     * The job as far as this gateway knows it. One that it does not know may be new, or gone by the very command that
     * is now repeated: there the scheduler has the answer.
     */
    Future<Optional<JobDefinition>> jobIfKnown(ActionRequest request) {
        return jobs.job(jobId(request)).map(found -> {
            found.ifPresent(job -> checkPlace(request, job));
            return found;
        });
    }

    /** The job by JobId, or by JobName where only that is given. */
    Future<JobDefinition> jobByIdOrName(ActionRequest request) {
        Optional<String> name = request.given(Fields.JOB_NAME);
        if (request.text(Fields.JOB_ID).isPresent()) {
            return job(request).map(job -> {
                if (name.isPresent() && !name.get().equals(job.name())) {
                    throw BusinessException.parameter("JobName", "jobid: " + job.id() + " has another name");
                }
                return job;
            });
        }
        if (name.isEmpty()) {
            throw BusinessException.parameter("JobId", "is mandatory when JobName is not given");
        }
        return jobs.jobs(query(request, name, Optional.empty(), 0, 2)).map(found -> switch (found.size()) {
            case 1 -> found.getFirst();
            case 0 ->
                throw new BusinessException(BusinessCode.JOB_MISSING, "JobName: " + name.get() + " is not existed");
            default -> throw BusinessException.parameter("JobName", "is the name of several jobs, give JobId");
        });
    }

    /** All jobs of the request's namespace and group, in the order of their ids. */
    Future<List<JobDefinition>> list(ActionRequest request) {
        Optional<Boolean> enabled = request.whole(Fields.STATUS).map(status -> status == 1);
        return list(request, request.given(Fields.JOB_NAME), enabled, new ArrayList<>());
    }

    private Future<List<JobDefinition>> list(
            ActionRequest request, Optional<String> name, Optional<Boolean> enabled, List<JobDefinition> so) {
        long after = so.isEmpty() ? 0 : so.getLast().id().value();
        return jobs.jobs(query(request, name, enabled, after, PAGE)).compose(page -> {
            so.addAll(page);
            // Not "fewer than asked for": the view may have a smaller limit of its own.
            if (page.isEmpty()) {
                return Future.succeededFuture(so);
            }
            if (so.size() >= MAX_LISTED_JOBS) {
                return Future.failedFuture(new BusinessException(
                        BusinessCode.TOO_MANY_JOBS, "JobName: more than " + MAX_LISTED_JOBS + " jobs match, name one"));
            }
            return list(request, name, enabled, so);
        });
    }

    /**
     * The job, or empty when it has been removed but still has history: a one-time job is removed after its run, and its
     * instance is read after that. What has been removed is found by its id alone, since its namespace went with it.
     * Fails with {@link BusinessException} when there is neither, or the job is elsewhere.
     */
    Future<Optional<JobDefinition>> jobOrItsHistory(ActionRequest request, JobId id) {
        return jobs.job(id).compose(found -> {
            if (found.isPresent()) {
                checkPlace(request, found.get());
                return Future.succeededFuture(found);
            }
            return jobs.executions(anyOf(id)).map(history -> {
                if (history.isEmpty()) {
                    throw missing(id);
                }
                return Optional.<JobDefinition>empty();
            });
        });
    }

    /** The instance, which must be one of the request's job. */
    Future<ExecutionView> instance(ActionRequest request, Field field) {
        long alias = request.whole(field).orElseThrow();
        return jobs.executionByAlias(alias)
                .map(found -> found.filter(view -> ofJob(request, view))
                        .orElseThrow(() -> new BusinessException(
                                BusinessCode.INSTANCE_MISSING, field.name() + ": " + alias + " is not existed")));
    }

    static JobId jobId(ActionRequest request) {
        return new JobId(request.whole(Fields.JOB_ID).orElseThrow());
    }

    /** @throws BusinessException when the job is not where the request says */
    static void checkPlace(ActionRequest request, JobDefinition job) {
        checkPlace(request, Fields.NAMESPACE, "namespace", job, job.namespace());
        checkPlace(request, Fields.GROUP_ID, "groupId", job, job.group());
    }

    private static void checkPlace(ActionRequest request, Field field, String word, JobDefinition job, String actual) {
        Optional<String> expected = request.given(field);
        if (expected.isPresent() && !expected.get().equals(actual)) {
            throw new BusinessException(
                    BusinessCode.JOB_MISSING, "jobid: " + job.id() + " not match " + word + ": " + expected.get());
        }
    }

    private static ExecutionQuery anyOf(JobId id) {
        return new ExecutionQuery(
                Optional.of(id),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                0,
                1);
    }

    private static boolean ofJob(ActionRequest request, ExecutionView view) {
        return request.whole(Fields.JOB_ID)
                .map(id -> id == view.id().jobId().value())
                .orElse(true);
    }

    private static JobQuery query(
            ActionRequest request, Optional<String> name, Optional<Boolean> enabled, long after, int limit) {
        return new JobQuery(
                request.given(Fields.NAMESPACE),
                request.given(Fields.GROUP_ID),
                name,
                enabled,
                Optional.empty(),
                Optional.empty(),
                after,
                limit);
    }

    private static BusinessException missing(JobId id) {
        return new BusinessException(BusinessCode.JOB_MISSING, "jobId=" + id + " is not existed");
    }
}
