package dev.carillon.core.scheduling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Fires of a stretch of the past that are run on demand, once more or for the first time, and how far that is.
 *
 * @param id the command id that asked for it
 * @param from the first instant that counts
 * @param until the first instant that no longer counts
 * @param concurrency executions of it that may be live at once; they do not count against the job's limit
 * @param parameters in place of the definition's; null: the definition's
 * @param by who asked for it: the access key
 * @param emittedThrough the last nominal time that has its execution; null: none yet
 * @param total fires in all, as counted when it was accepted
 * @param emitted those that have their execution
 */
public record Backfill(
        String id,
        Instant from,
        Instant until,
        int concurrency,
        @Nullable String parameters,
        String by,
        @Nullable Instant emittedThrough,
        int total,
        int emitted) {

    /** At most so many fires. */
    public static final int MAX_FIRES = 10_000;

    public static final int MAX_CONCURRENCY = 200;

    /** Backfills of one job that may be unfinished at once. */
    public static final int MAX_PER_JOB = 8;

    Backfill emitted(Instant nominal) {
        return new Backfill(id, from, until, concurrency, parameters, by, nominal, total, emitted + 1);
    }

    /** The instant after which its next fire lies. */
    Instant after() {
        return emittedThrough == null ? from.minusMillis(1) : emittedThrough;
    }
}
