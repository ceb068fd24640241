package dev.carillon.kafka.codec;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.AlertPolicy;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Output;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alert with everything that a sink needs to deliver it.
 *
 * @param executionId null when it is about the job as a whole
 * @param message a sentence for people
 */
public record AlertNotice(
        JobId jobId,
        Output.AlertKind kind,
        Instant at,
        String jobName,
        String namespace,
        String group,
        @Nullable ExecutionId executionId,
        String message,
        int failuresInARow,
        List<AlertPolicy.Contact> contacts,
        List<String> channels) {

    public AlertNotice {
        contacts = List.copyOf(contacts);
        channels = List.copyOf(channels);
    }

    public static AlertNotice of(Output.AlertOut alert) {
        JobDefinition definition = alert.definition();
        return new AlertNotice(
                definition.id(),
                alert.kind(),
                alert.at(),
                definition.name(),
                definition.namespace(),
                definition.group(),
                alert.executionId(),
                alert.message(),
                alert.failuresInARow(),
                definition.alerts().contacts(),
                definition.alerts().channels());
    }
}
