package dev.carillon.gateway.nativeapi;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.core.job.JobId;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobService;
import io.vertx.core.Future;
import java.util.Optional;

/** Ids of executions are accepted in both forms: the text and the number that stands for it. */
final class ExecutionIds {

    private ExecutionIds() {}

    /** Fails with NOT_FOUND when there is none. */
    static Future<ExecutionView> find(JobService service, String id) {
        Future<Optional<ExecutionView>> found =
                isNumber(id) ? service.executionByAlias(Long.parseLong(id)) : service.execution(parse(id));
        return found.compose(execution -> Answers.orNotFound(execution, "execution " + id));
    }

    /** Fails with NOT_FOUND when there is no such number; a text says it by itself. */
    static Future<JobId> jobOf(JobService service, String id) {
        return isNumber(id)
                ? find(service, id).map(execution -> execution.id().jobId())
                : Future.succeededFuture(parse(id).jobId());
    }

    private static boolean isNumber(String id) {
        return id.matches("\\d{1,16}");
    }

    private static ExecutionId parse(String id) {
        try {
            return ExecutionId.parse(id);
        } catch (InvalidDefinitionException e) {
            throw FieldReader.invalid("id", "must begin with a job id, was " + id);
        } catch (IllegalArgumentException e) {
            throw FieldReader.invalid("id", String.valueOf(e.getMessage()));
        }
    }
}
