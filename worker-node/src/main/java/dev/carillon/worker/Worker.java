package dev.carillon.worker;

import dev.carillon.kafka.health.HealthCheck;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.worker.alert.AlertNotifier;
import dev.carillon.worker.alert.DingTalkSink;
import dev.carillon.worker.alert.JsonPost;
import dev.carillon.worker.alert.WebhookSink;
import dev.carillon.worker.runner.JobRunner;
import dev.carillon.worker.runner.http.HttpRunner;
import dev.carillon.worker.runner.http.TargetRules;
import dev.carillon.worker.runner.jvm.JavaRunner;
import dev.carillon.worker.runner.shell.ShellRunner;
import dev.carillon.worker.runner.shell.ShellSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A worker with everything it runs: the node, a runner for each kind of task, and the delivery of alerts. */
public final class Worker implements AutoCloseable {

    private static final Duration JAVA_GRACE = Duration.ofSeconds(3);

    private final WorkerNode node;
    private final @Nullable AlertNotifier alerts;

    private Worker(WorkerNode node, @Nullable AlertNotifier alerts) {
        this.node = node;
        this.alerts = alerts;
    }

    /**
     * Makes what topics are missing and starts.
     *
     * @param ownPorts on which nodes of this machine listen; HTTP jobs and alerts may not talk to them
     * @throws dev.carillon.kafka.settings.StartRefusedException when it cannot start as things are
     */
    public static Worker start(
            WorkerSettings settings,
            ClusterSettings cluster,
            Set<Integer> ownPorts,
            MeterRegistry metrics,
            InstantSource clock,
            RandomGenerator random) {
        WorkerTopics.create(cluster, settings.groups(), clock);
        TargetRules targets = TargetRules.defaults(ownPorts);
        WorkerNode node = WorkerNode.start(
                settings, cluster, leaseLeft -> runners(settings, targets, leaseLeft), metrics, clock, random);
        try {
            return new Worker(node, settings.alerts() ? notifier(cluster, node, targets, metrics, clock) : null);
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    private static List<JobRunner> runners(WorkerSettings settings, TargetRules targets, Supplier<Duration> leaseLeft) {
        Path scratch = settings.directory().resolve("scratch");
        ShellSettings shell =
                ShellSettings.DEFAULT.withLease(settings.limits().lease()).withScratch(scratch);
        return List.of(
                new ShellRunner(shell, leaseLeft),
                new HttpRunner(targets),
                new JavaRunner(settings.jobDirectory(), scratch, JAVA_GRACE));
    }

    private static AlertNotifier notifier(
            ClusterSettings cluster, WorkerNode node, TargetRules targets, MeterRegistry metrics, InstantSource clock) {
        JsonPost post = new JsonPost(targets::refusal);
        return AlertNotifier.start(
                cluster, List.of(new WebhookSink(post), new DingTalkSink(post)), node::deadLetter, clock, metrics);
    }

    public HealthCheck live() {
        return node.live();
    }

    public HealthCheck ready() {
        return node.ready();
    }

    /** Completes exceptionally when the worker cannot go on. */
    public CompletionStage<Void> failure() {
        return node.failure();
    }

    @Override
    public void close() {
        try {
            node.close();
        } finally {
            if (alerts != null) {
                alerts.close();
            }
        }
    }
}
