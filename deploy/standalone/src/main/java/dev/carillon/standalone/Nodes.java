package dev.carillon.standalone;

import dev.carillon.gateway.GatewayEnvironment;
import dev.carillon.gateway.GatewayNode;
import dev.carillon.gateway.GatewaySettings;
import dev.carillon.gateway.VendorApis;
import dev.carillon.kafka.health.ManagementSettings;
import dev.carillon.kafka.secrets.SecretKeys;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.Setting;
import dev.carillon.kafka.settings.Settings;
import dev.carillon.kafka.settings.SettingsParser;
import dev.carillon.scheduler.SchedulerNode;
import dev.carillon.scheduler.SchedulerSettings;
import dev.carillon.standalone.audit.AuditSettings;
import dev.carillon.standalone.audit.RunningAudit;
import dev.carillon.worker.Worker;
import dev.carillon.worker.WorkerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Builds the nodes from settings, the same way for {@code up}, which runs them all, and for the commands that run one. */
public final class Nodes {

    /** Every setting of every node; each command knows all, so that one file can serve a whole cluster. */
    public static final List<Setting<?>> SETTINGS = Stream.of(
                    ClusterSettings.ALL,
                    ManagementSettings.ALL,
                    SecretKeys.ALL,
                    SchedulerSettings.ALL,
                    WorkerSettings.ALL,
                    GatewaySettings.ALL,
                    AuditSettings.ALL)
            .<Setting<?>>flatMap(List::stream)
            .toList();

    private final Settings settings;
    private final MeterRegistry metrics;
    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock = InstantSource.system();

    public Nodes(Settings settings, MeterRegistry metrics) {
        this.settings = settings;
        this.metrics = metrics;
    }

    /**
     * Settings from a file, the environment and the command line, the latter winning.
     *
     * @throws dev.carillon.kafka.settings.StartRefusedException when one is unknown or not allowed
     */
    public static Settings settings(Overrides overrides, Map<String, String> environment) {
        SettingsParser parser = new SettingsParser(SETTINGS).environment(environment);
        overrides.file().ifPresent(parser::file);
        overrides.assignments().forEach(parser::commandLine);
        return parser.parse();
    }

    public ClusterSettings cluster() {
        return ClusterSettings.of(settings);
    }

    public ManagementSettings management() {
        return ManagementSettings.of(settings);
    }

    public SchedulerNode scheduler() {
        return SchedulerNode.start(
                SchedulerSettings.of(settings), cluster(), metrics, clock, new SplittableRandom(random.nextLong()));
    }

    public AuditSettings auditSettings() {
        return AuditSettings.of(settings);
    }

    /** An audit that follows the cluster and counts what it finds. */
    public RunningAudit audit() {
        return new RunningAudit(cluster(), auditSettings(), metrics, clock, verdict -> {}).start();
    }

    private SecretKeys secretKeys() {
        return SecretKeys.of(settings);
    }

    /** @param ownPorts that nodes listen on, on this machine; jobs may not talk to them */
    public Worker worker(Set<Integer> ownPorts) {
        return Worker.start(WorkerSettings.of(settings), cluster(), ownPorts, secretKeys(), metrics, clock, random);
    }

    /** @param storageLow whether the broker's disk is nearly full, as far as this process can tell */
    public GatewayNode gateway(BooleanSupplier storageLow) {
        return GatewayNode.start(
                GatewaySettings.of(settings),
                VendorApis.all(),
                new GatewayEnvironment(metrics, clock, random, System.getenv(), storageLow, secretKeys()));
    }
}
