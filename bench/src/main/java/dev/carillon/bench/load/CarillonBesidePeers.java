package dev.carillon.bench.load;

import dev.carillon.bench.Recorder;
import dev.carillon.bench.cluster.BenchCluster;
import dev.carillon.bench.cluster.FireLedger;
import dev.carillon.bench.cluster.FirePlan;
import dev.carillon.bench.cluster.NodeOptions;
import dev.carillon.bench.result.Figure;
import dev.carillon.testkit.Await;
import java.time.Duration;
import java.util.List;

/** What the peers are asked to do, done by Carillon: one scheduler, one worker, the broker beside them. */
public final class CarillonBesidePeers {

    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(30);
    private static final int BURSTS = 3;

    private final NodeOptions nodes;
    private final Duration warmUp;
    private final Duration measured;
    private final WorkerOptions worker = new WorkerOptions();

    public CarillonBesidePeers(NodeOptions nodes, Duration warmUp, Duration measured) {
        this.nodes = nodes;
        this.warmUp = warmUp;
        this.measured = measured;
    }

    /**
     * Records the same figures as of the peers.
     *
     * @param backlog runs that are due at once
     */
    public void measure(int backlog, List<Integer> rates, Recorder recorder) {
        measureRate(backlog, recorder);
        for (int rate : rates) {
            measureLateness(rate, recorder);
        }
    }

    /** Everything is due at one instant, three times; of the last, from the first trigger to the last end. */
    private void measureRate(int backlog, Recorder recorder) {
        LoadOptions load = new LoadOptions();
        load.jobs = backlog;
        try (BenchCluster cluster = Load.cluster(nodes, load, worker)) {
            Load steps = new Load(cluster, recorder);
            FirePlan plan = steps.create(Plans.pulses(load, Duration.ofSeconds(60), BURSTS));
            Await.reach(plan.until().minusSeconds(50));
            FireLedger ledger = steps.settled(plan, SETTLED_WITHIN);
            ledger.requireAllEnded();
            recorder.figure(Figure.of("peers.carillon.rate", backlog * 1_000.0 / ledger.runSpanMs(BURSTS - 1), "1/s"));
        }
    }

    private void measureLateness(int rate, Recorder recorder) {
        LoadOptions load = new LoadOptions();
        load.warmUp = Math.toIntExact(warmUp.toSeconds());
        load.seconds = Math.toIntExact(measured.toSeconds());
        load.jobs = rate * (load.warmUp + load.seconds);
        try (BenchCluster cluster = Load.cluster(nodes, load, worker)) {
            Load steps = new Load(cluster, recorder);
            FirePlan plan = steps.create(Plans.even(1, load, rate));
            Await.reach(plan.until());
            FireLedger ledger = steps.settled(plan, SETTLED_WITHIN);
            ledger.requireAllEnded();
            recorder.figures(ledger.lateness(warmUp.toMillis(), load.total().toMillis())
                    .figures("peers.carillon.lateness-at-" + rate));
        }
    }
}
