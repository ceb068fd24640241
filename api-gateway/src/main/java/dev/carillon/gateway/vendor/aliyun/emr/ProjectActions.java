package dev.carillon.gateway.vendor.aliyun.emr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.Audit;
import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.core.job.Project;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.ApiName;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.ProjectService;
import dev.carillon.gateway.vendor.ApiLabel;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.aliyun.ActionRequest;
import dev.carillon.gateway.vendor.aliyun.Caller;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Consumer;

/** The actions on projects. A job's ProjectId need not be one of them: any text is accepted there. */
final class ProjectActions {

    private static final int PAGE = 1000;
    private static final int MAX_TRIES = 3;

    private final ProjectService projects;
    private final JobService jobs;

    ProjectActions(ProjectService projects, JobService jobs) {
        this.projects = projects;
        this.jobs = jobs;
    }

    Future<ObjectNode> create(ActionRequest request, Caller caller) {
        String id = FlowIds.project(jobs.newJobId(caller.commandId()));
        caller.permissions().requireNamespace(id);
        StoredFields stored = new StoredFields(Map.of(ApiLabel.NAME, ApiName.ALIYUN_EMR));
        request.given(Fields.PRODUCT_TYPE).ifPresent(value -> stored.put(Fields.PRODUCT_TYPE, value));
        request.given(Fields.RESOURCE_GROUP_ID).ifPresent(value -> stored.put(Fields.RESOURCE_GROUP_ID, value));
        Project project;
        try {
            project = new Project(
                    ProjectService.idOf(id),
                    id,
                    0,
                    request.need(Fields.PROJECT_NAME),
                    request.need(Fields.DESCRIPTION),
                    stored.toMap(),
                    Audit.NONE);
        } catch (InvalidDefinitionException e) {
            throw Faults.of(e);
        }
        return projects.createProject(caller.command(), project)
                .map(created -> JsonNodeFactory.instance.objectNode().put("Id", id));
    }

    Future<ObjectNode> describe(ActionRequest request) {
        return project(request).map(ProjectActions::answer);
    }

    Future<ObjectNode> modify(ActionRequest request, Caller caller) {
        return modify(request, caller, 1).map(JobActions.done());
    }

    /** Again when somebody was quicker. */
    private Future<Project> modify(ActionRequest request, Caller caller, int attempt) {
        return project(request)
                .compose(seen -> projects.replaceProject(caller.command(), merged(request, seen), seen.revision()))
                .recover(e -> attempt < MAX_TRIES
                                && e instanceof ApiException refused
                                && refused.error().category() == ApiError.Category.CONFLICT
                        ? modify(request, caller, attempt + 1)
                        : Future.failedFuture(e));
    }

    /** A project that this gateway does not know may be gone by the very command that is now repeated. */
    Future<ObjectNode> delete(ActionRequest request, Caller caller) {
        String id = request.need(Fields.THE_PROJECT);
        return projects.project(id)
                .compose(found -> {
                    if (found.isPresent() && !isOurs(found.get())) {
                        throw Faults.noProject(id);
                    }
                    return projects.deleteProject(caller.command(), id)
                            .recover(e -> Future.failedFuture(refusal(id, found.isPresent(), e)));
                })
                .map(JobActions.done());
    }

    /** What is no project may still be the ProjectId of jobs, which keeps the service from looking further. */
    private static Throwable refusal(String id, boolean known, Throwable e) {
        if (!(e instanceof ApiException refused)) {
            return e;
        }
        return switch (refused.error().category()) {
            case NOT_FOUND -> Faults.noProject(id);
            case CONFLICT -> known ? Faults.wrongProject(refused.error().message()) : Faults.noProject(id);
            case MALFORMED,
                    INVALID,
                    UNSUPPORTED,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    TOO_LARGE,
                    TOO_MANY,
                    INTERNAL,
                    UNAVAILABLE -> e;
        };
    }

    Future<ObjectNode> list(ActionRequest request, Caller caller) {
        Page<Project> page = new Page<>(request, "Name");
        return each("", project -> {
                    if (isOurs(project)
                            && caller.permissions().mayTouch(project.namespace())
                            && matches(request, project)) {
                        page.add(project);
                    }
                })
                .map(all -> {
                    ObjectNode answer = page.answer();
                    ArrayNode list = answer.putArray("Projects");
                    page.items().forEach(project -> list.add(answer(project)));
                    return answer;
                });
    }

    private Future<Void> each(String after, Consumer<Project> consumer) {
        return projects.projects(after, PAGE).compose(page -> {
            page.forEach(consumer);
            return page.isEmpty()
                    ? Future.succeededFuture()
                    : each(page.getLast().namespace(), consumer);
        });
    }

    private Future<Project> project(ActionRequest request) {
        String id = request.need(Fields.THE_PROJECT);
        return projects.project(id)
                .map(found -> found.filter(ProjectActions::isOurs).orElseThrow(() -> Faults.noProject(id)));
    }

    private static Project merged(ActionRequest request, Project project) {
        try {
            return new Project(
                    project.id(),
                    project.namespace(),
                    project.revision(),
                    request.text(Fields.PROJECT_NAME).orElse(project.name()),
                    request.text(Fields.DESCRIPTION).orElse(project.description()),
                    project.vendorFields(),
                    project.audit());
        } catch (InvalidDefinitionException e) {
            throw Faults.of(e);
        }
    }

    private static boolean matches(ActionRequest request, Project project) {
        StoredFields stored = new StoredFields(project.vendorFields());
        return equal(request, Fields.LIST_PROJECT_ID, project.namespace())
                && request.given(Fields.LIST_NAME)
                        .map(name -> Guesses.namesMatch(name, project.name()))
                        .orElse(true)
                && equal(request, Fields.LIST_PRODUCT_TYPE, stored.text(Fields.PRODUCT_TYPE))
                && equal(request, Fields.LIST_RESOURCE_GROUP_ID, stored.text(Fields.RESOURCE_GROUP_ID));
    }

    private static boolean equal(ActionRequest request, Field field, String actual) {
        return request.given(field).map(actual::equals).orElse(true);
    }

    private static boolean isOurs(Project project) {
        return ApiName.ALIYUN_EMR.equals(project.vendorFields().get(ApiLabel.NAME));
    }

    /** With ProductType and ResourceGroupId, which the vendor takes and does not give back; its SDKs ignore them. */
    private static ObjectNode answer(Project project) {
        StoredFields stored = new StoredFields(project.vendorFields());
        return JsonNodeFactory.instance
                .objectNode()
                .put("Id", project.namespace())
                .put("GmtCreate", project.audit().createdAt().toEpochMilli())
                .put("GmtModified", project.audit().updatedAt().toEpochMilli())
                .put("UserId", project.audit().createdBy())
                .put("Name", project.name())
                .put("Description", project.description())
                .put("ProductType", stored.text(Fields.PRODUCT_TYPE))
                .put("ResourceGroupId", stored.text(Fields.RESOURCE_GROUP_ID));
    }
}
