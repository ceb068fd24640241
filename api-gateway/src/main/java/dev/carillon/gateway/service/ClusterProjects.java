package dev.carillon.gateway.service;

import dev.carillon.core.job.Project;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.service.JobService.JobQuery;
import dev.carillon.gateway.view.View;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/** Projects of the cluster: writes by the command log, reads from the view. Safe for use by several threads. */
public final class ClusterProjects implements ProjectService {

    private final JobService jobs;
    private final View view;
    private final ViewReads reads;

    public ClusterProjects(Vertx vertx, JobService jobs, View view) {
        this.jobs = jobs;
        this.view = view;
        this.reads = new ViewReads(vertx);
    }

    @Override
    public Future<Project> createProject(Command.Request request, Project project) {
        return written(new Command.CreateProject(request, project), project.namespace());
    }

    @Override
    public Future<Project> replaceProject(Command.Request request, Project project, long expectedRevision) {
        return written(new Command.ReplaceProject(request, project, expectedRevision), project.namespace());
    }

    private Future<Project> written(Command command, String namespace) {
        return jobs.submit(command)
                .compose(reply -> project(namespace))
                .map(found -> found.orElseThrow(() -> new ApiException(
                        ApiError.of(Category.NOT_FOUND, "project " + namespace + " has been deleted meanwhile"))));
    }

    /** The jobs are counted in this gateway's view: one that is being made elsewhere at this moment is not among them. */
    @Override
    public Future<Void> deleteProject(Command.Request request, String namespace) {
        return jobs.jobs(jobsOf(namespace)).compose(found -> {
            if (!found.isEmpty()) {
                return Future.failedFuture(new ApiException(ApiError.of(
                        Category.CONFLICT,
                        "project " + namespace + " still has jobs, such as "
                                + found.getFirst().name() + "; delete them first, nothing was changed")));
            }
            Future<Reply> deleted = jobs.submit(new Command.DeleteProject(request, ProjectService.idOf(namespace), 0));
            return deleted.mapEmpty();
        });
    }

    private static JobQuery jobsOf(String namespace) {
        return new JobQuery(
                List.of(),
                Optional.of(namespace),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                1);
    }

    @Override
    public Future<Optional<Project>> project(String namespace) {
        return reads.here(view.project(ProjectService.idOf(namespace)));
    }

    @Override
    public Future<List<Project>> projects(String afterNamespace, int limit) {
        return reads.here(view.projects(afterNamespace, limit));
    }
}
