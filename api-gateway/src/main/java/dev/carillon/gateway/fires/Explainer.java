package dev.carillon.gateway.fires;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.OnDemand;
import dev.carillon.gateway.fires.ClockChange.Effect;
import dev.carillon.gateway.fires.Explanation.Verdict;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobArchive.SkippedFireView;
import dev.carillon.gateway.service.JobPast;
import dev.carillon.gateway.service.RecordedFires;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides why a job fired, or did not, at an instant. Asked in this order, the first that applies is the verdict:
 *
 * <pre>
 * an execution of that fire              FIRED, WAITING, QUEUED, WAITING_FOR_WORKER, WITHDRAWN
 * a record that it was skipped           SKIPPED
 * no revision in force, or none known    NOT_CREATED, DELETED, FORGOTTEN
 * no timetable at all                    NO_TIMETABLE
 * a fire of the schedule                 DISABLED, PAUSED, QUARANTINED, EXCLUDED, PLANNED, DUE, FORGOTTEN, UNEXPLAINED
 * a fire outside of the bounds           OUT_OF_BOUNDS
 * a night when the clocks change         DST_GAP, DST_OVERLAP
 * else                                   NO_FIRE
 * </pre>
 */
public final class Explainer {

    private final JobPast past;
    private final Timeline timeline;
    private final Instant at;
    private final Timeline.Stretch stretch;

    /** @param at in the years 1970–2199 */
    public Explainer(JobPast past, Instant at) {
        this.past = past;
        this.timeline = Timeline.of(past);
        this.at = at;
        this.stretch = timeline.at(at);
    }

    /** The nominal times whose records the explanation needs. */
    public List<Instant> nominals() {
        return Stream.of(
                        timeline.lastBefore(at).map(Fire::nominal),
                        Optional.of(at),
                        timeline.nextAfter(at).map(Fire::nominal))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The execution of the fire, if it is due and has not begun: its place among the job's runs tells why. */
    public Optional<ExecutionView> notBegun(RecordedFires recorded, Instant now) {
        return recorded.executions().stream()
                .filter(run -> run.cause() == Cause.SCHEDULE && run.nominal().equals(at))
                .filter(run -> run.status() == ExecutionView.Status.TRIGGERED
                        && !run.due().isAfter(now))
                .findFirst();
    }

    /**
     * @param recorded at {@link #nominals}
     * @param ahead executions of the job that come before {@link #notBegun}, backfills aside; 0 without one
     */
    public Explanation explain(RecordedFires recorded, CalendarCheck calendarCheck, int ahead, Instant now) {
        Judge judge = new Judge(past, recorded, calendarCheck, now);
        Optional<FireView> fire = fire().map(judge::judge);
        Optional<ExecutionView> execution = judge.execution(at);
        Optional<SkippedFireView> skip = execution.isPresent()
                ? Optional.empty()
                : judge.narrowestSkip(at).filter(range -> fire.isPresent() || isEndOf(range));
        Optional<ClockChange> clocks = Optional.ofNullable(stretch.definition())
                .flatMap(definition -> ClockChange.at(definition.schedule(), at));
        Verdict verdict = execution
                .map(run -> verdict(run, ahead, now))
                .or(() -> skip.map(range -> Verdict.SKIPPED))
                .or(this::withoutDefinition)
                .or(() -> fire.map(Explainer::verdict))
                .orElseGet(() -> withoutFire(clocks));
        return new Explanation(
                at,
                verdict,
                stretch,
                execution.map(ExecutionView::due).or(() -> fire.map(FireView::due)),
                clocks,
                skip,
                execution,
                ahead,
                recorded.executions().stream()
                        .filter(run ->
                                run.cause() != Cause.SCHEDULE && run.nominal().equals(at))
                        .toList(),
                execution.flatMap(Explainer::lateBy),
                fire.flatMap(FireView::calendar),
                timeline.lastBefore(at).map(judge::judge),
                timeline.nextAfter(at).map(judge::judge),
                past.knownFrom());
    }

    /** The fire that the revision in force has at the instant, owed or not. */
    private Optional<Fire> fire() {
        return stretch.nextAfter(at.minusMillis(1)).filter(at::equals).map(stretch::fire);
    }

    /** Of a range whose schedule is not known only these two are sure to be fires. */
    private boolean isEndOf(SkippedFireView range) {
        return range.first().equals(at) || range.last().equals(at);
    }

    private Verdict verdict(ExecutionView execution, int ahead, Instant now) {
        return switch (execution.status()) {
            case TRIGGERED ->
                execution.due().isAfter(now)
                        ? Verdict.WAITING
                        : isQueued(ahead) ? Verdict.QUEUED : Verdict.WAITING_FOR_WORKER;
            case WITHDRAWN -> Verdict.WITHDRAWN;
            case RUNNING, RETRYING, STOPPING, SUCCEEDED, FAILED, STOPPED, TIMED_OUT -> Verdict.FIRED;
        };
    }

    /**
     * The history does not name the state, but tells it: what is queued begins in the step that frees its slot, oldest
     * first, so it is queued for as long as those ahead of it take all slots.
     */
    private boolean isQueued(int ahead) {
        return past.current().filter(job -> ahead >= job.maxConcurrency()).isPresent();
    }

    private static Verdict verdict(FireView fire) {
        return switch (fire.state()) {
            case DISABLED -> Verdict.DISABLED;
            case PAUSED -> Verdict.PAUSED;
            case QUARANTINED -> Verdict.QUARANTINED;
            case EXCLUDED -> Verdict.EXCLUDED;
            case PLANNED -> Verdict.PLANNED;
            case DUE -> Verdict.DUE;
            case NONE -> Verdict.UNEXPLAINED;
            case FORGOTTEN -> Verdict.FORGOTTEN;
            case TRIGGERED, SKIPPED -> throw new IllegalStateException("told by its record: " + fire);
        };
    }

    private Optional<Verdict> withoutDefinition() {
        return switch (stretch.condition()) {
            case ABSENT -> Optional.of(Verdict.NOT_CREATED);
            case DELETED -> Optional.of(Verdict.DELETED);
            case UNKNOWN -> Optional.of(Verdict.FORGOTTEN);
            case ACTIVE, DISABLED, PAUSED, QUARANTINED -> Optional.empty();
        };
    }

    private Verdict withoutFire(Optional<ClockChange> clocks) {
        JobDefinition definition = stretch.definition();
        if (definition == null) {
            throw new IllegalStateException("a revision without definition: " + stretch);
        }
        if (definition.schedule() instanceof OnDemand || definition.schedule() instanceof FixedDelay) {
            return Verdict.NO_TIMETABLE;
        }
        if (Schedules.firesAt(definition.schedule(), at)) {
            return Verdict.OUT_OF_BOUNDS;
        }
        return clocks.map(change -> change.effect() == Effect.OVERLAP ? Verdict.DST_OVERLAP : Verdict.DST_GAP)
                .orElse(Verdict.NO_FIRE);
    }

    /** A later attempt says nothing about how late the first one was. */
    private static Optional<Duration> lateBy(ExecutionView execution) {
        return execution.attempts() > 1
                ? Optional.empty()
                : execution
                        .startedAt()
                        .map(started -> Duration.between(execution.due(), started))
                        .map(late -> late.isNegative() ? Duration.ZERO : late);
    }
}
