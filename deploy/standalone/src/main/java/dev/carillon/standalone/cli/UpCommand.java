package dev.carillon.standalone.cli;

import dev.carillon.standalone.Cluster;
import dev.carillon.standalone.Loopback;
import dev.carillon.standalone.Overrides;
import dev.carillon.standalone.StopSignal;
import dev.carillon.standalone.UpSettings;
import dev.carillon.standalone.audit.AuditSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code carillon up}: the whole cluster in one process, until it is told to stop. */
@Command(
        name = "up",
        description = "Run everything in this process: embedded broker, scheduler, worker and gateway.",
        sortOptions = false)
final class UpCommand implements Callable<Integer> {

    @Mixin
    private StorageOptions storage = new StorageOptions();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Address on which the gateway listens (default: ${DEFAULT-VALUE}).")
    private String host = Loopback.HOST;

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the gateway (default: ${DEFAULT-VALUE}).")
    private int port = UpSettings.PORT;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "Port for health and metrics, on loopback (default: ${DEFAULT-VALUE}).")
    private int managementPort = UpSettings.MANAGEMENT_PORT;

    @Option(
            names = "--audit",
            description =
                    "Audit the cluster as it runs: metrics carillon_audit_* and a warning for each broken promise.")
    private boolean audit;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    private final StopSignal stop;
    private final PrintWriter out;

    UpCommand(StopSignal stop, PrintWriter out) {
        this.stop = stop;
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        UpSettings chosen = new UpSettings(
                storage.data, host, port, managementPort, storage.brokerPort, storage.fsync, overrides());
        try (Cluster cluster = Cluster.start(chosen)) {
            cluster.generatedCredential().ifPresent(pair -> FirstPair.print(pair, out));
            out.println("Carillon is ready: " + cluster.url());
            Path data = storage.data.toAbsolutePath().normalize();
            out.println("Data is kept in " + data + "; jars of Java jobs go into " + data.resolve("jobs") + ".");
            out.println("For a first job see README.md, for the whole API " + cluster.url()
                    + "/api/v1/openapi.json. Ctrl-C stops.");
            return stop.await(cluster.failed());
        }
    }

    private Overrides overrides() {
        return audit ? settings.overrides().over(Map.of(AuditSettings.ENABLED.name(), "true")) : settings.overrides();
    }
}
