package dev.carillon.kafka.loop;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.carillon.core.execution.Report;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.kafka.codec.CommandCodec;
import dev.carillon.kafka.codec.ReportCodec;
import dev.carillon.kafka.codec.UnreadableRecordException;
import dev.carillon.proto.v1.CommandReply;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Says what a record of one of the two inputs is to a shard. Anybody's producer may have written it, so nothing is
 * taken for granted: not the bytes, not the definition inside, not the partition. Pure.
 */
final class InputReader {

    /** What there is to do about a record. */
    sealed interface Input {}

    record CommandInput(Command command) implements Input {}

    record ReportInput(Report report) implements Input {}

    /** Belongs to another partition; not forwarded before. */
    record Misplaced(JobId jobId, dev.carillon.proto.v1.Command forwarded) implements Input {}

    /**
     * For {@code dead-letters}.
     *
     * @param reply tells the gateway that waits, if one does
     */
    record Unreadable(String reason, @Nullable CommandReply reply) implements Input {}

    /** Decides nothing. */
    record Nothing() implements Input {}

    private final LoopTopics topics;

    InputReader(LoopTopics topics) {
        this.topics = topics;
    }

    Input read(ConsumerRecord<byte[], byte[]> record) {
        return record.topic().equals(topics.names().commands()) ? command(record) : report(record);
    }

    private Input command(ConsumerRecord<byte[], byte[]> record) {
        dev.carillon.proto.v1.Command wire;
        JobId jobId;
        try {
            wire = CommandCodec.parse(record.value());
            jobId = new JobId(wire.getJobId());
        } catch (UnreadableRecordException e) {
            return new Unreadable(reason(e), null);
        } catch (IllegalArgumentException e) {
            return new Unreadable("job_id: " + e.getMessage(), null);
        }
        int home = topics.partitionOf(jobId);
        if (home != record.partition()) {
            return wire.getForwarded()
                    ? new Unreadable(
                            "forwarded to partition " + record.partition() + ", but job " + jobId + " lives on " + home,
                            null)
                    : new Misplaced(jobId, wire.toBuilder().setForwarded(true).build());
        }
        try {
            return new CommandInput(CommandCodec.fromProto(wire));
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

    private static @Nullable CommandReply refusal(
            dev.carillon.proto.v1.Command wire, UnreadableRecordException problem) {
        return wire.getReplyTo().isEmpty()
                ? null
                : CommandReply.newBuilder()
                        .setCommandId(wire.getCommandId())
                        .setGatewayId(wire.getReplyTo())
                        .setJobId(wire.getJobId())
                        .setStatus(CommandReply.Status.INVALID)
                        .setField(problem.field())
                        .setMessage(reason(problem))
                        .build();
    }

    private static String reason(UnreadableRecordException problem) {
        return String.valueOf(problem.getMessage());
    }
}
