package dev.carillon.bench.load;

import dev.carillon.bench.BenchFailedException;
import dev.carillon.bench.Recorder;
import dev.carillon.bench.cluster.BenchCluster;
import dev.carillon.bench.cluster.CommandWriter;
import dev.carillon.bench.cluster.FireLedger;
import dev.carillon.bench.cluster.FirePlan;
import dev.carillon.bench.cluster.NodeOptions;
import dev.carillon.bench.cluster.TopicLog;
import dev.carillon.bench.result.Figure;
import dev.carillon.bench.result.Goal;
import dev.carillon.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Steps that loads have in common. */
final class Load {

    private static final Duration QUIET = Duration.ofSeconds(2);
    /** Longer than any wait of the cluster for something that is lost. */
    private static final Duration STALLED = Duration.ofSeconds(15);

    private static final Duration LOOK = Duration.ofMillis(200);

    private final BenchCluster cluster;
    private final Recorder recorder;

    Load(BenchCluster cluster, Recorder recorder) {
        this.cluster = cluster;
        this.recorder = recorder;
    }

    /** A cluster of one scheduler and one worker, both ready. */
    static BenchCluster cluster(NodeOptions nodes, LoadOptions load, WorkerOptions worker) {
        BenchCluster cluster = BenchCluster.start(nodes, load.partitions);
        try {
            cluster.scheduler("scheduler");
            cluster.worker("worker", worker.settings());
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * Makes the jobs of a plan before it begins.
     *
     * @return the plan
     * @throws BenchFailedException when it has begun by then: its first fires would be late through no fault of the scheduler
     */
    FirePlan create(FirePlan plan) {
        Duration left = Duration.between(Instant.now(), plan.start());
        try (CommandWriter commands = new CommandWriter(cluster.kafka())) {
            Duration took = commands.create(plan, left.plusMinutes(1));
            recorder.say(plan.jobs() + " jobs made in " + took.toMillis() + " ms, "
                    + Goal.number(plan.jobs() * 1_000.0 / took.toMillis()) + " a second");
        }
        if (Instant.now().isAfter(plan.start())) {
            throw new BenchFailedException("the jobs were not made in time for the load to begin at " + plan.start()
                    + "; the machine is too busy or too slow for " + plan.jobs()
                    + " jobs, give it longer by --prepare");
        }
        return plan;
    }

    /** Waits until no topic of the cluster's work grows any more. */
    void awaitQuiet(Duration within) {
        try (TopicLog log = new TopicLog(cluster.kafka())) {
            long[] last = {-1, System.nanoTime()};
            Await.until("the cluster has nothing left to do", within, () -> {
                long end = log.end(BenchCluster.TOPICS.history()) + log.end(BenchCluster.TOPICS.reports());
                if (end != last[0]) {
                    last[0] = end;
                    last[1] = System.nanoTime();
                }
                Await.pause(LOOK);
                return System.nanoTime() - last[1] > QUIET.toNanos();
            });
        }
    }

    /**
     * CPU time of each node for each fire.
     *
     * @param before what the nodes had used when the fires began
     */
    List<Figure> cpuPerFire(String bench, Map<String, Duration> before, long fires) {
        List<Figure> figures = new ArrayList<>();
        cluster.cpu().forEach((node, used) -> {
            Duration more = used.minus(before.getOrDefault(node, Duration.ZERO));
            figures.add(Figure.of(bench + ".cpu." + node, more.toNanos() / 1e3 / fires, "µs/fire"));
        });
        return figures;
    }

    /**
     * What the history says when everything that the plan owes has ended, or when nothing happens any more: then the ledger's
     * judgement says what is missing.
     */
    FireLedger settled(FirePlan plan, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        FireLedger ledger = read(plan);
        while (ledger.ends() < plan.fires() && System.nanoTime() < deadline) {
            int before = ledger.ends();
            Await.pause(STALLED);
            ledger = read(plan);
            if (ledger.ends() == before) {
                break;
            }
        }
        return tell(ledger);
    }

    /** What the history says now. */
    FireLedger ledger(FirePlan plan) {
        return tell(read(plan));
    }

    private FireLedger read(FirePlan plan) {
        try (TopicLog log = new TopicLog(cluster.kafka())) {
            return FireLedger.of(plan, log);
        }
    }

    private FireLedger tell(FireLedger ledger) {
        recorder.say(ledger.triggers() + " triggers, " + ledger.skips() + " skips, " + ledger.ends() + " ends, "
                + ledger.furtherAttempts() + " further attempts");
        return ledger;
    }
}
