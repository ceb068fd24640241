package dev.carillon.gateway.vendor.aliyun.emr;

import dev.carillon.core.job.Audit;
import dev.carillon.core.job.Project;
import dev.carillon.core.scheduling.Command;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.ProjectService;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Projects in memory; a repeated command changes nothing. */
final class FakeProjects implements ProjectService {

    final TreeMap<String, Project> projects = new TreeMap<>();
    private final Set<String> done = new HashSet<>();
    private final Instant now;
    private @Nullable ApiError next;
    private int overtaken;

    FakeProjects(Instant now) {
        this.now = now;
    }

    /** The next write fails so, without effect. */
    void failNext(ApiError error) {
        next = error;
    }

    /** So many of the next replacements find that somebody was quicker. */
    void overtake(int times) {
        overtaken = times;
    }

    @Override
    public Future<Project> createProject(Command.Request request, Project project) {
        return write(request, () -> {
                    if (projects.containsKey(project.namespace())) {
                        throw refused(Category.CONFLICT, "project " + project.namespace() + " exists already");
                    }
                    projects.put(project.namespace(), with(project, 1, Audit.created(now, request.principal())));
                })
                .map(done -> projects.get(project.namespace()));
    }

    @Override
    public Future<Project> replaceProject(Command.Request request, Project project, long expectedRevision) {
        return write(request, () -> {
                    Project old = existing(project.namespace());
                    if (overtaken > 0) {
                        overtaken--;
                        projects.put(old.namespace(), with(old, old.revision() + 1, old.audit()));
                    }
                    long revision = existing(project.namespace()).revision();
                    if (expectedRevision != 0 && expectedRevision != revision) {
                        throw refused(
                                Category.CONFLICT, "project " + project.namespace() + " has revision " + revision);
                    }
                    projects.put(
                            project.namespace(),
                            with(project, revision + 1, old.audit().updated(now, request.principal())));
                })
                .map(done -> projects.get(project.namespace()));
    }

    @Override
    public Future<Void> deleteProject(Command.Request request, String namespace) {
        return write(request, () -> {
            existing(namespace);
            projects.remove(namespace);
        });
    }

    @Override
    public Future<Optional<Project>> project(String namespace) {
        return Future.succeededFuture(Optional.ofNullable(projects.get(namespace)));
    }

    @Override
    public Future<List<Project>> projects(String afterNamespace, int limit) {
        return Future.succeededFuture(projects.tailMap(afterNamespace, false).values().stream()
                .limit(limit)
                .toList());
    }

    private Future<Void> write(Command.Request request, Runnable change) {
        if (next != null) {
            ApiError error = next;
            next = null;
            return Future.failedFuture(new ApiException(error));
        }
        if (done.contains(request.commandId())) {
            return Future.succeededFuture();
        }
        try {
            change.run();
        } catch (ApiException e) {
            return Future.failedFuture(e);
        }
        done.add(request.commandId());
        return Future.succeededFuture();
    }

    private Project existing(String namespace) {
        Project project = projects.get(namespace);
        if (project == null) {
            throw refused(Category.NOT_FOUND, "there is no project " + namespace);
        }
        return project;
    }

    private static Project with(Project project, long revision, Audit audit) {
        return new Project(
                project.id(),
                project.namespace(),
                revision,
                project.name(),
                project.description(),
                project.vendorFields(),
                audit);
    }

    private static ApiException refused(Category category, String message) {
        return new ApiException(ApiError.of(category, message));
    }
}
