package dev.carillon.audit;

import dev.carillon.audit.Finding.Kind;
import dev.carillon.audit.JobLog.Row;
import dev.carillon.audit.Timeline.Stretch;
import dev.carillon.proto.v1.Cause;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the executions of a job that should be over: triggered longer ago than an attempt may take and the cluster may wait, and
 * without an end. Those of them that are not live have been forgotten.
 */
final class EndJudge {

    private final JobLog log;
    private final Question question;

    /** @param question whose {@code asOf} is now, and whose grace is what the cluster may wait */
    EndJudge(JobLog log, Question question) {
        this.log = log;
        this.question = question;
    }

    /** When the oldest execution was triggered that may still end, epoch ms. */
    static Optional<Long> oldestOpen(JobLog log) {
        return open(log).map(log::at).min(Long::compare);
    }

    boolean hasOverdue() {
        return overdue().findAny().isPresent();
    }

    /** Finds each once. */
    void judge(LiveExecutions live, Tally tally) {
        for (int trigger : overdue().toList()) {
            if (!live.contains(log.jobId(), log.key(trigger))) {
                log.foundUnended(log.key(trigger));
                tally.find(
                        Kind.UNENDED,
                        log,
                        log.second(trigger),
                        "has no final state and is not live any more",
                        List.of(trigger));
            }
        }
    }

    private Stream<Integer> overdue() {
        List<Integer> old =
                open(log).filter(trigger -> question.isDue(due(trigger))).toList();
        if (old.isEmpty()) {
            return Stream.empty();
        }
        Timeline timeline = new Timeline(log);
        return old.stream().filter(trigger -> question.isDue(due(trigger) + limit(timeline, trigger)));
    }

    /** Triggers without an end, of which nothing has been found. */
    private static Stream<Integer> open(JobLog log) {
        Map<Long, Integer> open = new HashMap<>();
        for (int row = 0; row < log.size(); row++) {
            if (log.row(row) == Row.TRIGGERED) {
                open.putIfAbsent(log.key(row), row);
            }
        }
        for (int row = 0; row < log.size(); row++) {
            if (log.row(row) == Row.ENDED) {
                open.remove(log.key(row));
            }
        }
        return open.values().stream()
                .filter(trigger -> !log.isFoundUnended(log.key(trigger)))
                .sorted();
    }

    private long due(int trigger) {
        long at = log.at(trigger);
        return log.detail(trigger) == Cause.SCHEDULE_VALUE ? Math.max(at, log.first(trigger)) : at;
    }

    /** What an attempt may take, milliseconds; 0 where there is no limit or it is not known. */
    private long limit(Timeline timeline, int trigger) {
        @Nullable Stretch stretch = timeline.ofRevision(log.revision(trigger));
        @Nullable Terms terms = stretch == null ? null : stretch.terms();
        return terms == null ? 0 : terms.timeLimit();
    }
}
