package dev.carillon.kafka.codec;

import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Cursor;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The clocks of the partitions, as they stand in {@code clocks}. */
public final class ClockCodec {

    private ClockCodec() {}

    public static byte[] encode(Clock clock) {
        return toProto(clock).toByteArray();
    }

    /**
     * Reads the value of a record.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static Clock decode(byte @Nullable [] bytes) {
        return fromProto(Fields.parse(dev.carillon.proto.v1.Clock.parser(), "Clock", bytes));
    }

    public static dev.carillon.proto.v1.Clock toProto(Clock clock) {
        JobId jobId = clock.cursor().jobId();
        return dev.carillon.proto.v1.Clock.newBuilder()
                .setPartition(clock.partition())
                .setDueMs(Fields.ms(clock.cursor().due()))
                .setJobId(jobId == null ? 0 : jobId.value())
                .setNominalMs(Fields.ms(clock.cursor().nominal()))
                .setDecidedAtMs(Fields.ms(clock.decidedAt()))
                .setCommandsOffset(clock.commandsOffset())
                .setReportsOffset(clock.reportsOffset())
                .setNode(clock.node())
                .setNextDueMs(clock.pulse().nextDue().map(Fields::ms).orElse(0L))
                .setLagMs(clock.pulse().lag().toMillis())
                .setClockOffsetMs(clock.pulse().clockOffset().toMillis())
                .build();
    }

    /**
     * Checks a message and makes a value of it.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static Clock fromProto(dev.carillon.proto.v1.Clock wire) {
        Cursor cursor = new Cursor(
                Fields.instant("due_ms", wire.getDueMs()),
                wire.getJobId() == 0 ? null : Fields.jobId("job_id", wire.getJobId()),
                Fields.instant("nominal_ms", wire.getNominalMs()));
        return new Clock(
                Fields.atLeast("partition", 0, wire.getPartition()),
                cursor,
                Fields.instant("decided_at_ms", wire.getDecidedAtMs()),
                Fields.atLeast("commands_offset", 0, wire.getCommandsOffset()),
                Fields.atLeast("reports_offset", 0, wire.getReportsOffset()),
                wire.getNode(),
                new Clock.Pulse(
                        wire.getNextDueMs() == 0
                                ? Optional.empty()
                                : Optional.of(Fields.instant("next_due_ms", wire.getNextDueMs())),
                        Duration.ofMillis(Fields.atLeast("lag_ms", 0, wire.getLagMs())),
                        Duration.ofMillis(wire.getClockOffsetMs())));
    }
}
