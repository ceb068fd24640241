package dev.carillon.kafka.codec;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Project;
import dev.carillon.core.scheduling.CatchUp;
import dev.carillon.core.scheduling.Command;
import dev.carillon.proto.v1.ApplyCalendar;
import dev.carillon.proto.v1.CreateCalendar;
import dev.carillon.proto.v1.CreateJob;
import dev.carillon.proto.v1.CreateProject;
import dev.carillon.proto.v1.DeleteCalendar;
import dev.carillon.proto.v1.DeleteJob;
import dev.carillon.proto.v1.DeleteProject;
import dev.carillon.proto.v1.DisableJob;
import dev.carillon.proto.v1.EnableJob;
import dev.carillon.proto.v1.PauseJob;
import dev.carillon.proto.v1.ReplaceCalendar;
import dev.carillon.proto.v1.ReplaceJob;
import dev.carillon.proto.v1.ReplaceProject;
import dev.carillon.proto.v1.ResumeJob;
import dev.carillon.proto.v1.StopBackfill;
import dev.carillon.proto.v1.StopExecution;
import dev.carillon.proto.v1.TriggerJob;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Commands. Anybody's producer may have written one, so everything is checked here and the shard can rely on it.
 *
 * <p>A definition inside a command may leave out its id, which is then the command's.
 */
public final class CommandCodec {

    /** Of {@code reply_to}, {@code principal} and the target of a trigger, in characters. */
    public static final int MAX_NAME_LENGTH = 255;

    private CommandCodec() {}

    public static byte[] encode(Command command, Instant issuedAt) {
        return toProto(command, issuedAt).toByteArray();
    }

    /**
     * Reads the value of a record.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static Command decode(byte @Nullable [] bytes) {
        return fromProto(parse(bytes));
    }

    /**
     * Only the message, with its envelope (who waits, whether it was forwarded) and unchecked.
     *
     * @throws UnreadableRecordException when the bytes are no Command
     */
    public static dev.carillon.proto.v1.Command parse(byte @Nullable [] bytes) {
        return Fields.parse(dev.carillon.proto.v1.Command.parser(), "Command", bytes);
    }

    /**
     * The message for a command.
     *
     * @param issuedAt when the sender made it; for logs only
     */
    public static dev.carillon.proto.v1.Command toProto(Command command, Instant issuedAt) {
        Command.Request request = command.request();
        var wire = dev.carillon.proto.v1.Command.newBuilder()
                .setCommandId(request.commandId())
                .setJobId(command.jobId().value())
                .setReplyTo(request.replyTo())
                .setPrincipal(request.principal())
                .setIssuedAtMs(Fields.ms(issuedAt));
        switch (command) {
            case Command.CreateJob create ->
                wire.setCreate(CreateJob.newBuilder().setDefinition(DefinitionCodec.toProto(create.definition())));
            case Command.ReplaceJob replace ->
                wire.setReplace(ReplaceJob.newBuilder()
                        .setDefinition(DefinitionCodec.toProto(replace.definition()))
                        .setExpectedRevision(replace.expectedRevision()));
            case Command.DeleteJob delete ->
                wire.setDelete(DeleteJob.newBuilder().setExpectedRevision(delete.expectedRevision()));
            case Command.EnableJob enable ->
                wire.setEnable(EnableJob.newBuilder().setExpectedRevision(enable.expectedRevision()));
            case Command.DisableJob disable ->
                wire.setDisable(DisableJob.newBuilder().setExpectedRevision(disable.expectedRevision()));
            case Command.TriggerJob trigger ->
                wire.setTrigger(TriggerJob.newBuilder()
                        .setParameters(Fields.optionalTextOf(trigger.parameters()))
                        .setOnlyIfEnabled(trigger.onlyIfEnabled())
                        .setWorker(trigger.target().worker())
                        .setLabel(trigger.target().label()));
            case Command.PauseJob pause ->
                wire.setPause(PauseJob.newBuilder().setExpectedRevision(pause.expectedRevision()));
            case Command.ResumeJob resume ->
                wire.setResume(ResumeJob.newBuilder()
                        .setExpectedRevision(resume.expectedRevision())
                        .setCatchUp(WireEnums.CATCH_UP.toWire(resume.catchUp())));
            case Command.BackfillJob backfill -> wire.setBackfill(BackfillCodec.toProto(backfill));
            case Command.StopBackfill stop ->
                wire.setStopBackfill(StopBackfill.newBuilder().setBackfillId(stop.backfillId()));
            case Command.CreateProject create ->
                wire.setCreateProject(CreateProject.newBuilder().setProject(ProjectCodec.toProto(create.project())));
            case Command.ReplaceProject replace ->
                wire.setReplaceProject(ReplaceProject.newBuilder()
                        .setProject(ProjectCodec.toProto(replace.project()))
                        .setExpectedRevision(replace.expectedRevision()));
            case Command.DeleteProject delete ->
                wire.setDeleteProject(DeleteProject.newBuilder().setExpectedRevision(delete.expectedRevision()));
            case Command.CreateCalendar create ->
                wire.setCreateCalendar(
                        CreateCalendar.newBuilder().setCalendar(CalendarCodec.toProto(create.calendar())));
            case Command.ReplaceCalendar replace ->
                wire.setReplaceCalendar(ReplaceCalendar.newBuilder()
                        .setCalendar(CalendarCodec.toProto(replace.calendar()))
                        .setExpectedRevision(replace.expectedRevision()));
            case Command.DeleteCalendar delete ->
                wire.setDeleteCalendar(DeleteCalendar.newBuilder().setExpectedRevision(delete.expectedRevision()));
            case Command.ApplyCalendar apply ->
                wire.setApplyCalendar(ApplyCalendar.newBuilder()
                        .setCalendar(CalendarCodec.toProto(apply.calendar()))
                        .setDeleted(apply.deleted()));
            case Command.StopExecution stop ->
                wire.setStop(StopExecution.newBuilder()
                        .setExecutionId(stop.executionId().toString()));
        }
        return wire.build();
    }

