package dev.carillon.audit;

import dev.carillon.audit.Finding.Kind;
import dev.carillon.audit.JobLog.Row;
import dev.carillon.audit.Timeline.Stretch;
import dev.carillon.proto.v1.Cause;
import dev.carillon.proto.v1.JobChanged;
import dev.carillon.proto.v1.SkipReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the fires that a job owes with the records that say what became of them. Records are counted, never ids: a
 * trigger that was written twice shows. Fixed delays are {@link DelayJudge}'s.
 */
final class FireJudge {

    private static final int NONE = -1;

    private final JobLog log;
    private final Timeline timeline;
    private final Question question;
    private final CalendarBook calendars;
    private final SkipJudge skips;
    private final Tally tally;

    private final long[] owed;

    /** Of each owed fire the first record; further ones are in {@link #again}. */
    private final int[] record;

    private final Map<Long, List<Integer>> again = new HashMap<>();

    /** Records of fires that are not owed, by nominal time. */
    private final Map<Long, Integer> strangers = new HashMap<>();

    FireJudge(JobLog log, Timeline timeline, Question question, CalendarBook calendars, Tally tally) {
        this.log = log;
        this.timeline = timeline;
        this.question = question;
        this.calendars = calendars;
        this.skips = new SkipJudge(log, timeline, calendars, tally);
        this.tally = tally;
        this.owed = timeline.owed(question.fromMs(), question.toMs());
        this.record = new int[owed.length];
        Arrays.fill(record, NONE);
    }

    void judge() {
        for (int row = 0; row < log.size(); row++) {
            if (log.row(row) == Row.TRIGGERED && log.detail(row) == Cause.SCHEDULE_VALUE) {
                triggered(row);
            } else if (log.row(row) == Row.SKIPPED) {
                skipped(row);
            }
        }
        for (int index = 0; index < owed.length; index++) {
            settle(index);
        }
    }

    private void triggered(int row) {
        long nominal = log.second(row);
        if (!question.holds(nominal) || isOfFixedDelay(row)) {
            return;
        }
        int index = Arrays.binarySearch(owed, nominal);
        if (index < 0) {
            notOwed(row, nominal, "was triggered");
            return;
        }
        note(index, row);
        Terms terms = timeline.at(nominal).terms();
        if (terms != null) {
            long due = log.first(row);
            if (!isDueAt(due, nominal) && !isDueByResume(row, nominal)) {
                unexplained(
                        row,
                        nominal,
                        "is due " + (due - nominal) + " ms after its nominal time, by its jitter it is "
                                + (terms.due(nominal) - nominal) + " ms");
            } else if (calendars.mustExclude(terms, nominal, log.at(row))) {
                unexplained(row, nominal, "was triggered, though a calendar of the job excludes it");
            }
        }
    }

    /** By the terms of any revision: one that waited for its turn keeps its due instant through a change. */
    private boolean isDueAt(long due, long nominal) {
        return timeline.stretches().stream()
                .map(Stretch::terms)
                .anyMatch(terms -> terms != null && terms.due(nominal) == due);
    }

    /** What a pause has kept back is due when it no longer is, so at the instant at which it is triggered. */
    private boolean isDueByResume(int row, long nominal) {
        return timeline.at(nominal).isPauseThatEnded() && log.first(row) == log.at(row);
    }

    private void skipped(int row) {
        long first = log.first(row);
        long last = log.second(row);
        if (last < question.fromMs() || first >= question.toMs() || isOfFixedDelay(row)) {
            return;
        }
        int low = position(first);
        int high = position(last + 1);
        if (low == high) {
            notOwed(row, Math.max(first, question.fromMs()), "was recorded as skipped");
            return;
        }
        for (int index = low; index < high; index++) {
            note(index, row);
        }
        skips.judge(row);
    }

