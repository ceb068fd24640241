package dev.carillon.audit.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.proto.v1.Calendar;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CalendarRuleTest {

    private static boolean excludes(Calendar.Builder calendar, String instant) {
        return CalendarRule.of(calendar.build()).excludes(Instant.parse(instant).toEpochMilli());
    }

    @Test
    void datesAreWholeDaysOfTheZone() {
        Calendar.Builder calendar = Calendar.newBuilder().setZone("Asia/Shanghai");
        calendar.addDatesBuilder().setFirst("2026-10-01").setLast("2026-10-07");
        calendar.addDatesBuilder().setFirst("2026-12-31");

        assertThat(excludes(calendar, "2026-09-30T15:59:59Z")).isFalse();
        assertThat(excludes(calendar, "2026-09-30T16:00:00Z")).isTrue();
        assertThat(excludes(calendar, "2026-10-07T15:59:59Z")).isTrue();
        assertThat(excludes(calendar, "2026-10-07T16:00:00Z")).isFalse();
        assertThat(excludes(calendar, "2026-12-30T16:00:00Z")).isTrue();
    }

    @Test
    void yearlyDaysAndWeekdaysCount() {
        Calendar.Builder calendar =
                Calendar.newBuilder().addYearly("12-25").addYearly("02-29").addWeekdays(7);

        assertThat(excludes(calendar, "2031-12-25T10:00:00Z")).isTrue();
        assertThat(excludes(calendar, "2028-02-29T10:00:00Z")).isTrue();
        assertThat(excludes(calendar, "2027-03-01T10:00:00Z")).isFalse();
        assertThat(excludes(calendar, "2026-11-22T10:00:00Z")).isTrue(); // a Sunday
    }

    @Test
    void windowOverMidnightBelongsToTheDayItBeginsOn() {
        Calendar.Builder calendar = Calendar.newBuilder();
        calendar.addWindowsBuilder().setFrom("22:00").setUntil("06:00").addWeekdays(6);

        assertThat(excludes(calendar, "2026-11-21T21:59:59Z")).isFalse(); // a Saturday
        assertThat(excludes(calendar, "2026-11-21T22:00:00Z")).isTrue();
        assertThat(excludes(calendar, "2026-11-22T05:59:59Z")).isTrue();
        assertThat(excludes(calendar, "2026-11-22T06:00:00Z")).isFalse();
        assertThat(excludes(calendar, "2026-11-22T22:00:00Z")).isFalse();
    }

    @Test
    void windowToTheEndOfTheDayEndsThere() {
        Calendar.Builder calendar = Calendar.newBuilder();
        calendar.addWindowsBuilder().setFrom("18:00:30").setUntil("24:00");

        assertThat(excludes(calendar, "2026-11-21T18:00:29Z")).isFalse();
        assertThat(excludes(calendar, "2026-11-21T23:59:59Z")).isTrue();
        assertThat(excludes(calendar, "2026-11-22T00:00:00Z")).isFalse();
    }

    @Test
    void invertedCalendarLeavesOnlyWhatItNames() {
        Calendar.Builder calendar = Calendar.newBuilder().addWeekdays(1).setInverted(true);

        assertThat(excludes(calendar, "2026-11-23T10:00:00Z")).isFalse(); // a Monday
        assertThat(excludes(calendar, "2026-11-24T10:00:00Z")).isTrue();
    }
}
