package dev.carillon.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.carillon.core.job.TaskKind;
import dev.carillon.core.scheduling.Fleet;
import dev.carillon.proto.v1.Activity;
import dev.carillon.proto.v1.Heartbeat;
import dev.carillon.proto.v1.Progress;
import dev.carillon.proto.v1.Slots;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Records that only Carillon's own nodes write: each field that a reader cannot do without is taken away or spoilt in turn, in
 * many generated records, and the reader must name that very field.
 */
class RecordFieldsTest {

    private static final int SEEDS = 40;

    @ParameterizedTest
    @EnumSource
    void aNumberOrTextThatCannotBeIsRefusedByItsName(Kind kind) {
        for (Message valid : kind.messages()) {
            for (Message spoilt : spoilt(valid)) {
                assertThatExceptionOfType(UnreadableRecordException.class)
                        .describedAs("%s", spoilt)
                        .isThrownBy(() -> kind.read.apply(spoilt))
                        .withMessageContaining("must be");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyMessageIsRefusedUnlessItMeansNothing(Kind kind) {
        Message empty = kind.messages().getFirst().getDefaultInstanceForType();

        assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> kind.read.apply(empty));
    }

    /** One copy per field that must be set or has a range, with that field wrong. */
    private static List<Message> spoilt(Message valid) {
        List<Message> wrong = new ArrayList<>();
        for (FieldDescriptor field : valid.getDescriptorForType().getFields()) {
            boolean otherChoice = field.getContainingOneof() != null && !valid.hasField(field);
            if (field.isRepeated() || otherChoice) {
                continue;
            }
            switch (field.getJavaType()) {
                case LONG -> {
                    if (!field.getName().matches("clock_offset_ms|data_ms|pid")) {
                        wrong.add(with(valid, field, -1L));
                    }
                }
                case INT -> {
                    if (!field.getName().equals("code")) {
                        wrong.add(with(valid, field, -1));
                    }
                }
                case ENUM -> wrong.add(with(valid, field, field.getEnumType().findValueByNumber(0)));
                case STRING -> {
                    if (field.getName().matches("execution_id|id")) {
                        // A backfill is named by a command id, which may be any text.
                        boolean ofBackfill = field.getContainingType().getName().equals("Backfill");
                        wrong.add(with(valid, field, ofBackfill ? "" : "x"));
                    }
                    if (field.getName().matches("incarnation|worker_id|command_id|work_topic")
                            && !valid.getDescriptorForType()
                                    .getFullName()
                                    .matches(".*(Attempt|ExecutionEnded|JobChanged).*")) {
                        wrong.add(with(valid, field, ""));
                    }
                }
                case MESSAGE -> {
                    if (!field.getMessageType().getName().matches("JobDefinition")) {
                        spoilt((Message) valid.getField(field)).forEach(part -> wrong.add(with(valid, field, part)));
                    }
                }
                case BOOLEAN, BYTE_STRING, DOUBLE, FLOAT -> {}
            }
        }
        // The instants of reports decide nothing but in one kind.
        wrong.removeIf(message -> message instanceof dev.carillon.proto.v1.Report report
                && report.getAtMs() < 0
                && !report.hasTimeoutPassed());
        return wrong;
    }

    private static Message with(Message message, FieldDescriptor field, Object value) {
        return message.toBuilder().setField(field, value).build();
    }

    @SuppressWarnings("ImmutableEnumChecker") // its lambdas hold nothing
    enum Kind {
        EXECUTION(
                random -> ExecutionCodec.toProto(random.execution()),
                wire -> ExecutionCodec.fromProto((dev.carillon.proto.v1.Execution) wire)),
        REPLY(
                random -> ReplyCodec.toProto(random.reply()),
                wire -> ReplyCodec.fromProto((dev.carillon.proto.v1.CommandReply) wire)),
        JOB_STATE(
                random -> JobStateCodec.toProto(random.jobState()),
                wire -> JobStateCodec.fromProto((dev.carillon.proto.v1.JobState) wire)),
        REPORT(
                random -> ReportCodec.toProto(random.report()),
                wire -> ReportCodec.fromProto((dev.carillon.proto.v1.Report) wire)),
        WORK(
                random -> WorkCodec.toProto(random.work()),
                wire -> WorkCodec.fromProto((dev.carillon.proto.v1.WorkItem) wire)),
        HISTORY(
                random -> HistoryCodec.toProto(random.history()),
                wire -> HistoryCodec.fromProto((dev.carillon.proto.v1.HistoryEvent) wire)),
        ALERT(
                random -> AlertCodec.toProto(AlertNotice.of(random.alert())),
                wire -> AlertCodec.fromProto((dev.carillon.proto.v1.Alert) wire)),
        HEARTBEAT(random -> HeartbeatCodec.toProto(random.beat()), wire -> HeartbeatCodec.fromProto((Heartbeat) wire));

        private final Function<RecordGenerator, Message> write;
        private final Function<Message, Object> read;

        Kind(Function<RecordGenerator, Message> write, Function<Message, Object> read) {
            this.write = write;
            this.read = read;
        }

        private List<Message> messages() {
            return IntStream.range(0, SEEDS)
                    .mapToObj(seed -> write.apply(new RecordGenerator(seed)))
                    .toList();
        }
    }

    @Test
    void aClockWithOffsetsThatCannotBeIsRefused() {
        var wire = ClockCodec.toProto(new RecordGenerator(1).clock()).toBuilder();

        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> ClockCodec.fromProto(wire.setReportsOffset(-1).build()))
                .withMessageStartingWith("reports_offset: must be at least 0, was -1");
    }

    @Test
    void aBackfillThatCannotBeIsRefused() {
        var wire = JobStateCodec.toProto(new RecordGenerator(1).jobState()).toBuilder()
                .clearBackfills()
                .addBackfills(dev.carillon.proto.v1.Backfill.newBuilder().setId("fill"))
                .build();

        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> JobStateCodec.fromProto(wire))
                .withMessage("backfills.concurrency: must be 1 … 200, was 0");
    }

