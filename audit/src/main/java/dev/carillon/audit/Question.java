package dev.carillon.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What is to be judged. Instants are cut to whole milliseconds, as everything in the history is.
 *
 * @param from the first nominal time that counts
 * @param to the first that no longer counts
 * @param asOf until when the history was read, by the brokers' clock
 * @param grace so much time a fire has from its due instant to its record, and an execution from its end to the record
 *     of it; what is younger is not judged
 * @param lateLimit a fire that is recorded or started later than this after its due instant is counted as late
 * @param unendedLimit an execution without a final state is a broken promise when it is older than this, even if it is
 *     known to be live; empty: live ones may run as long as they like
 * @param namespace only jobs of this one; empty: all
 */
public record Question(
        Instant from,
        Instant to,
        Instant asOf,
        Duration grace,
        Duration lateLimit,
        Optional<Duration> unendedLimit,
        Optional<String> namespace) {

    public Question {
        from = from.truncatedTo(ChronoUnit.MILLIS);
        to = to.truncatedTo(ChronoUnit.MILLIS);
        asOf = asOf.truncatedTo(ChronoUnit.MILLIS);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from: " + from + " must be before to, which is " + to);
        }
    }

    long fromMs() {
        return from.toEpochMilli();
    }

    long toMs() {
        return to.toEpochMilli();
    }

    boolean holds(long nominal) {
        return nominal >= fromMs() && nominal < toMs();
    }

    /** Whether what was to happen by then must be in the log. */
    boolean isDue(long dueMs) {
        return dueMs + grace.toMillis() <= asOf.toEpochMilli();
    }
}
