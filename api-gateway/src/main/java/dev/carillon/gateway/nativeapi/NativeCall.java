package dev.carillon.gateway.nativeapi;

import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.Permissions;
import java.util.Optional;

/**
 * One authenticated request that has found its route.
 *
 * @param id the {@code {id}} of the path, decoded; empty where the path has none
 * @param part what the path names below the id, decoded; empty where it names nothing
 * @param commandId of the command that this request may cause
 */
record NativeCall(HttpCall http, Credential caller, String id, String part, String commandId) {

    Permissions permissions() {
        return caller.permissions();
    }

    QueryReader query() {
        return new QueryReader(http.query());
    }

    FieldReader body() {
        return new FieldReader(StrictJson.readObject(http.body()), "");
    }

    /** Like {@link #body}, but nothing at all counts as an object without fields. */
    FieldReader optionalBody() {
        return http.body().length == 0 ? new FieldReader(StrictJson.object(), "") : body();
    }

    /** The service fills in who waits for the reply. */
    Command.Request request() {
        return new Command.Request(commandId, "", caller.accessKey());
    }

    JobId jobId() {
        try {
            return new JobId(Long.parseLong(id));
        } catch (NumberFormatException | InvalidDefinitionException e) {
            throw FieldReader.invalid("id", "must be a job id, 1 … " + JobId.MAX + ", was " + id);
        }
    }

    /** The revision of an If-Match header; empty when there is none. {@code *} is not an answer to "which revision". */
    Optional<Long> expectedRevision() {
        return http.header("if-match").map(tag -> {
            if (!tag.matches("\"?\\d{1,18}\"?")) {
                throw FieldReader.invalid("If-Match", "must be the ETag of the job, such as \"3\", was " + tag);
            }
            return Long.parseLong(tag.replace("\"", ""));
        });
    }

    /** Refuses a query and a body where the operation has neither. */
    void expectNothing() {
        query().done();
        optionalBody().done();
    }
}
