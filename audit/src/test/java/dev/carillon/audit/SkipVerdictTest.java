package dev.carillon.audit;

import static dev.carillon.audit.Past.BEFORE;
import static dev.carillon.audit.Past.everyMinute;
import static dev.carillon.audit.Past.everyMinuteFired;
import static dev.carillon.audit.Past.minute;
import static dev.carillon.audit.Past.scheduled;
import static dev.carillon.audit.Verdicts.expectOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.audit.Finding.Kind;
import dev.carillon.proto.v1.Calendar;
import dev.carillon.proto.v1.CalendarChanged;
import dev.carillon.proto.v1.SkipReason;
import org.junit.jupiter.api.Test;

/** Whether the reason of a skip holds. */
class SkipVerdictTest {

    @Test
    void aTriggerAndASkipThatCoversItAreDoubled() {
        Past past = everyMinuteFired()
                .skipped(minute(3), minute(3), 1, SkipReason.MISFIRE, minute(3).plusSeconds(70));

        Verdict verdict = past.verdict();

        assertThat(verdict.total(Kind.DOUBLED)).isEqualTo(1);
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
}
