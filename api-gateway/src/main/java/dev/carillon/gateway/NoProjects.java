package dev.carillon.gateway;

import dev.carillon.core.job.Project;
import dev.carillon.core.scheduling.Command;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.ProjectService;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** In place of projects until the scheduler keeps them. */
final class NoProjects implements ProjectService {

    @Override
    public Future<Project> createProject(Command.Request request, Project project) {
        return notServed();
    }

    @Override
    public Future<Project> replaceProject(Command.Request request, Project project, long expectedRevision) {
        return notServed();
    }

    @Override
    public Future<Void> deleteProject(Command.Request request, String namespace) {
        return notServed();
    }

    @Override
    public Future<Optional<Project>> project(String namespace) {
        return notServed();
    }

    @Override
    public Future<List<Project>> projects(String afterNamespace, int limit) {
        return notServed();
    }

    private static <T> Future<T> notServed() {
        return Future.failedFuture(
                new ApiException(ApiError.of(ApiError.Category.UNSUPPORTED, "projects are not served yet")));
    }
}
