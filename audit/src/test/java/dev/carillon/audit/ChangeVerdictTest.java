package dev.carillon.audit;

import static dev.carillon.audit.Past.BEFORE;
import static dev.carillon.audit.Past.everyMinute;
import static dev.carillon.audit.Past.minute;
import static dev.carillon.audit.Past.scheduled;
import static dev.carillon.audit.Verdicts.expectOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.audit.Finding.Kind;
import dev.carillon.proto.v1.JobChanged;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.SkipReason;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Fires around changes of their job: of its definition, by a pause, by a quarantine. */
class ChangeVerdictTest {

    @Test
    void aDisabledJobOwesNothing() {
        JobDefinition.Builder disabled = everyMinute().setRevision(2).setEnabled(false);
        Past past = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 4)
                .changed(JobChanged.Kind.DISABLED, disabled, minute(4).plusSeconds(10));

        Verdict verdict = past.verdict();

        assertThat(verdict.isKept()).isTrue();
        assertThat(verdict.expected()).isEqualTo(5);
    }

    @Test
    void aTriggerOfADisabledJobIsUnexplained() {
        JobDefinition.Builder disabled = everyMinute().setRevision(2).setEnabled(false);
        Past past = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 4)
                .changed(JobChanged.Kind.DISABLED, disabled, minute(4).plusSeconds(10))
                .triggered(minute(7), minute(7), minute(7), 2)
                .ended(scheduled(minute(7)), minute(7), minute(7));

        expectOne(past.verdict(), Kind.UNEXPLAINED, 7, "disabled");
    }

    @Test
    void aFireEmittedAheadOfAChangeIsTakenBack() {
        JobDefinition.Builder disabled = everyMinute().setRevision(2).setEnabled(false);
        Past past = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 4)
                .triggered(minute(5), minute(5).minusMillis(400))
                .changed(JobChanged.Kind.DISABLED, disabled, minute(5).minusMillis(200))
                .ended(scheduled(minute(5)), minute(5), minute(5));

        Verdict verdict = past.verdict();

        assertThat(verdict.isKept()).isTrue();
        assertThat(verdict.takenBack()).isEqualTo(1);
    }

    @Test
    void firesUpToAChangeBelongToTheOldDefinition() {
        JobDefinition.Builder half = everyMinute().setRevision(2);
        half.getScheduleBuilder().getCronBuilder().setExpression("30 * * * * ?");
        Past past = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 5)
                .changed(JobChanged.Kind.REPLACED, half, minute(5));
        for (int number = 5; number < 10; number++) {
            Instant nominal = minute(number).plusSeconds(30);
            past.triggered(nominal, nominal, nominal, 2).ended(scheduled(nominal), nominal, nominal);
        }

        Verdict verdict = past.verdict();

        assertThat(verdict.isKept()).isTrue();
        assertThat(verdict.expected()).isEqualTo(11);
    }

    @Test
    void aFireThatAPauseHasKeptBackIsDueWhenItIsResumed() {
        JobDefinition.Builder paused = everyMinute()
                .setRevision(2)
                .setPausedAtMs(minute(3).plusSeconds(10).toEpochMilli());
        Instant resume = minute(6).plusSeconds(30);
        Past caughtUp = resumedWith(paused, resume, resume);
        Past untrue = resumedWith(paused, resume, minute(6).plusSeconds(7));

        assertThat(caughtUp.verdict().totals()).isEmpty();
        assertThat(caughtUp.verdict().caughtUp()).isEqualTo(1);
        expectOne(untrue.verdict(), Kind.UNEXPLAINED, 6, "by its jitter it is 0 ms");
    }

    /** The last fire of the pause runs. */
    private static Past resumedWith(JobDefinition.Builder paused, Instant resume, Instant due) {
        return new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 3)
                .changed(JobChanged.Kind.PAUSED, paused, minute(3).plusSeconds(10))
                .skipped(minute(4), minute(5), 2, SkipReason.PAUSED, resume)
                .triggered(minute(6), due, resume, 2)
                .ended(Past.scheduled(minute(6)), resume, resume.plusSeconds(1))
                .changed(JobChanged.Kind.RESUMED, everyMinute().setRevision(3), resume)
                .fired(7, 10);
    }

    @Test
    void aPauseHoldsBackAndItsEndSettles() {
        JobDefinition.Builder paused = everyMinute()
                .setRevision(2)
                .setPausedAtMs(minute(3).plusSeconds(10).toEpochMilli());
        JobDefinition.Builder resumed = everyMinute().setRevision(3);
        Past open = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 3)
                .changed(JobChanged.Kind.PAUSED, paused, minute(3).plusSeconds(10));
        Past settled = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 3)
                .changed(JobChanged.Kind.PAUSED, paused, minute(3).plusSeconds(10))
                .skipped(minute(4), minute(6), 3, SkipReason.PAUSED, minute(6).plusSeconds(30))
                .changed(JobChanged.Kind.RESUMED, resumed, minute(6).plusSeconds(30))
                .fired(7, 10);
        Past forgotten = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 3)
                .changed(JobChanged.Kind.PAUSED, paused, minute(3).plusSeconds(10))
                .changed(JobChanged.Kind.RESUMED, resumed, minute(6).plusSeconds(30))
                .fired(7, 10);
        Past untrue = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 3)
                .skipped(minute(4), minute(4), 1, SkipReason.PAUSED, minute(4))
                .fired(5, 10);

        assertThat(open.verdict().isKept()).isTrue();
        assertThat(settled.verdict().totals()).isEmpty();
        assertThat(forgotten.verdict().totals()).isEqualTo(Map.of(Kind.LOST, 3L));
        expectOne(untrue.verdict(), Kind.UNEXPLAINED, 4, "not paused");
    }

    @Test
    void aPauseGoesOnThroughAChangeOfTheTask() {
        long since = minute(3).plusSeconds(10).toEpochMilli();
        JobDefinition.Builder paused = everyMinute().setRevision(2).setPausedAtMs(since);
        JobDefinition.Builder other = everyMinute().setRevision(3).setPausedAtMs(since);
        Past going = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 3)
                .changed(JobChanged.Kind.PAUSED, paused, minute(3).plusSeconds(10))
                .changed(JobChanged.Kind.REPLACED, other, minute(5).plusSeconds(10));
        Past ended = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 3)
                .changed(JobChanged.Kind.PAUSED, paused, minute(3).plusSeconds(10))
                .changed(JobChanged.Kind.REPLACED, other, minute(5).plusSeconds(10))
                .skipped(minute(4), minute(6), 3, SkipReason.PAUSED, minute(6).plusSeconds(30))
                .changed(
                        JobChanged.Kind.DELETED,
                        other.clone().setRevision(4),
                        minute(6).plusSeconds(30));

        assertThat(going.verdict().totals()).isEmpty();
        Verdict verdict = ended.verdict();
        assertThat(verdict.totals()).isEmpty();
        assertThat(verdict.skipped()).containsEntry("PAUSED", 3L);
    }

    @Test
    void aQuarantinedJobIsNoLoss() {
        Past past = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 4)
                .changed(JobChanged.Kind.QUARANTINED, everyMinute(), minute(5).plusSeconds(1));

        Verdict verdict = past.verdict();

        assertThat(verdict.totals()).isEmpty();
        assertThat(verdict.quarantined()).isEqualTo(1);
    }
}
