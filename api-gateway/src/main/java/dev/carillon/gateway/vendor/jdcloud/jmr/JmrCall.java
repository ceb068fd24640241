package dev.carillon.gateway.vendor.jdcloud.jmr;

import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.rest.RestCaller;
import dev.carillon.gateway.vendor.rest.RestOperation;
import dev.carillon.gateway.vendor.rest.RestRequest;
import dev.carillon.gateway.vendor.rest.RestValues;
import java.util.Optional;

/** One request, and who sent it. */
record JmrCall(String region, RestRequest request, RestCaller caller) {

    /** @throws ApiException when the region is not the caller's, or the body contradicts the path */
    static JmrCall of(RestOperation operation, RestRequest request, RestCaller caller) {
        String region = request.path().need(Fields.REGION);
        caller.permissions().requireNamespace(region);
        for (Field variable : operation.fields(RestOperation.Place.PATH)) {
            requireSame(request.body(), variable, request.path().need(variable));
        }
        return new JmrCall(region, request, caller);
    }

    RestValues body() {
        return request.body();
    }

    JobId jobId() {
        return id(Fields.JOB_ID);
    }

    JobId planId() {
        return id(Fields.PLAN_ID);
    }

    private JobId id(Field field) {
        String text = request.path().text(field).orElseGet(() -> body().need(field));
        return new JobId(Long.parseLong(text));
    }

    /**
     * The id in a field that says "none" by zero or nothing.
     *
     * @throws ApiException INVALID, naming the field
     */
    Optional<JobId> idIfAny(Field field) {
        Optional<String> text = body().given(field).map(String::strip).filter(id -> !id.matches("0+"));
        text.flatMap(Fields.ID::problem).ifPresent(problem -> {
            throw body().invalid(field, problem);
        });
        return text.map(id -> new JobId(Long.parseLong(id)));
    }

    /** @throws ApiException INVALID when a field that names the region names another */
    void requireRegion(Field field) {
        if (body().given(field).isPresent()) {
            requireSame(body(), field, region);
        }
    }

    /** For the command about one job. A request that becomes several commands has one for each job, the same when repeated. */
    Command.Request command(JobId id) {
        return new Command.Request(caller.commandId() + "-" + id, "", caller.accessKey());
    }

    /** For the command that starts what the same request has just made. */
    Command.Request startCommand(JobId id) {
        return new Command.Request(caller.commandId() + "-" + id + "-start", "", caller.accessKey());
    }

    private static void requireSame(RestValues body, Field field, String expected) {
        body.text(field).filter(sent -> !sent.equals(expected)).ifPresent(sent -> {
            throw body.invalid(field, "must be " + expected + ", as in the path, was " + sent);
        });
    }
}
