package dev.carillon.standalone;

import dev.carillon.gateway.GatewayNode;
import dev.carillon.gateway.GatewaySettings;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.kafka.health.HealthCheck;
import dev.carillon.kafka.health.ManagementServer;
import dev.carillon.kafka.health.ManagementSettings;
import dev.carillon.kafka.secrets.KeyFile;
import dev.carillon.kafka.secrets.SecretKeys;
import dev.carillon.kafka.settings.Settings;
import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.scheduler.SchedulerNode;
import dev.carillon.standalone.broker.BrokerSettings;
import dev.carillon.standalone.broker.EmbeddedBroker;
import dev.carillon.worker.Worker;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The whole cluster in this process, built by hand: each part is started when what it needs is there, and stopped before it.
 *
 * <pre>
 * data directory ─▶ broker ─▶ scheduler ─▶ worker ─▶ gateway     started this way, stopped the other
 * </pre>
 *
 * The parts know each other through Kafka only, so that the same nodes run in processes of their own.
 */
public final class Cluster implements AutoCloseable {

    /** Partitions of an embedded cluster: one process has no use for more. */
    private static final String PARTITIONS = "16";

    /** With less free disk no further commands are taken: a broker that meets a full disk takes its log offline. */
    private static final long DISK_FLOOR_BYTES = 512L << 20;

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final UpSettings settings;
    private final ShutdownSequence running;
    private final EmbeddedBroker broker;
    private final Worker worker;
    private final GatewayNode gateway;
    private final ManagementServer management;

    private Cluster(
            UpSettings settings,
            ShutdownSequence running,
            EmbeddedBroker broker,
            Worker worker,
            GatewayNode gateway,
            ManagementServer management) {
        this.settings = settings;
        this.running = running;
        this.broker = broker;
        this.worker = worker;
        this.gateway = gateway;
        this.management = management;
    }

    /**
     * Starts everything and returns when requests are served and fires are emitted.
     *
     * @throws StartRefusedException when a port is taken or the data directory cannot be used; what was started is stopped again
     */
    public static Cluster start(UpSettings wanted) {
        // The broker takes seconds; a port that is taken is better named before. One that may be any is chosen here,
        // since the worker must know it: jobs may not talk to it.
        try (ReservedPort api = ReservedPort.of(wanted.host(), wanted.port(), "--port");
                ReservedPort health = ReservedPort.of(Loopback.HOST, wanted.managementPort(), "--management-port")) {
            ShutdownSequence running = new ShutdownSequence();
            try {
                return start(wanted.onPorts(api.port(), health.port()), api, health, running);
            } catch (RuntimeException e) {
                running.close();
                throw e;
            }
        }
    }

    private static Cluster start(UpSettings settings, ReservedPort api, ReservedPort health, ShutdownSequence running) {
        DataDirectory data = running.add("data-directory", DataDirectory.open(settings.data()));
        KeyFile.createIfMissing(data.secretKeys(), new SecureRandom());
        EmbeddedBroker broker = running.add("broker", EmbeddedBroker.start(brokerSettings(data, settings)));
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Settings all = Nodes.settings(settings.overrides().over(chosen(settings, data, broker)), System.getenv());
        Nodes nodes = new Nodes(all, metrics);
        SchedulerNode scheduler = running.add("scheduler", nodes.scheduler());
        Worker worker = running.add("worker", nodes.worker(ownPorts(all, broker)));
        api.close();
        // Last, so that nobody is let in before somebody can serve him.
        GatewayNode gateway = running.add("gateway", nodes.gateway(diskGuard(data)::isLow));
        if (nodes.auditSettings().enabled()) {
            running.add("audit", nodes.audit());
        }
        List<HealthCheck> ready = Stream.concat(
                        Stream.of(scheduler.ready(), worker.ready()), gateway.readiness().stream())
                .toList();
        List<HealthCheck> live = Stream.concat(Stream.of(scheduler.live(), worker.live()), gateway.liveness().stream())
                .toList();
        health.close();
        ManagementServer management =
                running.add("management", ManagementServer.start(nodes.management(), metrics, live, ready));
        Readiness.await(ready, READY_WITHIN);
        return new Cluster(settings, running, broker, worker, gateway, management);
    }

    /** What {@code up} decides, unless its user does. */
    private static Map<String, String> chosen(UpSettings settings, DataDirectory data, EmbeddedBroker broker) {
        Map<String, String> chosen = new HashMap<>(KafkaSettings.of(broker.clientProperties()));
        chosen.put("partitions", PARTITIONS);
        chosen.put("gateway.host", settings.host());
        chosen.put("gateway.port", Integer.toString(settings.port()));
        chosen.put("gateway.directory", data.gateway().toString());
        chosen.put("worker.directory", data.worker().toString());
        chosen.put("worker.job-directory", data.jobs().toString());
        chosen.put(SecretKeys.FILE.name(), data.secretKeys().toString());
        chosen.put("management.port", Integer.toString(settings.managementPort()));
        return chosen;
    }

    /** As the nodes will have them: what {@code up} chose may have been overridden. */
    private static Set<Integer> ownPorts(Settings all, EmbeddedBroker broker) {
        Set<Integer> ports = new HashSet<>();
        ports.add(broker.port());
        ports.add(all.get(GatewaySettings.PORT));
        ports.add(all.get(ManagementSettings.PORT));
        if (!all.get(GatewaySettings.TLS_CERTIFICATE).isEmpty()) {
            ports.add(all.get(GatewaySettings.TLS_PORT));
        }
        return ports;
    }

    /** Where the gateway answers. */
    public String url() {
        return "http://" + settings.host() + ":" + gateway.port();
    }

    /** The port of the same APIs over TLS, where that is set. */
    public OptionalInt tlsPort() {
        return gateway.tlsPort();
    }

    /** The port for health and metrics, on loopback. */
    public int managementPort() {
        return management.port();
    }

    /** The key pair that this start has made, to be shown to the user once. */
    public Optional<Credential> generatedCredential() {
        return gateway.generatedCredential();
    }

    /** Stops the worker alone; what it runs is given back. For trying what a cluster does without one. */
    public void stopWorker() {
        worker.close();
    }

    /** How further nodes of this machine join. */
    public Map<String, String> clientProperties() {
        return broker.clientProperties();
    }

    /** Completes when a part has failed for good, so that the process should end; never with an exception. */
    public CompletableFuture<Throwable> failed() {
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        broker.failed().thenAccept(failed::complete);
        worker.failure().whenComplete((nothing, failure) -> {
            if (failure != null) {
                failed.complete(failure);
            }
        });
        return failed;
    }

    /** Drains and stops every part, in reverse; returns after {@link ShutdownSequence#LIMIT} or little more. */
    @Override
    public void close() {
        running.close();
    }

    private static DiskGuard diskGuard(DataDirectory data) {
        try {
            return DiskGuard.over(data.root(), DISK_FLOOR_BYTES, InstantSource.system());
        } catch (IOException e) {
            throw new StartRefusedException("The disk of " + data.root() + " cannot be measured: " + e.getMessage(), e);
        }
    }

    private static BrokerSettings brokerSettings(DataDirectory data, UpSettings settings) {
        return new BrokerSettings(
                data.broker(), data.clientProperties(), settings.brokerPort(), settings.syncEveryWrite());
    }
}
