package dev.carillon.kafka.codec;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionState;
import dev.carillon.proto.v1.Pending;
import dev.carillon.proto.v1.Queued;
import dev.carillon.proto.v1.RetryDue;
import dev.carillon.proto.v1.Running;
import dev.carillon.proto.v1.Sent;
import dev.carillon.proto.v1.Stopping;
import dev.carillon.proto.v1.Waiting;
import org.jspecify.annotations.Nullable;

/** Live executions, as they stand in {@code executions}. */
public final class ExecutionCodec {

    private ExecutionCodec() {}

    public static byte[] encode(Execution execution) {
        return toProto(execution).toByteArray();
    }

    /**
     * Reads the value of a record.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static Execution decode(byte @Nullable [] bytes) {
        return fromProto(Fields.parse(dev.carillon.proto.v1.Execution.parser(), "Execution", bytes));
    }

    public static dev.carillon.proto.v1.Execution toProto(Execution execution) {
        var wire = dev.carillon.proto.v1.Execution.newBuilder()
                .setId(execution.id().toString())
                .setJobId(execution.jobId().value())
                .setRevision(execution.revision())
                .setCause(WireEnums.CAUSE.toWire(execution.cause()))
                .setNominalMs(Fields.ms(execution.nominal()))
                .setDueMs(Fields.ms(execution.due()))
                .setTriggeredAtMs(Fields.ms(execution.triggeredAt()))
                .setParameters(Fields.optionalTextOf(execution.parameters()))
                .setHasParameters(execution.parameters() != null)
                .setWorker(execution.target().worker())
                .setLabel(execution.target().label())
                .setAttempt(execution.attempt())
                .setFailures(execution.failures())
                .setNoWorkerAlerted(execution.noWorkerAlerted())
                .setTimeoutAlerted(execution.timeoutAlerted())
                .setDeadlineMs(Fields.ms(execution.deadline()))
                .setFirstStartedAtMs(Fields.ms(execution.firstStartedAt()))
                .addAllStepsDone(StepCodec.sorted(execution.steps().done()))
                .setStepsRevision(execution.steps().revision());
        setState(wire, execution.state());
        return wire.build();
    }

    /**
     * Checks a message and makes a value of it.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static Execution fromProto(dev.carillon.proto.v1.Execution wire) {
        return new Execution(
                Fields.executionIdOf("id", wire.getId(), "job_id", wire.getJobId()),
                Fields.atLeast("revision", 0, wire.getRevision()),
                WireEnums.CAUSE.fromWire("cause", wire.getCause()),
                Fields.instant("nominal_ms", wire.getNominalMs()),
                Fields.instant("due_ms", wire.getDueMs()),
                Fields.instant("triggered_at_ms", wire.getTriggeredAtMs()),
                wire.getHasParameters() ? wire.getParameters() : null,
                new Execution.Target(wire.getWorker(), wire.getLabel()),
                Fields.atLeast("attempt", 0, wire.getAttempt()),
                Fields.atLeast("failures", 0, wire.getFailures()),
                wire.getNoWorkerAlerted(),
                wire.getTimeoutAlerted(),
                Fields.optionalInstant("deadline_ms", wire.getDeadlineMs()),
                Fields.optionalInstant("first_started_at_ms", wire.getFirstStartedAtMs()),
                new Execution.Steps(
                        Fields.atLeast("steps_revision", 0, wire.getStepsRevision()),
                        StepCodec.indexes("steps_done", wire.getStepsDoneList())),
                state(wire));
    }

    private static void setState(dev.carillon.proto.v1.Execution.Builder wire, ExecutionState state) {
        switch (state) {
            case ExecutionState.Waiting() -> wire.setWaiting(Waiting.getDefaultInstance());
            case ExecutionState.Queued queued ->
                wire.setQueued(Queued.newBuilder().setSinceMs(Fields.ms(queued.since())));
            case ExecutionState.Pending pending ->
                wire.setPending(Pending.newBuilder()
                        .setSinceMs(Fields.ms(pending.since()))
                        .setNotBeforeMs(Fields.ms(pending.notBefore())));
            case ExecutionState.Sent sent ->
                wire.setSent(Sent.newBuilder()
                        .setIncarnation(sent.incarnation())
                        .setSentAtMs(Fields.ms(sent.sentAt()))
                        .setStartByMs(Fields.ms(sent.startBy())));
            case ExecutionState.Running running ->
                wire.setRunning(Running.newBuilder()
                        .setIncarnation(running.incarnation())
                        .setStartedAtMs(Fields.ms(running.startedAt())));
            case ExecutionState.RetryDue retry ->
                wire.setRetryDue(
                        RetryDue.newBuilder().setAtMs(Fields.ms(retry.at())).setReason(retry.reason()));
            case ExecutionState.Stopping stopping ->
                wire.setStopping(Stopping.newBuilder()
                        .setIncarnation(stopping.incarnation())
                        .setSinceMs(Fields.ms(stopping.since()))
                        .setReason(WireEnums.STOP_REASON.toWire(stopping.reason()))
                        .setBy(stopping.by())
                        .setStartedAtMs(Fields.ms(stopping.startedAt())));
        }
    }

    private static ExecutionState state(dev.carillon.proto.v1.Execution wire) {
        return switch (wire.getStateCase()) {
            case WAITING -> new ExecutionState.Waiting();
            case PENDING ->
                new ExecutionState.Pending(
                        Fields.instant("pending.since_ms", wire.getPending().getSinceMs()),
                        Fields.instant(
                                "pending.not_before_ms", wire.getPending().getNotBeforeMs()));
            case SENT ->
                new ExecutionState.Sent(
                        Fields.setText("sent.incarnation", wire.getSent().getIncarnation()),
                        Fields.instant("sent.sent_at_ms", wire.getSent().getSentAtMs()),
                        Fields.instant("sent.start_by_ms", wire.getSent().getStartByMs()));
            case RUNNING ->
                new ExecutionState.Running(
                        Fields.setText("running.incarnation", wire.getRunning().getIncarnation()),
                        Fields.instant(
                                "running.started_at_ms", wire.getRunning().getStartedAtMs()));
            case RETRY_DUE ->
                new ExecutionState.RetryDue(
                        Fields.instant("retry_due.at_ms", wire.getRetryDue().getAtMs()),
                        wire.getRetryDue().getReason());
            case STOPPING -> stopping(wire.getStopping());
            case QUEUED ->
                new ExecutionState.Queued(
                        Fields.instant("queued.since_ms", wire.getQueued().getSinceMs()));
            case STATE_NOT_SET ->
                throw Fields.unset("state", "waiting, queued, pending, sent, running, retry_due or stopping");
        };
    }

    private static ExecutionState.Stopping stopping(Stopping wire) {
        return new ExecutionState.Stopping(
                Fields.setText("stopping.incarnation", wire.getIncarnation()),
                Fields.instant("stopping.since_ms", wire.getSinceMs()),
                WireEnums.STOP_REASON.fromWire("stopping.reason", wire.getReason()),
                wire.getBy(),
                Fields.optionalInstant("stopping.started_at_ms", wire.getStartedAtMs()));
    }
}
