package dev.carillon.core.job;

import java.time.Duration;

/**
 * What happens to fires that are later than the threshold when the scheduler gets to them; nearer ones simply fire.
 *
 * @param cap {@link Mode#FIRE_ALL} only: at most so many missed fires run, the newest; the others are recorded as
 *     skipped
 * @param catchUp missed fires older than this are recorded as skipped whatever the mode; zero: however old
 */
public record MisfirePolicy(Mode mode, Duration threshold, int cap, Duration catchUp) {

    public static final Duration DEFAULT_THRESHOLD = Duration.ofSeconds(60);
    public static final int DEFAULT_CAP = 100;
    public static final MisfirePolicy DEFAULT =
            new MisfirePolicy(Mode.FIRE_ONCE, DEFAULT_THRESHOLD, DEFAULT_CAP, Duration.ZERO);

    /** How missed fires are treated. */
    public enum Mode {
        /** The last missed fire runs; those before it are recorded as skipped. */
        FIRE_ONCE,
        FIRE_ALL,
        /** All missed fires are recorded as skipped. */
        SKIP
    }

    public MisfirePolicy {
        Checks.range("misfire.threshold", threshold, Duration.ofSeconds(1), Duration.ofDays(365));
        Checks.range("misfire.cap", cap, 1, 10_000);
        Checks.range("misfire.catchUp", catchUp, Duration.ZERO, Duration.ofDays(3650));
    }

    /** How many of the missed fires run. */
    public int allowed() {
        return switch (mode) {
            case FIRE_ONCE -> 1;
            case FIRE_ALL -> cap;
            case SKIP -> 0;
        };
    }
}
