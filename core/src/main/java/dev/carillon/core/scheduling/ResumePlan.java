package dev.carillon.core.scheduling;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.time.FireCount;
import dev.carillon.core.time.FixedDelay;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a resume does about the fires that the pause kept from firing. Calendars are not looked at: a fire that would run
 * is skipped after all when a calendar of the job excludes it.
 *
 * @param fires nominal times that run, in order
 * @param skipped nominal times that are recorded as skipped, all of them before those that run; null when there are none
 */
public record ResumePlan(List<Instant> fires, @Nullable Skipped skipped) {

    /** Fires that are counted in one decision, so that years of seconds do not hold up the shard. */
    private static final long MAX_COUNTED = 5_000_000;

    private static final ResumePlan NOTHING = new ResumePlan(List.of(), null);

    /**
     * Skipped fires.
     *
     * @param count of the fires from first to last
     * @param atLeast there are more than were counted
     */
    public record Skipped(Instant first, Instant last, long count, boolean atLeast) {}

    public ResumePlan {
        fires = List.copyOf(fires);
    }

    /**
     * What a resume of the job at {@code now} does; nothing for a job that is not paused or disabled. Of a fixed delay
     * only the scheduler knows whether a fire waits, so that nothing is told of it here.
     */
    public static ResumePlan of(JobDefinition definition, CatchUp catchUp, Instant now) {
        Instant pausedAt = definition.pausedAt();
        if (pausedAt == null || !definition.enabled()) {
            return NOTHING;
        }
        Deque<Instant> fires = new ArrayDeque<>();
        int allowed = allowed(definition, catchUp);
        Optional<Instant> last = Timing.lastFire(definition, pausedAt, now);
        while (last.isPresent() && fires.size() < allowed) {
            fires.addFirst(last.get());
            last = Timing.lastFire(definition, pausedAt, last.get().minusMillis(1));
        }
        return new ResumePlan(
                List.copyOf(fires),
                last.map(end -> skipped(definition, pausedAt, end)).orElse(null));
    }

    /** As {@link #of}, for the one fire of a fixed delay. */
    static ResumePlan ofDelay(JobDefinition definition, JobState state, CatchUp catchUp, Instant now) {
        Instant pausedAt = definition.pausedAt();
        Optional<Instant> fire = Timing.afterDelay(definition, state)
                .filter(one -> pausedAt != null && one.isAfter(pausedAt) && !one.isAfter(now))
                .filter(one -> definition.enabled() && definition.schedule() instanceof FixedDelay);
        return catchUp == CatchUp.NONE
                ? new ResumePlan(
                        List.of(),
                        fire.map(one -> new Skipped(one, one, 1, false)).orElse(null))
                : new ResumePlan(fire.stream().toList(), null);
    }

    private static int allowed(JobDefinition definition, CatchUp catchUp) {
        return switch (catchUp) {
            case NONE -> 0;
            case LAST -> 1;
            case ALL -> definition.misfire().cap();
        };
    }

    private static @Nullable Skipped skipped(JobDefinition definition, Instant exclusive, Instant last) {
        Instant from = definition.bounds().from();
        Instant start = from == null || !exclusive.isBefore(from) ? exclusive : from.minusMillis(1);
        return switch (definition.schedule().countBetween(start, last, MAX_COUNTED)) {
            case FireCount.None ignored -> null;
            case FireCount.Range range -> new Skipped(range.first(), last, range.count(), range.truncated());
        };
    }
}
