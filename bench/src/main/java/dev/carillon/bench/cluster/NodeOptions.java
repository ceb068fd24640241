package dev.carillon.bench.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the nodes are started.
 *
 * @param heap of each, such as {@code 1g}
 * @param schedulerSettings given to every scheduler, as {@code name=value}
 * @param recordings where recordings of the JDK's Flight Recorder go; empty: nothing is recorded
 * @param keepLogs where the nodes' output is copied to at the end; empty: it is removed with the rest
 * @param kafka brokers that run already; empty: the embedded one, started for the bench
 */
public record NodeOptions(
        String heap,
        List<String> schedulerSettings,
        Optional<Path> recordings,
        Optional<Path> keepLogs,
        Optional<Kafka> kafka) {

    /**
     * Where brokers are.
     *
     * @param bootstrap host and port
     * @param clientProperties what else clients need, as {@code --kafka-config} of the nodes
     */
    public record Kafka(String bootstrap, Path clientProperties) {}

    public NodeOptions {
        schedulerSettings = List.copyOf(schedulerSettings);
    }

    List<String> jvm() {
        List<String> options = new ArrayList<>(List.of("-Xmx" + heap));
        if (recordings.isPresent()) {
            options.add("-XX:StartFlightRecording:name=bench,settings=profile");
        }
        return options;
    }
}
