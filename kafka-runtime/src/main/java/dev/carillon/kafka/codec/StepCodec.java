package dev.carillon.kafka.codec;

import dev.carillon.core.execution.StepResult;
import dev.carillon.core.job.Task;
import dev.carillon.proto.v1.StepEnded;
import dev.carillon.proto.v1.StepStarted;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Steps of plans, alike in reports, history, work and live executions. */
final class StepCodec {

    static final int MAX_RESULT_LENGTH = 1000;

    private StepCodec() {}

    static StepStarted started(int index, String key, String name, Instant at) {
        return StepStarted.newBuilder()
                .setIndex(index)
                .setKey(key)
                .setName(name)
                .setStartedAtMs(Fields.ms(at))
                .build();
    }

    static StepEnded toProto(StepResult step, long revision) {
        return StepEnded.newBuilder()
                .setIndex(step.index())
                .setKey(step.key())
                .setName(step.name())
                .setOutcome(WireEnums.OUTCOME.toWire(step.outcome()))
                .setTries(step.tries())
                .setStartedAtMs(Fields.ms(step.startedAt()))
                .setEndedAtMs(Fields.ms(step.endedAt()))
                .setResult(step.result())
                .setCode(step.code())
                .setRevision(revision)
                .build();
    }

    /** Of the definition whose plan it is; the history leaves it out. */
    static long revision(StepEnded wire) {
        return Fields.atLeast("step_ended.revision", 0, wire.getRevision());
    }

    static StepResult fromProto(StepEnded wire) {
        revision(wire);
        return new StepResult(
                index("step_ended.index", wire.getIndex()),
                Fields.setText("step_ended.key", wire.getKey()),
                wire.getName(),
                WireEnums.OUTCOME.fromWire("step_ended.outcome", wire.getOutcome()),
                Fields.atLeast("step_ended.tries", 1, wire.getTries()),
                Fields.setInstant("step_ended.started_at_ms", wire.getStartedAtMs()),
                Fields.setInstant("step_ended.ended_at_ms", wire.getEndedAtMs()),
                Fields.text("step_ended.result", wire.getResult(), MAX_RESULT_LENGTH),
                wire.getCode());
    }

    /** Bounded: the shard keeps it. */
    static int index(String field, int value) {
        if (value < 0 || value >= Task.Plan.MAX_STEPS) {
            throw new UnreadableRecordException(field, "must be 0 … " + (Task.Plan.MAX_STEPS - 1) + ", was " + value);
        }
        return value;
    }

    static Set<Integer> indexes(String field, List<Integer> wire) {
        Set<Integer> indexes = new HashSet<>();
        wire.forEach(value -> indexes.add(index(field, value)));
        return indexes;
    }

    static List<Integer> sorted(Set<Integer> indexes) {
        return indexes.stream().sorted().toList();
    }
}