    /** How many owed fires are before the instant. */
    private int position(long nominal) {
        int index = Arrays.binarySearch(owed, nominal);
        return index < 0 ? -index - 1 : index;
    }

    private void note(int index, int row) {
        if (record[index] == NONE) {
            record[index] = row;
        } else {
            again.computeIfAbsent(owed[index], key -> new ArrayList<>(List.of(record[index])))
                    .add(row);
        }
    }

    private boolean isOfFixedDelay(int row) {
        Stretch stretch = timeline.ofRevision(log.revision(row));
        Terms terms = stretch == null ? null : stretch.terms();
        return terms != null && terms.isFixedDelay();
    }

    /** A fire that was emitted ahead, and whose schedule was then changed, is taken back; nothing else explains it. */
    private void notOwed(int row, long nominal, String what) {
        Stretch stretch = timeline.ofRevision(log.revision(row));
        Integer before = strangers.putIfAbsent(nominal, row);
        if (before != null) {
            tally.find(Kind.DOUBLED, log, nominal, "two records for a fire that is not owed", List.of(before, row));
        } else if (timeline.at(nominal).unknown() || stretch == null && !log.isComplete()) {
            tally.unjudged("job " + log.jobId() + ": revision " + log.revision(row) + ", by which it fired at "
                    + Instant.ofEpochMilli(nominal) + ", is older than what the history keeps");
        } else if (stretch != null && wasOwedWhenEmitted(stretch, row, nominal)) {
            tally.takenBack++;
        } else {
            unexplained(
                    row, nominal, what + ", but " + whyNot(timeline.at(nominal).terms()));
        }
    }

    private boolean wasOwedWhenEmitted(Stretch stretch, int row, long nominal) {
        Terms terms = stretch.terms();
        return terms != null
                && nominal > stretch.through()
                && row < stretch.endRow()
                && terms.owing().at(nominal);
    }

    private static String whyNot(@Nullable Terms terms) {
        if (terms == null) {
            return "there was no job then";
        }
        if (terms.quarantined()) {
            return "the job was quarantined then";
        }
        if (!terms.enabled()) {
            return "the job was disabled then";
        }
        return terms.paused() ? "the job was paused then" : "its schedule has no such fire";
    }

    private void unexplained(int row, long nominal, String what) {
        tally.find(Kind.UNEXPLAINED, log, nominal, what, List.of(row));
    }

    private void settle(int index) {
        tally.expected++;
        long nominal = owed[index];
        List<Integer> several = again.get(nominal);
        if (several != null) {
            tally.find(Kind.DOUBLED, log, nominal, several.size() + " records say what became of it", several);
        } else if (record[index] == NONE) {
            missing(index, nominal);
        } else if (log.row(record[index]) == Row.TRIGGERED) {
            tally.triggered++;
        } else {
            tally.skipped(reason(record[index]));
        }
    }

    private String reason(int row) {
        SkipReason reason = SkipReason.forNumber(log.detail(row));
        return reason == null ? "UNKNOWN" : reason.name();
    }

    private void missing(int index, long nominal) {
        Stretch stretch = timeline.at(nominal);
        Terms terms = stretch.terms();
        long due = terms == null ? nominal : terms.due(nominal);
        if (stretch.settledAt() != null) {
            due = Math.max(due, stretch.settledAt());
        }
        if (!question.isDue(due)) {
            tally.notYetDue++;
        } else if (stretch.endedBy() == JobChanged.Kind.QUARANTINED && isLastOf(stretch, index)) {
            tally.quarantined++;
        } else {
            tally.find(Kind.LOST, log, nominal, "was owed, and no record says what became of it", List.of());
        }
    }

    /** Whether no later fire of the stretch has a record: the job was given up at this one or before. */
    private boolean isLastOf(Stretch stretch, int index) {
        for (int later = index + 1; later < owed.length && owed[later] <= stretch.through(); later++) {
            if (record[later] != NONE) {
                return false;
            }
        }
        return true;
    }
}
