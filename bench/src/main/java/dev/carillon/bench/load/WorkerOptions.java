package dev.carillon.bench.load;

import java.util.Map;
import picocli.CommandLine.Option;

/** How the one worker of a load is set. */
final class WorkerOptions {

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Java jobs that it runs at once (default: ${DEFAULT-VALUE}).")
    int slots = 64;

    @Option(names = "--hold", paramLabel = "N", description = "Work that it holds at most (default: ${DEFAULT-VALUE}).")
    int hold = 100_000;

    String[] settings() {
        return new String[] {"worker.slots.java=" + slots, "worker.hold-limit=" + hold};
    }

    Map<String, String> conditions() {
        return Map.of("worker.slots.java", Integer.toString(slots), "worker.hold-limit", Integer.toString(hold));
    }
}
