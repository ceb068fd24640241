package dev.carillon.standalone.cli;

import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.standalone.UpSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** To which Kafka a command for people connects: an outside one, or the one embedded in a Carillon on this machine. */
final class ConnectOptions {

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT[,...]",
            description = "Bootstrap servers of the Kafka cluster (default: those of the file).")
    @Nullable
    String bootstrapServers;

    @Option(names = "--kafka-config", paramLabel = "FILE", description = "Kafka client settings, such as the login.")
    @Nullable
    Path file;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data directory of a Carillon on this machine, whose client.properties is used when neither"
                    + " --kafka nor --kafka-config is given (default: ./carillon-data).")
    Path data = UpSettings.DATA;

    /**
     * What a Kafka client needs to connect.
     *
     * @throws StartRefusedException when the file is missing, cannot be read or names no servers
     */
    Map<String, String> clientProperties() {
        @Nullable Path source = file == null && bootstrapServers == null ? embedded() : file;
        Map<String, String> client = new TreeMap<>();
        if (source != null) {
            KafkaOptions.read(source).forEach((name, value) -> client.put(name.toString(), value.toString()));
        }
        if (bootstrapServers != null) {
            client.put("bootstrap.servers", bootstrapServers);
        }
        if (!client.containsKey("bootstrap.servers")) {
            throw new StartRefusedException(source + " names no bootstrap.servers; give them with --kafka.");
        }
        return client;
    }

    private Path embedded() {
        Path properties = data.resolve("client.properties");
        if (!Files.exists(properties)) {
            throw new StartRefusedException(
                    "There is no " + properties.toAbsolutePath().normalize()
                            + ", which an embedded broker writes when it starts; name its data directory with --data, or another"
                            + " Kafka with --kafka.");
        }
        return properties;
    }
}
