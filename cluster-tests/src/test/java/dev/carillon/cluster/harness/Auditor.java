package dev.carillon.cluster.harness;

import dev.carillon.audit.Verdict;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.SettingsParser;
import dev.carillon.standalone.KafkaSettings;
import dev.carillon.standalone.audit.Audit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Asks the product's own audit, which shares no code with the scheduler, whether a cluster has kept its promises. */
public final class Auditor {

    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration LATE_LIMIT = Duration.ofSeconds(2);

    private Auditor() {}

    /** On everything that was due in this time; executions must have ended, or be live. */
    public static Verdict verdict(
            TestKafka kafka, String prefix, Optional<String> namespace, Instant from, Instant to) {
        Map<String, String> client = new HashMap<>();
        kafka.client().forEach((name, value) -> client.put(name, value.toString()));
        SettingsParser parser = new SettingsParser(ClusterSettings.ALL).commandLine("prefix", prefix);
        KafkaSettings.of(client).forEach(parser::commandLine);
        Audit audit = new Audit(from, to, Optional.empty(), namespace, GRACE, LATE_LIMIT, Optional.empty());
        try {
            return audit.of(ClusterSettings.of(parser.parse()), InstantSource.system());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
