package dev.carillon.gateway.fires;

import dev.carillon.core.execution.Cause;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobArchive.SkippedFireView;
import dev.carillon.gateway.service.JobPast;
import dev.carillon.gateway.service.RecordedFires;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fires of a stretch of time, past and future, in order: those that the revisions in force have, merged with what is
 * recorded. A record that no known revision explains stands by itself.
 */
public final class FireList {

    private final Timeline timeline;
    private final Judge judge;
    private final Deque<ExecutionView> executions = new ArrayDeque<>();
    private final Deque<SkippedFireView> skips = new ArrayDeque<>();

    private FireList(JobPast past, RecordedFires recorded, CalendarCheck calendarCheck, Instant now) {
        timeline = Timeline.of(past);
        judge = new Judge(past, recorded, calendarCheck, now);
        recorded.executions().stream()
                .filter(execution -> execution.cause() == Cause.SCHEDULE)
                .forEach(executions::addLast);
        skips.addAll(recorded.skips());
    }

    /** @param recorded of this stretch, at least as many of each kind as are asked for */
    public static List<FireView> of(
            JobPast past, RecordedFires recorded, CalendarCheck calendarCheck, Instant now, Window window) {
        return new FireList(past, recorded, calendarCheck, now).list(window);
    }

    private List<FireView> list(Window window) {
        List<FireView> fires = new ArrayList<>();
        Instant after = window.from().minusMillis(1);
        while (fires.size() < window.count()) {
            @Nullable
            Fire fire = timeline.nextAfter(after)
                    .filter(next -> next.nominal().isBefore(window.until()))
                    .orElse(null);
            forget(after, fire);
            Optional<Instant> next = Stream.of(
                            Optional.ofNullable(fire).map(Fire::nominal),
                            Optional.ofNullable(executions.peekFirst()).map(ExecutionView::nominal),
                            Optional.ofNullable(skips.peekFirst()).map(SkippedFireView::first))
                    .flatMap(Optional::stream)
                    .min(Instant::compareTo);
            if (next.isEmpty()) {
                break;
            }
            after = next.get();
            fires.add(at(after, fire));
        }
        return fires;
    }

    /** Drops records that are told already, or will be by the fires they are about. */
    private void forget(Instant after, @Nullable Fire fire) {
        while (!executions.isEmpty() && !executions.getFirst().nominal().isAfter(after)) {
            executions.removeFirst();
        }
        while (!skips.isEmpty()
                && (!skips.getFirst().first().isAfter(after)
                        || fire != null
                                && !fire.nominal().isAfter(skips.getFirst().last())
                                && !fire.nominal().isBefore(skips.getFirst().first()))) {
            skips.removeFirst();
        }
    }

    private FireView at(Instant nominal, @Nullable Fire fire) {
        if (fire != null && fire.nominal().equals(nominal)) {
            return judge.judge(fire);
        }
        ExecutionView execution = executions.peekFirst();
        if (execution != null && execution.nominal().equals(nominal)) {
            return Judge.triggered(execution);
        }
        return Judge.skipped(skips.getFirst());
    }
}
