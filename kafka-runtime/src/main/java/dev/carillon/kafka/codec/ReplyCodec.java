package dev.carillon.kafka.codec;

import dev.carillon.core.scheduling.Reply;
import dev.carillon.proto.v1.CommandReply;
import org.jspecify.annotations.Nullable;

/** Replies to commands, in {@code replies} and inside {@code job-state}. */
public final class ReplyCodec {

    private static final Interner<String> WORDS = new Interner<>();

    private ReplyCodec() {}

    public static byte[] encode(Reply reply) {
        return toProto(reply).toByteArray();
    }

    /**
     * Reads the value of a record.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static Reply decode(byte @Nullable [] bytes) {
        return fromProto(Fields.parse(CommandReply.parser(), "CommandReply", bytes));
    }

    public static CommandReply toProto(Reply reply) {
        return CommandReply.newBuilder()
                .setCommandId(reply.commandId())
                .setGatewayId(reply.replyTo())
                .setJobId(reply.jobId().value())
                .setStatus(WireEnums.STATUS.toWire(reply.status()))
                .setMessage(reply.message())
                .setField(reply.field())
                .setRevision(reply.revision())
                .setExecutionId(Fields.optionalExecutionId(reply.executionId()))
                .build();
    }

    /**
     * Checks a message and makes a value of it.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static Reply fromProto(CommandReply wire) {
        return new Reply(
                Fields.setText("command_id", wire.getCommandId()),
                WORDS.intern(wire.getGatewayId()),
                Fields.jobId("job_id", wire.getJobId()),
                WireEnums.STATUS.fromWire("status", wire.getStatus()),
                WORDS.intern(wire.getMessage()),
                WORDS.intern(wire.getField()),
                Fields.atLeast("revision", 0, wire.getRevision()),
                Fields.optionalExecutionId("execution_id", wire.getExecutionId()));
    }
}
