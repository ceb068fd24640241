package dev.carillon.bench.load;

import dev.carillon.bench.BenchCommand;
import dev.carillon.bench.BenchFailedException;
import dev.carillon.bench.Recorder;
import dev.carillon.bench.cluster.BenchCluster;
import dev.carillon.bench.cluster.FireLedger;
import dev.carillon.bench.cluster.FirePlan;
import dev.carillon.bench.cluster.NodeProcess;
import dev.carillon.bench.result.Figure;
import dev.carillon.bench.result.Goal;
import dev.carillon.core.job.JobId;
import dev.carillon.kafka.topics.Partitioner;
import dev.carillon.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Two schedulers share an even load; one is killed, then one is stopped, then both are restarted one after the other. The gap
 * is the time from the kill or the signal until every partition has fired again.
 */
@Command(
        name = "failover",
        description = "What is late when schedulers die, stop, or are restarted.",
        sortOptions = false)
public final class Failover extends BenchCommand {

    private static final List<String> SCHEDULERS = List.of("s1", "s2");
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(15);
    private static final Goal KILL_GAP = Goal.atMost(8_000);
    private static final Goal STOP_GAP = Goal.atMost(1_500);
    private static final Goal ROLLING_LATEST = Goal.atMost(2_000);

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Option(names = "--rate", paramLabel = "N", description = "Fires per second (default: ${DEFAULT-VALUE}).")
    private int rate = 1_000;

    @Mixin
    private WorkerOptions worker = new WorkerOptions();

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "NAME",
            description = "Which, of ${COMPLETION-CANDIDATES} (default: all).")
    private Set<Fault> faults = EnumSet.allOf(Fault.class);

    private long firstFreeId = 1;

    /** What happens to the schedulers when the load has warmed up. */
    private enum Fault {
        KILL(Optional.of(KILL_GAP), Optional.empty()) {
            @Override
            void strike(BenchCluster cluster) {
                cluster.process(SCHEDULERS.getFirst()).kill();
            }
        },
        STOP(Optional.of(STOP_GAP), Optional.empty()) {
            @Override
            void strike(BenchCluster cluster) {
                stop(cluster, SCHEDULERS.getFirst());
            }
        },
        ROLLING(Optional.empty(), Optional.of(ROLLING_LATEST)) {
            @Override
            void strike(BenchCluster cluster) {
                for (String name : SCHEDULERS) {
                    stop(cluster, name);
                    cluster.restart(name);
                }
            }
        };

        /** Until the last of the partitions has fired again. */
        private final Optional<Goal> gap;

        private final Optional<Goal> latestStart;

        Fault(Optional<Goal> gap, Optional<Goal> latestStart) {
            this.gap = gap;
            this.latestStart = latestStart;
        }

        abstract void strike(BenchCluster cluster);

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    protected Map<String, String> conditions() {
        Map<String, String> conditions = load.conditions();
        conditions.put("rate", rate + "/s");
        return conditions;
    }

    @Override
    protected void measure(Recorder recorder) {
        try (BenchCluster cluster = BenchCluster.start(nodes(), load.partitions)) {
            SCHEDULERS.forEach(cluster::scheduler);
            cluster.worker("worker", worker.settings());
            for (Fault fault : faults) {
                strike(fault, cluster, recorder);
                SCHEDULERS.stream()
                        .filter(name -> !cluster.process(name).isAlive())
                        .forEach(cluster::restart);
            }
        }
    }

    private static void stop(BenchCluster cluster, String name) {
        NodeProcess node = cluster.process(name);
        node.term();
        if (!node.ended(STOPPED_WITHIN)) {
            throw new BenchFailedException(name + " did not stop within " + STOPPED_WITHIN.toSeconds() + " s");
        }
    }

    private void strike(Fault fault, BenchCluster cluster, Recorder recorder) {
        String name = "failover." + fault.label();
        Load steps = new Load(cluster, recorder);
        FirePlan plan = steps.create(Plans.even(firstFreeId, load, rate));
        firstFreeId += load.jobs;
        Await.reach(plan.start().plusSeconds(load.warmUp));
        long struckMs = Duration.between(plan.start(), Instant.now()).toMillis();
        fault.strike(cluster);
        recorder.say(name + ": took "
                + (Duration.between(plan.start(), Instant.now()).toMillis() - struckMs) + " ms");
        Await.reach(plan.until());
        FireLedger ledger = steps.settled(plan, Duration.ofMinutes(10));
        ledger.requireAllEnded();
        if (fault.gap.isPresent()) {
            recorder.figure(new Figure(name + ".gap", gapMs(ledger, plan, struckMs), "ms", fault.gap));
        }
        long late =
                ledger.lateness(load.warmUp * 1_000L, load.total().toMillis()).max();
        recorder.figure(new Figure(name + ".start.latest", late, "ms", fault.latestStart));
    }

    private int gapMs(FireLedger ledger, FirePlan plan, long struckMs) {
        Partitioner partitioner = new Partitioner(load.partitions);
        int[] partitionOf = IntStream.range(0, plan.jobs())
                .map(job -> partitioner.partition(new JobId(plan.id(job))))
                .toArray();
        return IntStream.range(0, load.partitions)
                .map(partition ->
                        ledger.firstTriggerAfter(struckMs, job -> partitionOf[job] == partition) - (int) struckMs)
                .max()
                .orElseThrow();
    }
}
