package dev.carillon.core.job;

/**
 * What happens to a fire that, when due, finds as many executions as may run.
 *
 * @param cap {@link Mode#QUEUE_ALL} only: at most so many fires wait, further ones are recorded as skipped
 */
public record OverlapPolicy(Mode mode, int cap) {

    public static final int DEFAULT_CAP = 100;
    public static final int MAX_CAP = 1000;
    public static final OverlapPolicy SKIP = new OverlapPolicy(Mode.SKIP, DEFAULT_CAP);

    /** How a fire at the limit is treated. */
    public enum Mode {
        /** It is recorded as skipped. */
        SKIP,
        /** It waits for one of them to end; while one waits, further fires are skipped. */
        QUEUE_ONE,
        QUEUE_ALL,
        /** The oldest of them is stopped, and the fire runs when that has ended; it takes the place of one that waits. */
        REPLACE
    }

    public OverlapPolicy {
        Checks.range("overlap.cap", cap, 1, MAX_CAP);
    }

    /** How many fires may wait at once. */
    public int queueable() {
        return switch (mode) {
            case SKIP -> 0;
            case QUEUE_ONE, REPLACE -> 1;
            case QUEUE_ALL -> cap;
        };
    }
}
