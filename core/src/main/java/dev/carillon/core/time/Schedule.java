package dev.carillon.core.time;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a job is due: gives the next nominal fire time after an instant.
 *
 * <pre>
 * CronSchedule  at the local times of a cron expression, in a zone
 * FixedRate     at anchor, anchor + period, anchor + 2 periods …
 * CalendarInterval  every so many days, weeks or months from a start
 * FixedDelay    a delay after the end of the last run; without that end there is no next fire
 * OneTime       once
 * OnDemand      only when somebody triggers it
 * </pre>
 *
 * <p>Schedules are values: immutable, without state or clock, usable from every thread. Every instant they give has whole
 * milliseconds and lies in the years 1970 to 2199 (of the zone, for cron).
 */
public sealed interface Schedule permits CronSchedule, FixedRate, CalendarInterval, FixedDelay, OneTime, OnDemand {
    int PREVIEW_MAX = 1000;

    /** The first fire strictly after the given instant, or empty if none is left or none is known yet. */
    Optional<Instant> nextAfter(Instant exclusive);

    /** The next fires in order, at most {@code count}; refuses more than {@link #PREVIEW_MAX}. */
    default List<Instant> preview(Instant exclusive, int count) {
        if (count < 0 || count > PREVIEW_MAX) {
            throw new IllegalArgumentException("count: " + count + " is out of range, expected 0–" + PREVIEW_MAX);
        }
        List<Instant> fires = new ArrayList<>(count);
        Optional<Instant> next = count == 0 ? Optional.empty() : nextAfter(exclusive);
        while (next.isPresent()) {
            fires.add(next.get());
            next = fires.size() == count ? Optional.empty() : nextAfter(next.get());
        }
        return List.copyOf(fires);
    }

    /**
     * The fires of a stretch of time as one record, to note a range of skipped fires without listing them.
     *
     * <p>{@code atMost} bounds the work, not the answer: a schedule that has to walk from fire to fire stops there and
     * says so by {@link FireCount.Range#truncated()}; count on from {@link FireCount.Range#last()}. A fixed rate has a
     * formula and always counts everything.
     */
    default FireCount countBetween(Instant exclusive, Instant inclusive, long atMost) {
        FireCount.checkLimit(atMost);
        Optional<Instant> next = nextUpTo(exclusive, inclusive);
        if (next.isEmpty()) {
            return new FireCount.None();
        }
        Instant first = next.get();
        Instant last = first;
        long count = 1;
        for (next = nextUpTo(last, inclusive); next.isPresent() && count < atMost; next = nextUpTo(last, inclusive)) {
            last = next.get();
            count++;
        }
        return new FireCount.Range(first, last, count, next.isPresent());
    }

    private Optional<Instant> nextUpTo(Instant exclusive, Instant inclusive) {
        return nextAfter(exclusive).filter(fire -> !fire.isAfter(inclusive));
    }
}
