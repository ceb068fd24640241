package dev.carillon.bench.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** How long and how large a load is. The defaults are the conditions under which figures are published. */
final class LoadOptions {

    private static final int CREATED_PER_SECOND_AT_LEAST = 4_000;
    private static final Duration FOR_STARTING = Duration.ofSeconds(10);

    @Option(names = "--jobs", paramLabel = "N", description = "Distinct jobs (default: ${DEFAULT-VALUE}).")
    int jobs = 100_000;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description = "Load before figures are taken (default: ${DEFAULT-VALUE}).")
    int warmUp = 30;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            description = "For how long figures are taken (default: ${DEFAULT-VALUE}).")
    int seconds = 60;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions, as bin/carillon up has them (default: ${DEFAULT-VALUE}).")
    int partitions = 16;

    @Option(
            names = "--prepare",
            paramLabel = "SECONDS",
            description =
                    "What making the jobs may take before the load begins; where it takes longer the bench says so and ends"
                            + " (default: 10, and one for every 4,000 jobs).")
    int prepare;

    Duration total() {
        return Duration.ofSeconds((long) warmUp + seconds);
    }

    Duration preparation() {
        return prepare > 0 ? Duration.ofSeconds(prepare) : FOR_STARTING.plusSeconds(jobs / CREATED_PER_SECOND_AT_LEAST);
    }

    Map<String, String> conditions() {
        Map<String, String> conditions = new TreeMap<>();
        conditions.put("jobs", Integer.toString(jobs));
        conditions.put("warm-up", warmUp + " s");
        conditions.put("measured", seconds + " s");
        conditions.put("partitions", Integer.toString(partitions));
        return conditions;
    }
}
