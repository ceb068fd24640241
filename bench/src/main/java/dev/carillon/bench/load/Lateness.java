package dev.carillon.bench.load;

import dev.carillon.bench.BenchCommand;
import dev.carillon.bench.Recorder;
import dev.carillon.bench.cluster.BenchCluster;
import dev.carillon.bench.cluster.FireLedger;
import dev.carillon.bench.cluster.FirePlan;
import dev.carillon.bench.result.Figure;
import dev.carillon.bench.result.Goal;
import dev.carillon.bench.result.Latencies;
import dev.carillon.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How late executions start at even rates: the worker's start minus the due instant. */
@Command(name = "lateness", description = "How late executions start.", sortOptions = false)
public final class Lateness extends BenchCommand {

    /** The rate that the goals are about. */
    private static final int GOAL_RATE = 1_000;

    private static final Goal P50 = Goal.atMost(2);
    private static final Goal P99 = Goal.atMost(15);
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(5);

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Option(
            names = "--rates",
            paramLabel = "N",
            split = ",",
            description = "Fires per second, one run each (default: 1000,5000).")
    private List<Integer> rates = List.of(1_000, 5_000);

    @Mixin
    private WorkerOptions worker = new WorkerOptions();

    @Override
    protected Map<String, String> conditions() {
        Map<String, String> conditions = load.conditions();
        conditions.putAll(worker.conditions());
        return conditions;
    }

    @Override
    protected void measure(Recorder recorder) {
        for (int rate : rates) {
            try (BenchCluster cluster = Load.cluster(nodes(), load, worker)) {
                measure(rate, cluster, recorder);
            }
        }
    }

    private void measure(int rate, BenchCluster cluster, Recorder recorder) {
        Load steps = new Load(cluster, recorder);
        FirePlan plan = steps.create(Plans.even(1, load, rate));
        Await.reach(plan.start());
        Map<String, Duration> cpu = cluster.cpu();
        Await.reach(plan.until());
        List<Figure> used = steps.cpuPerFire("lateness." + rate, cpu, plan.fires());
        cluster.keepRecordings();
        FireLedger ledger = steps.settled(plan, SETTLED_WITHIN);
        ledger.requireAllEnded();
        Latencies late = ledger.lateness(load.warmUp * 1_000L, load.total().toMillis());
        boolean judged = rate == GOAL_RATE;
        recorder.figures(late.figures(
                "lateness." + rate,
                judged ? Optional.of(P50) : Optional.empty(),
                judged ? Optional.of(P99) : Optional.empty()));
        recorder.figures(used);
        recorder.figure(Figure.of("lateness." + rate + ".fires", late.count(), "fires"));
    }
}
