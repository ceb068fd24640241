package dev.carillon.bench.load;

import dev.carillon.bench.BenchCommand;
import dev.carillon.bench.Recorder;
import dev.carillon.bench.cluster.BenchCluster;
import dev.carillon.bench.cluster.FireLedger;
import dev.carillon.bench.cluster.FirePlan;
import dev.carillon.bench.cluster.StandInWorkers;
import dev.carillon.bench.result.Figure;
import dev.carillon.bench.result.Goal;
import dev.carillon.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How many triggers one scheduler commits in a second.
 *
 * <p>All jobs are due at one instant, again and again; what counts is the time from the first trigger of such a pulse in the log
 * to the last, each with every record that it owes. Workers are stand-ins, so that the machine is the scheduler's and the
 * broker's alone; between two pulses they answer what they were sent. Where there are no workers, a fire owes its trigger
 * and its execution, and no work.
 */
@Command(name = "triggers", description = "Triggers per second through one scheduler.", sortOptions = false)
public final class Triggers extends BenchCommand {

    private static final int STAND_INS = 4;
    private static final Goal PLACED = Goal.atLeast(60_000);
    private static final Goal TRIGGER_ALONE = Goal.atLeast(150_000);

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Option(
            names = "--period",
            paramLabel = "SECONDS",
            description = "Between two pulses; a divisor of 60 (default: ${DEFAULT-VALUE}).")
    private int period = 30;

    @Option(names = "--pulses", paramLabel = "N", description = "Measured pulses (default: ${DEFAULT-VALUE}).")
    private int pulses = 5;

    @Option(names = "--warm-up-pulses", paramLabel = "N", description = "Before them (default: ${DEFAULT-VALUE}).")
    private int warmUpPulses = 3;

    @Option(
            names = "--kinds",
            split = ",",
            paramLabel = "NAME",
            description = "Which, of ${COMPLETION-CANDIDATES} (default: all).")
    private Set<Kind> kinds = EnumSet.allOf(Kind.class);

    private enum Kind {
        /** With workers that have room. */
        PLACED(Triggers::measurePlaced),
        /** Without any. */
        UNPLACED(Triggers::measureUnplaced);

        private final BiConsumer<Triggers, Recorder> measure;

        Kind(BiConsumer<Triggers, Recorder> measure) {
            this.measure = measure;
        }
    }

    @Override
    protected Map<String, String> conditions() {
        return Map.of(
                "jobs", Integer.toString(load.jobs),
                "pulses", pulses + " after " + warmUpPulses,
                "partitions", Integer.toString(load.partitions));
    }

    @Override
    protected void measure(Recorder recorder) {
        kinds.forEach(kind -> kind.measure.accept(this, recorder));
    }

    private void measurePlaced(Recorder recorder) {
        try (BenchCluster cluster = BenchCluster.start(nodes(), load.partitions)) {
            cluster.scheduler("scheduler");
            try (StandInWorkers workers = new StandInWorkers(cluster.kafka(), STAND_INS, load.partitions)) {
                Load steps = new Load(cluster, recorder);
                FirePlan plan = steps.create(plan());
                Map<String, Duration> cpu = cluster.cpu();
                for (int pulse = 0; pulse < plan.rounds(); pulse++) {
                    cpu = pulse == warmUpPulses ? cluster.cpu() : cpu;
                    Await.reach(Instant.ofEpochMilli(plan.nominalMs(0, pulse)));
                    steps.awaitQuiet(Duration.ofSeconds(120));
                    recorder.say("pulse " + (pulse + 1) + ": " + workers.answer() + " answered");
                }
                steps.awaitQuiet(Duration.ofSeconds(120));
                List<Figure> used = steps.cpuPerFire("triggers", cpu, (long) pulses * load.jobs);
                cluster.keepRecordings();
                FireLedger ledger = steps.ledger(plan);
                ledger.requireAllEnded();
                recorder.figure(Figure.of("triggers.placed", rate(ledger, plan), "1/s", PLACED));
                recorder.figures(used);
            }
        }
    }

    private void measureUnplaced(Recorder recorder) {
        try (BenchCluster cluster = BenchCluster.start(nodes(), load.partitions)) {
            // What found no worker must have ended before the next pulse.
            cluster.scheduler("scheduler", "scheduler.no-worker.fails-after=" + period / 2 + "s");
            Load steps = new Load(cluster, recorder);
            FirePlan plan = steps.create(plan());
            Await.reach(plan.until());
            steps.awaitQuiet(Duration.ofSeconds(120));
            FireLedger ledger = steps.ledger(plan);
            cluster.keepRecordings();
            ledger.requireAllFired();
            recorder.figure(Figure.of("triggers.unplaced", rate(ledger, plan), "1/s", TRIGGER_ALONE));
        }
    }

    private FirePlan plan() {
        return Plans.pulses(load, Duration.ofSeconds(period), warmUpPulses + pulses);
    }

    /** The median of the measured pulses. */
    private double rate(FireLedger ledger, FirePlan plan) {
        int[] spans = IntStream.range(warmUpPulses, plan.rounds())
                .map(ledger::triggerSpanMs)
                .sorted()
                .toArray();
        return plan.jobs() * 1_000.0 / Math.max(1, spans[spans.length / 2]);
    }
}
