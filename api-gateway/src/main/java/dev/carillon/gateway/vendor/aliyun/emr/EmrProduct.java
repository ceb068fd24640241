package dev.carillon.gateway.vendor.aliyun.emr;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiName;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.ProjectService;
import dev.carillon.gateway.service.SecretSealer;
import dev.carillon.gateway.vendor.aliyun.ActionRequest;
import dev.carillon.gateway.vendor.aliyun.Caller;
import dev.carillon.gateway.vendor.aliyun.ListForm;
import dev.carillon.gateway.vendor.aliyun.RpcProduct;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * The data development API of Alibaba E-MapReduce, as far as jobs and projects go, so that the vendor's SDK works with only the
 * endpoint changed. A project is a namespace, a cluster a group of workers. Whatever is refused comes as HTTP 4xx or 5xx.
 */
public final class EmrProduct implements RpcProduct<Action> {

    /** The item names that the vendor's pages print. */
    private static final Map<String, String> ITEMS = Map.of(
            "JobList", "Job",
            "ResourceList", "Resource",
            "NodeInstances", "NodeInstance",
            "LogEntrys", "LogEntry",
            "Projects", "Project");

    private static final ListForm LISTS =
            ListForm.wrapped(list -> Optional.ofNullable(ITEMS.get(list)).orElse("Item"));

    private final JobActions jobActions;
    private final InstanceActions instanceActions;
    private final LauncherLog launcherLog;
    private final ProjectActions projectActions;

    /** @param zone in which dates are written into scripts: that of the vendor's home, unless the node is set otherwise */
    public EmrProduct(
            JobService jobs, ProjectService projects, SecretSealer secrets, InstantSource clock, ZoneId zone) {
        JobLookup lookup = new JobLookup(jobs);
        this.jobActions = new JobActions(jobs, lookup, new JobMapping(secrets, zone));
        this.instanceActions = new InstanceActions(jobs, lookup);
        this.launcherLog = new LauncherLog(jobs, lookup, clock);
        this.projectActions = new ProjectActions(projects, jobs);
    }

    @Override
    public String name() {
        return ApiName.ALIYUN_EMR;
    }

    @Override
    public String version() {
        return "2016-04-08";
    }

    @Override
    public Action action(String wireName) {
        return Action.named(wireName);
    }

    @Override
    public Future<ObjectNode> perform(Action action, ActionRequest request, Caller caller) {
        request.given(Fields.PROJECT_ID).ifPresent(caller.permissions()::requireNamespace);
        return switch (action) {
            case CREATE_FLOW_JOB -> jobActions.create(request, caller);
            case MODIFY_FLOW_JOB -> jobActions.modify(request, caller);
            case DESCRIBE_FLOW_JOB -> jobActions.describe(request);
            case LIST_FLOW_JOB -> jobActions.list(request);
            case CLONE_FLOW_JOB -> jobActions.copy(request, caller);
            case DELETE_FLOW_JOB -> jobActions.delete(request, caller);
            case SUBMIT_FLOW_JOB -> instanceActions.submit(request, caller);
            case KILL_FLOW_JOB -> instanceActions.kill(request, caller);
            case LIST_FLOW_JOB_HISTORY -> instanceActions.history(request);
            case DESCRIBE_FLOW_NODE_INSTANCE -> instanceActions.describe(request);
            case DESCRIBE_FLOW_NODE_INSTANCE_LAUNCHER_LOG -> launcherLog.read(request);
            case CREATE_FLOW_PROJECT -> projectActions.create(request, caller);
            case MODIFY_FLOW_PROJECT -> projectActions.modify(request, caller);
            case DESCRIBE_FLOW_PROJECT -> projectActions.describe(request);
            case LIST_FLOW_PROJECT -> projectActions.list(request, caller);
            case DELETE_FLOW_PROJECT -> projectActions.delete(request, caller);
        };
    }

    @Override
    public RuntimeException wrongParameter(String name, String problem) {
        return Faults.wrong(name, problem);
    }

    @Override
    public RuntimeException inItsWords(Action action, ApiError error) {
        return Faults.of(action, error);
    }

    @Override
    public ObjectNode success(String requestId) {
        return JsonNodeFactory.instance.objectNode().put("RequestId", requestId);
    }

    @Override
    public Optional<ObjectNode> refusal(String requestId, Throwable refused) {
        return Optional.empty();
    }

    @Override
    public ListForm lists() {
        return LISTS;
    }
}
