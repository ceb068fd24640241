package dev.carillon.core.scheduling;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.time.FixedDelay;
import java.time.Instant;
import java.util.Optional;

/** What becomes of fires that are later than the misfire threshold. */
final class Misfires {

    /** Missed fires looked through in one decision, so that a year's worth does not hold up the shard. */
    private static final int MISSED_PER_DECISION = 100_000;

    private Misfires() {}

    /**
     * Settles the fires from {@code first} that are later than the threshold: the newest run as far as the policy allows,
     * the others are recorded in ranges.
     */
    static void settle(Turn turn, Fires fires, JobDefinition definition, Instant first, Instant threshold) {
        MissedFires missed = new MissedFires(turn, definition);
        int limit = MISSED_PER_DECISION + definition.misfire().allowed();
        Optional<Instant> next = Optional.of(first);
        Instant last = first;
        for (int seen = 0; isMissed(definition, next, threshold) && seen < limit; seen++) {
            last = next.orElseThrow();
            missed.add(last);
            next = definition.nextFire(last);
        }
        Optional<Instant> recorded = missed.recordedThrough();
        if (isMissed(definition, next, threshold) && recorded.isPresent()) {
            missed.say();
            turn.state(turn.state().withSettledThrough(recorded.get()));
        } else {
            missed.settle(nominal -> fires.emit(turn, definition, nominal));
            turn.state(turn.state().withSettledThrough(last));
        }
        if (definition.schedule() instanceof FixedDelay && recorded.isPresent()) {
            // No run will end and move the base, so the skip does.
            turn.state(turn.state().withDelayBase(turn.now()));
        }
    }

    private static boolean isMissed(JobDefinition definition, Optional<Instant> nominal, Instant threshold) {
        return nominal.isPresent() && definition.due(nominal.get()).isBefore(threshold);
    }
}
