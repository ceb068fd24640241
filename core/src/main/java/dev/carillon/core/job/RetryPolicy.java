package dev.carillon.core.job;

import java.time.Duration;

/**
 * @param retries further attempts after a failed one
 * @param interval between the end of an attempt and the next
 */
public record RetryPolicy(int retries, Duration interval) {

    public static final RetryPolicy NONE = new RetryPolicy(0, Duration.ofSeconds(30));

    public RetryPolicy {
        Checks.range("retry.retries", retries, 0, 1000);
        Checks.range("retry.interval", interval, Duration.ZERO, Duration.ofDays(30));
    }

    /** Attempts in all. */
    public int maxAttempts() {
        return retries + 1;
    }
}
