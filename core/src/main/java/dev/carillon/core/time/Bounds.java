package dev.carillon.core.time;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stretch of time in which a schedule counts: nothing is owed outside of it.
 *
 * @param from the first instant that counts; null for no beginning
 * @param until the first instant that no longer counts; null for no end
 */
public record Bounds(@Nullable Instant from, @Nullable Instant until) {

    public static final Bounds NONE = new Bounds(null, null);

    public Bounds {
        if (from != null) {
            ScheduleLimits.checkInstant("from", from);
        }
        if (until != null) {
            ScheduleLimits.checkInstant("until", until);
        }
        if (from != null && until != null && !from.isBefore(until)) {
            throw new IllegalArgumentException("until: " + until + " must be after from, which is " + from);
        }
    }

    /** The first fire of the schedule that is after the instant and within the bounds. */
    public Optional<Instant> nextAfter(Schedule schedule, Instant exclusive) {
        return schedule.nextAfter(start(exclusive)).filter(this::isBeforeEnd);
    }

    /** The next fires within the bounds in order, at most {@code count}; refuses more than {@link Schedule#PREVIEW_MAX}. */
    public List<Instant> preview(Schedule schedule, Instant exclusive, int count) {
        return schedule.preview(start(exclusive), count).stream()
                .takeWhile(this::isBeforeEnd)
                .toList();
    }

    /** The instant itself, or the beginning if that is later; empty when it lies beyond the end. */
    public Optional<Instant> clamp(Instant fire) {
        return Optional.of(from != null && fire.isBefore(from) ? from : fire).filter(this::isBeforeEnd);
    }

    private Instant start(Instant exclusive) {
        return from == null || !exclusive.isBefore(from) ? exclusive : from.minusMillis(1);
    }

    private boolean isBeforeEnd(Instant fire) {
        return until == null || fire.isBefore(until);
    }
}
