package dev.carillon.gateway.service;

import dev.carillon.core.execution.ExecutionAlias;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Project;
import dev.carillon.core.scheduling.Command;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Named places for jobs, for APIs that manage them: a project's vendor-shaped id is the namespace of its jobs. A job's
 * namespace need not be a project. Writes answer when this gateway's view holds the effect. Futures fail with {@link
 * ApiException} only.
 */
public interface ProjectService {

    /** Creates a project; CONFLICT when the id is taken. */
    Future<Project> createProject(Command.Request request, Project project);

    /** Replaces name, description and vendor fields; NOT_FOUND, or CONFLICT when the revision is another (0: whatever it is). */
    Future<Project> replaceProject(Command.Request request, Project project, long expectedRevision);

    /** Removes a project; CONFLICT, naming one, while jobs are in its namespace; NOT_FOUND. */
    Future<Void> deleteProject(Command.Request request, String namespace);

    Future<Optional<Project>> project(String namespace);

    /** In the order of their namespaces, after the given one; an empty text begins. */
    Future<List<Project>> projects(String afterNamespace, int limit);

    /** The id of the project with this namespace: derived, so that a namespace has one project. */
    static JobId idOf(String namespace) {
        return new JobId(ExecutionAlias.hash("project:" + namespace));
    }
}
