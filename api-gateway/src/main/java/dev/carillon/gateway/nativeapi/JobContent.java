package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.AlertPolicy;
import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.MisfirePolicy;
import dev.carillon.core.job.RetryPolicy;
import dev.carillon.core.job.Task;
import dev.carillon.core.job.TimeoutPolicy;
import dev.carillon.gateway.service.ApiException;
import java.time.Duration;
import java.util.Map;

/**
 * What a job runs and under which policies, in the native form, for APIs that have no words of their own for it. When it runs
 * and what it is called is theirs to say.
 *
 * @param secrets by name, as they were sent: not encrypted
 */
public record JobContent(
        Task task,
        String parameters,
        int maxConcurrency,
        MisfirePolicy misfire,
        RetryPolicy retry,
        TimeoutPolicy timeout,
        AlertPolicy alerts,
        int priority,
        Duration dataOffset,
        Map<String, String> secrets) {

    public JobContent {
        secrets = Map.copyOf(secrets);
    }

    /**
     * Reads the object. The task stands in it directly, {@code {"shell":{…}}}, or as in a job, {@code {"task":{"shell":{…}}}}.
     *
     * @param path of the object, with which the names of fields in refusals begin
     * @throws ApiException INVALID, naming the field; unknown ones too
     */
    public static JobContent read(ObjectNode json, String path) {
        FieldReader fields = new FieldReader(json, path);
        boolean wrapped = fields.has("task");
        try {
            JobContent content = new JobContent(
                    wrapped ? TaskJson.read(fields.object("task").orElseThrow()) : TaskJson.take(fields),
                    fields.text("parameters", ""),
                    fields.integer("maxConcurrency", 1),
                    PolicyJson.misfire(fields.object("misfire")),
                    PolicyJson.retry(fields.object("retry")),
                    PolicyJson.timeout(fields.object("timeout")),
                    PolicyJson.alerts(fields.object("alerts")),
                    fields.integer("priority", JobDefinition.DEFAULT_PRIORITY),
                    fields.millis("dataOffsetMs", Duration.ZERO),
                    fields.textMap("secrets"));
            fields.done();
            return content;
        } catch (InvalidDefinitionException e) {
            throw refusal(e, path, wrapped);
        }
    }

    /** Puts everything but the secrets into a definition. */
    public JobDefinition.Builder into(JobDefinition.Builder job) {
        return job.task(task)
                .parameters(parameters)
                .maxConcurrency(maxConcurrency)
                .misfire(misfire)
                .retry(retry)
                .timeout(timeout)
                .alerts(alerts)
                .priority(priority)
                .dataOffset(dataOffset);
    }

    /**
     * A refusal of the whole definition, in which the content's fields are named as they were sent.
     *
     * @param path as for {@link #read}
     */
    public static ApiException refusal(InvalidDefinitionException e, String path) {
        return refusal(e, path, true);
    }

    private static ApiException refusal(InvalidDefinitionException e, String path, boolean wrapped) {
        String field = JobJson.nameOf(e);
        String sent = wrapped || !field.startsWith("task.") ? field : field.substring("task.".length());
        return FieldReader.invalid(path + "." + sent, JobJson.problemOf(e));
    }
}
