package dev.carillon.worker;

import java.util.List;

/** Every meter of a worker: its name, its tags, what it means. */
public enum WorkerMetric {
    START_LATENESS("carillon.worker.start.lateness", "From the due instant to the start of an attempt."),
    ATTEMPTS("carillon.worker.attempts", "Reports of attempts that are over, by outcome; resent ones count again.", "outcome"),
    DECLINED("carillon.worker.declined", "Pieces of work that were declined."),
    HELD("carillon.worker.held", "Pieces of work that wait for their due instant or a slot."),
    ACTIVE("carillon.worker.active", "Attempts that run or whose end is not acknowledged, as of the last heartbeat."),
    SLOTS_BUSY("carillon.worker.slots.busy", "Slots in use, as of the last heartbeat.", "kind"),
    HEARTBEATS_FAILED("carillon.worker.heartbeats.failed", "Heartbeats that were not acknowledged in time."),
    LEASES_LOST("carillon.worker.leases.lost", "Incarnations that ended because no heartbeat was acknowledged."),
    CLOCK_OFFSET("carillon.worker.clock.offset.seconds", "The wall clock of this machine minus the broker's."),
    LOG_CHUNKS_LOST("carillon.worker.log.chunks.lost", "Chunks of output that were dropped."),
    UNREADABLE_WORK("carillon.worker.work.unreadable", "Work records that could not be read.");

    private final String meter;
    private final String text;
    private final List<String> tags;

    WorkerMetric(String meter, String text, String... tags) {
        this.meter = meter;
        this.text = text;
        this.tags = List.of(tags);
    }

    public String meter() {
        return meter;
    }

    public String text() {
        return text;
    }

    public List<String> tags() {
        return tags;
    }
}
