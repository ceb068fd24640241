package dev.carillon.bench;

import dev.carillon.bench.cluster.NodeOptions;
import dev.carillon.bench.result.ResultFile;
import dev.carillon.bench.result.RunRecord;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * One bench. Ends with 0 when it could measure, whatever the figures say of the goals; with 1 when something went wrong or
 * the oracle found that fires were lost or doubled.
 */
public abstract class BenchCommand implements Callable<Integer> {

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Under which the figures were taken, by name; so that two runs can be told apart. */
    protected abstract Map<String, String> conditions();

    /** Measures, and records figures only of what was judged to be right. */
    protected abstract void measure(Recorder recorder) throws Exception;

    protected NodeOptions nodes() {
        return options.nodes();
    }

    @Override
    public Integer call() throws Exception {
        Map<String, String> conditions = new TreeMap<>(conditions());
        if (!options.settings.isEmpty()) {
            conditions.put("settings", String.join(" ", options.settings));
        }
        if (options.brokers != null) {
            conditions.put("brokers", options.brokers.bootstrap);
        }
        RunRecord run = RunRecord.begin(spec.name(), Instant.now(), conditions);
        try {
            measure(new Recorder(run, new ResultFile(options.results), System.out, System.err));
        } catch (AssertionError e) {
            // What was waited for in vain: the testkit says it as tests do.
            throw new BenchFailedException(String.valueOf(e.getMessage()), e);
        }
        return 0;
    }
}
