package dev.carillon.kafka.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What may be passed through to the Kafka clients, and what of it may be shown. */
final class KafkaClientSettings {

    static final String MASK = "****";

    /** Carillon's guarantees rest on these; another value would lose or double fires without any error. */
    private static final Set<String> FIXED = Set.of(
            "acks",
            "auto.offset.reset",
            "enable.auto.commit",
            "enable.idempotence",
            "group.id",
            "group.instance.id",
            "group.protocol",
            "group.remote.assignor",
            "isolation.level",
            "key.deserializer",
            "key.serializer",
            "partitioner.class",
            "partitioner.ignore.keys",
            "transactional.id",
            "value.deserializer",
            "value.serializer");

    private static final Pattern SECRET =
            Pattern.compile("password|secret|jaas|token|credential|keystore\\.key|truststore\\.certificates");

    private KafkaClientSettings() {}

    static Map<String, String> checked(Map<String, String> kafka) {
        for (String name : kafka.keySet()) {
            if (name.equals("bootstrap.servers")) {
                throw new StartRefusedException("Use the setting bootstrap instead of kafka.bootstrap.servers.");
            }
            if (FIXED.contains(name)) {
                throw new StartRefusedException(
                        "Setting kafka." + name + " is fixed by Carillon, whose guarantees rest on it; remove it.");
            }
        }
        return kafka;
    }

    static Map<String, String> masked(Map<String, String> kafka) {
        Map<String, String> shown = new TreeMap<>();
        kafka.forEach((name, value) ->
                shown.put(name, SECRET.matcher(name.toLowerCase(Locale.ROOT)).find() ? MASK : value));
        return shown;
    }
}
