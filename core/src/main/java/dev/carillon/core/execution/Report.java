package dev.carillon.core.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a worker says about one attempt. */
public sealed interface Report {

    Attempt attempt();

    /** Which attempt, on which worker incarnation. */
    record Attempt(ExecutionId id, int number, String incarnation) {}

    record Started(Attempt attempt, Instant at) implements Report {}

    /**
     * @param startedAt null when it never started
     * @param result for people; at most 1,000 characters
     * @param code exit code or HTTP status, else 0
     */
    record Finished(
            Attempt attempt, Outcome outcome, @Nullable Instant startedAt, Instant endedAt, String result, int code)
            implements Report {}

    /** The worker did not begin it: no slot, past its start-by, a kind it does not run. */
    record Declined(Attempt attempt, String reason, int freeSlots) implements Report {}

    /** The attempt goes on, but has passed its limit. */
    record TimeoutPassed(Attempt attempt, Instant at) implements Report {}

    /** A step of the attempt's plan has begun. Told of steps that last a while only. */
    record StepStarted(Attempt attempt, int index, String key, String name, Instant at) implements Report {}

    /**
     * A step of the attempt's plan has ended.
     *
     * @param revision of the definition that the attempt runs
     */
    record StepEnded(Attempt attempt, long revision, StepResult step) implements Report {}

    /** How an attempt ended. */
    enum Outcome {
        SUCCEEDED,
        FAILED,
        STOPPED,
        TIMED_OUT,
        WITHDRAWN
    }
}
