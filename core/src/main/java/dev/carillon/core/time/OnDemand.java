package dev.carillon.core.time;

import java.time.Instant;
import java.util.Optional;

public record OnDemand() implements Schedule {
    @Override
    public Optional<Instant> nextAfter(Instant exclusive) {
        return Optional.empty();
    }
}
