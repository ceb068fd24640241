package dev.carillon.core.time;

import java.time.Instant;
import java.util.Optional;

public sealed interface Schedule permits OnDemand {
    Optional<Instant> nextAfter(Instant exclusive);
}
