package dev.carillon.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionTest {
    // 2026-01-01 is a Thursday.
    @ParameterizedTest(name = "{0} after {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # times of day
            * * * * * ?              | 2026-01-01T00:00:00 | 2026-01-01T00:00:01 2026-01-01T00:00:02
            0 0/20 * * * ?           | 2026-01-01T23:30    | 2026-01-01T23:40 2026-01-02T00:00 2026-01-02T00:20
            0 */20 * * * ?           | 2026-01-01T23:30    | 2026-01-01T23:40 2026-01-02T00:00
            0 /20 * * * ?            | 2026-01-01T23:30    | 2026-01-01T23:40 2026-01-02T00:00
            0 5/20 * * * ?           | 2026-01-01T23:30    | 2026-01-01T23:45 2026-01-02T00:05
            0 10-30/10 8 * * ?       | 2026-01-01T00:00    | 2026-01-01T08:10 2026-01-01T08:20 2026-01-01T08:30 2026-01-02T08:10
            15,45 30 9,18 * * ?      | 2026-01-01T00:00    | 2026-01-01T09:30:15 2026-01-01T09:30:45 2026-01-01T18:30:15
            0 0 22-2 * * ?           | 2026-01-01T01:00    | 2026-01-01T02:00 2026-01-01T22:00 2026-01-01T23:00 2026-01-02T00:00
            0 0 22-2/2 * * ?         | 2026-01-01T01:00    | 2026-01-01T02:00 2026-01-01T22:00 2026-01-02T00:00 2026-01-02T02:00
            59 59 23 31 12 ?         | 2026-12-31T23:59:58 | 2026-12-31T23:59:59 2027-12-31T23:59:59
            # days of the month
            0 0 0 31 * ?             | 2026-01-31T00:00    | 2026-03-31T00:00 2026-05-31T00:00
            0 0 0 30-2 * ?           | 2026-01-02T00:00    | 2026-01-30T00:00 2026-01-31T00:00 2026-02-01T00:00 2026-02-02T00:00 2026-03-01T00:00
            0 0 0 L * ?              | 2026-01-01T00:00    | 2026-01-31T00:00 2026-02-28T00:00 2026-03-31T00:00
            0 0 0 L-3 * ?            | 2026-01-01T00:00    | 2026-01-28T00:00 2026-02-25T00:00
            0 0 0 L-30 * ?           | 2026-01-01T00:00    | 2026-03-01T00:00 2026-05-01T00:00
            0 0 0 1,15,L * ?         | 2026-02-01T00:00    | 2026-02-15T00:00 2026-02-28T00:00 2026-03-01T00:00
            0 0 0 29 2 ?             | 2026-01-01T00:00    | 2028-02-29T00:00 2032-02-29T00:00
            0 0 0 29 2 ?             | 2096-03-01T00:00    | 2104-02-29T00:00
            # the weekday nearest: 15 Feb 2026 Sunday, 15 Mar Sunday, 15 Apr Wednesday, 15 Aug Saturday
            0 0 0 15W * ?            | 2026-02-01T00:00    | 2026-02-16T00:00 2026-03-16T00:00 2026-04-15T00:00
            0 0 0 15w 8 ?            | 2026-02-01T00:00    | 2026-08-14T00:00
            # … never leaves the month: 1 Aug 2026 Saturday, 31 May 2026 Sunday
            0 0 0 1W 8 ?             | 2026-02-01T00:00    | 2026-08-03T00:00
            0 0 0 31W 5-6 ?          | 2026-02-01T00:00    | 2026-05-29T00:00 2027-05-31T00:00
            0 0 0 LW * ?             | 2026-01-01T00:00    | 2026-01-30T00:00 2026-02-27T00:00 2026-03-31T00:00
            0 0 0 L-1W 1-2 ?         | 2026-01-01T00:00    | 2026-01-30T00:00 2026-02-27T00:00
            # days of the week
            0 0 0 ? * 1              | 2026-01-01T00:00    | 2026-01-04T00:00 2026-01-11T00:00
            0 0 0 ? * mon-WED        | 2026-01-01T00:00    | 2026-01-05T00:00 2026-01-06T00:00 2026-01-07T00:00 2026-01-12T00:00
            0 0 0 ? * FRI-MON        | 2026-01-01T00:00    | 2026-01-02T00:00 2026-01-03T00:00 2026-01-04T00:00 2026-01-05T00:00 2026-01-09T00:00
            0 0 0 ? * 2/2            | 2026-01-01T00:00    | 2026-01-02T00:00 2026-01-05T00:00 2026-01-07T00:00
            0 0 0 ? * L              | 2026-01-01T00:00    | 2026-01-03T00:00 2026-01-10T00:00
            0 0 0 ? * 6L             | 2026-01-01T00:00    | 2026-01-30T00:00 2026-02-27T00:00
            0 0 0 ? * FriL           | 2026-01-01T00:00    | 2026-01-30T00:00
            0 0 0 ? * 6#3            | 2026-01-01T00:00    | 2026-01-16T00:00 2026-02-20T00:00
            0 0 0 ? * thu#5          | 2026-01-01T00:00    | 2026-01-29T00:00 2026-04-30T00:00
            0 0 0 ? * MON#1,MON#3    | 2026-01-01T00:00    | 2026-01-05T00:00 2026-01-19T00:00 2026-02-02T00:00
            # months and years
            0 0 0 1 NOV-FEB ?        | 2026-01-01T00:00    | 2026-02-01T00:00 2026-11-01T00:00 2026-12-01T00:00 2027-01-01T00:00
            0 0 0 1 jan,7 ?          | 2026-01-01T00:00    | 2026-07-01T00:00 2027-01-01T00:00
            0 0 0 1 1 ? 2027/10      | 2026-01-01T00:00    | 2027-01-01T00:00 2037-01-01T00:00
            0 0 0 1 1 ? 2027-2028    | 2026-01-01T00:00    | 2027-01-01T00:00 2028-01-01T00:00
            0 0 0 1 1 ? *            | 2026-01-01T00:00    | 2027-01-01T00:00
            """)
    void firesAtTheTimesItNames(String cron, String after, String expected) {
        // Given
        List<String> fires = List.of(expected.split(" "));

        // When
        List<String> next = CronFires.nextUtc(fires.size(), cron, after);

        // Then
        assertThat(next).isEqualTo(fires);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 0 * * ?", "0 0 0 ? * *", "0 0 0 * * *", "0 0 0 ? * 1-7"})
    void everyDayCanBeSaidInSeveralWays(String cron) {
        assertThat(CronFires.nextUtc(3, cron, "2026-01-30T12:00"))
                .containsExactly("2026-01-31T00:00", "2026-02-01T00:00", "2026-02-02T00:00");
    }

    @Test
    void aStarInTheUnusedDayFieldMeansTheSameAsAQuestionMark() {
        assertThat(CronFires.nextUtc(2, "0 0 0 * * MON", "2026-01-01T00:00"))
                .containsExactly("2026-01-05T00:00", "2026-01-12T00:00");
        assertThat(CronFires.nextUtc(2, "0 0 0 13 * *", "2026-01-01T00:00"))
                .containsExactly("2026-01-13T00:00", "2026-02-13T00:00");
    }

    @Test
    void endsWithTheLastYear() {
        assertThat(CronFires.nextUtc(2, "0 0 0 1 1 ? 2026,2027", "2026-06-01T00:00"))
                .containsExactly("2027-01-01T00:00");
        assertThat(CronFires.nextUtc(2, "59 59 23 * * ?", "2199-12-31T00:00")).containsExactly("2199-12-31T23:59:59");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 0 0 30 2 ?",
                "0 0 0 31 2,4,6,9,11 ?",
                "0 0 0 31W 4 ?",
                "0 0 0 L-30 2 ?",
                "0 0 0 29 2 ? 2027",
                "0 0 * 30 2 ?",
                "* * * 30 FEB ?",
                "0 0 0 ? 2 SUN#5 2026"
            })
    void anImpossibleDateEndsInNothingAtOnce(String cron) {
        // Given
        CronExpression expression = CronExpression.parse(cron);

        // When a search that tried second after second would take years
        List<Optional<Instant>> fires = IntStream.range(0, 1000)
                .mapToObj(i -> expression.nextAfter(Instant.ofEpochSecond(i), ZoneId.of("Europe/Berlin")))
                .distinct()
                .toList();

        // Then
        assertThat(fires).containsExactly(Optional.empty());
    }

    @Test
    void isStrictlyAfterTheGivenInstantToTheNanosecond() {
        CronExpression noon = CronExpression.parse("0 0 12 * * ?");

        assertThat(noon.nextAfter(Instant.parse("2026-01-01T11:59:59.999999999Z"), ZoneOffset.UTC))
                .contains(Instant.parse("2026-01-01T12:00:00Z"));
        assertThat(noon.nextAfter(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC))
                .contains(Instant.parse("2026-01-02T12:00:00Z"));
        assertThat(noon.nextAfter(Instant.parse("2026-01-01T12:00:00.000000001Z"), ZoneOffset.UTC))
                .contains(Instant.parse("2026-01-02T12:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Berlin", "Pacific/Apia", "-18:00", "+18:00"})
    void theEndsOfTheTimeLineAreNoTrap(String zone) {
        for (String cron : List.of("0 0 0 * * ?", "0 0 * * * ?")) {
            CronExpression expression = CronExpression.parse(cron);
            ZoneId zoneId = ZoneId.of(zone);

            assertThat(expression.nextAfter(Instant.MIN, zoneId))
                    .hasValueSatisfying(fire ->
                            assertThat(fire.atZone(zoneId).toLocalDateTime()).hasToString("1970-01-01T00:00"));
            assertThat(expression.nextAfter(Instant.MAX, zoneId)).isEmpty();
            assertThat(expression.nextAfter(Instant.parse("2200-01-01T19:00:00Z"), zoneId))
                    .isEmpty();
        }
    }

    @Test
    void leavesOutDaysInTheLocalTimeOfTheZone() {
        assertThat(CronFires.next(2, "0 0 1 ? * MON", "Asia/Shanghai", "2026-01-01T00:00Z"))
                .containsExactly("2026-01-05T01:00+08:00", "2026-01-12T01:00+08:00");
    }

    @Test
    void isEqualWhereTheTextsMeanTheSameByTheirLetters() {
        CronExpression expression = CronExpression.parse("0 0 12 ? * MON-FRI");

        assertThat(expression)
                .isEqualTo(CronExpression.parse("  0 0\t12 * *   mon-fri  * "))
                .hasSameHashCodeAs(CronExpression.parse("0 0 12 * * mon-fri"))
                .isNotEqualTo(CronExpression.parse("0 0 12 ? * MON-THU"))
                .isNotEqualTo(CronExpression.parse("0 0 12 ? * MON-FRI 2026"));
        assertThat(CronExpression.parse("0 0 0 ? * *")).isEqualTo(CronExpression.parse("0 0 0 * * ?"));
    }

    @Test
    void givesBackTheTextAsItWasWritten() {
        assertThat(CronExpression.parse(" 0 0 12  * * mon ")).hasToString(" 0 0 12  * * mon ");
    }
}
