package dev.carillon.scheduler;

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
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;

/** A scheduler as a process of its own. Arguments are settings, {@code key=value}. */
public final class SchedulerMain {

    private SchedulerMain() {}

    /** Every setting that a scheduler knows. */
    public static List<Setting<?>> settings() {
        List<Setting<?>> all = new ArrayList<>(ClusterSettings.ALL);
        all.addAll(ManagementSettings.ALL);
        all.addAll(SchedulerSettings.ALL);
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
            awaitQuietly(stopped);
        }));
        try (SchedulerNode node = SchedulerNode.start(
                        SchedulerSettings.of(settings),
                        ClusterSettings.of(settings),
                        metrics,
                        InstantSource.system(),
                        new SplittableRandom(new SecureRandom().nextLong()));
                ManagementServer management = ManagementServer.start(
                        ManagementSettings.of(settings), metrics, List.of(node.live()), List.of(node.ready()))) {
            System.out.println("Scheduler started, management port " + management.port());
            stop.await();
        } finally {
            stopped.countDown();
        }
    }

    /** The process ends when this returns, so that the node's stop must be over by then. */
    private static void awaitQuietly(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
