package dev.carillon.kafka.codec;

import dev.carillon.core.scheduling.Output;
import dev.carillon.proto.v1.Alert;
import org.jspecify.annotations.Nullable;

/** Alerts: from the shard's {@link Output.AlertOut} to the {@link AlertNotice} that a sink delivers. */
public final class AlertCodec {

    private AlertCodec() {}

    public static byte[] encode(Output.AlertOut alert) {
        return toProto(AlertNotice.of(alert)).toByteArray();
    }

    /**
     * Reads the value of a record.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static AlertNotice decode(byte @Nullable [] bytes) {
        return fromProto(Fields.parse(Alert.parser(), "Alert", bytes));
    }

    public static Alert toProto(AlertNotice notice) {
        return Alert.newBuilder()
                .setJobId(notice.jobId().value())
                .setKind(WireEnums.ALERT.toWire(notice.kind()))
                .setAtMs(Fields.ms(notice.at()))
                .setJobName(notice.jobName())
                .setNamespace(notice.namespace())
                .setGroup(notice.group())
                .setExecutionId(Fields.optionalExecutionId(notice.executionId()))
                .setMessage(notice.message())
                .setFailuresInARow(notice.failuresInARow())
                .addAllContacts(PolicyCodec.contactsToProto(notice.contacts()))
                .addAllChannels(notice.channels())
                .build();
    }

    /**
     * Checks a message and makes a value of it.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static AlertNotice fromProto(Alert wire) {
        return new AlertNotice(
                Fields.jobId("job_id", wire.getJobId()),
                WireEnums.ALERT.fromWire("kind", wire.getKind()),
                Fields.instant("at_ms", wire.getAtMs()),
                wire.getJobName(),
                wire.getNamespace(),
                wire.getGroup(),
                Fields.optionalExecutionId("execution_id", wire.getExecutionId()),
                wire.getMessage(),
                Fields.atLeast("failures_in_a_row", 0, wire.getFailuresInARow()),
                PolicyCodec.contacts(wire.getContactsList()),
                wire.getChannelsList());
    }
}
