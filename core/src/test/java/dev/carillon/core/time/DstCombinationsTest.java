package dev.carillon.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.time.DstPolicy.Gap;
import dev.carillon.core.time.DstPolicy.Overlap;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies that a schedule names; for what an expression decides by itself see {@link DstPolicyTest}. */
final class DstCombinationsTest {

    @ParameterizedTest(name = "{0}: ''{1}'' in {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # 29 March 2026, 02:00+01 → 03:00+02
            SHIFT        | 0 30 2 * * ?    | Europe/Berlin       | 2026-03-28T12:00+01:00 | 2026-03-29T03:00+02:00 2026-03-30T02:30+02:00
            SKIP         | 0 30 2 * * ?    | Europe/Berlin       | 2026-03-28T12:00+01:00 | 2026-03-30T02:30+02:00 2026-03-31T02:30+02:00
            KEEP_ELAPSED | 0 30 2 * * ?    | Europe/Berlin       | 2026-03-28T12:00+01:00 | 2026-03-29T03:30+02:00 2026-03-30T02:30+02:00
            # two of the gap
            SHIFT        | 0 10,50 2 * * ? | Europe/Berlin       | 2026-03-28T12:00+01:00 | 2026-03-29T03:00+02:00 2026-03-30T02:10+02:00
            KEEP_ELAPSED | 0 10,50 2 * * ? | Europe/Berlin       | 2026-03-28T12:00+01:00 | 2026-03-29T03:10+02:00 2026-03-29T03:50+02:00 2026-03-30T02:10+02:00
            # what falls on a match is one fire with it, what falls between matches is in order
            KEEP_ELAPSED | 0 30 2,3 * * ?  | Europe/Berlin       | 2026-03-28T12:00+01:00 | 2026-03-29T03:30+02:00 2026-03-30T02:30+02:00
            KEEP_ELAPSED | 0 10 2 * * ?    | Europe/Berlin       | 2026-03-29T03:09+02:00 | 2026-03-29T03:10+02:00 2026-03-30T02:10+02:00
            KEEP_ELAPSED | 0 0/20 * * * ?  | Europe/Berlin       | 2026-03-29T01:30+01:00 | 2026-03-29T01:40+01:00 2026-03-29T03:00+02:00 2026-03-29T03:20+02:00
            SHIFT        | 0 0/20 * * * ?  | Europe/Berlin       | 2026-03-29T01:30+01:00 | 2026-03-29T01:40+01:00 2026-03-29T03:00+02:00 2026-03-29T03:20+02:00
            SHIFT        | 0 5/20 * * * ?  | Europe/Berlin       | 2026-03-29T01:45+01:00 | 2026-03-29T03:00+02:00 2026-03-29T03:05+02:00 2026-03-29T03:25+02:00
            # 8 March 2026, 02:00-05 → 03:00-04
            SKIP         | 0 0 2 * * ?     | America/New_York    | 2026-03-07T12:00-05:00 | 2026-03-09T02:00-04:00
            KEEP_ELAPSED | 0 0 2 * * ?     | America/New_York    | 2026-03-07T12:00-05:00 | 2026-03-08T03:00-04:00 2026-03-09T02:00-04:00
            # half an hour: 4 October 2026, 02:00+10:30 → 02:30+11
            SHIFT        | 0 15 2 * * ?    | Australia/Lord_Howe | 2026-10-03T12:00+10:30 | 2026-10-04T02:30+11:00 2026-10-05T02:15+11:00
            SKIP         | 0 15 2 * * ?    | Australia/Lord_Howe | 2026-10-03T12:00+10:30 | 2026-10-05T02:15+11:00
            KEEP_ELAPSED | 0 15 2 * * ?    | Australia/Lord_Howe | 2026-10-03T12:00+10:30 | 2026-10-04T02:45+11:00 2026-10-05T02:15+11:00
            # midnight: 29 March 2026 and 6 September 2026, 00:00 → 01:00
            SKIP         | 0 0 0 * * ?     | Asia/Beirut         | 2026-03-28T12:00+02:00 | 2026-03-30T00:00+03:00
            KEEP_ELAPSED | 0 20 0 * * ?    | Asia/Beirut         | 2026-03-28T12:00+02:00 | 2026-03-29T01:20+03:00 2026-03-30T00:20+03:00
            SKIP         | 0 0 0 * * ?     | America/Santiago    | 2026-09-05T12:00-04:00 | 2026-09-07T00:00-03:00
            KEEP_ELAPSED | 0 20 0 * * ?    | America/Santiago    | 2026-09-05T12:00-04:00 | 2026-09-06T01:20-03:00 2026-09-07T00:20-03:00
            # 30 December 2011 did not happen: 29th 24:00-10 → 31st 00:00+14
            SHIFT        | 0 0 6,18 * * ?  | Pacific/Apia        | 2011-12-29T18:00-10:00 | 2011-12-31T00:00+14:00 2011-12-31T06:00+14:00 2011-12-31T18:00+14:00
            SKIP         | 0 0 6,18 * * ?  | Pacific/Apia        | 2011-12-29T18:00-10:00 | 2011-12-31T06:00+14:00 2011-12-31T18:00+14:00
            KEEP_ELAPSED | 0 0 6,18 * * ?  | Pacific/Apia        | 2011-12-29T18:00-10:00 | 2011-12-31T06:00+14:00 2011-12-31T18:00+14:00
            KEEP_ELAPSED | 0 0 7 30 12 ?   | Pacific/Apia        | 2011-01-01T00:00-10:00 | 2011-12-31T07:00+14:00 2012-12-30T07:00+14:00
            # Monrovia left -00:44:30 behind on 7 January 1972
            KEEP_ELAPSED | 0 30 0 7 1 ?    | Africa/Monrovia     | 1972-01-01T00:00Z      | 1972-01-07T01:14:30Z 1973-01-07T00:30Z
            SHIFT        | 0 30 0 7 1 ?    | Africa/Monrovia     | 1972-01-01T00:00Z      | 1972-01-07T00:44:30Z 1973-01-07T00:30Z
            # the last summer time of Tehran: 22 March 2022, 00:00 → 01:00
            SKIP         | 0 30 0 22 3 ?   | Asia/Tehran         | 2022-01-01T00:00+03:30 | 2023-03-22T00:30+03:30
            KEEP_ELAPSED | 0 30 0 22 3 ?   | Asia/Tehran         | 2022-01-01T00:00+03:30 | 2022-03-22T01:30+04:30 2023-03-22T00:30+03:30
            # Casablanca sets its clocks forward when Ramadan ends: 23 April 2023, 02:00+00 → 03:00+01
            SHIFT        | 0 30 2 * * ?    | Africa/Casablanca   | 2023-04-22T12:00Z      | 2023-04-23T03:00+01:00 2023-04-24T02:30+01:00
            """)
    void aTimeInAGap(Gap gap, String cron, String zone, String after, String expected) {
        List<String> fires = List.of(expected.split(" "));

        assertThat(CronFires.next(
                        fires.size(), CronExpression.parse(cron), zone, after, new DstPolicy(gap, Overlap.FIRST)))
                .isEqualTo(fires);
    }

    @ParameterizedTest(name = "{0}: ''{1}'' in {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # 25 October 2026, 03:00+02 → 02:00+01
            FIRST  | 0 30 2 * * ?   | Europe/Berlin       | 2026-10-24T12:00+02:00 | 2026-10-25T02:30+02:00 2026-10-26T02:30+01:00
            SECOND | 0 30 2 * * ?   | Europe/Berlin       | 2026-10-24T12:00+02:00 | 2026-10-25T02:30+01:00 2026-10-26T02:30+01:00
            BOTH   | 0 30 2 * * ?   | Europe/Berlin       | 2026-10-24T12:00+02:00 | 2026-10-25T02:30+02:00 2026-10-25T02:30+01:00 2026-10-26T02:30+01:00
            SECOND | 0 30 2 * * ?   | Europe/Berlin       | 2026-10-25T02:40+02:00 | 2026-10-25T02:30+01:00
            FIRST  | 0 0/30 * * * ? | Europe/Berlin       | 2026-10-25T01:30+02:00 | 2026-10-25T02:00+02:00 2026-10-25T02:30+02:00 2026-10-25T03:00+01:00
            SECOND | 0 0/30 * * * ? | Europe/Berlin       | 2026-10-25T01:30+02:00 | 2026-10-25T02:00+01:00 2026-10-25T02:30+01:00 2026-10-25T03:00+01:00
            # 1 November 2026, 02:00-04 → 01:00-05
            BOTH   | 0 0 1 * * ?    | America/New_York    | 2026-10-31T12:00-04:00 | 2026-11-01T01:00-04:00 2026-11-01T01:00-05:00 2026-11-02T01:00-05:00
            SECOND | 0 0 1,2 * * ?  | America/New_York    | 2026-10-31T12:00-04:00 | 2026-11-01T01:00-05:00 2026-11-01T02:00-05:00 2026-11-02T01:00-05:00
            # half an hour: 5 April 2026, 02:00+11 → 01:30+10:30
            FIRST  | 0 45 1 * * ?   | Australia/Lord_Howe | 2026-04-04T12:00+11:00 | 2026-04-05T01:45+11:00 2026-04-06T01:45+10:30
            SECOND | 0 45 1 * * ?   | Australia/Lord_Howe | 2026-04-04T12:00+11:00 | 2026-04-05T01:45+10:30 2026-04-06T01:45+10:30
            BOTH   | 0 15,45 1 * * ? | Australia/Lord_Howe | 2026-04-04T12:00+11:00 | 2026-04-05T01:15+11:00 2026-04-05T01:45+11:00 2026-04-05T01:45+10:30 2026-04-06T01:15+10:30
            # over midnight: 5 April 2026, 00:00-03 → 4 April 23:00-04
            SECOND | 0 30 23 * * ?  | America/Santiago    | 2026-04-04T12:00-03:00 | 2026-04-04T23:30-04:00 2026-04-05T23:30-04:00
            BOTH   | 0 30 23 * * ?  | America/Santiago    | 2026-04-04T12:00-03:00 | 2026-04-04T23:30-03:00 2026-04-04T23:30-04:00 2026-04-05T23:30-04:00
            # the last winter time of Tehran: 22 September 2022, 00:00+04:30 → 21 September 23:00+03:30
            BOTH   | 0 30 23 21 9 ? | Asia/Tehran         | 2022-01-01T00:00+03:30 | 2022-09-21T23:30+04:30 2022-09-21T23:30+03:30 2023-09-21T23:30+03:30
            """)
    void aTimeThatHappensTwice(Overlap overlap, String cron, String zone, String after, String expected) {
        List<String> fires = List.of(expected.split(" "));

        assertThat(CronFires.next(
                        fires.size(), CronExpression.parse(cron), zone, after, new DstPolicy(Gap.SHIFT, overlap)))
                .isEqualTo(fires);
    }

