package dev.carillon.core.scheduling;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.Schedule;
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
            return definition.bounds().clamp(next).filter(fire -> fire.isAfter(after));
        }
        return definition.nextFire(after);
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Fills in the instant from which a schedule counts, where the definition leaves it to the scheduler. */
    static JobDefinition anchored(JobDefinition definition, @Nullable JobDefinition old, Instant now) {
        Schedule before = old == null ? null : old.schedule();
        return switch (definition.schedule()) {
            case FixedRate rate
            when rate.anchor().equals(Instant.EPOCH) -> {
                // A replacement with the same period goes on in the same rhythm.
                Instant anchor =
                        before instanceof FixedRate was && was.period().equals(rate.period()) ? was.anchor() : now;
                yield with(definition, new FixedRate(rate.period(), anchor));
            }
            case CalendarInterval interval
            when interval.start().equals(Instant.EPOCH) -> {
                Instant start = before instanceof CalendarInterval was
                                && was.unit() == interval.unit()
                                && was.every() == interval.every()
                                && was.zone().equals(interval.zone())
                        ? was.start()
                        : now;
                yield with(definition, interval.from(start));
            }
            default -> definition;
        };
    }

    private static JobDefinition with(JobDefinition definition, Schedule schedule) {
        return definition.toBuilder().schedule(schedule).build();
    }
}
