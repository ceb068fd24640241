package dev.carillon.worker.runner;

import dev.carillon.core.job.DateText;
import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.kafka.codec.WorkOrder.Start;
import dev.carillon.kafka.secrets.SecretKeys;
import dev.carillon.kafka.secrets.UnsealException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes of an order what is run: opens its secrets and writes its dates, once and for every kind of task. Nothing of a
 * run has begun before all of it could be made. Thread-safe.
 */
public final class Preparation {

    private final SecretKeys keys;

    public Preparation(SecretKeys keys) {
        this.keys = keys;
    }

    /** @throws RefusedRunException when it cannot be made, with a sentence for its result */
    public Run run(Start start) throws RefusedRunException {
        JobDefinition definition = start.definition();
        Secrets secrets = open(definition.secrets());
        DateText dates = new DateText(definition.dates(), start.nominal());
        String ofTrigger = start.parameters();
        try {
            return new Run(
                    start.executionId(),
                    start.attempt(),
                    definition,
                    DatedTask.of(definition.task(), dates),
                    start.cause(),
                    start.nominal(),
                    dates.fill(definition.parameters()),
                    ofTrigger == null ? null : dates.fill(ofTrigger),
                    start.failures(),
                    Map.of(),
                    secrets);
        } catch (InvalidDefinitionException e) {
            throw new RefusedRunException("With its dates written in, the task cannot be run: " + e.getMessage());
        }
    }

    private Secrets open(Map<String, String> sealed) throws RefusedRunException {
        Map<String, String> plain = new TreeMap<>();
        for (Map.Entry<String, String> secret : new TreeMap<>(sealed).entrySet()) {
            try {
                plain.put(secret.getKey(), keys.open(secret.getValue()));
            } catch (UnsealException e) {
                throw new RefusedRunException(
                        "The secret " + secret.getKey() + " cannot be opened: " + e.getMessage() + ".");
            }
        }
        return Secrets.of(plain);
    }
}
