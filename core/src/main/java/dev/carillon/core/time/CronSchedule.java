package dev.carillon.core.time;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Fires at the local times of a cron expression.
 *
 * @param dst for the nights when the clocks change
 */
public record CronSchedule(CronExpression expression, ZoneId zone, DstPolicy dst) implements Schedule {
    /** With {@link DstPolicy#DEFAULT}. */
    public CronSchedule(CronExpression expression, ZoneId zone) {
        this(expression, zone, DstPolicy.DEFAULT);
    }

    @Override
    public Optional<Instant> nextAfter(Instant exclusive) {
        return expression.nextAfter(exclusive, zone, dst);
    }
}
