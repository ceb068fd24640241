package dev.carillon.audit;

import dev.carillon.audit.Finding.Kind;
import dev.carillon.audit.Timeline.Stretch;
import dev.carillon.proto.v1.MisfirePolicy;
import dev.carillon.proto.v1.SkipReason;
import java.util.List;

/** Whether a record of skipped fires is true: as many as it says, and for the reason that it gives. */
final class SkipJudge {

    /** Ranges of more fires are taken at their word, to bound the work. */
    private static final long COUNTED_MAX = 200_000;

    private final JobLog log;
    private final Timeline timeline;
    private final CalendarBook calendars;
    private final Tally tally;

    SkipJudge(JobLog log, Timeline timeline, CalendarBook calendars, Tally tally) {
        this.log = log;
        this.timeline = timeline;
        this.calendars = calendars;
        this.tally = tally;
    }

    void judge(int row) {
        long first = log.first(row);
        long last = log.second(row);
        long count = log.key(row);
        if (count <= COUNTED_MAX) {
            long[] owed = timeline.owed(first, last + 1);
            boolean exact = owed.length == count && owed[0] == first && owed[owed.length - 1] == last;
            if (!exact && !timeline.at(first).unknown()) {
                refuse(row, "says that " + count + " fires were skipped, owed were " + owed.length);
                return;
            }
        }
        Stretch stretch = timeline.ofRevision(log.revision(row));
        Terms terms = stretch == null ? null : stretch.terms();
        SkipReason reason = SkipReason.forNumber(log.detail(row));
        if (terms == null || reason == null) {
            return;
        }
        switch (reason) {
            case MISFIRE -> misfire(row, terms);
            case PAUSED -> paused(row);
            case CALENDAR -> {
                if (!calendars.mayExclude(terms, first, log.at(row))) {
                    refuse(row, "was skipped for a calendar, but none of the job excludes it");
                }
            }
            // Whether as many were live as may be, only who follows the executions can tell.
            case OVERLAP -> {}
            case SKIP_REASON_UNSPECIFIED, UNRECOGNIZED -> refuse(row, "was skipped without a reason");
        }
    }

    private void misfire(int row, Terms terms) {
        long threshold = log.at(row) - terms.misfireThreshold();
        long last = log.second(row);
        if (terms.due(last) >= threshold) {
            refuse(row, "was skipped as missed, but was not later than the misfire threshold");
            return;
        }
        MisfirePolicy misfire = terms.misfire();
        long catchUp = misfire.getCatchUpMs();
        boolean tooOld = catchUp > 0 && terms.due(last) < log.at(row) - catchUp;
        // With jitter, the next fire may not be due yet though its time has come; then nothing can be said.
        boolean mayRun = misfire.getMode() != MisfirePolicy.Mode.SKIP && !tooOld && terms.jitter() == 0;
        // Of the missed fires the policy lets the newest run, so another missed one follows those that are skipped.
        if (mayRun && timeline.owed(last + 1, threshold).length == 0) {
            refuse(row, "was skipped as missed, but the policy " + misfire.getMode() + " lets the newest run");
        }
    }

    private void paused(int row) {
        if (!timeline.at(log.first(row)).isPauseThatEnded()
                || !timeline.at(log.second(row)).isPauseThatEnded()) {
            refuse(row, "was skipped for a pause, but the job was not paused then");
        }
    }

    private void refuse(int row, String what) {
        tally.find(Kind.UNEXPLAINED, log, log.first(row), what, List.of(row));
    }
}
