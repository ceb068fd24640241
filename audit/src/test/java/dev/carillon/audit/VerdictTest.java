package dev.carillon.audit;

import static dev.carillon.audit.Past.JOB;
import static dev.carillon.audit.Past.START;
import static dev.carillon.audit.Past.everyMinute;
import static dev.carillon.audit.Past.minute;
import static dev.carillon.audit.Past.scheduled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.audit.Finding.Kind;
import dev.carillon.audit.Finding.Place;
import dev.carillon.proto.v1.BackfillChanged;
import dev.carillon.proto.v1.Calendar;
import dev.carillon.proto.v1.CalendarChanged;
import dev.carillon.proto.v1.JobChanged;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.OneTimeSchedule;
import dev.carillon.proto.v1.OverlapPolicy;
import dev.carillon.proto.v1.SkipReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each verdict, on histories that are made up: ten minutes of a job that fires at every full minute. */
class VerdictTest {

    private static final Instant BEFORE = START.minusSeconds(100);

    private static Past everyMinuteFired() {
        return new Past().created(everyMinute(), BEFORE).fired(-1, 10);
    }

    private static void expectOne(Verdict verdict, Kind kind, int nominalMinute, String what) {
        assertThat(verdict.totals()).isEqualTo(Map.of(kind, 1L));
        Finding finding = verdict.findings(kind).getFirst();
        assertThat(finding.jobId()).isEqualTo(JOB);
        assertThat(finding.nominal()).isEqualTo(minute(nominalMinute));
        assertThat(finding.what()).contains(what);
        assertThat(verdict.status()).isEqualTo(1);
    }

    @Test
    void whatFiredOnceAndEndedOnceIsKept() {
        Verdict verdict = everyMinuteFired().verdict();

        assertThat(verdict.totals()).isEmpty();
        assertThat(verdict.status()).isZero();
        assertThat(verdict.jobs()).isEqualTo(1);
        assertThat(verdict.expected()).isEqualTo(10);
        assertThat(verdict.triggered()).isEqualTo(10);
        assertThat(verdict.executions()).isEqualTo(10);
        assertThat(verdict.late()).isZero();
    }

    @Test
    void aFireWithoutARecordIsLost() {
        Past past = new Past().created(everyMinute(), BEFORE).fired(-1, 4).fired(6, 10);

        expectOne(past.verdict(), Kind.LOST, 5, "no record");
    }

    @Test
    void aFireWithoutARecordIsNotYetDueWithinTheGrace() {
        Past past = new Past().created(everyMinute(), BEFORE).fired(-1, 7);

        Verdict verdict = past.verdict(minute(9).plusSeconds(30));

        assertThat(verdict.total(Kind.LOST)).isEqualTo(1); // of minute 8
        assertThat(verdict.notYetDue()).isEqualTo(1); // of minute 9
    }

    @Test
    void anIdleJobOfTheListLosesEveryFire() {
        Past past = new Past();
        past.ledger()
                .definition(everyMinute()
                        .setCreatedAtMs(BEFORE.toEpochMilli())
                        .setUpdatedAtMs(BEFORE.toEpochMilli())
                        .build());

        assertThat(past.verdict().total(Kind.LOST)).isEqualTo(10);
    }

    @Test
    void twoTriggersOfOneFireAreDoubledThoughTheyHaveOneId() {
        Past past = everyMinuteFired().triggered(minute(3), minute(3).plusSeconds(1));

        Verdict verdict = past.verdict();

        expectOne(verdict, Kind.DOUBLED, 3, "2 records");
        assertThat(verdict.findings(Kind.DOUBLED).getFirst().records())
                .containsExactly(new Place(0, 9), new Place(0, 25));
    }

    @Test
    void aTriggerAndASkipThatCoversItAreDoubled() {
        Past past = everyMinuteFired()
                .skipped(minute(3), minute(3), 1, SkipReason.MISFIRE, minute(3).plusSeconds(70));

        Verdict verdict = past.verdict();

        assertThat(verdict.total(Kind.DOUBLED)).isEqualTo(1);
    }

    @Test
    void aTriggerThatNobodyOwesIsUnexplained() {
        Instant odd = minute(3).plusSeconds(30);
        Past past = everyMinuteFired().fired(odd);

        Verdict verdict = past.verdict();

        assertThat(verdict.totals()).isEqualTo(Map.of(Kind.UNEXPLAINED, 1L));
        assertThat(verdict.findings(Kind.UNEXPLAINED).getFirst().what()).contains("has no such fire");
    }

