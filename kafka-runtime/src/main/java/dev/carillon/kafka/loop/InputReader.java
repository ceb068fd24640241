package dev.carillon.kafka.loop;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.carillon.core.execution.Report;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.kafka.codec.CommandCodec;
import dev.carillon.kafka.codec.CommandRecord;
import dev.carillon.kafka.codec.ReportCodec;
import dev.carillon.kafka.codec.UnreadableRecordException;
import dev.carillon.proto.v1.CommandReply;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Says what a record of one of the two inputs is to a shard. Anybody's producer may have written it, so nothing is
 * taken for granted: not the bytes, not the key, not the definition inside, not the partition. Pure.
 */
final class InputReader {

    /** What there is to do about a record. */
    sealed interface Input {}

    record CommandInput(Command command) implements Input {}

    record ReportInput(Report report) implements Input {}

    /** Belongs to another partition; not forwarded before. Forwarded in binary form, whatever form it came in. */
    record Misplaced(JobId jobId, dev.carillon.proto.v1.Command forwarded) implements Input {}

    /**
     * For {@code dead-letters}.
     *
     * @param reply tells the gateway that waits, if one does
     */
    record Unreadable(String reason, @Nullable CommandReply reply) implements Input {}

    /** Decides nothing. */
    record Nothing() implements Input {}

    /** In characters. A reason may quote what it refuses. */
    private static final int REASON_MAX = 2_000;

    private final LoopTopics topics;

    InputReader(LoopTopics topics) {
        this.topics = topics;
    }

    Input read(ConsumerRecord<byte[], byte[]> record) {
        return record.topic().equals(topics.names().commands()) ? command(record) : report(record);
    }

    private Input command(ConsumerRecord<byte[], byte[]> record) {
        dev.carillon.proto.v1.Command wire;
        try {
            wire = CommandRecord.parse(record);
        } catch (UnreadableRecordException e) {
            return new Unreadable(reason(e), null);
        }
        try {
            JobId jobId = CommandRecord.jobId(record.key(), wire);
            int home = topics.partitionOf(jobId);
            // What concerns every shard lies on every partition.
            if (home == record.partition() || wire.hasApplyCalendar()) {
                return new CommandInput(CommandCodec.fromProto(wire));
            }
            if (wire.getForwarded()) {
                throw new UnreadableRecordException(
                        "forwarded",
                        "is set by schedulers only and once, but the record lies on partition " + record.partition()
                                + " and job " + jobId + " lives on " + home);
            }
            return new Misplaced(jobId, wire.toBuilder().setForwarded(true).build());
        } catch (UnreadableRecordException e) {
            return new Unreadable(reason(e), refusal(wire, e));
        }
    }

    private Input report(ConsumerRecord<byte[], byte[]> record) {
        try {
            var wire = dev.carillon.proto.v1.Report.parseFrom(record.value() == null ? new byte[0] : record.value());
            if (wire.hasProgress()) {
                return new Nothing();
            }
            Report report = ReportCodec.fromProto(wire);
            JobId jobId = report.attempt().id().jobId();
            int home = topics.partitionOf(jobId);
            return home == record.partition()
                    ? new ReportInput(report)
                    : new Unreadable("a report about job " + jobId + " belongs on partition " + home, null);
        } catch (InvalidProtocolBufferException e) {
            return new Unreadable("not a Report: " + e.getMessage(), null);
        } catch (UnreadableRecordException e) {
            return new Unreadable(reason(e), null);
        }
    }

    /** Nothing of a stranger's record is echoed that could be too long for a record of its own. */
    private static @Nullable CommandReply refusal(
            dev.carillon.proto.v1.Command wire, UnreadableRecordException problem) {
        String replyTo = wire.getReplyTo();
        String commandId = wire.getCommandId();
        return replyTo.isEmpty() || replyTo.length() > CommandCodec.MAX_NAME_LENGTH
                ? null
                : CommandReply.newBuilder()
                        .setCommandId(commandId.length() > Command.Request.MAX_COMMAND_ID_LENGTH ? "" : commandId)
                        .setGatewayId(replyTo)
                        .setJobId(wire.getJobId())
                        .setStatus(CommandReply.Status.INVALID)
                        .setField(problem.field())
                        .setMessage(reason(problem))
                        .build();
    }

    private static String reason(UnreadableRecordException problem) {
        String reason = String.valueOf(problem.getMessage());
        return reason.length() <= REASON_MAX ? reason : reason.substring(0, REASON_MAX) + "…";
    }
}
