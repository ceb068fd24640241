package dev.carillon.standalone.cli;

import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.standalone.KafkaSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Kafka a node that is started alone connects to. */
final class KafkaOptions {

    @Option(
            names = "--kafka",
            required = true,
            paramLabel = "HOST:PORT[,...]",
            description = "Bootstrap servers of the Kafka cluster (4.0 or newer).")
    String bootstrapServers = "";

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description =
                    "Kafka client settings, such as the login; for an embedded broker the client.properties in its data directory.")
    @Nullable
    Path file;

    /**
     * The settings that a node takes from these options: {@code bootstrap}, and every line of the file as {@code kafka.*}. The file's own
     * bootstrap servers give way to those of the command line.
     *
     * @throws StartRefusedException when the file cannot be read
     */
    Map<String, String> settings() {
        Map<String, String> clientProperties = new TreeMap<>();
        if (file != null) {
            read(file).forEach((name, value) -> clientProperties.put(name.toString(), value.toString()));
        }
        clientProperties.put("bootstrap.servers", bootstrapServers);
        return KafkaSettings.of(clientProperties);
    }

    static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw new StartRefusedException(
                    "The Kafka client settings in " + file + " cannot be read (" + e + "); check --kafka-config.", e);
        }
    }
}
