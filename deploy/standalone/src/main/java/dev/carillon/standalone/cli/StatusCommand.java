package dev.carillon.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.standalone.Nodes;
import dev.carillon.standalone.UpSettings;
import dev.carillon.standalone.status.ClusterProbe;
import dev.carillon.standalone.status.ClusterStatus;
import dev.carillon.standalone.status.LocalProcess;
import dev.carillon.standalone.status.StatusJson;
import dev.carillon.standalone.status.StatusText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code carillon status}: how a cluster stands.
 *
 * <pre>
 * (nothing)           the process on this machine and, if it is an {@code up} in this directory, its cluster
 * --management-port   that process alone
 * --data, --kafka     that cluster
 * </pre>
 */
@Command(
        name = "status",
        description = {
            "Show how a Carillon stands: the process on this machine, and its cluster's schedulers, partitions, workers and lag.",
            "Ends with 0 when all is well, else with 1."
        },
        sortOptions = false)
final class StatusCommand implements Callable<Integer> {

    private static final String CLIENT_PROPERTIES = "client.properties";
    private static final String BOOTSTRAP = "bootstrap.servers";

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "Ask only the process with this management port (default: 9090, and its cluster).")
    private @Nullable Integer managementPort;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data directory of an `up` or `broker` on this machine: ask its cluster"
                    + " (default: ./carillon-data where a process answers).")
    private @Nullable Path data;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT[,...]",
            description = "Bootstrap servers of the Kafka cluster: ask the cluster on it.")
    private @Nullable String kafka;

    @Option(names = "--kafka-config", paramLabel = "FILE", description = "Kafka client settings, such as the login.")
    private @Nullable Path kafkaConfig;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    private final PrintWriter out;

    StatusCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        boolean clusterNamed = data != null || kafka != null;
        Optional<LocalProcess> process = managementPort != null || !clusterNamed
                ? Optional.of(LocalProcess.ask(managementPort == null ? UpSettings.MANAGEMENT_PORT : managementPort))
                : Optional.empty();
        Optional<ClusterSettings> cluster = clusterNamed
                ? Optional.of(named())
                : process.filter(found -> found.answered() && managementPort == null)
                        .flatMap(found -> besideProcess());
        Optional<ClusterStatus> status = Optional.empty();
        if (cluster.isPresent()) {
            status = Optional.of(ClusterProbe.look(cluster.get(), InstantSource.system()));
        }
        print(process, status);
        return process.map(LocalProcess::ready).orElse(true)
                        && status.map(ClusterStatus::isHealthy).orElse(true)
                ? 0
                : 1;
    }

    private void print(Optional<LocalProcess> process, Optional<ClusterStatus> cluster) {
        if (json) {
            ObjectNode all = new ObjectMapper().createObjectNode();
            process.ifPresent(found -> all.set("process", found.json()));
            cluster.ifPresent(found -> all.set("cluster", StatusJson.of(found)));
            out.println(all.toPrettyString());
            return;
        }
        process.ifPresent(found -> found.lines().forEach(out::println));
        if (process.isPresent() && cluster.isPresent()) {
            out.println();
        }
        cluster.ifPresent(found -> StatusText.lines(found).forEach(out::println));
    }

    /** Only where an {@code up} keeps its data here: another process may belong to any cluster. */
    private Optional<ClusterSettings> besideProcess() {
        Path file = UpSettings.DATA.resolve(CLIENT_PROPERTIES);
        return Files.isReadable(file) ? Optional.of(of(file, bootstrapIn(file))) : Optional.empty();
    }

    private ClusterSettings named() {
        if (data != null && (kafka != null || kafkaConfig != null)) {
            throw new StartRefusedException(
                    "Give either --data, which names a cluster on this machine, or --kafka with --kafka-config.");
        }
        if (data == null) {
            return of(kafkaConfig, kafka == null ? "" : kafka);
        }
        Path file = data.resolve(CLIENT_PROPERTIES);
        if (!Files.exists(file)) {
            throw new StartRefusedException("No broker has been started in "
                    + data.toAbsolutePath().normalize() + " (there is no " + CLIENT_PROPERTIES + "); check --data.");
        }
        return of(file, bootstrapIn(file));
    }

    private ClusterSettings of(@Nullable Path clientProperties, String bootstrap) {
        KafkaOptions options = new KafkaOptions();
        options.file = clientProperties;
        options.bootstrapServers = bootstrap;
        Map<String, String> base = options.settings();
        return ClusterSettings.of(Nodes.settings(settings.overrides().over(base), System.getenv()));
    }

    private static String bootstrapIn(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new StartRefusedException("The client settings in " + file + " cannot be read (" + e + ").", e);
        }
        String bootstrap = properties.getProperty(BOOTSTRAP);
        if (bootstrap == null) {
            throw new StartRefusedException(
                    "The client settings in " + file + " do not say " + BOOTSTRAP + "; start the broker again.");
        }
        return bootstrap;
    }
}
