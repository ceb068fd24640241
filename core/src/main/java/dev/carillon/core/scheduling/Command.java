package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Project;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is asked about one job, project or calendar. */
public sealed interface Command {

    Request request();

    /** What it is about: a job, a project or a calendar, whose ids are of one kind. */
    JobId jobId();

    /**
     * Who asks and how to answer.
     *
     * @param commandId chosen by the sender; a repeated id gets the stored reply and changes nothing
     * @param replyTo the gateway that waits; empty when nobody does
     * @param principal the access key
     */
    record Request(String commandId, String replyTo, String principal) {

        public static final int MAX_COMMAND_ID_LENGTH = 128;

        public Request {
            if (commandId.isBlank() || commandId.length() > MAX_COMMAND_ID_LENGTH) {
                throw new IllegalArgumentException("command_id: must have 1 … " + MAX_COMMAND_ID_LENGTH
                        + " characters, has " + commandId.length());
            }
        }
    }

    /** What may change which fires a job has. */
    sealed interface Change extends Command {}

    /** Refused when the job id is taken. */
    record CreateJob(Request request, JobDefinition definition) implements Change {
        @Override
        public JobId jobId() {
            return definition.id();
        }
    }

    /**
     * Creates the job or replaces its definition.
     *
     * @param expectedRevision refused when the job has another; 0: whatever it is, also absent
     */
    record ReplaceJob(Request request, JobDefinition definition, long expectedRevision) implements Change {
        @Override
        public JobId jobId() {
            return definition.id();
        }
    }

    record DeleteJob(Request request, JobId jobId, long expectedRevision) implements Change {}

    record EnableJob(Request request, JobId jobId, long expectedRevision) implements Change {}

    record DisableJob(Request request, JobId jobId, long expectedRevision) implements Change {}

    /**
     * Runs the job once, now.
     *
     * @param parameters in place of the definition's; null: the definition's
     */
    record TriggerJob(
            Request request, JobId jobId, @Nullable String parameters, boolean onlyIfEnabled, Execution.Target target)
            implements Command {}

    /** From now on the job fires no more until it is resumed. */
    record PauseJob(Request request, JobId jobId, long expectedRevision) implements Change {}

    record ResumeJob(Request request, JobId jobId, long expectedRevision, CatchUp catchUp) implements Change {}

    /**
     * Runs the fires that the job's schedule has in a stretch of the past. The command id names the backfill.
     *
     * @param from the first instant that counts
     * @param until the first instant that no longer counts; not after now
     * @param concurrency executions of it that may be live at once; 1 … {@link Backfill#MAX_CONCURRENCY}
     * @param parameters in place of the definition's; null: the definition's
     */
    record BackfillJob(
            Request request,
            JobId jobId,
            Instant from,
            Instant until,
            int concurrency,
            @Nullable String parameters) implements Command {
        public BackfillJob {
            if (concurrency < 1 || concurrency > Backfill.MAX_CONCURRENCY) {
                throw new IllegalArgumentException(
                        "concurrency: must be 1 … " + Backfill.MAX_CONCURRENCY + ", was " + concurrency);
            }
        }
    }

    /**
     * No further fire of it runs; those that run go on.
     *
     * @param backfillId the command id of the backfill
     */
    record StopBackfill(Request request, JobId jobId, String backfillId) implements Command {}

    /** Refused when the id is taken. */
    record CreateProject(Request request, Project project) implements Command {
        @Override
        public JobId jobId() {
            return project.id();
        }
    }

    /**
     * Replaces what the project says; its namespace never changes.
     *
     * @param expectedRevision refused when the project has another; 0: whatever it is
     */
    record ReplaceProject(Request request, Project project, long expectedRevision) implements Command {
        @Override
        public JobId jobId() {
            return project.id();
        }
    }

    /** @param jobId the project's */
    record DeleteProject(Request request, JobId jobId, long expectedRevision) implements Command {}

    /** Refused when the name is taken. */
    record CreateCalendar(Request request, Calendar calendar) implements Command {
        @Override
        public JobId jobId() {
            return calendar.id();
        }
    }

    /**
     * Replaces what the calendar excludes; its namespace and name never change.
     *
     * @param expectedRevision refused when the calendar has another; 0: whatever it is
     */
    record ReplaceCalendar(Request request, Calendar calendar, long expectedRevision) implements Command {
        @Override
        public JobId jobId() {
            return calendar.id();
        }
    }

    /**
     * Jobs that name it keep its last revision; no other job can name it any more.
     *
     * @param jobId the calendar's
     */
    record DeleteCalendar(Request request, JobId jobId, long expectedRevision) implements Command {}

    /**
     * From the shard that decides about the calendar to every shard: what counts from here on in its log. Nobody else
     * sends it, and nobody waits for a reply.
     *
     * @param deleted it was deleted with this revision
     */
    record ApplyCalendar(Request request, Calendar calendar, boolean deleted) implements Command {
        @Override
        public JobId jobId() {
            return calendar.id();
        }
    }

    record StopExecution(Request request, ExecutionId executionId) implements Command {
        @Override
        public JobId jobId() {
            return executionId.jobId();
        }
    }
}