    @Test
    void aShiftedTriggerIsLostAndUnexplained() {
        Past past = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 4)
                .fired(minute(5).plusMillis(1))
                .fired(6, 10);

        assertThat(past.verdict().totals()).isEqualTo(Map.of(Kind.LOST, 1L, Kind.UNEXPLAINED, 1L));
    }

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
    void aOneTimeJobMadeAMomentTooLateIsOwed() {
        JobDefinition.Builder once = everyMinute();
        once.getScheduleBuilder()
                .setOneTime(OneTimeSchedule.newBuilder().setAtMs(minute(3).toEpochMilli()));
        Past late = new Past().created(once, minute(3).plusSeconds(20));

        assertThat(late.verdict().total(Kind.LOST)).isEqualTo(1);
    }

    @Test
    void aMissedRangeIsSkippedByTheMisfirePolicyButForTheNewest() {
        Past past = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 2)
                .skipped(minute(3), minute(6), 4, SkipReason.MISFIRE, minute(8).plusSeconds(30))
                .triggered(minute(7), minute(8).plusSeconds(30))
                .ended(scheduled(minute(7)), minute(9), minute(9))
                .triggered(minute(8), minute(8).plusSeconds(30))
                .ended(scheduled(minute(8)), minute(9), minute(9))
                .fired(9, 10);

        Verdict verdict = past.verdict();

        assertThat(verdict.totals()).isEmpty();
        assertThat(verdict.skipped()).containsEntry("MISFIRE", 4L);
        assertThat(verdict.caughtUp()).isEqualTo(1);
        assertThat(verdict.late()).isEqualTo(1);
    }

    @Test
    void theNewestMissedFireMayNotBeSkippedWhenThePolicyLetsItRun() {
        Past past = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 2)
                .skipped(minute(3), minute(6), 4, SkipReason.MISFIRE, minute(7).plusSeconds(30))
                .fired(7, 10);

        expectOne(past.verdict(), Kind.UNEXPLAINED, 3, "lets the newest run");
    }

    @Test
    void aSkipIsNotMissedWithinTheThreshold() {
        Past past = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 2)
                .skipped(minute(3), minute(3), 1, SkipReason.MISFIRE, minute(3).plusSeconds(30))
                .fired(4, 10);

        expectOne(past.verdict(), Kind.UNEXPLAINED, 3, "misfire threshold");
    }

    @Test
    void aRangeOfSkipsMustHaveAsManyFiresAsItSays() {
        Past past = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 2)
                .skipped(minute(3), minute(6), 3, SkipReason.MISFIRE, minute(8).plusSeconds(30))
                .fired(7, 10);

        expectOne(past.verdict(), Kind.UNEXPLAINED, 3, "says that 3 fires were skipped, owed were 4");
    }

    @Test
    void aSkipForOverlapNeedsAsManyLiveExecutions() {
        Past kept = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 2)
                .triggered(minute(3), minute(3))
                .skipped(minute(4), minute(4), 1, SkipReason.OVERLAP, minute(4))
                .ended(scheduled(minute(3)), minute(3), minute(5).minusSeconds(1))
                .fired(5, 10);
        Past broken = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 3)
                .skipped(minute(4), minute(4), 1, SkipReason.OVERLAP, minute(4))
                .fired(5, 10);

        assertThat(kept.verdict().isKept()).isTrue();
        expectOne(broken.verdict(), Kind.UNEXPLAINED, 4, "0 of 1 were");
    }

    @Test
    void aSkipForACalendarNeedsOneThatExcludesIt() {
        Calendar.Builder calendar = Calendar.newBuilder()
                .setId(7)
                .setNamespace("default")
                .setName("quiet")
                .setRevision(1);
        calendar.addWindowsBuilder().setFrom("10:03").setUntil("10:04");
        Past kept = new Past()
                .calendar(CalendarChanged.Kind.CREATED, calendar, BEFORE.minusSeconds(100))
                .created(everyMinute().addCalendars("quiet"), BEFORE)
                .fired(-1, 2)
                .skipped(minute(3), minute(3), 1, SkipReason.CALENDAR, minute(3))
                .fired(4, 10);
        Past broken = new Past()
                .calendar(CalendarChanged.Kind.CREATED, calendar, BEFORE.minusSeconds(100))
                .created(everyMinute().addCalendars("quiet"), BEFORE)
                .fired(-1, 3)
                .skipped(minute(4), minute(4), 1, SkipReason.CALENDAR, minute(4))
                .fired(5, 10);

        assertThat(kept.verdict().totals()).isEmpty();
        Verdict verdict = broken.verdict();
        assertThat(verdict.findings(Kind.UNEXPLAINED))
                .extracting(Finding::nominal)
                .containsExactly(minute(3), minute(4));
    }

    @Test
    void aChangedCalendarCountsFromItsChangeOn() {
        Calendar.Builder none =
                Calendar.newBuilder().setNamespace("default").setName("quiet").setRevision(1);
        Calendar.Builder always = none.clone().setRevision(2).setInverted(true);
        Past past = new Past()
                .calendar(CalendarChanged.Kind.CREATED, none, BEFORE.minusSeconds(100))
                .created(everyMinute().addCalendars("quiet"), BEFORE)
                .fired(-1, 4)
                .calendar(CalendarChanged.Kind.REPLACED, always, minute(4).plusSeconds(50));
        for (int number = 5; number < 10; number++) {
            past.skipped(minute(number), minute(number), 1, SkipReason.CALENDAR, minute(number));
        }

        assertThat(past.verdict().totals()).isEmpty();
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

    @Test
    void anExecutionThatIsNeitherEndedNorLiveIsUnended() {
        Past gone = new Past()
                .withoutUnendedLimit()
                .created(everyMinute().setMaxConcurrency(9), BEFORE)
                .fired(-1, 8)
                .triggered(minute(9), minute(9));
        gone.ledger().liveIsKnown();
        Past live = new Past()
                .withoutUnendedLimit()
                .created(everyMinute().setMaxConcurrency(9), BEFORE)
                .fired(-1, 8)
                .triggered(minute(9), minute(9));
        live.ledger().liveIsKnown();
        live.ledger().live(JOB, scheduled(minute(9)));

        expectOne(gone.verdict(), Kind.UNENDED, 9, "not live");
        Verdict verdict = live.verdict();
        assertThat(verdict.isKept()).isTrue();
        assertThat(verdict.running()).isEqualTo(1);
    }

    @Test
    void anExecutionIsUnendedBeyondTheLimit() {
        Past past = new Past()
                .created(everyMinute().setMaxConcurrency(9), BEFORE)
                .fired(-1, 3)
                .triggered(minute(4), minute(4))
                .fired(5, 10);

        expectOne(past.verdict(), Kind.UNENDED, 4, "longer than the limit");
    }

    @Test
    void twoFinalStatesAreFound() {
        Past past = everyMinuteFired().ended(scheduled(minute(4)), minute(4), minute(6));

        expectOne(past.verdict(), Kind.ENDED_TWICE, 4, "2 final states");
    }

    @Test
    void anEndWithoutATriggerIsFound() {
        Past past = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 4)
                .ended(scheduled(minute(5)), minute(5), minute(5))
                .fired(6, 10);

        assertThat(past.verdict().totals()).isEqualTo(Map.of(Kind.LOST, 1L, Kind.UNEXPLAINED, 1L));
    }

    @Test
    void aCommandThatIsCarriedOutTwiceIsDoubled() {
        Past past = everyMinuteFired()
                .asked("run", minute(4))
                .ended(JOB + "-crun", minute(4), minute(5))
                .asked("run", minute(6));

        expectOne(past.verdict(), Kind.DOUBLED, 6, "triggered twice");
    }

    @Test
    void latenessIsOfTheTriggerAndOfTheStart() {
        Past past = new Past()
                .created(everyMinute(), BEFORE)
                .fired(-1, 4)
                .triggered(minute(5), minute(5).plusSeconds(3))
                .ended(scheduled(minute(5)), minute(5).plusSeconds(3), minute(5).plusSeconds(4))
                .triggered(minute(6), minute(6))
                .started(scheduled(minute(6)), minute(6).plusSeconds(8))
                .fired(7, 10);

        Verdict verdict = past.verdict();

        assertThat(verdict.late()).isEqualTo(2);
        assertThat(verdict.triggers().max()).isEqualTo(Duration.ofSeconds(3));
        assertThat(verdict.starts().max()).isEqualTo(Duration.ofSeconds(8));
        assertThat(verdict.starts().count(0)).isEqualTo(8);
    }

    @Test
    void aQueuedFireIsNotLateForItsWait() {
        JobDefinition.Builder queue = everyMinute();
        queue.getOverlapBuilder().setMode(OverlapPolicy.Mode.QUEUE_ONE);
        Past past = new Past()
                .created(queue, BEFORE)
                .fired(-1, 4)
                .triggered(minute(5), minute(5))
                .triggered(minute(6), minute(6))
                .ended(scheduled(minute(5)), minute(5), minute(6).plusSeconds(30))
                .ended(
                        scheduled(minute(6)),
                        minute(6).plusSeconds(30),
                        minute(6).plusSeconds(40))
                .fired(7, 10);

        Verdict verdict = past.verdict();

        assertThat(verdict.isKept()).isTrue();
        assertThat(verdict.queued()).isEqualTo(1);
        assertThat(verdict.late()).isZero();
    }

    @Test
    void aBackfillHasTheFiresOfItsStretch() {
        Past kept = everyMinuteFired()
                .backfill(BackfillChanged.Kind.STARTED, "b1", minute(0), minute(2), 2, minute(5))
                .backfilled("b1", minute(0), minute(5))
                .backfilled("b1", minute(1), minute(6))
                .backfill(BackfillChanged.Kind.FINISHED, "b1", minute(0), minute(2), 2, minute(6));
        Past broken = everyMinuteFired()
                .backfill(BackfillChanged.Kind.STARTED, "b1", minute(0), minute(2), 2, minute(5))
                .backfilled("b1", minute(0), minute(5))
                .backfilled("b1", minute(2), minute(5))
                .backfilled("other", minute(1), minute(5));

        assertThat(kept.verdict().totals()).isEmpty();
        assertThat(kept.verdict().backfilled()).isEqualTo(2);
        assertThat(broken.verdict().totals()).isEqualTo(Map.of(Kind.UNEXPLAINED, 2L));
    }

    @Test
    void aFireIsDueByTheHashOfJobAndNominalTime() {
        Instant due = minute(5).plusMillis(JitterTest.of(JOB, minute(5), 5_000));
        Past past = new Past().created(everyMinute().setJitterMs(5_000), BEFORE);
        for (int number = -1; number <= 10; number++) {
            Instant rightly = minute(number).plusMillis(JitterTest.of(JOB, minute(number), 5_000));
            Instant said = number == 6 ? rightly.plusMillis(1) : rightly;
            past.triggered(minute(number), said, said, 1).ended(scheduled(minute(number)), said, said);
        }

        assertThat(due).isAfter(minute(5));
        expectOne(past.verdict(), Kind.UNEXPLAINED, 6, "by its jitter");
    }

    @Test
    void whatIsForgottenIsNotMissedByTheNextSlice() {
        JobDefinition.Builder other = everyMinute().setRevision(2).setMaxConcurrency(2);
        Past past = new Past()
                .created(everyMinute(), BEFORE.minusSeconds(3600))
                .changed(JobChanged.Kind.REPLACED, other, BEFORE)
                .triggered(minute(-1), minute(-1))
                .fired(0, 9)
                .skipped(minute(10), minute(10), 1, SkipReason.OVERLAP, minute(10))
                .ended(scheduled(minute(-1)), minute(-1), minute(10).plusSeconds(1));
        Verdict first = past.verdict(minute(10));

        past.ledger().forgetBefore(minute(9).minusSeconds(10));
        Verdict next = past.ledger()
                .judge(new Question(
                        minute(9),
                        minute(11),
                        minute(20),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(2),
                        Optional.empty(),
                        Optional.empty()));

        assertThat(first.totals()).isEmpty();
        assertThat(next.expected()).isEqualTo(2);
        assertThat(next.totals()).isEmpty();
        assertThat(next.unjudged()).isEmpty();
    }

    @Test
    void whatIsOlderThanTheHistoryIsNotJudged() {
        JobDefinition.Builder replaced = everyMinute().setRevision(9);
        Past past =
                new Past().changed(JobChanged.Kind.REPLACED, replaced, minute(4).plusSeconds(30));
        for (int number = 5; number < 10; number++) {
            past.triggered(minute(number), minute(number), minute(number), 9)
                    .ended(scheduled(minute(number)), minute(number), minute(number));
        }

        Verdict verdict = past.verdict();

        assertThat(verdict.isKept()).isTrue();
        assertThat(verdict.status()).isEqualTo(2);
        assertThat(verdict.unjudged()).singleElement().asString().contains("job 1", "older than");
        assertThat(past.ledger().needEarlier()).containsExactly(JOB);
    }
}
