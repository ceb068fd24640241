package dev.carillon.worker;

import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.worker.alert.AlertNotifier;
import dev.carillon.worker.alert.DingTalkSink;
import dev.carillon.worker.alert.JsonPost;
import dev.carillon.worker.alert.WebhookSink;
import dev.carillon.worker.runner.http.TargetRules;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a worker's process does: it makes the topics, runs jobs of every kind, and delivers alerts unless its
 * settings say otherwise. The management port is its owner's.
 */
public final class Worker implements AutoCloseable {

    private final WorkerNode node;
    private final JsonPost post;
    private final @Nullable AlertNotifier notifier;

    private Worker(WorkerNode node, JsonPost post, @Nullable AlertNotifier notifier) {
        this.node = node;
        this.post = post;
        this.notifier = notifier;
    }

    /**
     * Starts a worker.
     *
     * @param ownPorts on which nodes listen on this machine; neither HTTP jobs nor alerts may reach them
     * @throws dev.carillon.kafka.settings.StartRefusedException when it cannot start as things are
     */
    public static Worker start(
            WorkerSettings settings,
            ClusterSettings cluster,
            Set<Integer> ownPorts,
            MeterRegistry metrics,
            InstantSource clock) {
        TargetRules targets = settings.targets(ownPorts);
        WorkerTopics.create(cluster, settings.groups(), clock);
        WorkerNode node = WorkerNode.start(
                settings,
                cluster,
                new StandardRunners(settings, targets),
                metrics,
                clock,
                new SplittableRandom(new SecureRandom().nextLong()));
        JsonPost post = new JsonPost(targets::refusal);
        AlertNotifier notifier = settings.alerts()
                ? AlertNotifier.start(
                        cluster,
                        List.of(new WebhookSink(post), new DingTalkSink(post)),
                        node::deadLetter,
                        clock,
                        metrics)
                : null;
        return new Worker(node, post, notifier);
    }

    public WorkerNode node() {
        return node;
    }

    /** Stops in good order; see {@link WorkerNode#close}. */
    @Override
    public void close() {
        if (notifier != null) {
            notifier.close();
        }
        post.close();
        node.close();
    }
}
