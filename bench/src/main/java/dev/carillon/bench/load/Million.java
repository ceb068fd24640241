package dev.carillon.bench.load;

import dev.carillon.bench.BenchCommand;
import dev.carillon.bench.Recorder;
import dev.carillon.bench.cluster.BenchCluster;
import dev.carillon.bench.cluster.CommandWriter;
import dev.carillon.bench.cluster.NodeProcess;
import dev.carillon.bench.result.Figure;
import dev.carillon.bench.result.Goal;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * A million cron jobs on one scheduler: made by commands, then read from the log by a scheduler that starts cold. The jobs are
 * due at other seconds of a year each, so that next to none fires meanwhile.
 */
@Command(name = "million", description = "1,000,000 cron jobs: heap, and time to a cold start.", sortOptions = false)
public final class Million extends BenchCommand {

    private static final int MILLION = 1_000_000;
    private static final Duration CREATED_WITHIN = Duration.ofMinutes(40);
    private static final Goal HEAP_MIB = Goal.atMost(1_024);
    private static final Goal READY_SECONDS = Goal.atMost(15);
    private static final double MIB = 1 << 20;

    @Mixin
    private LoadOptions load = new LoadOptions();

    public Million() {
        load.jobs = MILLION;
    }

    @Override
    protected Map<String, String> conditions() {
        return Map.of("jobs", Integer.toString(load.jobs), "partitions", Integer.toString(load.partitions));
    }

    @Override
    protected void measure(Recorder recorder) {
        try (BenchCluster cluster = BenchCluster.start(nodes(), load.partitions)) {
            NodeProcess scheduler = cluster.scheduler("scheduler");
            long idle = scheduler.heapAfterCollection();
            try (CommandWriter commands = new CommandWriter(cluster.kafka())) {
                Duration took = commands.createYearly(load.jobs, CREATED_WITHIN);
                recorder.figure(Figure.of("million.create", load.jobs * 1_000.0 / took.toMillis(), "1/s"));
            }
            recorder.say("heap " + scheduler.heapAfterCollection() / MIB + " MiB after making them");
            scheduler.close();
            long start = System.nanoTime();
            NodeProcess cold = cluster.restart("scheduler");
            double ready = (System.nanoTime() - start) / 1e9;
            cluster.keepRecordings();
            long heap = cold.heapAfterCollection();
            recorder.figure(Figure.of("million.ready", ready, "s", READY_SECONDS));
            recorder.figure(Figure.of("million.heap", heap / MIB, "MiB", HEAP_MIB));
            recorder.figure(Figure.of("million.resident", cold.residentBytes() / MIB, "MiB"));
            recorder.figure(Figure.of("million.heap-per-job", (heap - idle) / (double) load.jobs, "bytes"));
        }
    }
}
