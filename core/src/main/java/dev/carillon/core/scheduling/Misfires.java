package dev.carillon.core.scheduling;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.MisfirePolicy;
import dev.carillon.core.time.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of fires that are later than the misfire threshold. */
final class Misfires {

    /** Missed fires looked through in one decision, so that a year's worth does not hold up the shard. */
    private static final int MISSED_PER_DECISION = 100_000;

    private Misfires() {}

    /**
     * Settles the fires from {@code first} that are later than the threshold: the newest run as far as the policy allows,
     * the others are recorded as one range.
     */
    static void settle(Turn turn, Fires fires, JobDefinition definition, Instant first, Instant threshold) {
        MisfirePolicy policy = definition.misfire();
        Instant tooOld = policy.catchUp().isZero() ? Instant.MIN : turn.now().minus(policy.catchUp());
        Deque<Instant> newest = new ArrayDeque<>();
        Skips skips = new Skips();
        Optional<Instant> next = Optional.of(first);
        int seen = 0;
        while (isMissed(definition, next, threshold) && seen < MISSED_PER_DECISION + policy.allowed()) {
            Instant nominal = next.orElseThrow();
            newest.addLast(nominal);
            if (newest.size() > policy.allowed() || definition.due(nominal).isBefore(tooOld)) {
                skips.add(newest.removeFirst());
            }
            next = definition.nextFire(nominal);
            seen++;
        }
        skips.say(turn, definition);
        if (isMissed(definition, next, threshold)) {
            turn.state(turn.state().withSettledThrough(skips.last()));
        } else {
            Instant last = newest.isEmpty() ? skips.last() : newest.getLast();
            newest.forEach(nominal -> fires.emit(turn, definition, nominal));
            turn.state(turn.state().withSettledThrough(last));
        }
        if (definition.schedule() instanceof FixedDelay && newest.isEmpty()) {
            // No run will end and move the base, so the skip does.
            turn.state(turn.state().withDelayBase(turn.now()));
        }
    }

    private static boolean isMissed(JobDefinition definition, Optional<Instant> nominal, Instant threshold) {
        return nominal.isPresent() && definition.due(nominal.get()).isBefore(threshold);
    }

    /** Collects skipped fires into one range. */
    private static final class Skips {
        private @Nullable Instant first;
        private Instant last = Instant.EPOCH;
        private long count;

        void add(Instant nominal) {
            first = first == null ? nominal : first;
            last = nominal;
            count++;
        }

        Instant last() {
            return last;
        }

        void say(Turn turn, JobDefinition definition) {
            if (first != null) {
                MisfirePolicy policy = definition.misfire();
                Duration catchUp = policy.catchUp();
                turn.say(new Output.SkippedFire(
                        definition.id(),
                        turn.now(),
                        definition.revision(),
                        first,
                        last,
                        count,
                        Output.SkipReason.MISFIRE,
                        "more than " + policy.threshold().toSeconds() + " s late, policy " + policy.mode()
                                + (catchUp.isZero() ? "" : ", catch-up window " + catchUp.toSeconds() + " s")));
            }
        }
    }
}
