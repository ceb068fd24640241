package dev.carillon.gateway.vendor.jdcloud.jmr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.ApiName;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.vendor.jdcloud.JdAnswers;
import dev.carillon.gateway.vendor.rest.RestCaller;
import dev.carillon.gateway.vendor.rest.RestFaults;
import dev.carillon.gateway.vendor.rest.RestOperation;
import dev.carillon.gateway.vendor.rest.RestProduct;
import dev.carillon.gateway.vendor.rest.RestRequest;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * JD Cloud JMR (MapReduce service), API v1: its jobs, and the cron jobs that run them.
 *
 * <pre>
 * job   ─▶ definition that runs on demand
 * plan  ─▶ definition with a cron schedule and one step for each of its jobs; one execution for each fire
 * task  ◀─ execution of a job, or step of an execution of a plan
 * region ─▶ namespace    cluster ─▶ group
 * </pre>
 *
 * <p>Thread-safe: it keeps nothing between requests.
 */
public final class JmrProduct implements RestProduct {

    public static final String NAME = ApiName.JDCLOUD_JMR;

    /** What requests are signed for. */
    public static final String SERVICE = "jmr";

    private static final String PATHS = "/v1/regions/";

    private final RestFaults faults = new JdAnswers();
    private final Map<RestOperation, Function<JmrCall, Future<ObjectNode>>> operations = new LinkedHashMap<>();

    /** @param zone of schedules, dates and times */
    public JmrProduct(JobService jobs, InstantSource clock, ZoneId zone) {
        Definitions definitions = new Definitions(jobs, NAME);
        Answers answers = new Answers(zone, clock);
        Runs runs = new Runs(jobs, answers);
        plans(
                new PlanActions(jobs, definitions, new PlanMapping(NAME, zone)),
                new PlanReads(definitions, runs, answers));
        jobs(new JobActions(jobs, definitions, new JobMapping(NAME, zone)), new JobReads(definitions, runs, answers));
        for (RestOperation workflow : Operations.WORKFLOWS) {
            operations.put(workflow, call -> {
                throw new ApiException(ApiError.of(
                        ApiError.Category.UNSUPPORTED,
                        workflow.name() + " is not served: there are jobs and cron jobs here, but no workflows"));
            });
        }
    }

    private void plans(PlanActions actions, PlanReads reads) {
        operations.put(Operations.CREATE_PLAN, actions::save);
        operations.put(Operations.MODIFY_PLAN, actions::modify);
        operations.put(Operations.DELETE_PLAN, actions::delete);
        operations.put(Operations.PAUSE_PLAN, actions::pause);
        operations.put(Operations.RESUME_PLAN, actions::resume);
        operations.put(Operations.RUN_PLAN, actions::runOnce);
        operations.put(Operations.LIST_PLANS, reads::list);
        operations.put(Operations.SHOW_PLAN, reads::detail);
        operations.put(Operations.SHOW_PLAN_BY_BODY, reads::detail);
        operations.put(Operations.COUNT_PLANS, reads::ofCluster);
        operations.put(Operations.LIST_PLAN_TASKS, reads::tasks);
        operations.put(Operations.LIST_PLAN_TASKS_OF_JOB, reads::tasksOfJob);
        operations.put(Operations.LAST_PLAN_TASK, reads::lastTask);
        operations.put(Operations.RUNNING_PLANS, reads::running);
        operations.put(Operations.CHECK_PLAN_NAME, reads::validName);
    }

    private void jobs(JobActions actions, JobReads reads) {
        operations.put(Operations.CREATE_JOB, actions::create);
        operations.put(Operations.CREATE_AND_RUN_JOB, actions::createAndRun);
        operations.put(Operations.MODIFY_JOB, actions::modify);
        operations.put(Operations.DELETE_JOB, actions::delete);
        operations.put(Operations.RUN_JOB, actions::execute);
        operations.put(Operations.LIST_JOBS, reads::list);
        operations.put(Operations.SHOW_JOB, reads::show);
        operations.put(Operations.LIST_JOB_TASKS, reads::tasks);
        operations.put(Operations.JOB_TYPES, reads::types);
        operations.put(Operations.COUNT_JOBS, reads::countOfCluster);
        operations.put(Operations.CHECK_JOB_NAME, reads::validName);
    }

    /** What is served, for the documentation; workflows are known only to be refused. */
    public static List<RestOperation> served() {
        return Operations.served();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean claims(HttpCall call) {
        return call.path().startsWith(PATHS);
    }

    @Override
    public List<RestOperation> operations() {
        return List.copyOf(operations.keySet());
    }

    @Override
    public RestFaults faults() {
        return faults;
    }

    @Override
    public Future<HttpAnswer> perform(RestOperation operation, RestRequest request, RestCaller caller) {
        Function<JmrCall, Future<ObjectNode>> handler = operations.get(operation);
        if (handler == null) {
            throw new IllegalArgumentException("not an operation of this product: " + operation);
        }
        return result(handler, operation, request, caller)
                .map(result -> JdAnswers.success(result, request.requestId()))
                .recover(e -> Future.failedFuture(
                        e instanceof InvalidDefinitionException wrong
                                ? new ApiException(ApiError.invalid(wrong.field(), String.valueOf(wrong.getMessage())))
                                : e));
    }

    private static Future<ObjectNode> result(
            Function<JmrCall, Future<ObjectNode>> handler,
            RestOperation operation,
            RestRequest request,
            RestCaller caller) {
        try {
            return handler.apply(JmrCall.of(operation, request, caller));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
