package dev.carillon.core.job;

import java.time.Duration;

/**
 * @param limit of one attempt, from its start; zero for none
 * @param alert raise an alert when the limit is passed
 * @param kill end the attempt when the limit is passed; it counts as failed
 */
public record TimeoutPolicy(Duration limit, boolean alert, boolean kill) {

    public static final TimeoutPolicy NONE = new TimeoutPolicy(Duration.ZERO, false, false);

    public TimeoutPolicy {
        Checks.range("timeout.limit", limit, Duration.ZERO, Duration.ofDays(365));
        if (limit.isZero() && (alert || kill)) {
            throw new InvalidDefinitionException("timeout.limit", "must be positive when alert or kill is set");
        }
    }

    /** Whether passing the limit has any effect. */
    public boolean active() {
        return !limit.isZero() && (alert || kill);
    }
}
