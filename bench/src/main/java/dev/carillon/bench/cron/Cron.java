package dev.carillon.bench.cron;

import dev.carillon.bench.BenchCommand;
import dev.carillon.bench.BenchFailedException;
import dev.carillon.bench.Recorder;
import dev.carillon.bench.result.Figure;
import dev.carillon.bench.result.Goal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Next fire times per second of one thread: Carillon, Quartz, Spring and cron-utils, by JMH in the same run. */
@Command(
        name = "cron",
        description = "Next fire times per second, beside Quartz, Spring and cron-utils.",
        sortOptions = false)
public final class Cron extends BenchCommand {

    private static final Goal REACH = Goal.atLeast(6_000_000);

    @Option(names = "--forks", paramLabel = "N", description = "JVMs for each engine (default: ${DEFAULT-VALUE}).")
    private int forks = 2;

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "In each JVM (default: ${DEFAULT-VALUE}).")
    private int warmUp = 5;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            description = "Measured in each JVM (default: ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Override
    protected Map<String, String> conditions() {
        return Map.of(
                "forks", Integer.toString(forks),
                "warm-up", warmUp + " s",
                "measured", seconds + " s",
                "mix", CronMix.EXPRESSIONS.size() + " expressions in " + CronMix.ZONES.size() + " zones");
    }

    @Override
    protected void measure(Recorder recorder) {
        try {
            Collection<RunResult> results = new Runner(options()).run();
            for (RunResult result : results) {
                String engine = result.getPrimaryResult().getLabel();
                double perSecond = result.getPrimaryResult().getScore();
                recorder.figure(new Figure(
                        "cron." + engine,
                        perSecond,
                        "1/s",
                        engine.equals("carillon") ? Optional.of(REACH) : Optional.empty()));
            }
        } catch (RunnerException e) {
            throw new BenchFailedException("JMH could not run: " + e.getMessage(), e);
        }
    }

    private Options options() {
        return new OptionsBuilder()
                .include(NextFireBenchmark.class.getName())
                .forks(forks)
                .warmupIterations(warmUp)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(seconds)
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
    }
}
