package dev.carillon.audit;

import dev.carillon.audit.Finding.Kind;
import dev.carillon.audit.JobLog.BackfillChange;
import dev.carillon.audit.JobLog.Row;
import dev.carillon.proto.v1.Backfill;
import dev.carillon.proto.v1.BackfillChanged;
import dev.carillon.proto.v1.Cause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether each execution of a backfill is of one that was asked for, and whether a finished one has all of its fires. */
final class BackfillJudge {

    private final JobLog log;
    private final Timeline timeline;
    private final Question question;
    private final CalendarBook calendars;
    private final Tally tally;
    private final Map<Long, Backfill> asked = new HashMap<>();
    private final Map<Long, List<Integer>> triggers = new HashMap<>();

    BackfillJudge(JobLog log, Timeline timeline, Question question, CalendarBook calendars, Tally tally) {
        this.log = log;
        this.timeline = timeline;
        this.question = question;
        this.calendars = calendars;
        this.tally = tally;
    }

    void judge() {
        log.backfills.stream()
                .filter(change -> change.kind() == BackfillChanged.Kind.STARTED)
                .forEach(change -> asked.put(ExecutionKey.hash(change.backfill().getId()), change.backfill()));
        for (int row = 0; row < log.size(); row++) {
            if (log.row(row) == Row.TRIGGERED && log.detail(row) == Cause.BACKFILL_VALUE) {
                triggers.computeIfAbsent(log.first(row), key -> new ArrayList<>())
                        .add(row);
                if (question.holds(log.at(row))) {
                    explain(row);
                }
            }
        }
        log.backfills.stream()
                .filter(change -> change.kind() == BackfillChanged.Kind.FINISHED)
                .forEach(this::finished);
    }

    private void explain(int row) {
        long nominal = log.second(row);
        Backfill backfill = asked.get(log.first(row));
        if (backfill == null) {
            if (log.isComplete()) {
                find(row, "was triggered by a backfill that nobody asked for");
            }
            return;
        }
        Timeline.Stretch stretch = timeline.ofRevision(log.revision(row));
        Terms terms = stretch == null ? null : stretch.terms();
        if (nominal < backfill.getFromMs() || nominal >= backfill.getUntilMs()) {
            find(row, "is not in the stretch of its backfill");
        } else if (terms != null && !terms.isFixedDelay() && !terms.owing().at(nominal)) {
            find(row, "was backfilled, but the schedule has no such fire");
        } else if (terms != null && calendars.mustExclude(terms, nominal, log.at(row))) {
            find(row, "was backfilled, though a calendar of the job excludes it");
        }
    }

    private void finished(BackfillChange change) {
        Backfill backfill = change.backfill();
        long key = ExecutionKey.hash(backfill.getId());
        int found = triggers.getOrDefault(key, List.of()).size();
        boolean begunHere = asked.containsKey(key) && question.holds(log.at(change.row()));
        if (begunHere && (found != backfill.getEmitted() || found > backfill.getTotal())) {
            find(
                    change.row(),
                    "backfill finished with " + found + " executions, says " + backfill.getEmitted() + " of "
                            + backfill.getTotal());
        }
    }

    private void find(int row, String what) {
        long nominal = log.row(row) == Row.TRIGGERED ? log.second(row) : log.at(row);
        tally.find(Kind.UNEXPLAINED, log, nominal, what, List.of(row));
    }
}
