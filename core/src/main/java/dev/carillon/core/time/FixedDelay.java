package dev.carillon.core.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Fires a {@code delay} after the end of the last run. */
public record FixedDelay(Duration delay) implements Schedule {
    public FixedDelay {
        ScheduleLimits.checkDuration("delay", delay);
    }

    /** Always empty: the next fire hangs on the end of a run, see {@link #nextAfterEnd}. */
    @Override
    public Optional<Instant> nextAfter(Instant exclusive) {
        return Optional.empty();
    }

    /**
     * The fire that follows a run which ended at {@code base}, or the first one if {@code base} is the creation of the
     * job. Parts of a millisecond are rounded up, so the pause is never shorter than the delay.
     */
    public Instant nextAfterEnd(Instant base) {
        Instant whole = base.truncatedTo(ChronoUnit.MILLIS);
        return (whole.equals(base) ? whole : whole.plusMillis(1)).plus(delay);
    }
}
