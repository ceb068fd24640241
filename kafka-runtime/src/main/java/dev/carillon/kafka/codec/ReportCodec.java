package dev.carillon.kafka.codec;

import dev.carillon.core.execution.Report;
import dev.carillon.core.execution.StepResult;
import dev.carillon.proto.v1.Declined;
import dev.carillon.proto.v1.Finished;
import dev.carillon.proto.v1.Started;
import dev.carillon.proto.v1.TimeoutPassed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What workers report. {@code Progress} is for people who follow the topic and decides nothing: reading one as a
 * {@link Report} is refused.
 */
public final class ReportCodec {

    private ReportCodec() {}

    public static byte[] encode(Report report) {
        return toProto(report).toByteArray();
    }

    /**
     * Reads the value of a record.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static Report decode(byte @Nullable [] bytes) {
        return fromProto(Fields.parse(dev.carillon.proto.v1.Report.parser(), "Report", bytes));
    }

    public static dev.carillon.proto.v1.Report toProto(Report report) {
        Report.Attempt attempt = report.attempt();
        var wire = dev.carillon.proto.v1.Report.newBuilder()
                .setExecutionId(attempt.id().toString())
                .setJobId(attempt.id().jobId().value())
                .setAttempt(attempt.number())
                .setIncarnation(attempt.incarnation());
        switch (report) {
            case Report.Started(var ignored, Instant at) ->
                wire.setAtMs(Fields.ms(at)).setStarted(Started.newBuilder().setStartedAtMs(Fields.ms(at)));
            case Report.Finished finished ->
                wire.setAtMs(Fields.ms(finished.endedAt())).setFinished(toProto(finished));
            case Report.Declined(var ignored, String reason, int freeSlots) ->
                wire.setDeclined(Declined.newBuilder().setReason(reason).setFreeSlots(freeSlots));
            case Report.TimeoutPassed(var ignored, Instant at) ->
                wire.setAtMs(Fields.ms(at)).setTimeoutPassed(TimeoutPassed.getDefaultInstance());
            case Report.StepStarted(var ignored, int index, String key, String name, Instant at) ->
                wire.setAtMs(Fields.ms(at)).setStepStarted(StepCodec.started(index, key, name, at));
            case Report.StepEnded(var ignored, long revision, StepResult step) ->
                wire.setAtMs(Fields.ms(step.endedAt())).setStepEnded(StepCodec.toProto(step, revision));
        }
        return wire.build();
    }

    /**
     * Checks a message and makes a value of it.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static Report fromProto(dev.carillon.proto.v1.Report wire) {
        Report.Attempt attempt = new Report.Attempt(
                Fields.executionIdOf("execution_id", wire.getExecutionId(), "job_id", wire.getJobId()),
                Fields.atLeast("attempt", 1, wire.getAttempt()),
                Fields.setText("incarnation", wire.getIncarnation()));
        return switch (wire.getKindCase()) {
            case STARTED ->
                new Report.Started(
                        attempt,
                        Fields.setInstant(
                                "started.started_at_ms", wire.getStarted().getStartedAtMs()));
            case FINISHED -> finished(attempt, wire.getFinished());
            case DECLINED ->
                new Report.Declined(
                        attempt,
                        wire.getDeclined().getReason(),
                        Fields.atLeast(
                                "declined.free_slots", 0, wire.getDeclined().getFreeSlots()));
            case TIMEOUT_PASSED -> new Report.TimeoutPassed(attempt, Fields.setInstant("at_ms", wire.getAtMs()));
            case STEP_STARTED ->
                new Report.StepStarted(
                        attempt,
                        StepCodec.index(
                                "step_started.index", wire.getStepStarted().getIndex()),
                        Fields.setText("step_started.key", wire.getStepStarted().getKey()),
                        wire.getStepStarted().getName(),
                        Fields.setInstant(
                                "step_started.started_at_ms",
                                wire.getStepStarted().getStartedAtMs()));
            case STEP_ENDED ->
                new Report.StepEnded(
                        attempt, StepCodec.revision(wire.getStepEnded()), StepCodec.fromProto(wire.getStepEnded()));
            case PROGRESS, KIND_NOT_SET ->
                throw Fields.unset(
                        "kind",
                        "started, finished, declined, timeout_passed, step_started or step_ended, was "
                                + wire.getKindCase());
        };
    }

    private static Finished toProto(Report.Finished finished) {
        return Finished.newBuilder()
                .setOutcome(WireEnums.OUTCOME.toWire(finished.outcome()))
                .setStartedAtMs(Fields.ms(finished.startedAt()))
                .setEndedAtMs(Fields.ms(finished.endedAt()))
                .setResult(finished.result())
                .setCode(finished.code())
                .build();
    }

    private static Report.Finished finished(Report.Attempt attempt, Finished wire) {
        return new Report.Finished(
                attempt,
                WireEnums.OUTCOME.fromWire("finished.outcome", wire.getOutcome()),
                Fields.optionalInstant("finished.started_at_ms", wire.getStartedAtMs()),
                Fields.setInstant("finished.ended_at_ms", wire.getEndedAtMs()),
                Fields.text("finished.result", wire.getResult(), StepCodec.MAX_RESULT_LENGTH),
                wire.getCode());
    }
}
