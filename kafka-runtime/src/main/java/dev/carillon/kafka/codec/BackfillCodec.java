package dev.carillon.kafka.codec;

import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Backfill;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Output;
import dev.carillon.proto.v1.BackfillChanged;
import dev.carillon.proto.v1.BackfillJob;
import java.time.Instant;

/** Backfills: as they are asked for, as they stand in {@code job-state} and as history tells of them. */
final class BackfillCodec {

    private BackfillCodec() {}

    static BackfillJob toProto(Command.BackfillJob command) {
        return BackfillJob.newBuilder()
                .setFromMs(Fields.ms(command.from()))
                .setUntilMs(Fields.ms(command.until()))
                .setConcurrency(command.concurrency())
                .setParameters(Fields.optionalTextOf(command.parameters()))
                .build();
    }

    static Command.BackfillJob fromProto(Command.Request request, JobId jobId, BackfillJob wire) {
        return new Command.BackfillJob(
                request,
                jobId,
                Fields.setInstant("backfill.from_ms", wire.getFromMs()),
                Fields.setInstant("backfill.until_ms", wire.getUntilMs()),
                wire.getConcurrency() == 0 ? 1 : concurrency("backfill.concurrency", wire.getConcurrency()),
                Fields.optionalText(CommandCodec.parameters("backfill.parameters", wire.getParameters())));
    }

    static dev.carillon.proto.v1.Backfill toProto(Backfill backfill) {
        return dev.carillon.proto.v1.Backfill.newBuilder()
                .setId(backfill.id())
                .setFromMs(Fields.ms(backfill.from()))
                .setUntilMs(Fields.ms(backfill.until()))
                .setConcurrency(backfill.concurrency())
                .setParameters(Fields.optionalTextOf(backfill.parameters()))
                .setHasParameters(backfill.parameters() != null)
                .setBy(backfill.by())
                .setEmittedThroughMs(Fields.ms(backfill.emittedThrough()))
                .setTotal(backfill.total())
                .setEmitted(backfill.emitted())
                .build();
    }

    static Backfill fromProto(String field, dev.carillon.proto.v1.Backfill wire) {
        return new Backfill(
                Fields.setText(field + ".id", wire.getId()),
                Fields.instant(field + ".from_ms", wire.getFromMs()),
                Fields.instant(field + ".until_ms", wire.getUntilMs()),
                concurrency(field + ".concurrency", wire.getConcurrency()),
                wire.getHasParameters() ? wire.getParameters() : null,
                wire.getBy(),
                Fields.optionalInstant(field + ".emitted_through_ms", wire.getEmittedThroughMs()),
                Fields.atLeast(field + ".total", 0, wire.getTotal()),
                Fields.atLeast(field + ".emitted", 0, wire.getEmitted()));
    }

    static BackfillChanged toProto(Output.BackfillChanged changed) {
        return BackfillChanged.newBuilder()
                .setKind(WireEnums.BACKFILL_CHANGE.toWire(changed.change()))
                .setBackfill(toProto(changed.backfill()))
                .setBy(changed.by())
                .build();
    }

    static Output.BackfillChanged fromProto(JobId jobId, Instant at, BackfillChanged wire) {
        return new Output.BackfillChanged(
                jobId,
                at,
                WireEnums.BACKFILL_CHANGE.fromWire("backfill_changed.kind", wire.getKind()),
                fromProto("backfill_changed.backfill", wire.getBackfill()),
                wire.getBy());
    }

    private static int concurrency(String field, int value) {
        if (value < 1 || value > Backfill.MAX_CONCURRENCY) {
            throw new UnreadableRecordException(field, "must be 1 … " + Backfill.MAX_CONCURRENCY + ", was " + value);
        }
        return value;
    }
}
