package dev.carillon.audit;

import static dev.carillon.audit.Past.BEFORE;
import static dev.carillon.audit.Past.JOB;
import static dev.carillon.audit.Past.everyMinute;
import static dev.carillon.audit.Past.everyMinuteFired;
import static dev.carillon.audit.Past.minute;
import static dev.carillon.audit.Past.scheduled;
import static dev.carillon.audit.Verdicts.expectOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.audit.Finding.Kind;
import dev.carillon.audit.Finding.Place;
import dev.carillon.proto.v1.JobChanged;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.OneTimeSchedule;
import dev.carillon.proto.v1.SkipReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What became of the fires that are owed: ten minutes of a job that fires at every full minute, in made-up histories. */
class VerdictTest {

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
    void aOneTimeJobMadeAMomentTooLateIsOwed() {
        JobDefinition.Builder once = everyMinute();
        once.getScheduleBuilder()
                .setOneTime(OneTimeSchedule.newBuilder().setAtMs(minute(3).toEpochMilli()));
        Past late = new Past().created(once, minute(3).plusSeconds(20));

        assertThat(late.verdict().total(Kind.LOST)).isEqualTo(1);
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
