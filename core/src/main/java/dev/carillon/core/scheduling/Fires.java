package dev.carillon.core.scheduling;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.ExecutionState;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.time.FixedDelay;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

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

    private final ShardSettings settings;
    private final Executions executions;
    private final Overlaps overlaps;

    Fires(ShardSettings settings, Executions executions) {
        this.settings = settings;
        this.executions = executions;
        this.overlaps = new Overlaps(executions);
    }

    /** The fire that is next in the shard's order. */
    void fire(Turn turn, Timing.Fire fire) {
        JobDefinition definition = turn.definition();
        if (definition == null) {
            throw new IllegalStateException("a fire of job " + turn.jobId() + " is queued, but it has no definition");
        }
        emitOrSettle(turn, definition, fire, fire.due()); // Its turn has come, however far ahead its owner emits.
        turn.moveCursor(new Cursor(fire.due(), fire.jobId(), fire.nominal()));
    }

    /** Emits the fire, or, when it is later than the misfire policy bears, settles it and the missed ones after it. */
    void emitOrSettle(Turn turn, JobDefinition definition, Timing.Fire fire) {
        emitOrSettle(turn, definition, fire, horizon(turn));
    }

    private void emitOrSettle(Turn turn, JobDefinition definition, Timing.Fire fire, Instant sentThrough) {
        Instant threshold = turn.now().minus(definition.misfire().threshold());
        if (fire.due().isBefore(threshold)) {
            Misfires.settle(turn, this, definition, fire.nominal(), threshold);
        } else {
            emit(turn, definition, fire, sentThrough);
        }
    }

    private Instant horizon(Turn turn) {
        return turn.now().plus(settings.lookahead());
    }

    /** Emits a fire of a definition that is new; what the cursor has passed is sent at once, however far ahead that is. */
    void emitNew(Turn turn, JobDefinition definition, Instant nominal) {
        Timing.Fire fire = new Timing.Fire(definition.due(nominal), definition.id(), nominal);
        emit(turn, definition, fire, Timing.later(horizon(turn), turn.reached().due()));
    }

    void emit(Turn turn, JobDefinition definition, Instant nominal) {
        emit(turn, definition, new Timing.Fire(definition.due(nominal), definition.id(), nominal));
    }

    void emit(Turn turn, JobDefinition definition, Timing.Fire fire) {
        emit(turn, definition, fire, horizon(turn));
    }

    /** @param sentThrough a fire that is due later is kept here until it is due, since much may change till then */
    private void emit(Turn turn, JobDefinition definition, Timing.Fire fire, Instant sentThrough) {
        ExecutionId id = ExecutionId.scheduled(definition.id(), fire.nominal());
        if (turn.state().withdrawn().contains(fire.nominal())
                || turn.execution(id).isPresent()) {
            return; // It has its record: it was withdrawn, skipped or over before its instant.
        }
        Optional<String> excluded = turn.calendars().excludes(definition, fire.nominal());
        if (excluded.isPresent()) {
            skipExcluded(turn, definition, fire, excluded.get());
            return;
        }
        Execution execution = Execution.scheduled(
                id, definition.revision(), fire.nominal(), fire.due(), turn.now(), new ExecutionState.Waiting());
        if (!fire.due().isAfter(turn.now())) {
            judgeDue(turn); // An owner that emits ahead while it is behind comes here before their wait is looked at.
            overlaps.judge(turn, definition, execution);
        } else if (!fire.due().isAfter(sentThrough)
                && turn.count(other -> isBefore(other, fire)) < definition.maxConcurrency()) {
            executions.trigger(turn, definition, execution, "");
        } else {
            turn.put(execution); // Judged at the due instant: what runs now may have ended by then.
        }
    }

    private static void skipExcluded(Turn turn, JobDefinition definition, Timing.Fire fire, String why) {
        turn.say(new Output.SkippedFire(
                definition.id(),
                turn.now(),
                definition.revision(),
                fire.nominal(),
                fire.nominal(),
                1,
                Output.SkipReason.CALENDAR,
                why));
        turn.settleAhead(fire.nominal());
        if (definition.schedule() instanceof FixedDelay) {
            // No run will end and move the base, so the skip does; never behind a fire that is skipped ahead of time.
            turn.state(turn.state().withDelayBase(Timing.later(turn.now(), fire.nominal())));
        }
    }

    /** Whether it has a slot, or gets one sooner than the fire. */
    private static boolean isBefore(Execution execution, Timing.Fire fire) {
        return switch (execution.state()) {
            case ExecutionState.Waiting ignored -> !execution.due().isAfter(fire.due());
            case ExecutionState.Queued ignored -> true;
            case ExecutionState.Pending ignored -> execution.takesSlot();
            case ExecutionState.RetryDue ignored -> execution.takesSlot();
            case ExecutionState.Placed ignored -> execution.takesSlot();
        };
    }

    /** Decides the fires that wait for their due instant and have reached it. */
    void judgeDue(Turn turn) {
        if (turn.count(execution -> isDue(turn, execution)) > 0) {
            turn.live().stream()
                    .filter(execution -> isDue(turn, execution))
                    .sorted(Comparator.comparing(Execution::due).thenComparing(Execution::nominal))
                    .forEach(waiting -> judge(turn, waiting));
        }
    }

    private static boolean isDue(Turn turn, Execution execution) {
        return execution.state() instanceof ExecutionState.Waiting
                && !execution.due().isAfter(turn.now());
    }

    /** Decides a fire that met the limit when it was emitted ahead, or was emitted long before it is due: now it is. */
    void judge(Turn turn, Execution waiting) {
        JobDefinition definition = turn.definition();
        turn.remove(waiting.id());
        if (definition != null) { // Else it was deleted meanwhile, and the change of the definition has settled it.
            overlaps.judge(turn, definition, waiting);
        }
    }
}
