package dev.carillon.kafka.loop;

import dev.carillon.core.scheduling.Fleet;
import java.time.Instant;

/**
 * One step under way: what it wants written so far, and the one moment and the one fleet that all its decisions share.
 * Belongs to the lane's thread.
 */
final class Step {

    private final StepBatch batch = new StepBatch();
    private final Instant now;
    private final Fleet fleet;
    private Suspect last = new Suspect.Unknown();

    Step(Instant now, Fleet fleet) {
        this.now = now;
        this.fleet = fleet;
    }

    StepBatch batch() {
        return batch;
    }

    Instant now() {
        return now;
    }

    Fleet fleet() {
        return fleet;
    }

    /** What it is doing now: the culprit, if this fails, or if nothing else was done and the write fails. */
    void about(Suspect suspect) {
        last = suspect;
    }

    Suspect last() {
        return last;
    }
}
