package dev.carillon.gateway.vendor.aliyun.schedulerx;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobPlace;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.JobService.ExecutionQuery;
import dev.carillon.gateway.service.JobService.JobQuery;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.aliyun.ActionRequest;
import dev.carillon.gateway.vendor.aliyun.Caller;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what a request names, only within the namespace and the group that it names and only where its caller may be. A job of
 * a namespace that is not the caller's is answered with FORBIDDEN, whatever place the request names for it.
 */
final class JobLookup {

    static final int MAX_LISTED_JOBS = 10_000;
    private static final int PAGE = 1000;

    private final JobService jobs;

    JobLookup(JobService jobs) {
        this.jobs = jobs;
    }

    /** The job; fails with {@link BusinessException} when it does not exist, or elsewhere. */
    Future<JobDefinition> job(ActionRequest request, Caller caller) {
        return known(request, caller).map(found -> found.orElseThrow(() -> missing(jobId(request))));
    }

    /**
     * The job as far as this gateway knows it. One that it does not know may be new, or gone by the very command that
     * is now repeated: there the scheduler has the answer. It does not ask who may touch a job, so a caller that is held to
     * namespaces must wait until this gateway knows where the job is.
     */
    Future<Optional<JobDefinition>> jobIfKnown(ActionRequest request, Caller caller) {
        JobId id = jobId(request);
        return known(request, caller)
                .compose(found -> found.isPresent() || caller.permissions().everyNamespace()
                        ? Future.succeededFuture(found)
                        : jobs.place(id).map(place -> {
                            checkPlace(request, caller, id, place.orElseThrow(() -> missing(id)));
                            return found;
                        }));
    }

    private Future<Optional<JobDefinition>> known(ActionRequest request, Caller caller) {
        return jobs.job(jobId(request)).map(found -> {
            found.ifPresent(job -> checkPlace(request, caller, job));
            return found;
        });
    }

    /** The job by JobId, or by JobName where only that is given. */
    Future<JobDefinition> jobByIdOrName(ActionRequest request, Caller caller) {
        Optional<String> name = request.given(Fields.JOB_NAME);
        if (request.text(Fields.JOB_ID).isPresent()) {
            return job(request, caller).map(job -> {
                if (name.isPresent() && !name.get().equals(job.name())) {
                    throw BusinessException.parameter("JobName", "jobid: " + job.id() + " has another name");
                }
                return job;
            });
        }
        if (name.isEmpty()) {
            throw BusinessException.parameter("JobId", "is mandatory when JobName is not given");
        }
        return jobs.jobs(query(request, caller, name, Optional.empty(), 0, 2)).map(found -> switch (found.size()) {
            case 1 -> found.getFirst();
            case 0 ->
                throw new BusinessException(BusinessCode.JOB_MISSING, "JobName: " + name.get() + " is not existed");
            default -> throw BusinessException.parameter("JobName", "is the name of several jobs, give JobId");
        });
    }

    /** All jobs of the request's namespace and group, in the order of their ids. */
    Future<List<JobDefinition>> list(ActionRequest request, Caller caller) {
        Optional<Boolean> enabled = request.whole(Fields.STATUS).map(status -> status == 1);
        return list(request, caller, request.given(Fields.JOB_NAME), enabled, new ArrayList<>());
    }

    private Future<List<JobDefinition>> list(
            ActionRequest request,
            Caller caller,
            Optional<String> name,
            Optional<Boolean> enabled,
            List<JobDefinition> so) {
        long after = so.isEmpty() ? 0 : so.getLast().id().value();
        return jobs.jobs(query(request, caller, name, enabled, after, PAGE)).compose(page -> {
            so.addAll(page);
            // Not "fewer than asked for": the view may have a smaller limit of its own.
            if (page.isEmpty()) {
                return Future.succeededFuture(so);
            }
            if (so.size() >= MAX_LISTED_JOBS) {
                return Future.failedFuture(new BusinessException(
                        BusinessCode.TOO_MANY_JOBS, "JobName: more than " + MAX_LISTED_JOBS + " jobs match, name one"));
            }
            return list(request, caller, name, enabled, so);
        });
    }

    /**
     * The job of instances. It may have been removed: a one-time job is removed after its run, and its instance is read after
     * that. Fails with {@link BusinessException} when it has no history either, or is or was elsewhere.
     */
    Future<InstanceJob> jobOrItsHistory(ActionRequest request, Caller caller, JobId id) {
        return instanceJob(id).compose(found -> {
            // Unknown when history reaches back to the last executions of a removed job, but not to its removal.
            if (found.place().isEmpty() && !caller.permissions().everyNamespace()) {
                throw missing(id);
            }
            found.place().ifPresent(place -> checkPlace(request, caller, id, place));
            return found.definition().isPresent()
                    ? Future.succeededFuture(found)
                    : jobs.executions(anyOf(id)).map(history -> {
                        if (history.isEmpty()) {
                            throw missing(id);
                        }
                        return found;
                    });
        });
    }

    /** What is known of a job, whether or not it is there. */
    Future<InstanceJob> instanceJob(JobId id) {
        return jobs.job(id)
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(new InstanceJob(found, found.map(JobLookup::placeOf)))
                        : jobs.place(id).map(place -> new InstanceJob(found, place)));
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

    /**
     * @throws ApiException FORBIDDEN when the job is not where the caller may be
     * @throws BusinessException when the job is not where the request says
     */
    static void checkPlace(ActionRequest request, Caller caller, JobDefinition job) {
        checkPlace(request, caller, job.id(), placeOf(job));
    }

    private static JobPlace placeOf(JobDefinition job) {
        return new JobPlace(job.namespace(), job.group(), job.name());
    }

    private static void checkPlace(ActionRequest request, Caller caller, JobId id, JobPlace place) {
        caller.permissions().requireNamespace(place.namespace());
        checkPlace(request, Fields.NAMESPACE, "namespace", id, place.namespace());
        checkPlace(request, Fields.GROUP_ID, "groupId", id, place.group());
    }

    private static void checkPlace(ActionRequest request, Field field, String word, JobId id, String actual) {
        Optional<String> expected = request.given(field);
        if (expected.isPresent() && !expected.get().equals(actual)) {
            throw new BusinessException(
                    BusinessCode.JOB_MISSING, "jobid: " + id + " not match " + word + ": " + expected.get());
        }
    }

    private static ExecutionQuery anyOf(JobId id) {
        return new ExecutionQuery(
                List.of(),
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
            ActionRequest request,
            Caller caller,
            Optional<String> name,
            Optional<Boolean> enabled,
            long after,
            int limit) {
        return new JobQuery(
                caller.permissions().namespaces(),
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
