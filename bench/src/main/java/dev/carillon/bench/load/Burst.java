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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Many jobs due at once, as at midnight: when does the last one start, and is one lost or doubled? Figures are of nodes that
 * have run for some minutes, and of the first burst that they ever see.
 */
@Command(
        name = "burst",
        description = "10,000 jobs due at one instant, 100,000 within ten seconds.",
        sortOptions = false)
public final class Burst extends BenchCommand {

    private static final Duration PERIOD = Duration.ofSeconds(20);
    private static final Goal LATEST = Goal.atMost(2_000);

    @Option(names = "--at-once", paramLabel = "N", description = "Jobs due at one instant (default: ${DEFAULT-VALUE}).")
    private int atOnce = 10_000;

    @Option(
            names = "--in-ten-seconds",
            paramLabel = "N",
            description = "Jobs due evenly within ten seconds (default: ${DEFAULT-VALUE}).")
    private int inTenSeconds = 100_000;

    @Option(names = "--bursts", paramLabel = "N", description = "One every 20 s (default: ${DEFAULT-VALUE}).")
    private int bursts = 10;

    @Option(
            names = "--prepare",
            paramLabel = "SECONDS",
            description = "What making the jobs may take (default: 10, and one for every 4,000 jobs).")
    private int prepare;

    @Mixin
    private WorkerOptions worker = new WorkerOptions();

    @Override
    protected Map<String, String> conditions() {
        Map<String, String> conditions = new HashMap<>(worker.conditions());
        conditions.put("bursts", Integer.toString(bursts));
        return conditions;
    }

    @Override
    protected void measure(Recorder recorder) {
        burst(atOnce, Duration.ZERO, Optional.of(LATEST), recorder);
        burst(inTenSeconds, Duration.ofSeconds(10), Optional.empty(), recorder);
    }

    private void burst(int jobs, Duration spread, Optional<Goal> goal, Recorder recorder) {
        LoadOptions load = new LoadOptions();
        load.jobs = jobs;
        load.prepare = prepare;
        try (BenchCluster cluster = Load.cluster(nodes(), load, worker)) {
            Load steps = new Load(cluster, recorder);
            FirePlan plan = steps.create(Plans.pulses(load, load.preparation(), PERIOD, spread, bursts));
            Await.reach(plan.until().minus(PERIOD).plus(spread));
            cluster.keepRecordings();
            FireLedger ledger = steps.settled(plan, Duration.ofMinutes(10));
            ledger.requireAllEnded();
            Latencies late = lateness(ledger, bursts - 1);
            String name = "burst." + jobs + (spread.isZero() ? ".at-once" : ".in-" + spread.toSeconds() + "s");
            recorder.figure(Figure.of(name + ".start.p50", late.p50(), "ms"));
            recorder.figure(new Figure(name + ".start.latest", late.max(), "ms", goal));
            recorder.figure(
                    Figure.of(name + ".first.start.latest", lateness(ledger, 0).max(), "ms"));
        }
    }

    private static Latencies lateness(FireLedger ledger, int burst) {
        long begin = burst * PERIOD.toMillis();
        return ledger.lateness(begin, begin + PERIOD.toMillis());
    }
}
