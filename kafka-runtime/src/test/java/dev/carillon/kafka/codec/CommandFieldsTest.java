package dev.carillon.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.CatchUp;
import dev.carillon.core.scheduling.Command;
import dev.carillon.proto.v1.BackfillJob;
import dev.carillon.proto.v1.Calendar;
import dev.carillon.proto.v1.CreateJob;
import dev.carillon.proto.v1.DateRange;
import dev.carillon.proto.v1.DeleteJob;
import dev.carillon.proto.v1.ReplaceJob;
import dev.carillon.proto.v1.ShellTask;
import dev.carillon.proto.v1.StopExecution;
import dev.carillon.proto.v1.TimeWindow;
import dev.carillon.proto.v1.TriggerJob;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands as anybody's producer may write them. */
class CommandFieldsTest {

    @Test
    void theLeastThatATriggerNeedsIsAnIdAndAJob() {
        Command command = CommandCodec.fromProto(valid().build());

        assertThat(command)
                .isEqualTo(new Command.TriggerJob(
                        new Command.Request("c-1", "", ""), new JobId(7), null, false, Execution.Target.ANY));
    }

    @Test
    void whatIsLeftOutOfAResumeAndABackfillHasItsDefault() {
        var resume = valid();
        resume.getResumeBuilder();
        var backfill = valid();
        backfill.getBackfillBuilder().setFromMs(1).setUntilMs(2);
        Command.Request request = new Command.Request("c-1", "", "");

        assertThat(CommandCodec.fromProto(resume.build()))
                .isEqualTo(new Command.ResumeJob(request, new JobId(7), 0, CatchUp.NONE));
        assertThat(CommandCodec.fromProto(backfill.build()))
                .isEqualTo(new Command.BackfillJob(
                        request, new JobId(7), Instant.ofEpochMilli(1), Instant.ofEpochMilli(2), 1, null));
    }

    @Test
    void aDefinitionMayLeaveItsIdToTheCommand() {
        var wire = valid();
        wire.getCreateBuilder().setDefinition(definition());

        assertThat(CommandCodec.fromProto(wire.build()).jobId()).isEqualTo(new JobId(7));
    }

