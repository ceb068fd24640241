package dev.carillon.gateway.vendor.aliyun.schedulerx;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.JobService.ExecutionQuery;
import dev.carillon.gateway.service.JobService.LogQuery;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.aliyun.ActionRequest;
import dev.carillon.gateway.vendor.aliyun.Caller;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The actions on instances of jobs. Each gives what stands beside the status in its answer. */
final class InstanceActions {

    private static final int DEFAULT_PAGE_SIZE = 10;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JobService jobs;
    private final JobLookup lookup;
    private final InstanceAnswer answers;

    InstanceActions(JobService jobs, JobLookup lookup, TimeMapping times) {
        this.jobs = jobs;
        this.lookup = lookup;
        this.answers = new InstanceAnswer(times);
    }

    Future<ObjectNode> list(ActionRequest request, Caller caller) {
        Optional<JobId> id = request.whole(Fields.JOB_ID).map(JobId::new);
        ExecutionQuery query = query(request, caller, id);
        boolean none = request.whole(Fields.INSTANCE_STATUS).isPresent()
                && query.states().isEmpty();
        Future<List<ExecutionView>> found = none ? Future.succeededFuture(List.of()) : jobs.executions(query);
        if (id.isEmpty()) {
            return found.compose(this::withTheirJobs);
        }
        return found.compose(views ->
                lookup.jobOrItsHistory(request, caller, id.get()).map(job -> instances(views, Map.of(id.get(), job))));
    }

    Future<ObjectNode> get(ActionRequest request, Caller caller) {
        return lookup.jobOrItsHistory(request, caller, JobLookup.jobId(request))
                .compose(job -> lookup.instance(request, Fields.JOB_INSTANCE_ID).map(view -> {
                    ObjectNode data = NODES.objectNode();
                    data.set("JobInstanceDetail", answers.of(view, job));
                    return JobActions.data(data);
                }));
    }

    Future<ObjectNode> stop(ActionRequest request, Caller caller) {
        return lookup.jobOrItsHistory(request, caller, JobLookup.jobId(request))
                .compose(job -> lookup.instance(request, Fields.INSTANCE_ID))
                .compose(view -> jobs.submit(new Command.StopExecution(JobActions.command(caller), view.id())))
                .map(JobActions::nothing);
    }

    Future<ObjectNode> log(ActionRequest request, Caller caller) {
        if (request.text(Fields.JOB_INSTANCE_ID).isEmpty()) {
            throw BusinessException.parameter(Fields.JOB_INSTANCE_ID.name(), "is mandatory: logs are kept by instance");
        }
        LogQuery query = new LogQuery(
                request.given(Fields.KEYWORD),
                instant(request, Fields.START_TIMESTAMP),
                instant(request, Fields.END_TIMESTAMP),
                request.whole(Fields.OFFSET, 0),
                request.whole(Fields.LINE, Guesses.LOG_LINES),
                request.flag(Fields.REVERSE, true));
        return lookup.instance(request, Fields.JOB_INSTANCE_ID)
                .compose(view -> lookup.jobOrItsHistory(
                                request, caller, view.id().jobId())
                        .compose(job -> jobs.log(view.id(), query)))
                .map(lines -> {
                    ObjectNode data = NODES.objectNode();
                    ArrayNode logs = data.putArray("Logs");
                    lines.forEach(line -> logs.add(line.text()));
                    return JobActions.data(data);
                });
    }

    private static ExecutionQuery query(ActionRequest request, Caller caller, Optional<JobId> id) {
        int limit = request.whole(Fields.LIST_PAGE_SIZE, DEFAULT_PAGE_SIZE);
        int offset = (request.whole(Fields.PAGE_NUM, 1) - 1) * limit;
        // With a job id the place is the job's, which is checked beside this.
        return new ExecutionQuery(
                caller.permissions().namespaces(),
                id,
                id.isPresent() ? Optional.empty() : request.given(Fields.NAMESPACE),
                id.isPresent() ? Optional.empty() : request.given(Fields.GROUP_ID),
                request.whole(Fields.INSTANCE_STATUS)
                        .map(InstanceActions::states)
                        .orElse(List.of()),
                instant(request, Fields.START_TIMESTAMP),
                instant(request, Fields.END_TIMESTAMP),
                offset,
                limit);
    }

    private static List<ExecutionView.Status> states(long number) {
        if (!InstanceStatus.exists(number)) {
            throw BusinessException.parameter("Status", "is not the status of an instance: " + number);
        }
        return InstanceStatus.showingAs(number);
    }

    private Future<ObjectNode> withTheirJobs(List<ExecutionView> views) {
        Map<JobId, Future<InstanceJob>> found = new HashMap<>();
        for (ExecutionView view : views) {
            found.computeIfAbsent(view.id().jobId(), lookup::instanceJob);
        }
        return Future.all(List.copyOf(found.values())).map(all -> {
            Map<JobId, InstanceJob> byId = new HashMap<>();
            found.forEach((id, job) -> byId.put(id, job.result()));
            return instances(views, byId);
        });
    }

    private ObjectNode instances(List<ExecutionView> views, Map<JobId, InstanceJob> byId) {
        ObjectNode data = NODES.objectNode();
        ArrayNode list = data.putArray("JobInstanceDetails");
        for (ExecutionView view : views) {
            list.add(answers.of(view, Objects.requireNonNull(byId.get(view.id().jobId()))));
        }
        return JobActions.data(data);
    }

    private static Optional<Instant> instant(ActionRequest request, Field field) {
        return request.whole(field).map(Instant::ofEpochMilli);
    }
}
