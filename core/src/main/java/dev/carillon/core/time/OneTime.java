package dev.carillon.core.time;

import java.time.Instant;
import java.util.Optional;

/** Fires once. */
public record OneTime(Instant at) implements Schedule {
    public OneTime {
        ScheduleLimits.checkInstant("at", at);
    }

    @Override
    public Optional<Instant> nextAfter(Instant exclusive) {
        return Optional.of(at).filter(fire -> fire.isAfter(exclusive));
    }
}