    @Test
    void bytesThatAreNoMessageAreRefused() {
        byte[] text = "{\"command_id\": \"json is not protobuf\"}".getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> CommandCodec.decode(text))
                .withMessageStartingWith("record: must hold a Command, cannot be parsed");
    }

    @Test
    void anEmptyRecordIsRefused() {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> CommandCodec.decode(null))
                .withMessage("record: must hold a Command, is empty");
    }

    @ParameterizedTest
    @EnumSource
    void aWrongFieldIsNamedWithWhatWasExpected(Wrong wrong) {
        var wire = valid();
        wrong.change.accept(wire);

        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> CommandCodec.fromProto(wire.build()))
                .withMessageStartingWith(wrong.field + ":")
                .withMessageContaining(wrong.expected)
                .satisfies(e -> assertThat(e.field()).isEqualTo(wrong.field));
    }

    @SuppressWarnings("ImmutableEnumChecker") // its lambdas hold nothing
    enum Wrong {
        NO_COMMAND_ID("command_id", "1 … 128 characters, has 0", wire -> wire.clearCommandId()),
        LONG_COMMAND_ID("command_id", "has 129", wire -> wire.setCommandId("c".repeat(129))),
        NO_JOB("job_id", "was 0", wire -> wire.clearJobId()),
        NEGATIVE_JOB("job_id", "was -1", wire -> wire.setJobId(-1)),
        REPLY_TO("reply_to", "at most 255", wire -> wire.setReplyTo("g".repeat(256))),
        PRINCIPAL("principal", "at most 255", wire -> wire.setPrincipal("p".repeat(256))),
        NO_ACTION("action", "create, replace, delete", wire -> wire.clearAction()),
        CREATE_NOTHING("create.definition", "must be set", wire -> wire.setCreate(CreateJob.getDefaultInstance())),
        REPLACE_NOTHING("replace.definition", "must be set", wire -> wire.setReplace(ReplaceJob.getDefaultInstance())),
        OTHER_JOB(
                "id",
                "must be the command's job_id 7, was 8",
                wire -> wire.getCreateBuilder().setDefinition(definition().setId(8))),
        INSIDE_THE_DEFINITION(
                "task.shell.script",
                "must not be empty",
                wire -> wire.getReplaceBuilder()
                        .getDefinitionBuilder()
                        .setName("a")
                        .getTaskBuilder()
                        .getShellBuilder()),
        REPLACE_REVISION(
                "replace.expected_revision",
                "at least 0",
                wire -> wire.getReplaceBuilder().setDefinition(definition()).setExpectedRevision(-1)),
        DELETE_REVISION(
                "delete.expected_revision",
                "at least 0",
                wire -> wire.setDelete(DeleteJob.newBuilder().setExpectedRevision(-1))),
        ENABLE_REVISION(
                "enable.expected_revision",
                "at least 0",
                wire -> wire.getEnableBuilder().setExpectedRevision(-1)),
        DISABLE_REVISION(
                "disable.expected_revision",
                "at least 0",
                wire -> wire.getDisableBuilder().setExpectedRevision(-1)),
        PAUSE_REVISION(
                "pause.expected_revision",
                "at least 0",
                wire -> wire.getPauseBuilder().setExpectedRevision(-1)),
        RESUME_REVISION(
                "resume.expected_revision",
                "at least 0",
                wire -> wire.getResumeBuilder().setExpectedRevision(-1)),
        RESUME_CATCH_UP(
                "resume.catch_up",
                "must be one of NONE, LAST, ALL",
                wire -> wire.getResumeBuilder().setCatchUpValue(9)),
        BACKFILL_FROM("backfill.from_ms", "must be set", wire -> backfill(wire).clearFromMs()),
        BACKFILL_UNTIL(
                "backfill.until_ms", "must be set", wire -> backfill(wire).clearUntilMs()),
        BACKFILL_UNTIL_IN_MICROSECONDS(
                "backfill.until_ms",
                "must be epoch milliseconds",
                wire -> backfill(wire).setUntilMs(1_767_268_800_000_000L)),
        BACKFILL_CONCURRENCY(
                "backfill.concurrency",
                "1 … 200, was 201",
                wire -> backfill(wire).setConcurrency(201)),
        BACKFILL_PARAMETERS(
                "backfill.parameters",
                "at most 10000 bytes",
                wire -> backfill(wire).setParameters("p".repeat(10_001))),
        NO_BACKFILL(
                "stop_backfill.backfill_id",
                "must be set",
                wire -> wire.getStopBackfillBuilder().clearBackfillId()),
        LONG_BACKFILL(
                "stop_backfill.backfill_id",
                "at most 128",
                wire -> wire.getStopBackfillBuilder().setBackfillId("b".repeat(129))),
        PARAMETERS(
                "trigger.parameters",
                "at most 10000 bytes",
                wire -> wire.getTriggerBuilder().setParameters("p".repeat(10_001))),
        WORKER("trigger.worker", "at most 255", wire -> wire.getTriggerBuilder().setWorker("w".repeat(256))),
        LABEL("trigger.label", "at most 255", wire -> wire.getTriggerBuilder().setLabel("l".repeat(256))),
        NO_EXECUTION(
                "stop.execution_id",
                "must be an execution id",
                wire -> wire.setStop(StopExecution.getDefaultInstance())),
        EXECUTION_WITHOUT_CAUSE("stop.execution_id", "'7-12'", wire -> stop(wire, "7-12")),
        EXECUTION_WITH_LEADING_ZERO("stop.execution_id", "'07-s12'", wire -> stop(wire, "07-s12")),
        EXECUTION_WITH_SIGN("stop.execution_id", "'7-s+12'", wire -> stop(wire, "7-s+12")),
        EXECUTION_WITH_LONG_COMMAND("stop.execution_id", "must be", wire -> stop(wire, "7-c" + "x".repeat(129))),
        EXECUTION_OF_A_BACKFILL_WITHOUT_TIME("stop.execution_id", "must be", wire -> stop(wire, "7-bfill-")),
        EXECUTION_OF_TOO_LARGE_JOB("stop.execution_id", "9007199254740992", wire -> stop(wire, "9007199254740992-s1")),
        EXECUTION_OF_OTHER_JOB(
                "job_id", "must be the job of stop.execution_id 8-s1, was 7", wire -> stop(wire, "8-s1")),
        CALENDAR_NAME("name", "must not be empty", wire -> calendar(wire, calendar -> calendar.setName(""))),
        CALENDAR_ID(
                "id",
                "must be 1385787574725104, which namespace and name give, was 7",
                wire -> calendar(wire, calendar -> {})),
        CALENDAR_OTHER_ID(
                "id", "must be the command's job_id 7, was 8", wire -> calendar(wire, calendar -> calendar.setId(8))),
        CALENDAR_ZONE("zone", "'Mars' is not known", wire -> calendar(wire, calendar -> calendar.setZone("Mars"))),
        CALENDAR_DATE(
                "dates[1].first",
                "must be a day such as 2026-01-31, was 2026-02-30",
                wire -> calendar(
                        wire,
                        calendar -> calendar.addDates(DateRange.newBuilder().setFirst("2026-02-01"))
                                .addDates(DateRange.newBuilder().setFirst("2026-02-30")))),
        CALENDAR_LAST(
                "dates[0].last",
                "must not be before 2026-02-02",
                wire -> calendar(
                        wire,
                        calendar -> calendar.addDates(
                                DateRange.newBuilder().setFirst("2026-02-02").setLast("2026-02-01")))),
        CALENDAR_YEARLY("yearly[0]", "MM-dd", wire -> calendar(wire, calendar -> calendar.addYearly("02-30"))),
        CALENDAR_WEEKDAY(
                "weekdays[1]",
                "must be 1 Monday … 7 Sunday, was 8",
                wire -> calendar(wire, calendar -> calendar.addWeekdays(7).addWeekdays(8))),
        CALENDAR_WINDOW(
                "windows[0].until",
                "must be a time of the day",
                wire -> calendar(
                        wire,
                        calendar -> calendar.addWindows(TimeWindow.newBuilder().setFrom("22:00")))),
        CALENDAR_INVERTED(
                "inverted", "needs at least one", wire -> calendar(wire, calendar -> calendar.setInverted(true))),
        CALENDAR_REVISION("replace_calendar.expected_revision", "at least 0", wire -> replaceCalendar(wire)),
        DELETED_CALENDAR_REVISION(
                "delete_calendar.expected_revision",
                "at least 0",
                wire -> wire.getDeleteCalendarBuilder().setExpectedRevision(-1));

        private final String field;
        private final String expected;
        private final Consumer<dev.carillon.proto.v1.Command.Builder> change;

        Wrong(String field, String expected, Consumer<dev.carillon.proto.v1.Command.Builder> change) {
            this.field = field;
            this.expected = expected;
            this.change = change;
        }

        private static BackfillJob.Builder backfill(dev.carillon.proto.v1.Command.Builder wire) {
            return wire.getBackfillBuilder().setFromMs(1).setUntilMs(2);
        }

        private static void calendar(dev.carillon.proto.v1.Command.Builder wire, Consumer<Calendar.Builder> change) {
            change.accept(wire.getCreateCalendarBuilder()
                    .getCalendarBuilder()
                    .setNamespace("default")
                    .setName("holidays"));
        }

        private static void replaceCalendar(dev.carillon.proto.v1.Command.Builder wire) {
            long id = dev.carillon.core.job.Calendar.idOf("default", "holidays").value();
            wire.setJobId(id)
                    .getReplaceCalendarBuilder()
                    .setExpectedRevision(-1)
                    .getCalendarBuilder()
                    .setNamespace("default")
                    .setName("holidays");
        }

        private static void stop(dev.carillon.proto.v1.Command.Builder wire, String id) {
            wire.setStop(StopExecution.newBuilder().setExecutionId(id));
        }
    }

    private static dev.carillon.proto.v1.Command.Builder valid() {
        return dev.carillon.proto.v1.Command.newBuilder()
                .setCommandId("c-1")
                .setJobId(7)
                .setTrigger(TriggerJob.getDefaultInstance());
    }

    private static dev.carillon.proto.v1.JobDefinition.Builder definition() {
        var wire = dev.carillon.proto.v1.JobDefinition.newBuilder().setName("hello");
        wire.getTaskBuilder().setShell(ShellTask.newBuilder().setScript("true"));
        return wire;
    }
}
