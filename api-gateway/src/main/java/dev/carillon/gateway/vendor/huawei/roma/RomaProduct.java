package dev.carillon.gateway.vendor.huawei.roma;

import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.ApiName;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.SecretSealer;
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
 * The data integration API (FDI) of Huawei ROMA Connect, v2: its tasks and their schedules.
 *
 * <pre>
 * project_id ─▶ namespace    task     ─▶ job; what it runs stands in task_detail.job
 * instance_id ─▶ group       dispatch ─▶ the job's schedule and bounds; at most one
 * </pre>
 *
 * <p>A task runs as long as it has a schedule and is not stopped. Composite tasks and data sources are not served.
 */
public final class RomaProduct implements RestProduct {

    public static final String NAME = ApiName.HUAWEI_ROMA;

    private static final Pattern PATH = Pattern.compile("/v2/[^/]+/fdi/.*");

    private final RomaFaults faults = new RomaFaults();
    private final Map<RestOperation, Function<Call, Future<HttpAnswer>>> actions;

    /** @param vendorZone in which days begin, and of cron expressions that name none */
    public RomaProduct(JobService jobs, SecretSealer sealer, InstantSource clock, ZoneId vendorZone) {
        TaskLookup lookup = new TaskLookup(jobs);
        TaskActions tasks = new TaskActions(jobs, lookup, new TaskMapping(sealer), new TaskAnswer(vendorZone));
        DispatchActions dispatches = new DispatchActions(jobs, lookup, clock, vendorZone);
        RunActions runs = new RunActions(jobs, lookup, faults);
        MonitorActions monitor = new MonitorActions(jobs, lookup);
        this.actions = Map.ofEntries(
                Map.entry(RomaOperations.CREATE_TASK, tasks::create),
                Map.entry(RomaOperations.LIST_TASKS, tasks::list),
                Map.entry(RomaOperations.SHOW_TASK, tasks::show),
                Map.entry(RomaOperations.UPDATE_TASK, tasks::update),
                Map.entry(RomaOperations.DELETE_TASK, tasks::delete),
                Map.entry(RomaOperations.RUN_TASK, runs::run),
                Map.entry(RomaOperations.STOP_TASK, runs::terminate),
                Map.entry(RomaOperations.BATCH, runs::batch),
                Map.entry(RomaOperations.CREATE_DISPATCH, dispatches::create),
                Map.entry(RomaOperations.SHOW_DISPATCH, dispatches::show),
                Map.entry(RomaOperations.UPDATE_DISPATCH, dispatches::update),
                Map.entry(RomaOperations.COUNT_TASKS, tasks::count),
                Map.entry(RomaOperations.LIST_MONITOR_INFOS, monitor::infos),
                Map.entry(RomaOperations.LIST_MONITOR_LOG, monitor::log),
                Map.entry(RomaOperations.SHOW_MONITOR_LOG, monitor::detail));
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
        return RomaOperations.all();
    }

    @Override
    public RestFaults faults() {
        return faults;
    }

    @Override
    public Future<HttpAnswer> perform(RestOperation operation, RestRequest request, RestCaller caller) {
        Place place = Place.of(request);
        caller.permissions().requireNamespace(place.projectId());
        return Objects.requireNonNull(actions.get(operation), operation.name()).apply(new Call(place, request, caller));
    }
}
