package dev.carillon.core.scheduling;

import dev.carillon.core.job.JobId;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The last fire that the shard emitted. Fires are emitted in exactly the order of (due, job id, nominal), so this one
 * value tells of every job how far it has come, and half an instant can be committed.
 *
 * @param due nominal time plus jitter
 * @param jobId null: every job's fires up to and including {@code due} are emitted
 */
public record Cursor(Instant due, @Nullable JobId jobId, Instant nominal) implements Comparable<Cursor> {

    private static final Comparator<Cursor> ORDER = Comparator.comparing(Cursor::due)
            .thenComparingLong(cursor -> cursor.jobId == null ? Long.MAX_VALUE : cursor.jobId.value())
            .thenComparing(Cursor::nominal);

    /** Nothing after this instant is emitted, everything up to it is. */
    public static Cursor at(Instant instant) {
        return new Cursor(instant, null, instant);
    }

    /** Fires of the job that are due up to and including this instant are emitted. Fires have whole milliseconds. */
    Instant emittedThrough(JobId job) {
        boolean emittedAtDue = jobId == null || job.compareTo(jobId) <= 0;
        return emittedAtDue ? due : due.minusMillis(1);
    }

    @Override
    public int compareTo(Cursor other) {
        return ORDER.compare(this, other);
    }
}
