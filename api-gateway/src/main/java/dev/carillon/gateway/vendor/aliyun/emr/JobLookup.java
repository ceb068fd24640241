package dev.carillon.gateway.vendor.aliyun.emr;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.gateway.service.ApiName;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.JobService.ExecutionQuery;
import dev.carillon.gateway.service.JobService.JobQuery;
import dev.carillon.gateway.vendor.ApiLabel;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.aliyun.ActionRequest;
import dev.carillon.gateway.vendor.aliyun.Caller;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds what a request names: only jobs that this API has made, and only in the project that the request names. */
final class JobLookup {

    private static final int PAGE = 1000;

    private final JobService jobs;

    JobLookup(JobService jobs) {
        this.jobs = jobs;
    }

    /** An instance and the job that it is of. */
    record Found(ExecutionView view, JobDefinition job) {}

    /** Fails with 404 when there is no such job in the project. */
    Future<JobDefinition> job(ActionRequest request, Field field) {
        JobId id = FlowIds.job(request, field);
        return jobs.job(id)
                .map(found -> found.filter(job -> isHere(request, job))
                        .orElseThrow(() -> Faults.noJob(field, request.need(field))));
    }

    /**
     * The job as far as this gateway knows it. One that it does not know may be new, or gone by the very command that is now
     * repeated: there the scheduler has the answer. It does not ask who may touch a job, so a caller that is held to projects
     * must wait until this gateway knows where the job is.
     */
    Future<Optional<JobDefinition>> jobIfKnown(ActionRequest request, Field field, Caller caller) {
        JobId id = FlowIds.job(request, field);
        return jobs.job(id).map(found -> {
            boolean foreign = found.isPresent()
                    ? !isHere(request, found.get())
                    : !caller.permissions().everyNamespace();
            if (foreign) {
                throw Faults.noJob(field, request.need(field));
            }
            return found;
        });
    }

    /** Fails with 404 when there is no such instance in the project. A removed job takes its instances along. */
    Future<Found> instance(ActionRequest request, Field field) {
        return jobs.executionByAlias(FlowIds.instance(request, field)).compose(view -> {
            if (view.isEmpty()) {
                throw Faults.noInstance(field, request.need(field));
            }
            return jobs.job(view.get().id().jobId())
                    .map(found -> found.filter(job -> isHere(request, job))
                            .map(job -> new Found(view.get(), job))
                            .orElseThrow(() -> Faults.noInstance(field, request.need(field))));
        });
    }

    /** The newest one of the job. */
    Future<Optional<ExecutionView>> lastInstance(JobDefinition job) {
        return jobs.executions(query(job.id(), List.of(), Optional.empty(), Optional.empty(), 0, 1))
                .map(found -> found.stream().findFirst());
    }

    /** Tells of every job of the project, in the order of their ids, until the consumer throws. */
    Future<Void> eachJob(String project, Consumer<JobDefinition> consumer) {
        return eachJob(project, 0, consumer);
    }

    private Future<Void> eachJob(String project, long after, Consumer<JobDefinition> consumer) {
        JobQuery query = new JobQuery(
                List.of(),
                Optional.of(project),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ApiLabel.NAME),
                Optional.of(ApiName.ALIYUN_EMR),
                after,
                PAGE);
        return jobs.jobs(query).compose(page -> {
            page.forEach(consumer);
            // Not "fewer than asked for": the view may have a smaller limit of its own.
            return page.isEmpty()
                    ? Future.succeededFuture()
                    : eachJob(project, page.getLast().id().value(), consumer);
        });
    }

    /** Tells of every instance of the job, the newest first, until the consumer throws. */
    Future<Void> eachInstance(
            JobId id,
            List<ExecutionView.Status> states,
            Optional<Instant> from,
            Optional<Instant> to,
            Consumer<ExecutionView> consumer) {
        return eachInstance(query(id, states, from, to, 0, PAGE), consumer);
    }

    private Future<Void> eachInstance(ExecutionQuery query, Consumer<ExecutionView> consumer) {
        return jobs.executions(query).compose(page -> {
            page.forEach(consumer);
            return page.isEmpty()
                    ? Future.succeededFuture()
                    : eachInstance(
                            query(
                                    query.jobId().orElseThrow(),
                                    query.states(),
                                    query.from(),
                                    query.to(),
                                    query.offset() + page.size(),
                                    PAGE),
                            consumer);
        });
    }

    static boolean isHere(ActionRequest request, JobDefinition job) {
        return job.namespace().equals(request.need(Fields.PROJECT_ID))
                && ApiName.ALIYUN_EMR.equals(job.labels().get(ApiLabel.NAME));
    }

    private static ExecutionQuery query(
            JobId id,
            List<ExecutionView.Status> states,
            Optional<Instant> from,
            Optional<Instant> to,
            int offset,
            int limit) {
        return new ExecutionQuery(
                List.of(), Optional.of(id), Optional.empty(), Optional.empty(), states, from, to, offset, limit);
    }
}
