package dev.carillon.bench.load;

import dev.carillon.bench.cluster.FirePlan;
import java.time.Duration;
import java.time.Instant;

/** Plans of loads. Each begins with the first full minute that leaves the time for making its jobs. */
final class Plans {

    private Plans() {}

    /** All jobs fire, one after the other and over again, so that so many fires are due in each second. */
    static FirePlan even(long firstId, LoadOptions load, int perSecond) {
        long periodMs = Math.max(1_000, Math.ceilDiv(load.jobs * 1_000L, perSecond));
        int rounds = Math.toIntExact(Math.ceilDiv(load.total().toMillis(), periodMs));
        Duration period = Duration.ofMillis(periodMs);
        return new FirePlan(firstId, load.jobs, start(load.preparation()), period, period, rounds);
    }

    /** All jobs are due at one instant, and again after each period. */
    static FirePlan pulses(LoadOptions load, Duration period, int pulses) {
        return pulses(load, load.preparation(), period, Duration.ZERO, pulses);
    }

    /**
     * The same with the jobs of one pulse laid evenly over a spread.
     *
     * @param preparation what has to be done before the first
     */
    static FirePlan pulses(LoadOptions load, Duration preparation, Duration period, Duration spread, int pulses) {
        return new FirePlan(1, load.jobs, start(preparation), period, spread, pulses);
    }

    private static Instant start(Duration preparation) {
        return FirePlan.startIn(preparation, Instant.now());
    }
}
