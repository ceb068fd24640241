package dev.carillon.gateway.nativeapi;

import dev.carillon.core.job.JobId;
import dev.carillon.gateway.service.JobPlace;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.Permissions;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Holds callers to their namespaces, before a handler runs:
 *
 * <pre>
 * the job is, or was, in one of the caller's namespaces ─▶ the handler
 *                     in another one                    ─▶ 403
 *                     nowhere that the view knows       ─▶ 404, unless the caller has all namespaces
 * </pre>
 *
 * <p>The last line is why a command of a limited caller never reaches a job that the view has not met yet: the scheduler,
 * which may know it already, does not ask who may touch it. A namespace that the request itself names is checked by the handler,
 * which reads the request, or by {@link #list}.
 */
final class Guards {

    private final JobService service;

    Guards(JobService service) {
        this.service = service;
    }

    /** For what is the same for all who may use this API, or where the handler checks. */
    Future<Void> none(NativeCall call) {
        return Future.succeededFuture();
    }

    /** The job of the path must be known. */
    Future<Void> job(NativeCall call) {
        if (call.permissions().everyNamespace()) {
            return Future.succeededFuture();
        }
        JobId id = call.jobId();
        return admitted(call, id)
                .compose(place -> Answers.orNotFound(place, "job " + id))
                .mapEmpty();
    }

    /** The job of the path may be a new one. Its past counts: who takes the id takes over the executions. */
    Future<Void> jobOrNew(NativeCall call) {
        return call.permissions().everyNamespace()
                ? Future.succeededFuture()
                : admitted(call, call.jobId()).mapEmpty();
    }

    /** The execution of the path. */
    Future<Void> execution(NativeCall call) {
        if (call.permissions().everyNamespace()) {
            return Future.succeededFuture();
        }
        return ExecutionIds.jobOf(service, call.id())
                .compose(job -> admitted(call, job))
                .compose(place -> Answers.orNotFound(place, "execution " + call.id()))
                .mapEmpty();
    }

    /** What the query of a list names; the list itself holds nothing of other namespaces. */
    Future<Void> list(NativeCall call) {
        QueryReader query = call.query();
        Permissions permissions = call.permissions();
        query.text("namespace").ifPresent(permissions::requireNamespace);
        Optional<JobId> job = query.number("jobId", 1, JobId.MAX).map(JobId::new);
        return permissions.everyNamespace() || job.isEmpty()
                ? Future.succeededFuture()
                : admitted(call, job.get()).mapEmpty();
    }

    private Future<Optional<JobPlace>> admitted(NativeCall call, JobId id) {
        return service.place(id).map(found -> {
            found.ifPresent(place -> call.permissions().requireNamespace(place.namespace()));
            return found;
        });
    }
}
