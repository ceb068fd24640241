package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.ExecutionState;
import dev.carillon.core.job.JobDefinition;
import java.time.Instant;

/**
 * Emits the fires of a job, each once.
 *
 * <pre>
 *   ──────── settled ────────▶│◀──── owed ────▶│◀─ look-ahead ─▶│
 *                      settledThrough          now              cursor's limit
 * </pre>
 *
 * A fire is emitted ahead of its due instant; when the definition changes meanwhile, {@link Changes} settles what lies
 * between now and the cursor.
 */
final class Fires {

    private final Executions executions;
    private final Overlaps overlaps;

    Fires(Executions executions) {
        this.executions = executions;
        this.overlaps = new Overlaps(executions);
    }

    /** The fire that is next in the shard's order. */
    void fire(Turn turn, Timing.Fire fire) {
        JobDefinition definition = turn.definition();
        if (definition == null) {
            throw new IllegalStateException("a fire of job " + turn.jobId() + " is queued, but it has no definition");
        }
        emitOrSettle(turn, definition, fire);
        turn.moveCursor(new Cursor(fire.due(), fire.jobId(), fire.nominal()));
    }

    /** Emits the fire, or, when it is later than the misfire policy bears, settles it and the missed ones after it. */
    void emitOrSettle(Turn turn, JobDefinition definition, Timing.Fire fire) {
        Instant threshold = turn.now().minus(definition.misfire().threshold());
        if (fire.due().isBefore(threshold)) {
            Misfires.settle(turn, this, definition, fire.nominal(), threshold);
        } else {
            emit(turn, definition, fire);
        }
    }

    void emit(Turn turn, JobDefinition definition, Instant nominal) {
        emit(turn, definition, new Timing.Fire(definition.due(nominal), definition.id(), nominal));
    }

    private void emit(Turn turn, JobDefinition definition, Timing.Fire fire) {
        ExecutionId id = ExecutionId.scheduled(definition.id(), fire.nominal());
        if (turn.state().withdrawn().contains(fire.nominal())
                || turn.execution(id).isPresent()) {
            return; // It has its trigger: it was withdrawn or ended before its instant.
        }
        Execution execution = Execution.scheduled(
                id, definition.revision(), fire.nominal(), fire.due(), turn.now(), new ExecutionState.Waiting());
        if (!fire.due().isAfter(turn.now())) {
            overlaps.judge(turn, definition, execution);
        } else if (turn.count(Fires::isBefore) < definition.maxConcurrency()) {
            executions.trigger(turn, definition, execution, "");
        } else {
            turn.put(execution); // Judged at the due instant: what runs now may have ended by then.
        }
    }

    /** Whether it has a slot, or gets one sooner than a fire that is emitted now. */
    private static boolean isBefore(Execution execution) {
        return execution.takesSlot()
                || execution.state() instanceof ExecutionState.Waiting
                || execution.state() instanceof ExecutionState.Queued;
    }

    /** Decides a fire that met the limit when it was emitted ahead; its instant has come. */
    void judge(Turn turn, Execution waiting) {
        JobDefinition definition = turn.definition();
        turn.remove(waiting.id());
        if (definition != null) { // Else it was deleted meanwhile, and the change of the definition has settled it.
            overlaps.judge(turn, definition, waiting);
        }
    }
}
