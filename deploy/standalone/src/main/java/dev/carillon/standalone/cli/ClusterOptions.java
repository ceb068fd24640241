package dev.carillon.standalone.cli;

import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.Settings;
import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.standalone.KafkaSettings;
import dev.carillon.standalone.Nodes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which cluster a command for people is about: where its Kafka is, and how its topics begin. */
final class ClusterOptions {

    @Mixin
    private ConnectOptions connect = new ConnectOptions();

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            description = "Begins the names of the cluster's topics (default: the setting prefix, carillon.).")
    private @Nullable String prefix;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    /** @throws StartRefusedException when a file is missing or a setting is unknown or not allowed */
    ClusterSettings cluster() {
        return ClusterSettings.of(all());
    }

    /** Every setting, as {@link #cluster}. */
    Settings all() {
        Map<String, String> base = new HashMap<>(KafkaSettings.of(connect.clientProperties()));
        if (prefix != null) {
            base.put(ClusterSettings.TOPIC_PREFIX.name(), prefix);
        }
        return Nodes.settings(settings.overrides().over(base), System.getenv());
    }
}