    @Test
    void halfAPolicyLeavesTheOtherHalfToTheExpression() {
        DstPolicy onlyGap = new DstPolicy(Gap.KEEP_ELAPSED, Overlap.BY_EXPRESSION);

        assertThat(CronExpression.parse("0 30 2 * * ?").resolved(onlyGap))
                .isEqualTo(new DstPolicy(Gap.KEEP_ELAPSED, Overlap.FIRST));
        assertThat(CronExpression.parse("0 30 * * * ?").resolved(onlyGap))
                .isEqualTo(new DstPolicy(Gap.KEEP_ELAPSED, Overlap.BOTH));
    }

    @Test
    void aPolicyMakesNoDifferenceWhereClocksDoNotChange() {
        Instant noon = Instant.parse("2026-03-29T12:00:00Z");
        for (String zone : List.of("UTC", "GMT+8", "Asia/Kolkata")) {
            for (Gap gap : Gap.values()) {
                for (Overlap overlap : Overlap.values()) {
                    CronExpression cron = CronExpression.parse("0 30 2 * * ?");

                    assertThat(cron.nextAfter(noon, ZoneId.of(zone), new DstPolicy(gap, overlap)))
                            .isEqualTo(cron.nextAfter(noon, ZoneId.of(zone)));
                }
            }
        }
    }

    @Test
    void fireForFireInEpochSecondsIsTheSameAsInInstants() {
        CronExpression cron = CronExpression.parse("0 30 2 * * ? 2026");
        ZoneId berlin = ZoneId.of("Europe/Berlin");

        assertThat(cron.nextAfter(Instant.parse("2026-03-28T12:00:00Z").getEpochSecond(), berlin, DstPolicy.DEFAULT))
                .isEqualTo(Instant.parse("2026-03-29T01:00:00Z").getEpochSecond());
        assertThat(cron.nextAfter(Instant.parse("2026-12-31T12:00:00Z").getEpochSecond(), berlin, DstPolicy.DEFAULT))
                .isEqualTo(CronExpression.NONE);
        assertThat(cron.nextAfter(Long.MAX_VALUE, berlin, DstPolicy.DEFAULT)).isEqualTo(CronExpression.NONE);
        assertThat(cron.nextAfter(Long.MIN_VALUE, berlin, DstPolicy.DEFAULT))
                .isEqualTo(Instant.parse("2026-01-01T01:30:00Z").getEpochSecond());
    }
}
