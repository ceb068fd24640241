package dev.carillon.gateway.service;

import java.time.Instant;
import java.util.Optional;

/**
 * A backfill as the history tells it.
 *
 * @param from the first nominal time that counts
 * @param until the first that no longer counts
 * @param concurrency runs of it that may be live at once
 * @param parameters in place of the definition's; empty: the definition's
 * @param by who asked for it
 * @param stoppedBy who stopped it; empty when it was not stopped, or stopped because its job changed
 * @param total fires in all
 * @param triggered those that have a run
 * @param succeeded runs that have
 * @param failed runs that ended otherwise
 */
public record BackfillView(
        String id,
        Instant from,
        Instant until,
        int concurrency,
        Optional<String> parameters,
        String by,
        State state,
        Instant startedAt,
        Optional<Instant> endedAt,
        String stoppedBy,
        int total,
        int triggered,
        int succeeded,
        int failed) {

    /** Where it stands. */
    public enum State {
        RUNNING,
        /** All of its runs have ended. */
        FINISHED,
        /** No further fire of it runs; what ran then went on. */
        STOPPED
    }

    public boolean hasEnded() {
        return state != State.RUNNING;
    }
}
