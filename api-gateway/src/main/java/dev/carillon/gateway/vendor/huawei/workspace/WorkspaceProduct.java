package dev.carillon.gateway.vendor.huawei.workspace;

import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.ApiName;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.WorkspaceTemplates;
import dev.carillon.gateway.vendor.rest.RestCaller;
import dev.carillon.gateway.vendor.rest.RestFaults;
import dev.carillon.gateway.vendor.rest.RestOperation;
import dev.carillon.gateway.vendor.rest.RestProduct;
import dev.carillon.gateway.vendor.rest.RestRequest;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Scheduled tasks of Huawei Workspace: of application servers (Application Streaming, {@code /v1}) and of desktops
 * ({@code /v2}).
 *
 * <pre>
 * project_id ─▶ namespace     task ─▶ job, a plan      target ─▶ step
 *                             task_type ─▶ the setting that says what each step runs
 * </pre>
 */
public final class WorkspaceProduct implements RestProduct {

    public static final String NAME = ApiName.HUAWEI_WORKSPACE;

    /** What is served. */
    public static final List<RestOperation> OPERATIONS = Operations.ALL;

    private static final Pattern PATH =
            Pattern.compile("/v1/[^/]+/schedule-task(/.*)?|/v2/[^/]+/scheduled-tasks(/.*)?");

    private final RestFaults faults = new WorkspaceFaults();
    private final Map<RestOperation, Function<Call, Future<HttpAnswer>>> servers;
    private final Map<RestOperation, Function<Call, Future<HttpAnswer>>> desktops;

    /** @param defaultZone of tasks that name none */
    public WorkspaceProduct(JobService jobs, WorkspaceTemplates templates, InstantSource clock, ZoneId defaultZone) {
        Times times = new Times(defaultZone);
        TaskLookup lookup = new TaskLookup(jobs);
        TaskActions tasks = new TaskActions(jobs, lookup, new TaskMapping(templates, times), times, clock);
        Removal removal = new Removal(jobs, lookup);
        RunActions runs = new RunActions(jobs, lookup, times);
        this.servers = Map.of(
                Operations.CREATE, tasks::create,
                Operations.UPDATE, tasks::update,
                Operations.SHOW, tasks::show,
                Operations.LIST, tasks::list,
                Operations.DELETE, removal::one,
                Operations.BATCH_DELETE, call -> removal.batch(call, Fields.ITEM),
                Operations.HISTORY, runs::history,
                Operations.DETAIL, runs::detail,
                Operations.FUTURE, tasks::future);
        this.desktops = Map.of(
                Operations.CREATE_DESKTOP, tasks::createDesktop,
                Operations.UPDATE_DESKTOP, tasks::updateDesktop,
                Operations.SHOW_DESKTOP, tasks::showDesktop,
                Operations.LIST_DESKTOP, tasks::listDesktop,
                Operations.DELETE_DESKTOP, removal::one,
                Operations.BATCH_DELETE_DESKTOP, call -> removal.batch(call, Fields.TASK_IDS_ITEM),
                Operations.RECORDS, runs::records,
                Operations.RECORD_DETAILS, runs::recordDetails,
                Operations.FUTURE_DESKTOP, tasks::futureDesktop);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean claims(HttpCall call) {
        return PATH.matcher(call.path()).matches();
    }

    @Override
    public List<RestOperation> operations() {
        return OPERATIONS;
    }

    @Override
    public RestFaults faults() {
        return faults;
    }

    @Override
    public Future<HttpAnswer> perform(RestOperation operation, RestRequest request, RestCaller caller) {
        boolean ofServers = servers.containsKey(operation);
        Call call = new Call(ofServers ? Family.SERVERS : Family.DESKTOPS, request, caller);
        caller.permissions().requireNamespace(call.project());
        return Objects.requireNonNull((ofServers ? servers : desktops).get(operation), operation.name())
                .apply(call);
    }
}
