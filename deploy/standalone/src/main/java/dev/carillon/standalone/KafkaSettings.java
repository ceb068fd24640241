package dev.carillon.standalone;

import java.util.Map;
import java.util.TreeMap;

/** Says in a node's settings what client properties say to a Kafka client. */
public final class KafkaSettings {

    private static final String BOOTSTRAP = "bootstrap.servers";

    private KafkaSettings() {}

    /** The bootstrap servers become the setting {@code bootstrap}, everything else passes through as {@code kafka.*}. */
    public static Map<String, String> of(Map<String, String> clientProperties) {
        Map<String, String> settings = new TreeMap<>();
        clientProperties.forEach(
                (name, value) -> settings.put(name.equals(BOOTSTRAP) ? "bootstrap" : "kafka." + name, value));
        return settings;
    }
}
