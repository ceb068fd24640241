package dev.carillon.standalone.cli;

import dev.carillon.gateway.GatewayNode;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.kafka.health.HealthCheck;
import dev.carillon.kafka.health.ManagementServer;
import dev.carillon.kafka.health.ManagementSettings;
import dev.carillon.scheduler.SchedulerNode;
import dev.carillon.standalone.Nodes;
import dev.carillon.standalone.Readiness;
import dev.carillon.standalone.ShutdownSequence;
import dev.carillon.standalone.StopSignal;
import dev.carillon.worker.Worker;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that run one node against an outside Kafka have in common. */
abstract class NodeCommand implements Callable<Integer> {

    private static final Duration READY_WITHIN = Duration.ofSeconds(120);

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "Port for health and metrics, on loopback; 0 for any free one (default: 0).")
    private int managementPort;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    private final String name;
    private final StopSignal stop;
    private final PrintWriter out;

    NodeCommand(String name, StopSignal stop, PrintWriter out) {
        this.name = name;
        this.stop = stop;
        this.out = out;
    }

    /** A node that has been started. */
    record Started(
            List<HealthCheck> live,
            List<HealthCheck> ready,
            CompletableFuture<Throwable> failed,
            String announcement) {}

    /** Settings that this command's own options give. */
    abstract Map<String, String> chosen();

    /** Starts the node and notes it in {@code running}. */
    abstract Started start(Nodes nodes, ShutdownSequence running);

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> base = new HashMap<>(kafka.settings());
        base.put("management.port", Integer.toString(managementPort));
        base.putAll(chosen());
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Nodes nodes = new Nodes(Nodes.settings(settings.overrides().over(base), System.getenv()), metrics);
        try (ShutdownSequence running = new ShutdownSequence()) {
            Started started = start(nodes, running);
            ManagementSettings place = nodes.management();
            ManagementServer management =
                    running.add("management", ManagementServer.start(place, metrics, started.live(), started.ready()));
            Readiness.await(started.ready(), READY_WITHIN);
            out.println("Carillon " + name + " is ready" + started.announcement() + ", management: http://"
                    + place.host() + ":" + management.port());
            return stop.await(started.failed());
        }
    }

    void print(Credential pair) {
        FirstPair.print(pair, out);
    }

    /** {@code carillon scheduler}. */
    @Command(name = "scheduler", description = "Run one scheduler against a Kafka cluster.", sortOptions = false)
    static final class OfScheduler extends NodeCommand {

        OfScheduler(StopSignal stop, PrintWriter out) {
            super("scheduler", stop, out);
        }

        @Override
        Map<String, String> chosen() {
            return Map.of();
        }

        @Override
        Started start(Nodes nodes, ShutdownSequence running) {
            SchedulerNode node = running.add("scheduler", nodes.scheduler());
            return new Started(List.of(node.live()), List.of(node.ready()), new CompletableFuture<>(), "");
        }
    }

    /** {@code carillon worker}. */
    @Command(name = "worker", description = "Run one worker against a Kafka cluster.", sortOptions = false)
    static final class OfWorker extends NodeCommand {

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "What the worker keeps, and jobs/ for the jars of Java jobs (default: ./carillon-data).")
        private @Nullable Path data;

        OfWorker(StopSignal stop, PrintWriter out) {
            super("worker", stop, out);
        }

        @Override
        Map<String, String> chosen() {
            return data == null
                    ? Map.of()
                    : Map.of(
                            "worker.directory", data.resolve("worker").toString(),
                            "worker.job-directory", data.resolve("jobs").toString());
        }

        @Override
        Started start(Nodes nodes, ShutdownSequence running) {
            Worker worker = running.add("worker", nodes.worker(Set.of()));
            CompletableFuture<Throwable> failed = new CompletableFuture<>();
            worker.failure().whenComplete((nothing, failure) -> {
                if (failure != null) {
                    failed.complete(failure);
                }
            });
            return new Started(List.of(worker.live()), List.of(worker.ready()), failed, "");
        }
    }

    /** {@code carillon gateway}. */
    @Command(name = "gateway", description = "Run one gateway against a Kafka cluster.", sortOptions = false)
    static final class OfGateway extends NodeCommand {

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "What the gateway keeps: its view and the credentials (default: ./carillon-data).")
        private @Nullable Path data;

        @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on (default: 127.0.0.1).")
        private String host = "127.0.0.1";

        @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on (default: 8080).")
        private int port = 8080;

        OfGateway(StopSignal stop, PrintWriter out) {
            super("gateway", stop, out);
        }

        @Override
        Map<String, String> chosen() {
            Map<String, String> chosen = new HashMap<>();
            chosen.put("gateway.host", host);
            chosen.put("gateway.port", Integer.toString(port));
            if (data != null) {
                chosen.put("gateway.directory", data.resolve("gateway").toString());
            }
            return chosen;
        }

        @Override
        Started start(Nodes nodes, ShutdownSequence running) {
            GatewayNode node = running.add("gateway", nodes.gateway(() -> false));
            node.generatedCredential().ifPresent(this::print);
            return new Started(
                    node.liveness(),
                    node.readiness(),
                    new CompletableFuture<>(),
                    ": http://" + host + ":" + node.port());
        }
    }
}