    /**
     * Checks a message and makes a value of it.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static Command fromProto(dev.carillon.proto.v1.Command wire) {
        Command.Request request = request(wire);
        JobId jobId = Fields.jobId("job_id", wire.getJobId());
        return switch (wire.getActionCase()) {
            case CREATE ->
                new Command.CreateJob(
                        request,
                        definition(
                                "create.definition",
                                wire.getCreate().hasDefinition(),
                                wire.getCreate().getDefinition(),
                                jobId));
            case REPLACE ->
                new Command.ReplaceJob(
                        request,
                        definition(
                                "replace.definition",
                                wire.getReplace().hasDefinition(),
                                wire.getReplace().getDefinition(),
                                jobId),
                        expectedRevision("replace", wire.getReplace().getExpectedRevision()));
            case DELETE ->
                new Command.DeleteJob(
                        request,
                        jobId,
                        expectedRevision("delete", wire.getDelete().getExpectedRevision()));
            case ENABLE ->
                new Command.EnableJob(
                        request,
                        jobId,
                        expectedRevision("enable", wire.getEnable().getExpectedRevision()));
            case DISABLE ->
                new Command.DisableJob(
                        request,
                        jobId,
                        expectedRevision("disable", wire.getDisable().getExpectedRevision()));
            case TRIGGER -> trigger(request, jobId, wire.getTrigger());
            case STOP -> stop(request, jobId, wire.getStop());
            case CREATE_PROJECT ->
                new Command.CreateProject(
                        request,
                        project("create_project", wire.getCreateProject().getProject(), jobId));
            case REPLACE_PROJECT ->
                new Command.ReplaceProject(
                        request,
                        project("replace_project", wire.getReplaceProject().getProject(), jobId),
                        expectedRevision(
                                "replace_project", wire.getReplaceProject().getExpectedRevision()));
            case DELETE_PROJECT ->
                new Command.DeleteProject(
                        request,
                        jobId,
                        expectedRevision(
                                "delete_project", wire.getDeleteProject().getExpectedRevision()));
            case CREATE_CALENDAR ->
                new Command.CreateCalendar(
                        request,
                        CalendarCodec.fromProto(wire.getCreateCalendar().getCalendar(), jobId));
            case REPLACE_CALENDAR ->
                new Command.ReplaceCalendar(
                        request,
                        CalendarCodec.fromProto(wire.getReplaceCalendar().getCalendar(), jobId),
                        expectedRevision(
                                "replace_calendar", wire.getReplaceCalendar().getExpectedRevision()));
            case DELETE_CALENDAR ->
                new Command.DeleteCalendar(
                        request,
                        jobId,
                        expectedRevision(
                                "delete_calendar", wire.getDeleteCalendar().getExpectedRevision()));
            case APPLY_CALENDAR ->
                new Command.ApplyCalendar(
                        request,
                        CalendarCodec.fromProto(wire.getApplyCalendar().getCalendar(), jobId),
                        wire.getApplyCalendar().getDeleted());
            case PAUSE ->
                new Command.PauseJob(
                        request,
                        jobId,
                        expectedRevision("pause", wire.getPause().getExpectedRevision()));
            case RESUME ->
                new Command.ResumeJob(
                        request,
                        jobId,
                        expectedRevision("resume", wire.getResume().getExpectedRevision()),
                        catchUp(wire.getResume()));
            case BACKFILL -> BackfillCodec.fromProto(request, jobId, wire.getBackfill());
            case STOP_BACKFILL ->
                new Command.StopBackfill(
                        request,
                        jobId,
                        Fields.text(
                                "stop_backfill.backfill_id",
                                Fields.setText(
                                        "stop_backfill.backfill_id",
                                        wire.getStopBackfill().getBackfillId()),
                                Command.Request.MAX_COMMAND_ID_LENGTH));
            case ACTION_NOT_SET ->
                throw Fields.unset(
                        "action",
                        "create, replace, delete, enable, disable, trigger, stop, pause, resume, backfill, stop_backfill,"
                                + " create_project, replace_project, delete_project, create_calendar, replace_calendar or"
                                + " delete_calendar");
        };
    }

    private static Command.Request request(dev.carillon.proto.v1.Command wire) {
        String id = wire.getCommandId();
        if (id.isBlank() || id.length() > Command.Request.MAX_COMMAND_ID_LENGTH) {
            throw new UnreadableRecordException(
                    "command_id",
                    "must have 1 … " + Command.Request.MAX_COMMAND_ID_LENGTH + " characters, has " + id.length());
        }
        return new Command.Request(
                id,
                Fields.text("reply_to", wire.getReplyTo(), MAX_NAME_LENGTH),
                Fields.text("principal", wire.getPrincipal(), MAX_NAME_LENGTH));
    }

    private static JobDefinition definition(
            String field, boolean set, dev.carillon.proto.v1.JobDefinition wire, JobId jobId) {
        if (!set) {
            throw Fields.unset(field, "the definition of the job");
        }
        if (wire.getId() != 0 && wire.getId() != jobId.value()) {
            throw new UnreadableRecordException(
                    "id", "must be the command's job_id " + jobId + ", was " + wire.getId());
        }
        return DefinitionCodec.fromProto(wire.toBuilder().setId(jobId.value()).build());
    }

    private static Project project(String action, dev.carillon.proto.v1.Project wire, JobId id) {
        if (wire.getId() != 0 && wire.getId() != id.value()) {
            throw new UnreadableRecordException(
                    action + ".project.id", "must be the command's job_id " + id + ", was " + wire.getId());
        }
        return ProjectCodec.fromProto(wire.toBuilder().setId(id.value()).build());
    }

    private static long expectedRevision(String action, long value) {
        return Fields.atLeast(action + ".expected_revision", 0, value);
    }

    private static Command.TriggerJob trigger(Command.Request request, JobId jobId, TriggerJob wire) {
        String parameters = parameters("trigger.parameters", wire.getParameters());
        Execution.Target target = new Execution.Target(
                Fields.text("trigger.worker", wire.getWorker(), MAX_NAME_LENGTH),
                Fields.text("trigger.label", wire.getLabel(), MAX_NAME_LENGTH));
        return new Command.TriggerJob(request, jobId, Fields.optionalText(parameters), wire.getOnlyIfEnabled(), target);
    }

    static String parameters(String field, String value) {
        return Fields.textBytes(field, value, JobDefinition.MAX_PARAMETERS_BYTES);
    }

    private static CatchUp catchUp(ResumeJob wire) {
        return wire.getCatchUp() == ResumeJob.CatchUp.CATCH_UP_UNSPECIFIED
                ? CatchUp.NONE
                : WireEnums.CATCH_UP.fromWire("resume.catch_up", wire.getCatchUp());
    }

    private static Command.StopExecution stop(Command.Request request, JobId jobId, StopExecution wire) {
        ExecutionId id = Fields.executionIdOf("stop.execution_id", wire.getExecutionId(), "job_id", jobId.value());
        return new Command.StopExecution(request, id);
    }
}
