package dev.carillon.kafka.codec;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Output;
import dev.carillon.proto.v1.AttemptFailed;
import dev.carillon.proto.v1.AttemptStarted;
import dev.carillon.proto.v1.CalendarChanged;
import dev.carillon.proto.v1.ExecutionEnded;
import dev.carillon.proto.v1.HistoryEvent;
import dev.carillon.proto.v1.JobChanged;
import dev.carillon.proto.v1.SkippedFire;
import dev.carillon.proto.v1.StepOfPlan;
import dev.carillon.proto.v1.StopRequested;
import dev.carillon.proto.v1.Triggered;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What has happened, as it stands in {@code history}. */
public final class HistoryCodec {

    private HistoryCodec() {}

    public static byte[] encode(Output.History history) {
        return toProto(history).toByteArray();
    }

    /**
     * Reads the value of a record.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static Output.History decode(byte @Nullable [] bytes) {
        return fromProto(Fields.parse(HistoryEvent.parser(), "HistoryEvent", bytes));
    }

    public static HistoryEvent toProto(Output.History history) {
        HistoryEvent.Builder wire =
                HistoryEvent.newBuilder().setJobId(history.jobId().value()).setAtMs(Fields.ms(history.at()));
        switch (history) {
            case Output.Triggered triggered -> wire.setTriggered(toProto(triggered));
            case Output.SkippedFire skipped -> wire.setSkipped(toProto(skipped));
            case Output.AttemptStarted started ->
                wire.setAttemptStarted(AttemptStarted.newBuilder()
                        .setExecutionId(started.executionId().toString())
                        .setAttempt(started.attempt())
                        .setIncarnation(started.incarnation())
                        .setStartedAtMs(Fields.ms(started.startedAt())));
            case Output.AttemptFailed failed ->
                wire.setAttemptFailed(AttemptFailed.newBuilder()
                        .setExecutionId(failed.executionId().toString())
                        .setAttempt(failed.attempt())
                        .setIncarnation(failed.incarnation())
                        .setReason(failed.reason())
                        .setRetryAtMs(Fields.ms(failed.retryAt())));
            case Output.ExecutionEnded ended -> wire.setEnded(toProto(ended));
            case Output.StopRequested stop ->
                wire.setStopRequested(StopRequested.newBuilder()
                        .setExecutionId(stop.executionId().toString())
                        .setReason(WireEnums.STOP_REASON.toWire(stop.reason()))
                        .setBy(stop.by()));
            case Output.StepStarted step ->
                wire.setStep(step(step.executionId(), step.attempt())
                        .setStarted(StepCodec.started(step.index(), step.key(), step.name(), step.startedAt())));
            case Output.StepEnded step ->
                wire.setStep(step(step.executionId(), step.attempt()).setEnded(StepCodec.toProto(step.step(), 0)));
            case Output.JobChanged changed -> wire.setJobChanged(toProto(changed));
            case Output.CalendarChanged changed -> wire.setCalendarChanged(toProto(changed));
            case Output.BackfillChanged changed -> wire.setBackfillChanged(BackfillCodec.toProto(changed));
        }
        return wire.build();
    }

    /**
     * Checks a message and makes a value of it.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static Output.History fromProto(HistoryEvent wire) {
        JobId jobId = Fields.jobId("job_id", wire.getJobId());
        Instant at = Fields.instant("at_ms", wire.getAtMs());
        return switch (wire.getKindCase()) {
            case TRIGGERED -> triggered(jobId, at, wire.getTriggered());
            case SKIPPED -> skipped(jobId, at, wire.getSkipped());
            case ATTEMPT_STARTED -> attemptStarted(jobId, at, wire.getAttemptStarted());
            case ATTEMPT_FAILED -> attemptFailed(jobId, at, wire.getAttemptFailed());
            case ENDED -> ended(jobId, at, wire.getEnded());
            case JOB_CHANGED -> jobChanged(jobId, at, wire.getJobChanged());
            case STOP_REQUESTED -> stopRequested(jobId, at, wire.getStopRequested());
            case STEP -> step(jobId, at, wire.getStep());
            case CALENDAR_CHANGED -> calendarChanged(jobId, at, wire.getCalendarChanged());
            case BACKFILL_CHANGED -> BackfillCodec.fromProto(jobId, at, wire.getBackfillChanged());
            case KIND_NOT_SET -> throw Fields.unset("kind", "one of the events of this version");
        };
    }

    private static Triggered toProto(Output.Triggered triggered) {
        return Triggered.newBuilder()
                .setExecutionId(triggered.executionId().toString())
                .setRevision(triggered.revision())
                .setCause(WireEnums.CAUSE.toWire(triggered.cause()))
                .setNominalMs(Fields.ms(triggered.nominal()))
                .setDueMs(Fields.ms(triggered.due()))
                .setParameters(Fields.optionalTextOf(triggered.parameters()))
                .setDataMs(Fields.ms(triggered.data()))
                .setBy(triggered.by())
                .build();
    }

    private static Output.Triggered triggered(JobId jobId, Instant at, Triggered wire) {
        return new Output.Triggered(
                executionOf(jobId, "triggered.execution_id", wire.getExecutionId()),
                at,
                Fields.atLeast("triggered.revision", 0, wire.getRevision()),
                WireEnums.CAUSE.fromWire("triggered.cause", wire.getCause()),
                Fields.instant("triggered.nominal_ms", wire.getNominalMs()),
                Fields.instant("triggered.due_ms", wire.getDueMs()),
                // The data time may lie ten years before the nominal time, so also before 1970: any value is one.
                Instant.ofEpochMilli(wire.getDataMs()),
                Fields.optionalText(wire.getParameters()),
                wire.getBy());
    }

    private static SkippedFire toProto(Output.SkippedFire skipped) {
        return SkippedFire.newBuilder()
                .setRevision(skipped.revision())
                .setFirstMs(Fields.ms(skipped.first()))
                .setLastMs(Fields.ms(skipped.last()))
                .setCount(skipped.count())
                .setReason(WireEnums.SKIP_REASON.toWire(skipped.reason()))
                .setDetail(skipped.detail())
                .build();
    }

    private static Output.SkippedFire skipped(JobId jobId, Instant at, SkippedFire wire) {
        return new Output.SkippedFire(
                jobId,
                at,
                Fields.atLeast("skipped.revision", 0, wire.getRevision()),
                Fields.instant("skipped.first_ms", wire.getFirstMs()),
                Fields.instant(
                        "skipped.last_ms", Fields.atLeast("skipped.last_ms", wire.getFirstMs(), wire.getLastMs())),
                Fields.atLeast("skipped.count", 1, wire.getCount()),
                WireEnums.SKIP_REASON.fromWire("skipped.reason", wire.getReason()),
                wire.getDetail());
    }

    private static Output.AttemptStarted attemptStarted(JobId jobId, Instant at, AttemptStarted wire) {
        return new Output.AttemptStarted(
                executionOf(jobId, "attempt_started.execution_id", wire.getExecutionId()),
                at,
                Fields.atLeast("attempt_started.attempt", 1, wire.getAttempt()),
                wire.getIncarnation(),
                Fields.instant("attempt_started.started_at_ms", wire.getStartedAtMs()));
    }

    private static Output.AttemptFailed attemptFailed(JobId jobId, Instant at, AttemptFailed wire) {
        return new Output.AttemptFailed(
                executionOf(jobId, "attempt_failed.execution_id", wire.getExecutionId()),
                at,
                Fields.atLeast("attempt_failed.attempt", 1, wire.getAttempt()),
                wire.getIncarnation(),
                wire.getReason(),
                Fields.instant("attempt_failed.retry_at_ms", wire.getRetryAtMs()));
    }

    private static ExecutionEnded toProto(Output.ExecutionEnded ended) {
        return ExecutionEnded.newBuilder()
                .setExecutionId(ended.executionId().toString())
                .setState(WireEnums.FINAL_STATE.toWire(ended.state()))
                .setAttempts(ended.attempts())
                .setIncarnation(ended.incarnation())
                .setFirstStartedAtMs(Fields.ms(ended.firstStartedAt()))
                .setStartedAtMs(Fields.ms(ended.startedAt()))
                .setEndedAtMs(Fields.ms(ended.endedAt()))
                .setResult(ended.result())
                .setCode(ended.code())
                .setBy(ended.by())
                .build();
    }

    private static Output.ExecutionEnded ended(JobId jobId, Instant at, ExecutionEnded wire) {
        return new Output.ExecutionEnded(
                executionOf(jobId, "ended.execution_id", wire.getExecutionId()),
                at,
                WireEnums.FINAL_STATE.fromWire("ended.state", wire.getState()),
                Fields.atLeast("ended.attempts", 0, wire.getAttempts()),
                wire.getIncarnation(),
                Fields.optionalInstant("ended.first_started_at_ms", wire.getFirstStartedAtMs()),
                Fields.optionalInstant("ended.started_at_ms", wire.getStartedAtMs()),
                Fields.instant("ended.ended_at_ms", wire.getEndedAtMs()),
                wire.getResult(),
                wire.getCode(),
                wire.getBy());
    }

    private static Output.StopRequested stopRequested(JobId jobId, Instant at, StopRequested wire) {
        return new Output.StopRequested(
                executionOf(jobId, "stop_requested.execution_id", wire.getExecutionId()),
                at,
                WireEnums.STOP_REASON.fromWire("stop_requested.reason", wire.getReason()),
                wire.getBy());
    }

    private static StepOfPlan.Builder step(ExecutionId executionId, int attempt) {
        return StepOfPlan.newBuilder().setExecutionId(executionId.toString()).setAttempt(attempt);
    }

    private static Output.History step(JobId jobId, Instant at, StepOfPlan wire) {
        ExecutionId executionId = executionOf(jobId, "step.execution_id", wire.getExecutionId());
        int attempt = Fields.atLeast("step.attempt", 1, wire.getAttempt());
        return switch (wire.getWhatCase()) {
            case STARTED ->
                new Output.StepStarted(
                        executionId,
                        at,
                        attempt,
                        StepCodec.index("step.started.index", wire.getStarted().getIndex()),
                        Fields.setText("step.started.key", wire.getStarted().getKey()),
                        wire.getStarted().getName(),
                        Fields.setInstant(
                                "step.started.started_at_ms", wire.getStarted().getStartedAtMs()));
            case ENDED -> new Output.StepEnded(executionId, at, attempt, StepCodec.fromProto(wire.getEnded()));
            case WHAT_NOT_SET -> throw Fields.unset("step", "started or ended");
        };
    }

    private static JobChanged toProto(Output.JobChanged changed) {
        return JobChanged.newBuilder()
                .setKind(WireEnums.CHANGE.toWire(changed.change()))
                .setRevision(changed.definition().revision())
                .setBy(changed.by())
                .setCommandId(changed.commandId())
                .setDefinition(DefinitionCodec.toProto(changed.definition()))
                .setEffectiveMs(Fields.ms(changed.effective()))
                .build();
    }

    private static Output.JobChanged jobChanged(JobId jobId, Instant at, JobChanged wire) {
        JobDefinition definition = DefinitionCodec.fromProto(wire.getDefinition());
        if (!definition.id().equals(jobId)) {
            throw new UnreadableRecordException(
                    "job_changed.definition.id", "must be job_id " + jobId + ", was " + definition.id());
        }
        if (definition.revision() != wire.getRevision()) {
            throw new UnreadableRecordException(
                    "job_changed.revision",
                    "must be the definition's " + definition.revision() + ", was " + wire.getRevision());
        }
        return new Output.JobChanged(
                jobId,
                at,
                WireEnums.CHANGE.fromWire("job_changed.kind", wire.getKind()),
                definition,
                wire.getBy(),
                wire.getCommandId(),
                Fields.instant("job_changed.effective_ms", wire.getEffectiveMs()));
    }

    private static CalendarChanged toProto(Output.CalendarChanged changed) {
        return CalendarChanged.newBuilder()
                .setKind(WireEnums.CALENDAR_CHANGE.toWire(changed.change()))
                .setCalendar(CalendarCodec.toProto(changed.calendar()))
                .setBy(changed.by())
                .setCommandId(changed.commandId())
                .build();
    }

    private static Output.CalendarChanged calendarChanged(JobId id, Instant at, CalendarChanged wire) {
        return new Output.CalendarChanged(
                id,
                at,
                WireEnums.CALENDAR_CHANGE.fromWire("calendar_changed.kind", wire.getKind()),
                CalendarCodec.fromProto(wire.getCalendar(), id),
                wire.getBy(),
                Fields.setText("calendar_changed.command_id", wire.getCommandId()));
    }

    private static ExecutionId executionOf(JobId jobId, String field, String text) {
        return Fields.executionIdOf(field, text, "job_id", jobId.value());
    }
}
