package dev.carillon.kafka.codec;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.scheduling.Output;
import dev.carillon.proto.v1.Kill;
import dev.carillon.proto.v1.Start;
import dev.carillon.proto.v1.Withdraw;
import dev.carillon.proto.v1.WorkItem;
import org.jspecify.annotations.Nullable;

/** Work: from the shard's {@link Output.Work} to the {@link WorkOrder} that the worker sees. */
public final class WorkCodec {

    private WorkCodec() {}

    public static byte[] encode(Output.Work work) {
        return toProto(work).toByteArray();
    }

    /**
     * Reads the value of a record.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static WorkOrder decode(byte @Nullable [] bytes) {
        return fromProto(Fields.parse(WorkItem.parser(), "WorkItem", bytes));
    }

    public static WorkItem toProto(Output.Work work) {
        WorkItem.Builder wire = WorkItem.newBuilder()
                .setIncarnation(work.address().incarnation())
                .setExecutionId(work.executionId().toString())
                .setJobId(work.executionId().jobId().value())
                .setAttempt(work.attempt());
        switch (work) {
            case Output.Start start -> wire.setStart(toProto(start));
            case Output.Withdraw ignored -> wire.setWithdraw(Withdraw.getDefaultInstance());
            case Output.Kill kill ->
                wire.setKill(Kill.newBuilder().setReason(WireEnums.STOP_REASON.toWire(kill.reason())));
        }
        return wire.build();
    }

    /**
     * Checks a message and makes a value of it.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static WorkOrder fromProto(WorkItem wire) {
        ExecutionId id = Fields.executionIdOf("execution_id", wire.getExecutionId(), "job_id", wire.getJobId());
        int attempt = Fields.atLeast("attempt", 1, wire.getAttempt());
        String incarnation = Fields.setText("incarnation", wire.getIncarnation());
        return switch (wire.getKindCase()) {
            case START -> start(id, attempt, incarnation, wire.getStart());
            case WITHDRAW -> new WorkOrder.Withdraw(id, attempt, incarnation);
            case KILL ->
                new WorkOrder.Kill(
                        id,
                        attempt,
                        incarnation,
                        WireEnums.STOP_REASON.fromWire(
                                "kill.reason", wire.getKill().getReason()));
            case KIND_NOT_SET -> throw Fields.unset("kind", "start, withdraw or kill");
        };
    }

    private static Start toProto(Output.Start start) {
        return Start.newBuilder()
                .setDefinition(DefinitionCodec.forWork(start.definition()))
                .setCause(WireEnums.CAUSE.toWire(start.cause()))
                .setNominalMs(Fields.ms(start.nominal()))
                .setDueMs(Fields.ms(start.due()))
                .setStartByMs(Fields.ms(start.startBy()))
                .setParameters(Fields.optionalTextOf(start.parameters()))
                .setHasParameters(start.parameters() != null)
                .setMaxAttempts(start.definition().retry().maxAttempts())
                .setFailures(start.failures())
                .addAllStepsDone(StepCodec.sorted(start.stepsDone()))
                .build();
    }

    private static WorkOrder.Start start(ExecutionId id, int attempt, String incarnation, Start wire) {
        JobDefinition definition = DefinitionCodec.fromProto(wire.getDefinition());
        if (!definition.id().equals(id.jobId())) {
            throw new UnreadableRecordException(
                    "start.definition.id", "must be the job of execution_id " + id + ", was " + definition.id());
        }
        return new WorkOrder.Start(
                id,
                attempt,
                incarnation,
                definition,
                WireEnums.CAUSE.fromWire("start.cause", wire.getCause()),
                Fields.setInstant("start.nominal_ms", wire.getNominalMs()),
                Fields.setInstant("start.due_ms", wire.getDueMs()),
                Fields.setInstant("start.start_by_ms", wire.getStartByMs()),
                wire.getHasParameters() ? wire.getParameters() : null,
                Fields.atLeast("start.max_attempts", 1, wire.getMaxAttempts()),
                Fields.atLeast("start.failures", 0, wire.getFailures()),
                StepCodec.indexes("start.steps_done", wire.getStepsDoneList()));
    }
}
