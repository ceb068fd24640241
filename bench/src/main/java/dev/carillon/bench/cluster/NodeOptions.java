package dev.carillon.bench.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the JVMs of the nodes are started.
 *
 * @param heap of each, such as {@code 1g}
 * @param heaps of nodes that differ, by name
 * @param recordings where recordings of the JDK's Flight Recorder go; empty: nothing is recorded
 * @param keepLogs where the nodes' output is copied to at the end; empty: it is removed with the rest
 */
public record NodeOptions(String heap, Map<String, String> heaps, Optional<Path> recordings, Optional<Path> keepLogs) {

    public NodeOptions {
        heaps = Map.copyOf(heaps);
    }

    public NodeOptions withHeap(String node, String size) {
        Map<String, String> all = new HashMap<>(heaps);
        all.put(node, size);
        return new NodeOptions(heap, all, recordings, keepLogs);
    }

    List<String> jvm(String node) {
        List<String> options = new ArrayList<>(List.of("-Xmx" + heaps.getOrDefault(node, heap)));
        if (recordings.isPresent()) {
            options.add("-XX:StartFlightRecording:name=bench,settings=profile");
        }
        return options;
    }
}
