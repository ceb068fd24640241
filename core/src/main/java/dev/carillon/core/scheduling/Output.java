package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.execution.StepResult;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a decision wants to be told to others: history, work for workers, replies, alerts, other shards. */
public sealed interface Output {

    /** Answers a command. */
    record ReplyOut(Reply reply) implements Output {}

    /** For every partition of topic {@code commands}, this shard's own included. */
    record Broadcast(Command command, Instant at) implements Output {}

    /** For topic {@code work.<group>}: addressed to one worker incarnation. */
    sealed interface Work extends Output {
        ExecutionId executionId();

        int attempt();

        WorkAddress address();
    }

    /** Where a worker incarnation reads its work. */
    record WorkAddress(String incarnation, String topic, int partition) {}

    /**
     * @param failures failed attempts before this one
     * @param stepsDone steps of the definition's plan, by index, that have succeeded before and are not run again
     */
    record Start(
            ExecutionId executionId,
            int attempt,
            WorkAddress address,
            JobDefinition definition,
            Cause cause,
            Instant nominal,
            Instant due,
            Instant startBy,
            @Nullable String parameters,
            int failures,
            Set<Integer> stepsDone)
            implements Work {}

    /** Do not start it. */
    record Withdraw(ExecutionId executionId, int attempt, WorkAddress address) implements Work {}

    record Kill(ExecutionId executionId, int attempt, WorkAddress address, StopReason reason) implements Work {}

    /** For topic {@code history}. */
    sealed interface History extends Output {
        JobId jobId();

        Instant at();
    }

    /** The trigger of record. */
    record Triggered(
            ExecutionId executionId,
            Instant at,
            long revision,
            Cause cause,
            Instant nominal,
            Instant due,
            Instant data,
            @Nullable String parameters,
            String by)
            implements History {
        @Override
        public JobId jobId() {
            return executionId.jobId();
        }
    }

    /** Fires of the schedule, from first to last, that were not triggered. */
    record SkippedFire(
            JobId jobId,
            Instant at,
            long revision,
            Instant first,
            Instant last,
            long count,
            SkipReason reason,
            String detail)
            implements History {}

    /** Why a fire was not triggered. */
    enum SkipReason {
        OVERLAP,
        MISFIRE,
        /** The job was paused. */
        PAUSED,
        /** A calendar of the job excludes it. */
        CALENDAR
    }

    record AttemptStarted(ExecutionId executionId, Instant at, int attempt, String incarnation, Instant startedAt)
            implements History {
        @Override
        public JobId jobId() {
            return executionId.jobId();
        }
    }

    record AttemptFailed(
            ExecutionId executionId, Instant at, int attempt, String incarnation, String reason, Instant retryAt)
            implements History {
        @Override
        public JobId jobId() {
            return executionId.jobId();
        }
    }

    record ExecutionEnded(
            ExecutionId executionId,
            Instant at,
            FinalState state,
            int attempts,
            String incarnation,
            @Nullable Instant firstStartedAt,
            @Nullable Instant startedAt,
            Instant endedAt,
            String result,
            int code,
            String by)
            implements History {
        @Override
        public JobId jobId() {
            return executionId.jobId();
        }
    }

    /** A step of a plan has begun; told of steps that last a while only. */
    record StepStarted(
            ExecutionId executionId, Instant at, int attempt, int index, String key, String name, Instant startedAt)
            implements History {
        @Override
        public JobId jobId() {
            return executionId.jobId();
        }
    }

    /** A step of a plan has ended. */
    record StepEnded(ExecutionId executionId, Instant at, int attempt, StepResult step) implements History {
        @Override
        public JobId jobId() {
            return executionId.jobId();
        }
    }

    record StopRequested(ExecutionId executionId, Instant at, StopReason reason, String by) implements History {
        @Override
        public JobId jobId() {
            return executionId.jobId();
        }
    }

    /** @param effective fires after this instant belong to the new revision */
    record JobChanged(
            JobId jobId,
            Instant at,
            Change change,
            JobDefinition definition,
            String by,
            String commandId,
            Instant effective)
            implements History {}

    /** How a definition changed. */
    enum Change {
        CREATED,
        REPLACED,
        DELETED,
        ENABLED,
        DISABLED,
        QUARANTINED,
        PAUSED,
        RESUMED
    }

    /**
     * A backfill began or ended.
     *
     * @param by who asked for that; empty when it has finished
     */
    record BackfillChanged(JobId jobId, Instant at, BackfillChange change, Backfill backfill, String by)
            implements History {}

    /** What became of a backfill. */
    enum BackfillChange {
        STARTED,
        /** Every fire of it has its execution, and all of them have ended. */
        FINISHED,
        STOPPED
    }

    /**
     * It counts for fires that are emitted after this.
     *
     * @param jobId the calendar's
     * @param calendar as it is from now on; as it was, when deleted
     */
    record CalendarChanged(
            JobId jobId, Instant at, CalendarChange change, Calendar calendar, String by, String commandId)
            implements History {}

    /** How a calendar changed. */
    enum CalendarChange {
        CREATED,
        REPLACED,
        DELETED
    }

    /** For topic {@code alerts}. */
    record AlertOut(
            JobDefinition definition,
            Instant at,
            AlertKind kind,
            @Nullable ExecutionId executionId,
            String message,
            int failuresInARow)
            implements Output {}

    /** What an alert is about. */
    enum AlertKind {
        FAILURE,
        TIMEOUT,
        NO_WORKER,
        SUCCESS,
        QUARANTINED
    }
}
