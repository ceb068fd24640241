package dev.carillon.core.execution;

import dev.carillon.core.job.JobId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One live run that a trigger is owed.
 *
 * @param revision of the definition that was in force when it was triggered
 * @param parameters of the trigger command; null: the definition's
 * @param target which worker the trigger command demanded
 * @param attempt attempts sent so far; the first is 1
 * @param failures failed attempts that count against the retry policy
 * @param deadline when the running attempt passes its limit; null: no limit
 */
public record Execution(
        ExecutionId id,
        long revision,
        Cause cause,
        Instant nominal,
        Instant due,
        Instant triggeredAt,
        @Nullable String parameters,
        Target target,
        int attempt,
        int failures,
        boolean noWorkerAlerted,
        boolean timeoutAlerted,
        @Nullable Instant deadline,
        @Nullable Instant firstStartedAt,
        ExecutionState state) {

    /** Demanded worker id or label; empty: any. */
    public record Target(String worker, String label) {
        public static final Target ANY = new Target("", "");
    }

    public static Execution scheduled(
            ExecutionId id, long revision, Instant nominal, Instant now, ExecutionState state) {
        return new Execution(
                id,
                revision,
                Cause.SCHEDULE,
                nominal,
                nominal,
                now,
                null,
                Target.ANY,
                0,
                0,
                false,
                false,
                null,
                null,
                state);
    }

    public static Execution manual(
            ExecutionId id,
            long revision,
            Instant now,
            @Nullable String parameters,
            Target target,
            ExecutionState state) {
        return new Execution(
                id, revision, Cause.MANUAL, now, now, now, parameters, target, 0, 0, false, false, null, null, state);
    }

    public JobId jobId() {
        return id.jobId();
    }

    /** Whether the worker's attempt {@code number} is the one that counts. */
    public boolean isCurrent(int number, String incarnation) {
        return number == attempt
                && state instanceof ExecutionState.Placed placed
                && placed.incarnation().equals(incarnation);
    }

    public Execution with(ExecutionState next) {
        return new Execution(
                id,
                revision,
                cause,
                nominal,
                due,
                triggeredAt,
                parameters,
                target,
                attempt,
                failures,
                noWorkerAlerted,
                timeoutAlerted,
                deadline,
                firstStartedAt,
                next);
    }

    public Execution triggered(long atRevision, Instant at, ExecutionState next) {
        return new Execution(
                id,
                atRevision,
                cause,
                nominal,
                due,
                at,
                parameters,
                target,
                attempt,
                failures,
                noWorkerAlerted,
                timeoutAlerted,
                deadline,
                firstStartedAt,
                next);
    }

    public Execution sent(String incarnation, Instant at, Instant startBy) {
        return new Execution(
                id,
                revision,
                cause,
                nominal,
                due,
                triggeredAt,
                parameters,
                target,
                attempt + 1,
                failures,
                noWorkerAlerted,
                false,
                null,
                firstStartedAt,
                new ExecutionState.Sent(incarnation, at, startBy));
    }

    public Execution running(String incarnation, Instant startedAt, @Nullable Instant until) {
        return new Execution(
                id,
                revision,
                cause,
                nominal,
                due,
                triggeredAt,
                parameters,
                target,
                attempt,
                failures,
                noWorkerAlerted,
                timeoutAlerted,
                until,
                firstStartedAt == null ? startedAt : firstStartedAt,
                new ExecutionState.Running(incarnation, startedAt));
    }

    public Execution failed(ExecutionState next) {
        return new Execution(
                id,
                revision,
                cause,
                nominal,
                due,
                triggeredAt,
                parameters,
                target,
                attempt,
                failures + 1,
                noWorkerAlerted,
                timeoutAlerted,
                null,
                firstStartedAt,
                next);
    }

    public Execution withNoWorkerAlerted() {
        return new Execution(
                id,
                revision,
                cause,
                nominal,
                due,
                triggeredAt,
                parameters,
                target,
                attempt,
                failures,
                true,
                timeoutAlerted,
                deadline,
                firstStartedAt,
                state);
    }

    public Execution withTimeoutAlerted() {
        return new Execution(
                id,
                revision,
                cause,
                nominal,
                due,
                triggeredAt,
                parameters,
                target,
                attempt,
                failures,
                noWorkerAlerted,
                true,
                deadline,
                firstStartedAt,
                state);
    }
}
