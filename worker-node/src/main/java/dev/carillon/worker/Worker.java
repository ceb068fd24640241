package dev.carillon.worker;

import dev.carillon.kafka.health.HealthCheck;
import dev.carillon.kafka.secrets.SecretKeys;
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

    private static final Duration MAX_GRACE = Duration.ofSeconds(3);

    private final WorkerNode node;
    private final JsonPost post;
    private final @Nullable AlertNotifier alerts;

    private Worker(WorkerNode node, JsonPost post, @Nullable AlertNotifier alerts) {
        this.node = node;
        this.post = post;
        this.alerts = alerts;
    }

    /**
     * Makes what topics are missing and starts.
     *
     * @param ownPorts on which nodes of this machine listen; HTTP jobs and alerts may not talk to them
     * @param keys open the secrets of jobs; without them such jobs fail
     * @throws dev.carillon.kafka.settings.StartRefusedException when it cannot start as things are
     */
    public static Worker start(
            WorkerSettings settings,
            ClusterSettings cluster,
            Set<Integer> ownPorts,
            SecretKeys keys,
            MeterRegistry metrics,
            InstantSource clock,
            RandomGenerator random) {
        TargetRules targets = settings.targets(ownPorts);
        WorkerTopics.create(cluster, settings.groups(), clock);
        WorkerNode node = WorkerNode.start(
                settings, cluster, leaseLeft -> runners(settings, targets, leaseLeft), keys, metrics, clock, random);
        JsonPost post = new JsonPost(targets::refusal);
        try {
            return new Worker(node, post, settings.alerts() ? notifier(cluster, node, post, metrics, clock) : null);
        } catch (RuntimeException e) {
            post.close();
            node.close();
            throw e;
        }
    }

    private static List<JobRunner> runners(WorkerSettings settings, TargetRules targets, Supplier<Duration> leaseLeft) {
        Path scratch = settings.directory().resolve("scratch");
        Duration lease = settings.limits().lease();
        // An ending has to be over within the lease, so a short lease leaves less time to do it gently.
        Duration third = lease.dividedBy(3);
        Duration grace = third.compareTo(MAX_GRACE) < 0 ? third : MAX_GRACE;
        ShellSettings shell =
                new ShellSettings(lease, grace, ShellSettings.DEFAULT.path(), ShellSettings.DEFAULT.lang(), scratch);
        return List.of(
                new ShellRunner(shell, leaseLeft),
                new HttpRunner(targets),
                new JavaRunner(settings.jobDirectory(), scratch, grace));
    }

    private static AlertNotifier notifier(
            ClusterSettings cluster, WorkerNode node, JsonPost post, MeterRegistry metrics, InstantSource clock) {
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

    /** Stops in good order; see {@link WorkerNode#close}. */
    @Override
    public void close() {
        try {
            if (alerts != null) {
                alerts.close();
            }
            post.close();
        } finally {
            node.close();
        }
    }
}
