package dev.carillon.bench;

import dev.carillon.bench.cluster.NodeOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What every bench can be told. */
public final class BenchOptions {

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description = "Where each figure is added as a line of JSON (default: bench/results.jsonl).")
    Path results = Path.of("bench", "results.jsonl");

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            description = "Heap of each node, as bin/carillon gives it (default: 1g).")
    String heap = "1g";

    @Option(
            names = "--profile",
            paramLabel = "DIR",
            description = "Record every node with the JDK's Flight Recorder into this directory.")
    @Nullable
    Path profile;

    @Option(names = "--logs", paramLabel = "DIR", description = "Keep the nodes' output in this directory.")
    @Nullable
    Path logs;

    @Option(
            names = "--set",
            paramLabel = "SETTING=VALUE",
            description = "A setting of every scheduler, such as scheduler.lanes=2; may be repeated.")
    List<String> settings = List.of();

    @ArgGroup(exclusive = false)
    @Nullable
    Brokers brokers;

    /** Brokers that run already. */
    static final class Brokers {
        @Option(
                names = "--kafka",
                required = true,
                paramLabel = "HOST:PORT",
                description = "Brokers to run on, which hold nothing of Carillon yet; without it an embedded one.")
        String bootstrap = "";

        @Option(
                names = "--kafka-config",
                required = true,
                paramLabel = "FILE",
                description = "What else clients of these brokers need.")
        Path clientProperties = Path.of("");
    }

    NodeOptions nodes() {
        return new NodeOptions(
                heap,
                settings,
                Optional.ofNullable(profile),
                Optional.ofNullable(logs),
                Optional.ofNullable(brokers)
                        .map(given -> new NodeOptions.Kafka(given.bootstrap, given.clientProperties)));
    }
}
