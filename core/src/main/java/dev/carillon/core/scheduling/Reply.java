package dev.carillon.core.scheduling;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobId;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one command.
 *
 * @param message what is wrong and what was expected; empty when OK
 * @param field the field that is wrong; empty when none is
 * @param revision the job's revision after the command; 0 when there is no job
 * @param executionId the execution that the command started or stopped
 */
public record Reply(
        String commandId,
        String replyTo,
        JobId jobId,
        Status status,
        String message,
        String field,
        long revision,
        @Nullable ExecutionId executionId) {

    /** How the command went. */
    public enum Status {
        OK,
        NOT_FOUND,
        ALREADY_EXISTS,
        /** The revision is another. */
        CONFLICT,
        INVALID,
        DISABLED,
        /** The job has as many live executions as it may have. */
        AT_LIMIT,
        /** The execution has ended already. */
        ENDED
    }

    static Reply ok(Command command, long revision, @Nullable ExecutionId executionId) {
        return of(command, Status.OK, "", revision, executionId);
    }

    static Reply refused(Command command, Status status, String message, long revision) {
        return of(command, status, message, revision, null);
    }

    /** @param what is wrong with the field and what was expected */
    static Reply invalid(Command command, String field, String what, long revision) {
        Command.Request request = command.request();
        return new Reply(
                request.commandId(),
                request.replyTo(),
                command.jobId(),
                Status.INVALID,
                what + "; nothing was changed",
                field,
                revision,
                null);
    }

    private static Reply of(
            Command command, Status status, String message, long revision, @Nullable ExecutionId executionId) {
        Command.Request request = command.request();
        return new Reply(
                request.commandId(), request.replyTo(), command.jobId(), status, message, "", revision, executionId);
    }

    /** The same answer for a repetition of the command, which may come through another gateway. */
    Reply to(String gateway) {
        return new Reply(commandId, gateway, jobId, status, message, field, revision, executionId);
    }
}
