package dev.carillon.audit;

import dev.carillon.audit.Finding.Kind;
import dev.carillon.audit.Timeline.Stretch;
import java.time.Instant;
import java.util.List;

/** Judges one job: its fires, its executions and its backfills, each by a judge of its own. */
final class JobJudge {

    private final JobLog log;
    private final Question question;
    private final CalendarBook calendars;
    private final boolean liveKnown;
    private final Tally tally;
    private final Timeline timeline;

    JobJudge(JobLog log, Question question, CalendarBook calendars, boolean liveKnown, Tally tally) {
        this.log = log;
        this.question = question;
        this.calendars = calendars;
        this.liveKnown = liveKnown;
        this.tally = tally;
        this.timeline = new Timeline(log);
    }

    void judge() {
        if (!isOfNamespace()) {
            return;
        }
        if (timeline.stretches().stream().allMatch(stretch -> stretch.terms() == null && !stretch.unknown())) {
            if (log.size() > 0) {
                withoutDefinition();
            }
            return;
        }
        tally.jobs++;
        timeline.stretches().forEach(this::sayUnjudged);
        new FireJudge(log, timeline, question, calendars, tally).judge();
        new DelayJudge(log, timeline, question, tally).judge();
        new ExecutionJudge(log, timeline, question, liveKnown, tally).judge();
        new BackfillJudge(log, timeline, question, calendars, tally).judge();
    }

    private boolean isOfNamespace() {
        return question.namespace().isEmpty()
                || timeline.stretches().stream()
                        .map(Stretch::terms)
                        .anyMatch(terms -> terms != null
                                && terms.namespace().equals(question.namespace().get()));
    }

    /** Records of a job that neither the history nor the list of jobs knows: it was deleted long ago, or never was. */
    private void withoutDefinition() {
        for (int row = 0; row < log.size(); row++) {
            if (log.row(row) == JobLog.Row.TRIGGERED && question.holds(log.at(row))) {
                tally.find(
                        Kind.UNEXPLAINED,
                        log,
                        log.second(row),
                        "was triggered, but there is no job with this id",
                        List.of(row));
            }
        }
    }

    private void sayUnjudged(Stretch stretch) {
        if (stretch.through() < question.fromMs() || stretch.after() >= question.toMs()) {
            return;
        }
        Terms terms = stretch.terms();
        if (stretch.unknown()) {
            tally.unjudged("job " + log.jobId() + ": its definition up to " + Instant.ofEpochMilli(stretch.through())
                    + " is older than what the history keeps");
        } else if (terms != null && terms.problem() != null) {
            tally.unjudged("job " + log.jobId() + ": " + terms.problem());
        }
    }
}
