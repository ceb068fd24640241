package dev.carillon.core.time;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** Fires at the local times of a cron expression; for the nights when the clocks change see {@link DstPolicy}. */
public record CronSchedule(CronExpression expression, ZoneId zone) implements Schedule {
    @Override
    public Optional<Instant> nextAfter(Instant exclusive) {
        return expression.nextAfter(exclusive, zone);
    }
}
