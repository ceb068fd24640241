package dev.carillon.core.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Fires at {@code anchor} and then every {@code period}, never before the anchor. Each fire is computed from the anchor,
 * so there is no drift and a long pause costs nothing.
 */
public record FixedRate(Duration period, Instant anchor) implements Schedule {
    public FixedRate {
        ScheduleLimits.checkDuration("period", period);
        ScheduleLimits.checkInstant("anchor", anchor);
    }

    @Override
    public Optional<Instant> nextAfter(Instant exclusive) {
        if (exclusive.isBefore(anchor)) {
            return Optional.of(anchor);
        }
        if (!exclusive.isBefore(ScheduleLimits.END)) {
            return Optional.empty();
        }
        long elapsed = exclusive.toEpochMilli() - anchor.toEpochMilli();
        Instant next = anchor.plusMillis((elapsed / period.toMillis() + 1) * period.toMillis());
        return Optional.of(next).filter(fire -> fire.isBefore(ScheduleLimits.END));
    }

    @Override
    public FireCount countBetween(Instant exclusive, Instant inclusive, long atMost) {
        FireCount.checkLimit(atMost);
        Optional<Instant> first = nextAfter(exclusive).filter(fire -> !fire.isAfter(inclusive));
        if (first.isEmpty()) {
            return new FireCount.None();
        }
        Instant end = inclusive.isBefore(ScheduleLimits.END) ? inclusive : ScheduleLimits.END.minusMillis(1);
        long more = (end.toEpochMilli() - first.get().toEpochMilli()) / period.toMillis();
        Instant last = first.get().plusMillis(more * period.toMillis());
        return new FireCount.Range(first.get(), last, more + 1, false);
    }
}
