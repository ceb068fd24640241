package dev.carillon.bench.jmh;

import dev.carillon.bench.BenchFailedException;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Option;

/** How long JMH measures. */
public final class JmhOptions {

    @Option(names = "--forks", paramLabel = "N", description = "JVMs for each benchmark (default: ${DEFAULT-VALUE}).")
    private int forks = 2;

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "In each JVM (default: ${DEFAULT-VALUE}).")
    private int warmUp = 5;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            description = "Measured in each JVM (default: ${DEFAULT-VALUE}).")
    private int seconds = 10;

    public Map<String, String> conditions() {
        Map<String, String> conditions = new TreeMap<>();
        conditions.put("forks", Integer.toString(forks));
        conditions.put("warm-up", warmUp + " s");
        conditions.put("measured", seconds + " s");
        return conditions;
    }

    /**
     * Runs every benchmark of a class and returns the scores by method.
     *
     * @throws BenchFailedException when one of them throws
     */
    public Map<String, Double> run(Class<?> benchmarks) {
        Options options = new OptionsBuilder()
                .include(benchmarks.getName())
                .forks(forks)
                .warmupIterations(warmUp)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(seconds)
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        try {
            Map<String, Double> scores = new TreeMap<>();
            for (RunResult result : new Runner(options).run()) {
                scores.put(
                        result.getPrimaryResult().getLabel(),
                        result.getPrimaryResult().getScore());
            }
            return scores;
        } catch (RunnerException e) {
            throw new BenchFailedException("JMH could not run: " + e.getMessage(), e);
        }
    }
}
