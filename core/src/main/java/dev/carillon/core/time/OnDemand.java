package dev.carillon.core.time;

import java.time.Instant;
import java.util.Optional;

/** Has no times of its own; fires when somebody triggers it. */
public record OnDemand() implements Schedule {
    @Override
    public Optional<Instant> nextAfter(Instant exclusive) {
        return Optional.empty();
    }
}
