package dev.carillon.bench.load;

import dev.carillon.bench.BenchCommand;
import dev.carillon.bench.Recorder;
import dev.carillon.bench.cluster.BenchCluster;
import dev.carillon.bench.cluster.FireLedger;
import dev.carillon.bench.cluster.FirePlan;
import dev.carillon.bench.result.Figure;
import dev.carillon.bench.result.Goal;
import dev.carillon.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How many executions of a Java job that does nothing go from trigger to final state in a second, by one scheduler and one worker.
 *
 * <p>More is due than can be done, evenly; what counts is how many final states reach the log while that lasts. Afterwards
 * everything that was owed must have ended once.
 */
@Command(
        name = "executions",
        description = "No-op executions per second, from trigger to final state.",
        sortOptions = false)
public final class Executions extends BenchCommand {

    private static final Goal REACH = Goal.atLeast(15_000);
    private static final Duration CATCH_UP_WITHIN = Duration.ofMinutes(20);

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Fires due per second; more than the machine can do (default: ${DEFAULT-VALUE}).")
    private int rate = 25_000;

    @Mixin
    private WorkerOptions worker = new WorkerOptions();

    @Override
    protected Map<String, String> conditions() {
        Map<String, String> conditions = load.conditions();
        conditions.put("offered", rate + "/s");
        conditions.putAll(worker.conditions());
        return conditions;
    }

    @Override
    protected void measure(Recorder recorder) {
        try (BenchCluster cluster = Load.cluster(nodes(), load, worker)) {
            Load steps = new Load(cluster, recorder);
            FirePlan plan = steps.create(Plans.even(1, load, rate));
            Await.reach(plan.start());
            Map<String, Duration> cpu = cluster.cpu();
            Await.reach(plan.until());
            cluster.keepRecordings();
            FireLedger ledger = steps.settled(plan, CATCH_UP_WITHIN);
            ledger.requireAllEnded();
            List<Figure> used = steps.cpuPerFire("executions", cpu, plan.fires());
            long from = load.warmUp * 1_000L;
            long until = load.total().toMillis();
            double ended = ledger.endedBetween(from, until) / (double) load.seconds;
            recorder.figure(Figure.of("executions.rate", ended, "1/s", REACH));
            recorder.figures(used);
            recorder.figure(
                    Figure.of("executions.further-attempts", 100.0 * ledger.furtherAttempts() / plan.fires(), "%"));
        }
    }
}
