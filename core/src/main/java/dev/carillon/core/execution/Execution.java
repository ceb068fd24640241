package dev.carillon.core.execution;

import dev.carillon.core.job.JobId;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One live run that a trigger is owed.
 *
 * @param revision of the definition that owes it: the one that was in force at its nominal time
 * @param parameters of the trigger command; null: the definition's
 * @param target which worker the trigger command demanded
 * @param attempt attempts sent so far; the first is 1
 * @param failures failed attempts that count against the retry policy
 * @param deadline when the running attempt passes its limit; null: no limit
 * @param steps of a plan that need not run again
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
        Steps steps,
        ExecutionState state) {

    /** Demanded worker id or label; empty: any. */
    public record Target(String worker, String label) {
        public static final Target ANY = new Target("", "");
    }

    /**
     * Steps of a plan that have succeeded, by index.
     *
     * @param revision of the definition whose plan they belong to: another one may have other steps
     */
    public record Steps(long revision, Set<Integer> done) {
        public static final Steps NONE = new Steps(0, Set.of());

        public Steps {
            done = Set.copyOf(done);
        }

        /** Those that count for the plan of this revision. */
        public Set<Integer> doneOf(long wanted) {
            return revision == wanted ? done : Set.of();
        }

        Steps with(long ofRevision, int index) {
            Set<Integer> more = new TreeSet<>(doneOf(ofRevision));
            more.add(index);
            return new Steps(ofRevision, more);
        }
    }

    public static Execution scheduled(
            ExecutionId id, long revision, Instant nominal, Instant due, Instant now, ExecutionState state) {
        return fresh(id, revision, Cause.SCHEDULE, nominal, due, now, null, Target.ANY, state);
    }

    public static Execution backfill(
            ExecutionId id,
            long revision,
            Instant nominal,
            Instant now,
            @Nullable String parameters,
            ExecutionState state) {
        return fresh(id, revision, Cause.BACKFILL, nominal, now, now, parameters, Target.ANY, state);
    }

    public static Execution manual(
            ExecutionId id,
            long revision,
            Instant now,
            @Nullable String parameters,
            Target target,
            ExecutionState state) {
        return fresh(id, revision, Cause.MANUAL, now, now, now, parameters, target, state);
    }

    private static Execution fresh(
            ExecutionId id,
            long revision,
            Cause cause,
            Instant nominal,
            Instant due,
            Instant now,
            @Nullable String parameters,
            Target target,
            ExecutionState state) {
        return new Execution(
                id,
                revision,
                cause,
                nominal,
                due,
                now,
                parameters,
                target,
                0,
                0,
                false,
                false,
                null,
                null,
                Steps.NONE,
                state);
    }

    public JobId jobId() {
        return id.jobId();
    }

    /** Whether it counts against the limit of its job: it is no backfill's, and has begun or begins when a worker is found. */
    public boolean takesSlot() {
        return cause != Cause.BACKFILL
                && !(state instanceof ExecutionState.Waiting || state instanceof ExecutionState.Queued);
    }

    public boolean isQueued() {
        return state instanceof ExecutionState.Queued;
    }

    /** Whether the worker's attempt {@code number} is the one that counts. */
    public boolean isCurrent(int number, String incarnation) {
        return number == attempt
                && state instanceof ExecutionState.Placed placed
                && placed.incarnation().equals(incarnation);
    }

    public Execution with(ExecutionState next) {
        return new Copy(this).state(next).done();
    }

    public Execution triggered(Instant at, ExecutionState next) {
        Copy copy = new Copy(this);
        copy.triggeredAt = at;
        return copy.state(next).done();
    }

    public Execution sent(String incarnation, Instant at, Instant startBy) {
        Copy copy = new Copy(this);
        copy.attempt = attempt + 1;
        copy.timeoutAlerted = false;
        copy.deadline = null;
        return copy.state(new ExecutionState.Sent(incarnation, at, startBy)).done();
    }

    public Execution running(String incarnation, Instant startedAt, @Nullable Instant until) {
        Copy copy = new Copy(this);
        copy.deadline = until;
        copy.firstStartedAt = firstStartedAt == null ? startedAt : firstStartedAt;
        return copy.state(new ExecutionState.Running(incarnation, startedAt)).done();
    }

    public Execution failed(ExecutionState next) {
        Copy copy = new Copy(this);
        copy.failures = failures + 1;
        copy.deadline = null;
        return copy.state(next).done();
    }

    public Execution withNoWorkerAlerted() {
        Copy copy = new Copy(this);
        copy.noWorkerAlerted = true;
        return copy.done();
    }

    public Execution withTimeoutAlerted() {
        Copy copy = new Copy(this);
        copy.timeoutAlerted = true;
        return copy.done();
    }

    /** @param ofRevision of the definition whose plan was run */
    public Execution withStepDone(long ofRevision, int index) {
        Copy copy = new Copy(this);
        copy.steps = steps.with(ofRevision, index);
        return copy.done();
    }

    /** A copy in the making: each change names only what it changes. */
    private static final class Copy {
        private final Execution from;
        private Instant triggeredAt;
        private int attempt;
        private int failures;
        private boolean noWorkerAlerted;
        private boolean timeoutAlerted;
        private @Nullable Instant deadline;
        private @Nullable Instant firstStartedAt;
        private Steps steps;
        private ExecutionState state;

        Copy(Execution from) {
            this.from = from;
            triggeredAt = from.triggeredAt;
            attempt = from.attempt;
            failures = from.failures;
            noWorkerAlerted = from.noWorkerAlerted;
            timeoutAlerted = from.timeoutAlerted;
            deadline = from.deadline;
            firstStartedAt = from.firstStartedAt;
            steps = from.steps;
            state = from.state;
        }

        Copy state(ExecutionState next) {
            state = next;
            return this;
        }

        Execution done() {
            return new Execution(
                    from.id,
                    from.revision,
                    from.cause,
                    from.nominal,
                    from.due,
                    triggeredAt,
                    from.parameters,
                    from.target,
                    attempt,
                    failures,
                    noWorkerAlerted,
                    timeoutAlerted,
                    deadline,
                    firstStartedAt,
                    steps,
                    state);
        }
    }
}
