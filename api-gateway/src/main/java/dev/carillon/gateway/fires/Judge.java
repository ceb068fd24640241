package dev.carillon.gateway.fires;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.fires.FireView.State;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobArchive.SkippedFireView;
import dev.carillon.gateway.service.JobPast;
import dev.carillon.gateway.service.RecordedFires;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what became of a fire. What the history records comes first; what it does not record is told from the revision in
 * force, the clock and how far the job's fires are decided: they are decided in the order of their times, so a fire without a
 * record that lies before a decided one will never get one.
 */
final class Judge {

    private final RecordedFires recorded;
    private final Map<Instant, ExecutionView> scheduled = new HashMap<>();
    private final JobPast past;
    private final CalendarCheck calendarCheck;
    private final Instant now;

    Judge(JobPast past, RecordedFires recorded, CalendarCheck calendarCheck, Instant now) {
        this.past = past;
        this.recorded = recorded;
        this.calendarCheck = calendarCheck;
        this.now = now;
        for (ExecutionView execution : recorded.executions()) {
            if (execution.cause() == Cause.SCHEDULE) {
                scheduled.put(execution.nominal(), execution);
            }
        }
    }

    FireView judge(Fire fire) {
        Optional<ExecutionView> execution = execution(fire.nominal());
        if (execution.isPresent()) {
            return triggered(execution.get());
        }
        Optional<SkippedFireView> skip = narrowestSkip(fire.nominal());
        if (skip.isPresent()) {
            return view(fire, State.SKIPPED, skip, Optional.empty());
        }
        return switch (fire.stretch().condition()) {
            case DISABLED -> view(fire, State.DISABLED);
            case PAUSED -> view(fire, State.PAUSED);
            case QUARANTINED -> view(fire, State.QUARANTINED);
            case ACTIVE -> owed(fire);
            case ABSENT, UNKNOWN, DELETED -> throw new IllegalStateException("no schedule, but a fire: " + fire);
        };
    }

    /** A run of a schedule that the revisions known here do not explain, such as a fixed delay's. */
    static FireView triggered(ExecutionView execution) {
        return new FireView(
                execution.nominal(),
                execution.due(),
                State.TRIGGERED,
                execution.revision(),
                Optional.of(execution),
                Optional.empty(),
                Optional.empty());
    }

    /** Fires of which only the record tells. */
    static FireView skipped(SkippedFireView skip) {
        return new FireView(
                skip.first(),
                skip.first(),
                State.SKIPPED,
                skip.revision(),
                Optional.empty(),
                Optional.of(skip),
                Optional.empty());
    }

    Optional<ExecutionView> execution(Instant nominal) {
        return Optional.ofNullable(scheduled.get(nominal));
    }

    /** Ranges of one reason may enclose single fires that were skipped for another. */
    Optional<SkippedFireView> narrowestSkip(Instant nominal) {
        return recorded.skips().stream()
                .filter(skip -> !nominal.isBefore(skip.first()) && !nominal.isAfter(skip.last()))
                .min(Comparator.comparing((SkippedFireView skip) -> Duration.between(skip.first(), skip.last())));
    }

    private FireView owed(Fire fire) {
        if (fire.due().isAfter(now)) {
            return planned(fire);
        }
        if (past.knownFrom().filter(fire.nominal()::isBefore).isPresent()) {
            return view(fire, State.FORGOTTEN);
        }
        boolean passed = past.decidedThrough()
                .filter(through -> !through.isBefore(fire.nominal()))
                .isPresent();
        return view(fire, passed ? State.NONE : State.DUE);
    }

    private FireView planned(Fire fire) {
        JobDefinition definition = fire.stretch().definition();
        List<String> calendars = definition == null ? List.of() : definition.calendars();
        Optional<String> calendar = calendarCheck.excluding(calendars, fire.nominal());
        return view(fire, calendar.isPresent() ? State.EXCLUDED : State.PLANNED, Optional.empty(), calendar);
    }

    private static FireView view(Fire fire, State state) {
        return view(fire, state, Optional.empty(), Optional.empty());
    }

    private static FireView view(Fire fire, State state, Optional<SkippedFireView> skip, Optional<String> calendar) {
        JobDefinition definition = fire.stretch().definition();
        long revision = definition == null ? 0 : definition.revision();
        return new FireView(fire.nominal(), fire.due(), state, revision, Optional.empty(), skip, calendar);
    }
}
