package dev.carillon.kafka.codec;

import dev.carillon.core.scheduling.JobState;
import dev.carillon.proto.v1.StoredReply;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What {@code job-state} keeps of a job. */
public final class JobStateCodec {

    private JobStateCodec() {}

    public static byte[] encode(JobState state) {
        return toProto(state).toByteArray();
    }

    /**
     * Reads the value of a record.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static JobState decode(byte @Nullable [] bytes) {
        return fromProto(Fields.parse(dev.carillon.proto.v1.JobState.parser(), "JobState", bytes));
    }

    public static dev.carillon.proto.v1.JobState toProto(JobState state) {
        return dev.carillon.proto.v1.JobState.newBuilder()
                .setJobId(state.jobId().value())
                .setSettledThroughMs(Fields.ms(state.settledThrough()))
                .setDelayBaseMs(Fields.ms(state.delayBase()))
                .setFailuresInARow(state.failuresInARow())
                .setDeletedAtMs(Fields.ms(state.deletedAt()))
                .setRevision(state.revision())
                .addAllReplies(
                        state.replies().stream().map(JobStateCodec::toProto).toList())
                .addAllWithdrawnMs(
                        state.withdrawn().stream().map(Instant::toEpochMilli).toList())
                .setQuarantinedAtMs(Fields.ms(state.quarantinedAt()))
                .addAllBackfills(
                        state.backfills().stream().map(BackfillCodec::toProto).toList())
                .build();
    }

    /**
     * Checks a message and makes a value of it.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static JobState fromProto(dev.carillon.proto.v1.JobState wire) {
        return new JobState(
                Fields.jobId("job_id", wire.getJobId()),
                Fields.instant("settled_through_ms", wire.getSettledThroughMs()),
                Fields.instant("delay_base_ms", wire.getDelayBaseMs()),
                Fields.atLeast("failures_in_a_row", 0, wire.getFailuresInARow()),
                Fields.optionalInstant("deleted_at_ms", wire.getDeletedAtMs()),
                Fields.atLeast("revision", 0, wire.getRevision()),
                Fields.list(wire.getRepliesList(), JobStateCodec::fromProto),
                Fields.list(wire.getWithdrawnMsList(), ms -> Fields.instant("withdrawn_ms", ms)),
                Fields.optionalInstant("quarantined_at_ms", wire.getQuarantinedAtMs()),
                Fields.list(wire.getBackfillsList(), backfill -> BackfillCodec.fromProto("backfills", backfill)));
    }

    private static StoredReply toProto(JobState.StoredReply stored) {
        return StoredReply.newBuilder()
                .setReply(ReplyCodec.toProto(stored.reply()))
                .setAtMs(Fields.ms(stored.at()))
                .build();
    }

    private static JobState.StoredReply fromProto(StoredReply wire) {
        return new JobState.StoredReply(
                ReplyCodec.fromProto(wire.getReply()), Fields.instant("replies.at_ms", wire.getAtMs()));
    }
}
