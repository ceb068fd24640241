package dev.carillon.core.job;

import java.time.Instant;

/**
 * How much later than its nominal time a fire is due: a hash of job and nominal time, so that it is the same wherever it
 * is computed. With all numbers as 64-bit integers that wrap around:
 *
 * <pre>
 *   z = nominalMs + 0x9E3779B97F4A7C15 * jobId
 *   z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9
 *   z = (z ^ (z >>> 27)) * 0x94D049BB133111EB
 *   z =  z ^ (z >>> 31)
 *   jitterMs = z mod boundMs            z taken as unsigned
 * </pre>
 *
 * The mixing is that of SplitMix64.
 */
final class Jitter {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Jitter() {}

    /**
     * The jitter of one fire.
     *
     * @param boundMs at least 1
     * @return 0 … boundMs - 1
     */
    static long ms(JobId job, Instant nominal, long boundMs) {
        long z = nominal.toEpochMilli() + GOLDEN_GAMMA * job.value();
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return Long.remainderUnsigned(z, boundMs);
    }
}
