package dev.carillon.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DstPolicyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 30 2 * * ?     | SHIFT | FIRST
            0 0 */2 * * ?    | SHIFT | FIRST
            0 0/5 1-23 * * ? | SHIFT | FIRST
            0 0/5 * * * ?    | SKIP  | BOTH
            0 0 0/1 * * ?    | SKIP  | BOTH
            0 0 0-23 * * ?   | SKIP  | BOTH
            0 0 22-21 * * ?  | SKIP  | BOTH
            """)
    void byDefaultTheHourFieldDecides(String cron, DstPolicy.Gap gap, DstPolicy.Overlap overlap) {
        assertThat(CronExpression.parse(cron).resolved(DstPolicy.DEFAULT)).isEqualTo(new DstPolicy(gap, overlap));
    }

    /** 29 March 2026: 02:00+01 → 03:00+02. 25 October 2026: 03:00+02 → 02:00+01. */
    @Nested
    class Berlin {
        private static final String ZONE = "Europe/Berlin";

        @Test
        void aTimeOfDayInTheGapMovesToItsEnd() {
            assertThat(CronFires.next(3, "0 30 2 * * ?", ZONE, "2026-03-28T00:00+01:00"))
                    .containsExactly("2026-03-28T02:30+01:00", "2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00");
        }

        @Test
        void allTimesInTheGapTogetherGiveOneFire() {
            assertThat(CronFires.next(3, "0 0/10 2 * * ?", ZONE, "2026-03-28T02:45+01:00"))
                    .containsExactly("2026-03-28T02:50+01:00", "2026-03-29T03:00+02:00", "2026-03-30T02:00+02:00");
        }

        @Test
        void theFireAtTheEndOfTheGapIsNotGivenTwice() {
            assertThat(CronFires.next(4, "0 30 2,3 * * ?", ZONE, "2026-03-29T00:00+01:00"))
                    .containsExactly(
                            "2026-03-29T03:00+02:00",
                            "2026-03-29T03:30+02:00",
                            "2026-03-30T02:30+02:00",
                            "2026-03-30T03:30+02:00");
            assertThat(CronFires.next(3, "0 0 2,3 * * ?", ZONE, "2026-03-29T00:00+01:00"))
                    .containsExactly("2026-03-29T03:00+02:00", "2026-03-30T02:00+02:00", "2026-03-30T03:00+02:00");
        }

        @Test
        void anIntervalStepsOverTheGap() {
            assertThat(CronFires.next(4, "0 5/20 * * * ?", ZONE, "2026-03-29T01:30+01:00"))
                    .containsExactly(
                            "2026-03-29T01:45+01:00",
                            "2026-03-29T03:05+02:00",
                            "2026-03-29T03:25+02:00",
                            "2026-03-29T03:45+02:00");
            assertThat(CronFires.next(3, "0 0/30 * * * ?", ZONE, "2026-03-29T01:00+01:00"))
                    .containsExactly("2026-03-29T01:30+01:00", "2026-03-29T03:00+02:00", "2026-03-29T03:30+02:00");
        }

        @Test
        void aTimeOfDayThatHappensTwiceFiresTheFirstTime() {
            assertThat(CronFires.next(3, "0 30 2 * * ?", ZONE, "2026-10-24T12:00+02:00"))
                    .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00", "2026-10-27T02:30+01:00");
        }

        @Test
        void aTimeOfDayIsOverInTheSecondPassEvenForWhoAsksThere() {
            assertThat(CronFires.next(2, "0 30 2 * * ?", ZONE, "2026-10-25T02:10+01:00"))
                    .containsExactly("2026-10-26T02:30+01:00", "2026-10-27T02:30+01:00");
            assertThat(CronFires.next(2, "0 0,30 2,3 * * ?", ZONE, "2026-10-25T02:10+01:00"))
                    .containsExactly("2026-10-25T03:00+01:00", "2026-10-25T03:30+01:00");
        }

        @Test
        void everyTenMinutesOfOneHourAreSixFiresNotTwelve() {
            assertThat(CronFires.next(7, "0 0/10 2 * * ?", ZONE, "2026-10-25T01:00+02:00"))
                    .containsExactly(
                            "2026-10-25T02:00+02:00",
                            "2026-10-25T02:10+02:00",
                            "2026-10-25T02:20+02:00",
                            "2026-10-25T02:30+02:00",
                            "2026-10-25T02:40+02:00",
                            "2026-10-25T02:50+02:00",
                            "2026-10-26T02:00+01:00");
        }

        @Test
        void anIntervalRunsThroughBothPasses() {
            assertThat(CronFires.next(6, "0 0/30 * * * ?", ZONE, "2026-10-25T01:30+02:00"))
                    .containsExactly(
                            "2026-10-25T02:00+02:00",
                            "2026-10-25T02:30+02:00",
                            "2026-10-25T02:00+01:00",
                            "2026-10-25T02:30+01:00",
                            "2026-10-25T03:00+01:00",
                            "2026-10-25T03:30+01:00");
        }

        @Test
        void theSecondPassCountsEvenWhenItHoldsTheLastFiresOfAll() {
            assertThat(CronFires.next(9, "0 0/30 * 25 10 ? 2026", ZONE, "2026-10-25T02:15+02:00"))
                    .startsWith("2026-10-25T02:30+02:00", "2026-10-25T02:00+01:00", "2026-10-25T02:30+01:00");
        }

        @Test
        void aYearOfHourlyFiresHasAsManyAsTheYearHasHours() {
            CronSchedule hourly = new CronSchedule(CronExpression.parse("0 30 * * * ?"), ZoneId.of(ZONE));

            FireCount count = hourly.countBetween(
                    Instant.parse("2025-12-31T23:00:00Z"), Instant.parse("2026-12-31T23:00:00Z"), 10_000);

            assertThat(count.count()).isEqualTo(365 * 24);
        }
    }

    /** Half an hour: 5 April 2026 02:00+11 → 01:30+10:30, 4 October 2026 02:00+10:30 → 02:30+11. */
    @Nested
    class LordHowe {
        private static final String ZONE = "Australia/Lord_Howe";

        @Test
        void aTimeOfDayInTheShortGapMovesToItsEnd() {
            assertThat(CronFires.next(2, "0 15 2 * * ?", ZONE, "2026-10-03T12:00+10:30"))
                    .containsExactly("2026-10-04T02:30+11:00", "2026-10-05T02:15+11:00");
        }

        @Test
        void aTimeOfDayBehindTheShortGapStays() {
            assertThat(CronFires.next(2, "0 45 2 * * ?", ZONE, "2026-10-03T12:00+10:30"))
                    .containsExactly("2026-10-04T02:45+11:00", "2026-10-05T02:45+11:00");
        }

        @Test
        void aTimeOfDayInTheShortOverlapFiresTheFirstTime() {
            assertThat(CronFires.next(3, "0 0,45 1 * * ?", ZONE, "2026-04-05T00:00+11:00"))
                    .containsExactly("2026-04-05T01:00+11:00", "2026-04-05T01:45+11:00", "2026-04-06T01:00+10:30");
        }

        @Test
        void anIntervalFollowsTheElapsedTime() {
            assertThat(CronFires.next(5, "0 0/15 * * * ?", ZONE, "2026-04-05T01:30+11:00"))
                    .containsExactly(
                            "2026-04-05T01:45+11:00",
                            "2026-04-05T01:30+10:30",
                            "2026-04-05T01:45+10:30",
                            "2026-04-05T02:00+10:30",
                            "2026-04-05T02:15+10:30");
            assertThat(CronFires.next(3, "0 0/15 * * * ?", ZONE, "2026-10-04T01:30+10:30"))
                    .containsExactly("2026-10-04T01:45+10:30", "2026-10-04T02:30+11:00", "2026-10-04T02:45+11:00");
        }
    }

    @Nested
    class AtMidnight {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                America/Santiago | 2026-09-04T12:00-04:00 | 2026-09-05T00:00-04:00 2026-09-06T01:00-03:00 2026-09-07T00:00-03:00
                Asia/Beirut      | 2026-03-27T12:00+02:00 | 2026-03-28T00:00+02:00 2026-03-29T01:00+03:00 2026-03-30T00:00+03:00
                """)
        void aDayWithoutMidnightFiresAtItsFirstInstant(String zone, String after, String expected) {
            assertThat(CronFires.next(3, "0 0 0 * * ?", zone, after)).isEqualTo(List.of(expected.split(" ")));
        }

        @Test
        void aDateWithoutMidnightIsNotSkipped() {
            assertThat(CronFires.next(1, "0 0 0 ? 9 SUN#1", "America/Santiago", "2026-01-01T00:00Z"))
                    .containsExactly("2026-09-06T01:00-03:00");
        }

        @Test
        void anEveningHourThatHappensTwiceFiresTheFirstTimeAndMidnightOnce() {
            assertThat(CronFires.next(4, "0 30 23,0 * * ?", "America/Santiago", "2026-04-04T12:00-03:00"))
                    .containsExactly(
                            "2026-04-04T23:30-03:00",
                            "2026-04-05T00:30-04:00",
                            "2026-04-05T23:30-04:00",
                            "2026-04-06T00:30-04:00");
            assertThat(CronFires.next(2, "0 0 0 * * ?", "Asia/Beirut", "2026-10-24T12:00+03:00"))
                    .containsExactly("2026-10-25T00:00+02:00", "2026-10-26T00:00+02:00");
        }
    }

    /** Samoa crossed the date line: 29 December 2011 24:00-10 → 31 December 2011 00:00+14. */
    @Nested
    class Apia {
        private static final String ZONE = "Pacific/Apia";

        @Test
        void aWholeDayThatDoesNotHappenIsOneGap() {
            assertThat(CronFires.next(4, "0 0 6,12,18 * * ?", ZONE, "2011-12-29T12:00-10:00"))
                    .containsExactly(
                            "2011-12-29T18:00-10:00",
                            "2011-12-31T00:00+14:00",
                            "2011-12-31T06:00+14:00",
                            "2011-12-31T12:00+14:00");
        }

        @Test
        void theFireOfTheMissingDateIsMadeUpForOnce() {
            assertThat(CronFires.next(9, "0 0 12 30 12 ? 2011", ZONE, "2011-12-01T00:00-10:00"))
                    .containsExactly("2011-12-31T00:00+14:00");
        }

        @Test
        void anIntervalDoesNotNotice() {
            assertThat(CronFires.next(3, "0 30 * * * ?", ZONE, "2011-12-29T22:45-10:00"))
                    .containsExactly("2011-12-29T23:30-10:00", "2011-12-31T00:30+14:00", "2011-12-31T01:30+14:00");
            assertThat(CronFires.next(9, "0 0/30 * 30 12 ? 2011", ZONE, "2011-12-01T00:00-10:00"))
                    .isEmpty();
        }
    }
}
