package dev.carillon.core.scheduling;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a job fires next: a function of its definition, its state and how far fires are emitted, and of nothing else.
 *
 * <p>There are two axes. A schedule asks for <em>nominal</em> times, and what is settled of a job is told in them. A fire
 * is <em>due</em> at its nominal time plus its jitter, and the shard emits fires in the order in which they are due.
 * Jitter never reaches the next fire, so per job the two orders are one.
 */
final class Timing {

    private Timing() {}

    /** One fire that stands next for a job. */
    record Fire(Instant due, JobId jobId, Instant nominal) implements Comparable<Fire> {

        @Override
        public int compareTo(Fire other) {
            int order = due.compareTo(other.due);
            order = order != 0 ? order : jobId.compareTo(other.jobId);
            return order != 0 ? order : nominal.compareTo(other.nominal);
        }
    }

    /** The first fire that is neither settled nor emitted. */
    static Optional<Fire> nextFire(@Nullable JobDefinition definition, @Nullable JobState state, Cursor cursor) {
        if (definition == null || state == null) {
            return Optional.empty();
        }
        return nextNominal(definition, state, cursor)
                .map(nominal -> new Fire(definition.due(nominal), definition.id(), nominal));
    }

    /** The nominal time of the first fire that is neither settled nor emitted. */
    static Optional<Instant> nextNominal(JobDefinition definition, JobState state, Cursor cursor) {
        if (definition.jitter().isZero()) {
            return nextNominal(definition, state, cursor.emittedThrough(definition.id()));
        }
        if (definition.id().equals(cursor.jobId())) {
            return nextNominal(definition, state, cursor.nominal()); // It is this job's fire that was the last.
        }
        Instant emitted = cursor.emittedThrough(definition.id());
        Instant surely = emitted.minus(definition.jitter()); // A fire of that time was due by now, whatever its jitter.
        if (definition.schedule() instanceof FixedDelay) {
            return nextNominal(definition, state, surely)
                    .filter(fire -> definition.due(fire).isAfter(emitted));
        }
        // Of the fires up to this instant only the last can still be to come: each is due before the next one's time.
        return owesFires(definition, state)
                ? lastFire(definition, later(state.settledThrough(), surely), emitted)
                        .filter(fire -> definition.due(fire).isAfter(emitted))
                        .or(() -> nextNominal(definition, state, emitted))
                : Optional.empty();
    }

    /** The first fire of those not settled whose nominal time is after the instant, whether it was emitted or not. */
    static Optional<Instant> nextNominal(@Nullable JobDefinition definition, JobState state, Instant exclusive) {
        if (definition == null || !owesFires(definition, state)) {
            return Optional.empty();
        }
        Instant after = later(state.settledThrough(), exclusive);
        // One fire per end of a run: once it is emitted there is none until the run has ended and moved the base.
        return definition.schedule() instanceof FixedDelay
                ? afterDelay(definition, state).filter(fire -> fire.isAfter(after))
                : definition.nextFire(after);
    }

    /** The one fire that a fixed delay has; empty for other schedules. */
    static Optional<Instant> afterDelay(JobDefinition definition, JobState state) {
        return definition.schedule() instanceof FixedDelay delay
                ? definition.bounds().clamp(delay.nextAfterEnd(state.delayBase()))
                : Optional.empty();
    }

    private static boolean owesFires(JobDefinition definition, JobState state) {
        return definition.enabled() && definition.pausedAt() == null && state.quarantinedAt() == null;
    }

    /**
     * The last fire of a stretch, in a number of looks that grows with the logarithm of its length only.
     *
     * @param inclusive the end of the stretch
     */
    static Optional<Instant> lastFire(JobDefinition definition, Instant exclusive, Instant inclusive) {
        Instant high = inclusive;
        Duration reach = Duration.ofSeconds(1);
        while (high.isAfter(exclusive)) {
            Instant low = later(exclusive, inclusive.minus(reach));
            Optional<Instant> found = fireUpTo(definition, low, inclusive);
            if (found.isPresent()) {
                return Optional.of(lastFrom(definition, found.get(), high, inclusive));
            }
            high = low;
            reach = reach.multipliedBy(2);
        }
        return Optional.empty();
    }

    /** @param high after it there is no fire up to the end */
    private static Instant lastFrom(JobDefinition definition, Instant first, Instant high, Instant inclusive) {
        Instant last = first;
        Optional<Instant> next = fireUpTo(definition, last, inclusive);
        Instant none = high;
        while (next.isPresent()) {
            last = next.get();
            Instant middle = last.plus(Duration.between(last, none).dividedBy(2));
            Optional<Instant> beyond = fireUpTo(definition, middle, inclusive);
            if (beyond.isPresent()) {
                last = beyond.get();
            } else {
                none = middle;
            }
            next = fireUpTo(definition, last, inclusive);
        }
        return last;
    }

    private static Optional<Instant> fireUpTo(JobDefinition definition, Instant exclusive, Instant inclusive) {
        return definition.nextFire(exclusive).filter(fire -> !fire.isAfter(inclusive));
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
