package dev.carillon.bench.load;

import dev.carillon.bench.cluster.FirePlan;
import java.time.Duration;
import java.time.Instant;

/** Plans of an even rate. */
final class Rates {

    private Rates() {}

    /** All jobs fire, one after the other and over again, so that so many fires are due in each second. */
    static FirePlan plan(long firstId, LoadOptions load, int perSecond) {
        long periodMs = Math.max(1_000, Math.ceilDiv(load.jobs * 1_000L, perSecond));
        int rounds = Math.toIntExact(Math.ceilDiv(load.total().toMillis(), periodMs));
        Duration period = Duration.ofMillis(periodMs);
        return new FirePlan(
                firstId, load.jobs, FirePlan.startIn(load.preparation(), Instant.now()), period, period, rounds);
    }
}
