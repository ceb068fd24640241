package dev.carillon.standalone.status;

import dev.carillon.standalone.status.ClusterStatus.Lane;
import dev.carillon.standalone.status.ClusterStatus.Partition;
import dev.carillon.standalone.status.ClusterStatus.SchedulerClock;
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
                List.of(clock(12)),
                partitions,
                workers,
                List.of(faults));
    }

    static Partition owned(int number, long commandsLag) {
        return owned(number, commandsLag, Duration.ZERO, Duration.ofMillis(3));
    }

    static Partition owned(int number, long commandsLag, Duration behind, Duration firedLate) {
        return new Partition(
                number,
                Optional.of("host-a-00ff-0"),
                Optional.of(Duration.ofMillis(1_250)),
                behind,
                Optional.of(firedLate),
                commandsLag,
                0);
    }

    static SchedulerClock clock(long offsetMs) {
        return new SchedulerClock(
                "host-a", Duration.ofMillis(offsetMs), Duration.ofMillis(1), Duration.ofMillis(1_800));
    }

    static ClusterStatus withClock(ClusterStatus status, SchedulerClock clock) {
        return new ClusterStatus(
                status.id(),
                status.brokers(),
                status.prefix(),
                status.lanes(),
                List.of(clock),
                status.partitions(),
                status.workers(),
                status.faults());
    }

    static Partition orphan(int number) {
        return new Partition(number, Optional.empty(), Optional.empty(), Duration.ZERO, Optional.empty(), 0, 0);
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

    static Worker withClockOffset(Worker worker, Duration offset) {
        return new Worker(
                worker.id(),
                worker.host(),
                worker.groups(),
                worker.slots(),
                worker.held(),
                worker.active(),
                worker.beatAge(),
                offset,
                worker.draining(),
                worker.live());
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