    @Test
    void aReportOfProgressDecidesNothingAndIsRefused() {
        var wire = ReportCodec.toProto(new RecordGenerator(1).report()).toBuilder()
                .setProgress(Progress.getDefaultInstance())
                .build();

        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> ReportCodec.fromProto(wire))
                .withMessageEndingWith("was PROGRESS");
    }

    @Test
    void aWorkerOfANewerVersionIsReadWithoutTheKindsThatAreNotKnown() {
        Heartbeat wire = HeartbeatCodec.toProto(new RecordGenerator(1).beat()).toBuilder()
                .clearSlots()
                .putSlots("SHELL", Slots.newBuilder().setTotal(4).setBusy(1).build())
                .putSlots("SPARK", Slots.newBuilder().setTotal(4).build())
                .build();

        assertThat(HeartbeatCodec.fromProto(wire).slots())
                .containsOnlyKeys(TaskKind.SHELL)
                .containsEntry(TaskKind.SHELL, new Fleet.Slots(4, 1));
    }

    @Test
    void aHeartbeatThatNamesAnExecutionTwiceIsRefused() {
        Activity activity =
                Activity.newBuilder().setExecutionId("7-s1").setAttempt(1).build();
        Heartbeat wire = HeartbeatCodec.toProto(new RecordGenerator(1).beat()).toBuilder()
                .clearActive()
                .addActive(activity)
                .addActive(activity)
                .build();

        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> HeartbeatCodec.fromProto(wire))
                .withMessage("active.execution_id: must not be repeated, was 7-s1");
    }

    @Test
    void aKeyIsAJobIdInItsOneForm() {
        for (String text : List.of("", "0", "-1", "+1", "01", " 1", "1a", "9007199254740992")) {
            assertThatExceptionOfType(UnreadableRecordException.class)
                    .describedAs(text)
                    .isThrownBy(() -> Keys.jobId(text.getBytes(StandardCharsets.UTF_8)))
                    .withMessageStartingWith("key: must be a job id");
        }
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> Keys.jobId(null))
                .withMessage("key: must be set");
        assertThat(Keys.jobId(Keys.of("9007199254740991")).value()).isEqualTo(9007199254740991L);
    }
}
