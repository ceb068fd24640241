package dev.carillon.kafka.codec;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.TaskKind;
import dev.carillon.core.scheduling.Fleet;
import dev.carillon.proto.v1.Activity;
import dev.carillon.proto.v1.Heartbeat;
import dev.carillon.proto.v1.Slots;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Heartbeats. Kinds of task that this version does not know are left out instead of refused: a worker of a newer
 * version must not lose the lease of its other work because an older scheduler cannot read one of its kinds.
 */
public final class HeartbeatCodec {

    private HeartbeatCodec() {}

    public static byte[] encode(WorkerBeat beat) {
        return toProto(beat).toByteArray();
    }

    /**
     * Reads the value of a record.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static WorkerBeat decode(byte @Nullable [] bytes) {
        return fromProto(Fields.parse(Heartbeat.parser(), "Heartbeat", bytes));
    }

    public static Heartbeat toProto(WorkerBeat beat) {
        Heartbeat.Builder wire = Heartbeat.newBuilder()
                .setWorkerId(beat.workerId())
                .setIncarnation(beat.incarnation())
                .setSequence(beat.sequence())
                .addAllGroups(beat.groups())
                .addAllLabels(beat.labels())
                .setWorkTopic(beat.workTopic())
                .setWorkPartition(beat.workPartition())
                .setHeld(beat.held())
                .setSentAtMs(Fields.ms(beat.sentAt()))
                .setClockOffsetMs(beat.clockOffset().toMillis())
                .setLeaseMs(beat.lease().toMillis())
                .setHost(beat.host())
                .setPid(beat.pid())
                .setVersion(beat.version())
                .setStartedAtMs(Fields.ms(beat.startedAt()))
                .setDraining(beat.draining())
                .setReplaces(beat.replaces());
        beat.slots()
                .forEach((kind, slots) -> wire.putSlots(
                        kind.name(),
                        Slots.newBuilder()
                                .setTotal(slots.total())
                                .setBusy(slots.busy())
                                .build()));
        beat.active()
                .forEach((id, attempt) -> wire.addActive(
                        Activity.newBuilder().setExecutionId(id.toString()).setAttempt(attempt)));
        return wire.build();
    }

    /**
     * Checks a message and makes a value of it.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static WorkerBeat fromProto(Heartbeat wire) {
        return new WorkerBeat(
                Fields.setText("worker_id", wire.getWorkerId()),
                Fields.setText("incarnation", wire.getIncarnation()),
                Fields.atLeast("sequence", 1, wire.getSequence()),
                new HashSet<>(wire.getGroupsList()),
                slots(wire),
                new HashSet<>(wire.getLabelsList()),
                Fields.setText("work_topic", wire.getWorkTopic()),
                Fields.atLeast("work_partition", 0, wire.getWorkPartition()),
                active(wire),
                Fields.atLeast("held", 0, wire.getHeld()),
                Fields.setInstant("sent_at_ms", wire.getSentAtMs()),
                Duration.ofMillis(wire.getClockOffsetMs()),
                Duration.ofMillis(Fields.atLeast("lease_ms", 1, wire.getLeaseMs())),
                wire.getHost(),
                wire.getPid(),
                wire.getVersion(),
                Fields.instant("started_at_ms", wire.getStartedAtMs()),
                wire.getDraining(),
                wire.getReplaces());
    }

    private static Map<TaskKind, Fleet.Slots> slots(Heartbeat wire) {
        Map<TaskKind, Fleet.Slots> slots = new EnumMap<>(TaskKind.class);
        for (TaskKind kind : TaskKind.values()) {
            Slots announced = wire.getSlotsMap().get(kind.name());
            if (announced != null) {
                String field = "slots." + kind;
                slots.put(
                        kind,
                        new Fleet.Slots(
                                Fields.atLeast(field + ".total", 0, announced.getTotal()),
                                Fields.atLeast(field + ".busy", 0, announced.getBusy())));
            }
        }
        return slots;
    }

    private static Map<ExecutionId, Integer> active(Heartbeat wire) {
        Map<ExecutionId, Integer> active = new LinkedHashMap<>();
        for (Activity activity : wire.getActiveList()) {
            ExecutionId id = Fields.executionId("active.execution_id", activity.getExecutionId());
            if (active.put(id, Fields.atLeast("active.attempt", 1, activity.getAttempt())) != null) {
                throw new UnreadableRecordException("active.execution_id", "must not be repeated, was " + id);
            }
        }
        return active;
    }
}
