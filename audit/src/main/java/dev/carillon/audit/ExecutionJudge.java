package dev.carillon.audit;

import dev.carillon.audit.Finding.Kind;
import dev.carillon.audit.Timeline.Stretch;
import dev.carillon.proto.v1.Cause;
import dev.carillon.proto.v1.SkipReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows every execution from its trigger to its end, and knows how many were live when a fire was skipped. */
final class ExecutionJudge {

    private static final class Run {
        int trigger = -1;
        long started;
        boolean queued;
        final List<Integer> ends = new ArrayList<>(1);
    }

    private final JobLog log;
    private final Timeline timeline;
    private final Question question;
    private final boolean liveKnown;
    private final Tally tally;
    private final Map<Long, Run> runs = new LinkedHashMap<>();
    private int live;

    ExecutionJudge(JobLog log, Timeline timeline, Question question, boolean liveKnown, Tally tally) {
        this.log = log;
        this.timeline = timeline;
        this.question = question;
        this.liveKnown = liveKnown;
        this.tally = tally;
    }

    void judge() {
        for (int row = 0; row < log.size(); row++) {
            switch (log.row(row)) {
                case TRIGGERED -> triggered(row);
                case STARTED -> {
                    if (log.second(row) == 1) {
                        run(row).started = log.first(row);
                    }
                }
                case ENDED -> ended(row);
                case SKIPPED -> {
                    if (log.detail(row) == SkipReason.OVERLAP_VALUE) {
                        overlap(row);
                    }
                }
                case CHANGED, BACKFILL -> {}
            }
        }
        runs.forEach(this::settle);
    }

    private Run run(int row) {
        return runs.computeIfAbsent(log.key(row), key -> new Run());
    }

    private void triggered(int row) {
        Run run = run(row);
        boolean scheduled = ExecutionKey.isScheduled(log.key(row));
        if (run.trigger >= 0) {
            if (!scheduled && question.holds(log.at(row))) {
                tally.find(Kind.DOUBLED, log, log.second(row), "was triggered twice", List.of(run.trigger, row));
            }
            return; // A scheduled one is counted where the fires are.
        }
        run.trigger = row;
        Terms terms = termsOf(row);
        run.queued = terms != null && terms.queues() && live >= terms.maxConcurrency();
        live += log.detail(row) == Cause.BACKFILL_VALUE ? 0 : 1;
    }

    private void ended(int row) {
        Run run = run(row);
        run.ends.add(row);
        if (log.first(row) != 0) {
            run.started = log.first(row);
        }
        if (run.trigger >= 0 && run.ends.size() == 1) {
            live -= log.detail(run.trigger) == Cause.BACKFILL_VALUE ? 0 : 1;
        }
    }

    /** Only where the log tells of all executions that the job ever had: else more may have been live. */
    private void overlap(int row) {
        Terms terms = termsOf(row);
        if (terms != null && log.isComplete() && live < terms.maxConcurrency() && question.holds(log.first(row))) {
            tally.find(
                    Kind.UNEXPLAINED,
                    log,
                    log.first(row),
                    "was skipped because as many executions were live as may be, but " + live + " of "
                            + terms.maxConcurrency() + " were",
                    List.of(row));
        }
    }

    private @Nullable Terms termsOf(int row) {
        Stretch stretch = timeline.ofRevision(log.revision(row));
        return stretch == null ? null : stretch.terms();
    }

    private void settle(long key, Run run) {
        if (run.trigger < 0) {
            endedOnly(key, run);
            return;
        }
        boolean scheduled = log.detail(run.trigger) == Cause.SCHEDULE_VALUE;
        long nominal = log.second(run.trigger);
        if (!question.holds(scheduled ? nominal : log.at(run.trigger))) {
            return;
        }
        switch (log.detail(run.trigger)) {
            case Cause.MANUAL_VALUE -> tally.manual++;
            case Cause.BACKFILL_VALUE -> tally.backfilled++;
            default -> timing(run, nominal);
        }
        switch (run.ends.size()) {
            case 0 -> notEnded(key, run, nominal);
            case 1 -> {
                tally.executions++;
                if (run.ends.getFirst() < run.trigger) {
                    find(Kind.UNEXPLAINED, nominal, "ended before it was triggered", run);
                }
            }
            default -> find(Kind.ENDED_TWICE, nominal, "has " + run.ends.size() + " final states", run);
        }
    }

    /** A trigger is in the log before its nominal time or after, so in what was read if the nominal time is. */
    private void endedOnly(long key, Run run) {
        if (ExecutionKey.isScheduled(key) && question.holds(key) && !run.ends.isEmpty()) {
            tally.find(Kind.UNEXPLAINED, log, key, "ended, but was never triggered", run.ends);
        }
    }

    private void timing(Run run, long nominal) {
        long due = log.first(run.trigger);
        long triggerLate = log.at(run.trigger) - due;
        Terms terms = termsOf(run.trigger);
        boolean missed = terms != null && triggerLate > terms.misfireThreshold();
        if (missed || timeline.at(nominal).isPauseThatEnded()) {
            tally.caughtUp++;
            return;
        }
        tally.queued += run.queued ? 1 : 0;
        tally.timing(triggerLate, run.started - due, run.started != 0, run.queued);
    }

    private void notEnded(long key, Run run, long nominal) {
        long since = log.at(run.trigger);
        long due = log.detail(run.trigger) == Cause.SCHEDULE_VALUE ? Math.max(since, log.first(run.trigger)) : since;
        boolean gone = liveKnown && !log.live.contains(key) && question.isDue(due);
        boolean tooLong = question.unendedLimit()
                .filter(limit -> due + limit.toMillis() < question.asOf().toEpochMilli())
                .isPresent();
        if (gone) {
            find(Kind.UNENDED, nominal, "has no final state and is not live any more", run);
        } else if (tooLong) {
            find(Kind.UNENDED, nominal, "has no final state for longer than the limit", run);
        } else {
            tally.running++;
        }
    }

    private void find(Kind kind, long nominal, String what, Run run) {
        List<Integer> rows = new ArrayList<>(List.of(run.trigger));
        rows.addAll(run.ends);
        tally.find(kind, log, nominal, what, rows);
    }
}
