package dev.carillon.kafka.loop;

import dev.carillon.core.scheduling.Decision;
import dev.carillon.core.scheduling.Fleet;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * One step under way: what it wants written so far, and the one moment and the one fleet that all its decisions share.
 * Belongs to the lane's thread.
 */
final class Step {

    private final StepBatch batch = new StepBatch();
    private final Instant now;
    private final Fleet fleet;
    private Supplier<Suspect> last = Suspect.Unknown::new;

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
        last = () -> suspect;
    }

    /** The same for what the shard has decided without being told what about. */
    void about(Decision decision) {
        last = () -> Subject.of(decision).<Suspect>map(Suspect.Job::new).orElseGet(Suspect.Unknown::new);
    }

    Suspect last() {
        return last.get();
    }
}
