package dev.carillon.core.scheduling;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.time.FixedDelay;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a job fires next: a function of its definition, its state and how far fires are emitted, and of nothing else. */
final class Timing {

    private Timing() {}

    static Optional<Instant> nextFire(
            @Nullable JobDefinition definition, @Nullable JobState state, Instant emittedThrough) {
        if (definition == null || state == null || !definition.enabled() || state.quarantinedAt() != null) {
            return Optional.empty();
        }
        Instant after = later(state.settledThrough(), emittedThrough);
        if (definition.schedule() instanceof FixedDelay delay) {
            // One fire per end: once it is emitted there is none until the run has ended and moved the base.
            Instant next = delay.nextAfterEnd(state.delayBase());
            return next.isAfter(after) ? Optional.of(next) : Optional.empty();
        }
        return definition.schedule().nextAfter(after);
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
