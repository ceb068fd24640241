package dev.carillon.gateway.vendor.aliyun.emr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.vendor.aliyun.ActionRequest;
import dev.carillon.gateway.vendor.aliyun.AliyunFault;
import dev.carillon.gateway.vendor.aliyun.Caller;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The actions on jobs. Each gives what stands beside the request's id in its answer. */
final class JobActions {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JobService jobs;
    private final JobLookup lookup;
    private final JobMapping mapping;

    JobActions(JobService jobs, JobLookup lookup, JobMapping mapping) {
        this.jobs = jobs;
        this.lookup = lookup;
        this.mapping = mapping;
    }

    Future<ObjectNode> create(ActionRequest request, Caller caller) {
        JobId id = jobs.newJobId(caller.commandId());
        return create(mapping.create(request, id), caller);
    }

    Future<ObjectNode> copy(ActionRequest request, Caller caller) {
        JobId id = jobs.newJobId(caller.commandId());
        return lookup.job(request, Fields.ID).compose(job -> create(mapping.copy(request, job, id), caller));
    }

    private Future<ObjectNode> create(JobDefinition job, Caller caller) {
        return jobs.submit(new Command.CreateJob(caller.command(), job))
                .map(reply -> NODES.objectNode().put("Id", FlowIds.job(job.id())));
    }

    Future<ObjectNode> modify(ActionRequest request, Caller caller) {
        return lookup.job(request, Fields.ID).compose(seen -> {
            // Once for the refusals in this API's words, before anything is sent.
            mapping.modify(request, seen);
            return jobs.change(caller.command(), seen.id(), job -> modified(request, job))
                    .map(done());
        });
    }

    /** The service knows no exceptions but its own, so a refusal of a job that has changed meanwhile takes its form. */
    private JobDefinition modified(ActionRequest request, JobDefinition job) {
        try {
            if (!JobLookup.isHere(request, job)) {
                throw Faults.noJob(Fields.ID, request.need(Fields.ID));
            }
            return mapping.modify(request, job);
        } catch (AliyunFault e) {
            throw new ApiException(Faults.invalid(e));
        }
    }

    Future<ObjectNode> delete(ActionRequest request, Caller caller) {
        return lookup.jobIfKnown(request, Fields.ID, caller)
                .compose(
                        job -> jobs.submit(new Command.DeleteJob(caller.command(), FlowIds.job(request, Fields.ID), 0)))
                .map(done());
    }

    Future<ObjectNode> describe(ActionRequest request) {
        return lookup.job(request, Fields.ID)
                .compose(job -> lookup.lastInstance(job).map(last -> JobAnswer.of(job, last)));
    }

    Future<ObjectNode> list(ActionRequest request) {
        Page<JobDefinition> page = new Page<>(request, "Name");
        Optional<JobId> id = request.given(Fields.LIST_ID).map(given -> FlowIds.job(request, Fields.LIST_ID));
        return lookup.eachJob(request.need(Fields.PROJECT_ID), job -> {
                    if (id.map(job.id()::equals).orElse(true) && matches(request, job)) {
                        page.add(job);
                    }
                })
                .compose(all -> Future.all(page.items().stream()
                        .map(job -> lookup.lastInstance(job).map(last -> JobAnswer.of(job, last)))
                        .toList()))
                .map(all -> {
                    ObjectNode answer = page.answer();
                    ArrayNode list = answer.putArray("JobList");
                    List<ObjectNode> found = all.list();
                    found.forEach(list::add);
                    return answer;
                });
    }

    private static boolean matches(ActionRequest request, JobDefinition job) {
        boolean adhoc = new StoredFields(job.vendorFields()).flag(Fields.ADHOC);
        return request.given(Fields.LIST_NAME)
                        .map(name -> Guesses.namesMatch(name, job.name()))
                        .orElse(true)
                && request.given(Fields.LIST_TYPE)
                        .map(JobMapping.SHELL::equalsIgnoreCase)
                        .orElse(true)
                && request.flag(Fields.LIST_ADHOC, adhoc) == adhoc;
    }

    /** The answer to what has nothing to tell but that it was done. */
    static <T> Function<T, ObjectNode> done() {
        return any -> NODES.objectNode().put("Data", true);
    }
}
