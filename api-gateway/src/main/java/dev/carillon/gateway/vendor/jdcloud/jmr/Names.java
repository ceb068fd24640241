package dev.carillon.gateway.vendor.jdcloud.jmr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobId;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.rest.RestFault;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Names are once in a region, jobs and plans apart. This is looked up before the command goes out, so two requests at the same
 * time may both get a name.
 */
final class Names {

    private final Definitions definitions;

    Names(Definitions definitions) {
        this.definitions = definitions;
    }

    /** @return fails, naming the field, when the request gives a name that another has */
    Future<Void> requireFree(JmrCall call, Field field, boolean plan, JobId own) {
        Optional<String> name = call.body().given(field);
        return name.isEmpty()
                ? Future.succeededFuture()
                : taken(call, name.get(), plan, Optional.of(own)).map(problem -> {
                    problem.ifPresent(text -> {
                        throw new RestFault(409, "ALREADY_EXISTS", field.name() + ": " + text);
                    });
                    return null;
                });
    }

    /**
     * Whether the name could be given, as the result's status and message.
     *
     * @throws ApiException INVALID when the id is none
     */
    Future<ObjectNode> judge(JmrCall call, Field field, Field ownId, boolean plan) {
        String name = call.body().need(field);
        Optional<JobId> own = call.idIfAny(ownId);
        Optional<String> tooLong = Fields.TEXT.problem(name);
        Future<Optional<String>> problem =
                tooLong.isPresent() ? Future.succeededFuture(tooLong) : taken(call, name, plan, own);
        return problem.map(text -> text.map(
                        each -> Answers.result(Guesses.STATUS_NOT_VALID, field.name() + ": " + each))
                .orElseGet(Answers::ok));
    }

    private Future<Optional<String>> taken(JmrCall call, String name, boolean plan, Optional<JobId> own) {
        return definitions
                .namesake(call.region(), name, plan, own)
                .map(found -> found.map(other ->
                        "'" + name + "' is the name of " + (plan ? "plan " : "job ") + other.id() + " already"));
    }
}
