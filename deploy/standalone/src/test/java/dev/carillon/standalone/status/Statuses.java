package dev.carillon.standalone.status;

import dev.carillon.standalone.status.ClusterStatus.Lane;
import dev.carillon.standalone.status.ClusterStatus.Partition;
import dev.carillon.standalone.status.ClusterStatus.Slots;
import dev.carillon.standalone.status.ClusterStatus.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Clusters to show. */
final class Statuses {

    static final Worker LIVE = new Worker(
            "w1",
            "host-b",
            List.of("billing", "default"),
            Map.of("SHELL", new Slots(2, 8), "HTTP", new Slots(0, 64)),
            3,
            2,
            Duration.ofMillis(700),
            Duration.ofMillis(-4),
            false,
            true);

    private Statuses() {}

    static ClusterStatus of(List<Partition> partitions, List<Worker> workers, String... faults) {
        return new ClusterStatus(
                "kx1",
                3,
                "carillon.",
                List.of(new Lane("host-a-00ff-0", "10.0.0.1", List.of(0, 1))),
                partitions,
                workers,
                List.of(faults));
    }

    static Partition owned(int number, long commandsLag) {
        return new Partition(
                number, Optional.of("host-a-00ff-0"), Optional.of(Duration.ofMillis(1_250)), commandsLag, 0);
    }

    static Partition orphan(int number) {
        return new Partition(number, Optional.empty(), Optional.empty(), 0, 0);
    }

    static Worker lost(Worker worker) {
        return new Worker(
                worker.id(),
                worker.host(),
                worker.groups(),
                worker.slots(),
                worker.held(),
                worker.active(),
                Duration.ofSeconds(95),
                worker.clockOffset(),
                false,
                false);
    }

    static Worker draining(Worker worker) {
        return new Worker(
                worker.id(),
                worker.host(),
                worker.groups(),
                worker.slots(),
                worker.held(),
                worker.active(),
                worker.beatAge(),
                worker.clockOffset(),
                true,
                true);
    }
}
