package dev.carillon.gateway.vendor.aliyun.emr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.WorkerView;
import dev.carillon.gateway.vendor.aliyun.ActionRequest;
import dev.carillon.gateway.vendor.aliyun.Caller;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Submits jobs, stops their instances and tells of these. Each action gives what stands beside the request's id. */
final class InstanceActions {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JobService jobs;
    private final JobLookup lookup;

    InstanceActions(JobService jobs, JobLookup lookup) {
        this.jobs = jobs;
        this.lookup = lookup;
    }

    Future<ObjectNode> submit(ActionRequest request, Caller caller) {
        request.given(Fields.CONF_OF_RUN).ifPresent(conf -> JsonText.object(Fields.CONF_OF_RUN, conf));
        return lookup.jobIfKnown(request, Fields.JOB_ID, caller)
                .compose(job -> target(request, job))
                .compose(target -> jobs.submit(new Command.TriggerJob(
                        caller.command(),
                        FlowIds.job(request, Fields.JOB_ID),
                        request.given(Fields.CONF_OF_RUN).orElse(null),
                        false,
                        target)))
                .map(reply -> NODES.objectNode().put("Id", FlowIds.instance(JobService.alias(started(reply)))));
    }

    Future<ObjectNode> kill(ActionRequest request, Caller caller) {
        return lookup.instance(request, Fields.JOB_INSTANCE_ID)
                .compose(found -> jobs.submit(
                        new Command.StopExecution(caller.command(), found.view().id())))
                .map(JobActions.done());
    }

    Future<ObjectNode> describe(ActionRequest request) {
        return lookup.instance(request, Fields.INSTANCE).map(found -> InstanceAnswer.of(found.view(), found.job()));
    }

    Future<ObjectNode> history(ActionRequest request) {
        Page<ExecutionView> page = new Page<>(request, "StatusList, TimeRange or InstanceId");
        Optional<Long> only =
                request.given(Fields.INSTANCE_ID).map(given -> FlowIds.instance(request, Fields.INSTANCE_ID));
        boolean ofType = request.given(Fields.JOB_TYPE)
                .map(JobMapping.SHELL::equalsIgnoreCase)
                .orElse(true);
        List<String> words = request.texts(Fields.STATUS_LIST);
        List<ExecutionView.Status> states = NodeStatus.showingAs(words);
        TimeRange range = TimeRange.of(request.given(Fields.TIME_RANGE).orElse(""));
        boolean none = !ofType || (!words.isEmpty() && states.isEmpty());
        return lookup.job(request, Fields.ID)
                .compose(job -> (none
                                ? Future.<Void>succeededFuture()
                                : lookup.eachInstance(job.id(), states, range.from(), range.to(), view -> {
                                    if (only.map(alias -> alias == view.alias()).orElse(true)) {
                                        page.add(view);
                                    }
                                }))
                        .map(all -> instances(page, job)));
    }

    private static ObjectNode instances(Page<ExecutionView> page, JobDefinition job) {
        ObjectNode answer = page.answer();
        ArrayNode list = answer.putArray("NodeInstances");
        page.items().forEach(view -> list.add(InstanceAnswer.of(view, job)));
        return answer;
    }

    /**
     * The job's own workers, or the one that HostName names. A run cannot leave the job's group, so a ClusterId must mean the
     * same workers: the job's own, or for a job without one a cluster whose jobs the workers of the default group run anyway.
     */
    private Future<Execution.Target> target(ActionRequest request, Optional<JobDefinition> job) {
        Optional<String> cluster = request.given(Fields.CLUSTER_OF_RUN);
        Optional<String> host = request.given(Fields.HOST_NAME);
        if (cluster.isEmpty() && host.isEmpty()) {
            return Future.succeededFuture(Execution.Target.ANY);
        }
        return jobs.workers().map(workers -> {
            cluster.ifPresent(
                    id -> checkCluster(id, job.map(JobMapping::clusterId).orElse(""), workers));
            return host.map(name -> new Execution.Target(worker(name, workers), ""))
                    .orElse(Execution.Target.ANY);
        });
    }

    private static void checkCluster(String wanted, String own, List<WorkerView> workers) {
        if (wanted.equals(own)) {
            return;
        }
        if (!own.isEmpty()) {
            throw Faults.wrong(Fields.CLUSTER_OF_RUN, "the job belongs to " + own + "; ModifyFlowJob can change that");
        }
        if (workers.stream().anyMatch(worker -> worker.groups().contains(wanted))) {
            throw Faults.wrong(
                    Fields.CLUSTER_OF_RUN,
                    "there are workers of that cluster, but the job has no ClusterId; set it with ModifyFlowJob");
        }
    }

    private static String worker(String name, List<WorkerView> workers) {
        return workers.stream()
                .filter(worker -> worker.id().equals(name) || worker.host().equals(name))
                .filter(worker -> !worker.draining())
                .map(WorkerView::id)
                .sorted()
                .findFirst()
                .orElseThrow(() -> Faults.wrong(Fields.HOST_NAME, "no live worker has that id or host"));
    }

    private static ExecutionId started(Reply reply) {
        ExecutionId id = reply.executionId();
        if (id == null) {
            throw new IllegalStateException("a trigger was accepted without an execution: " + reply);
        }
        return id;
    }

    /** TimeRange: {@code {"type":"range","from":ms,"to":ms}}. */
    private record TimeRange(Optional<Instant> from, Optional<Instant> to) {

        private static final Set<String> MEMBERS = Set.of("type", "from", "to");

        static TimeRange of(String text) {
            ObjectNode range = JsonText.object(Fields.TIME_RANGE, text);
            range.fieldNames().forEachRemaining(name -> {
                if (!MEMBERS.contains(name)) {
                    throw Faults.wrong(Fields.TIME_RANGE, "member '" + name + "' is not known");
                }
            });
            if (range.has("type") && !range.path("type").asText().equals("range")) {
                throw Faults.wrong(Fields.TIME_RANGE, "'type' must be range");
            }
            return new TimeRange(instant(range.path("from"), "from"), instant(range.path("to"), "to"));
        }

        private static Optional<Instant> instant(JsonNode millis, String name) {
            if (millis.isMissingNode()) {
                return Optional.empty();
            }
            Optional<String> problem = Fields.START_TIME.type().problem(millis.asText());
            if (problem.isPresent()) {
                throw Faults.wrong(Fields.TIME_RANGE, "'" + name + "' must be epoch milliseconds");
            }
            return Optional.of(Instant.ofEpochMilli(millis.asLong()));
        }
    }
}
