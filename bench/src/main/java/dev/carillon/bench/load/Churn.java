package dev.carillon.bench.load;

import dev.carillon.bench.BenchCommand;
import dev.carillon.bench.Recorder;
import dev.carillon.bench.cluster.BenchCluster;
import dev.carillon.bench.cluster.FirePlan;
import dev.carillon.bench.cluster.NodeProcess;
import dev.carillon.bench.cluster.StandInWorkers;
import dev.carillon.bench.cluster.TopicLog;
import dev.carillon.bench.result.Figure;
import dev.carillon.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Whether history slows a start. Jobs are made and the scheduler is started anew; then they run a million times in all, and it is
 * started anew again, at once and after the broker has compacted the state. What it reads must follow what lives, not what has
 * happened.
 */
@Command(name = "churn", description = "A million executions, then a restart.", sortOptions = false)
public final class Churn extends BenchCommand {

    private static final int STAND_INS = 4;
    /** Is over before the load begins. */
    private static final Duration FIRST_RESTART = Duration.ofSeconds(90);

    private static final double MIB = 1 << 20;
    private static final List<String> STATE = BenchCluster.TOPICS.state();

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Option(
            names = "--executions",
            paramLabel = "N",
            description = "In all; a multiple of the jobs (default: ${DEFAULT-VALUE}).")
    private int executions = 1_000_000;

    @Option(
            names = "--period",
            paramLabel = "SECONDS",
            description = "Between two rounds of all jobs; a divisor of 60 (default: ${DEFAULT-VALUE}).")
    private int period = 30;

    @Option(
            names = "--compaction",
            paramLabel = "SECONDS",
            description = "What the broker gets for compacting (default: ${DEFAULT-VALUE}).")
    private int compaction = 420;

    @Override
    protected Map<String, String> conditions() {
        return Map.of("jobs", Integer.toString(load.jobs), "executions", Integer.toString(executions));
    }

    @Override
    protected void measure(Recorder recorder) {
        try (BenchCluster cluster = BenchCluster.start(nodes(), load.partitions)) {
            NodeProcess scheduler = cluster.scheduler("scheduler");
            Load steps = new Load(cluster, recorder);
            FirePlan plan = steps.create(Plans.pulses(
                    load,
                    load.preparation().plus(FIRST_RESTART),
                    Duration.ofSeconds(period),
                    Duration.ZERO,
                    executions / load.jobs));
            scheduler = restart("fresh", scheduler, cluster, recorder);
            churn(plan, cluster, steps);
            steps.ledger(plan).requireAllEnded();
            scheduler = restart("after-executions", scheduler, cluster, recorder);
            Await.pause(Duration.ofSeconds(compaction));
            restart("after-compaction", scheduler, cluster, recorder);
        }
    }

    private static void churn(FirePlan plan, BenchCluster cluster, Load steps) {
        try (StandInWorkers workers = new StandInWorkers(cluster.kafka(), STAND_INS, cluster.partitions())) {
            for (int round = 0; round < plan.rounds(); round++) {
                Await.reach(Instant.ofEpochMilli(plan.nominalMs(0, round)));
                steps.awaitQuiet(Duration.ofMinutes(5));
                workers.answer();
            }
            steps.awaitQuiet(Duration.ofMinutes(5));
        }
    }

    private static NodeProcess restart(String when, NodeProcess running, BenchCluster cluster, Recorder recorder) {
        running.close();
        long start = System.nanoTime();
        NodeProcess node = cluster.restart("scheduler");
        recorder.figure(Figure.of("churn.ready." + when, (System.nanoTime() - start) / 1e9, "s"));
        try (TopicLog log = new TopicLog(cluster.kafka())) {
            Map<String, Long> bytes = log.bytes();
            long state = STATE.stream()
                    .mapToLong(topic -> bytes.getOrDefault(topic, 0L))
                    .sum();
            long history = bytes.getOrDefault(BenchCluster.TOPICS.history(), 0L);
            recorder.figure(Figure.of("churn.state." + when, state / MIB, "MiB"));
            recorder.figure(Figure.of("churn.history." + when, history / MIB, "MiB"));
        }
        return node;
    }
}
