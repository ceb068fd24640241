package dev.carillon.worker;

import dev.carillon.kafka.health.ManagementServer;
import dev.carillon.kafka.health.ManagementSettings;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.Setting;
import dev.carillon.kafka.settings.Settings;
import dev.carillon.kafka.settings.SettingsParser;
import dev.carillon.kafka.settings.StartRefusedException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker as a process of its own. Arguments are settings, {@code key=value}. */
public final class WorkerMain {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);

    private WorkerMain() {}

    /** Every setting that a worker knows. */
    public static List<Setting<?>> settings() {
        List<Setting<?>> all = new ArrayList<>(ClusterSettings.ALL);
        all.addAll(ManagementSettings.ALL);
        all.addAll(WorkerSettings.ALL);
        return List.copyOf(all);
    }

    public static void main(String[] args) throws InterruptedException {
        try {
            SettingsParser parser = new SettingsParser(settings()).environment(System.getenv());
            for (String argument : args) {
                parser.commandLine(argument);
            }
            run(parser.parse());
        } catch (StartRefusedException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static void run(Settings settings) throws InterruptedException {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            stop.countDown();
            awaitUninterrupted(stopped);
        }));
        boolean failed = false;
        // The worker's own management port is a target for nobody; those of other nodes here are their settings'
        // business.
        ManagementSettings port = ManagementSettings.of(settings);
        Set<Integer> ownPorts = port.port() == 0 ? Set.of() : Set.of(port.port());
        try (Worker worker = Worker.start(
                        WorkerSettings.of(settings),
                        ClusterSettings.of(settings),
                        ownPorts,
                        metrics,
                        InstantSource.system(),
                        new SplittableRandom(new SecureRandom().nextLong()));
                ManagementServer management =
                        ManagementServer.start(port, metrics, List.of(worker.live()), List.of(worker.ready()))) {
            System.out.println("Worker started, management port " + management.port());
            worker.failure().whenComplete((ignored, failure) -> stop.countDown());
            stop.await();
            failed = worker.failure().toCompletableFuture().isCompletedExceptionally();
        } finally {
            stopped.countDown();
        }
        if (failed) {
            LOG.atError().log("The worker ends because its loop has failed; whoever started it should start it again");
            System.exit(1);
        }
    }

    /** The process ends when the hook returns, so that the worker's stop must be over by then. */
    private static void awaitUninterrupted(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
