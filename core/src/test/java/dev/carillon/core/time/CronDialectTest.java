package dev.carillon.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The dialects of UNIX and Spring; for Quartz see {@link CronExpressionTest} and {@link CronSyntaxTest}. */
final class CronDialectTest {

    private static final String MACROS = "@yearly @annually @monthly @weekly @daily @midnight @hourly";

    // 2026-01-01 is a Thursday.
    @ParameterizedTest(name = "{0} after {1}")
    @CsvSource(delimiter = '|', textBlock = """
            */20 * * * *       | 2026-01-01T23:30 | 2026-01-01T23:40 2026-01-02T00:00
            5/20 * * * *       | 2026-01-01T23:30 | 2026-01-01T23:45 2026-01-02T00:05
            0 9-17/4 * * *     | 2026-01-01T00:00 | 2026-01-01T09:00 2026-01-01T13:00 2026-01-01T17:00 2026-01-02T09:00
            0 0 1 jan,JUL *    | 2026-01-01T00:00 | 2026-07-01T00:00 2027-01-01T00:00
            # 0 and 7 are Sunday
            0 0 * * 0          | 2026-01-01T00:00 | 2026-01-04T00:00 2026-01-11T00:00
            0 0 * * 7          | 2026-01-01T00:00 | 2026-01-04T00:00 2026-01-11T00:00
            0 0 * * sun        | 2026-01-01T00:00 | 2026-01-04T00:00 2026-01-11T00:00
            0 0 * * 1          | 2026-01-01T00:00 | 2026-01-05T00:00
            0 0 * * FRI-SUN    | 2026-01-01T00:00 | 2026-01-02T00:00 2026-01-03T00:00 2026-01-04T00:00 2026-01-09T00:00
            0 0 * * SUN-TUE    | 2026-01-01T00:00 | 2026-01-04T00:00 2026-01-05T00:00 2026-01-06T00:00 2026-01-11T00:00
            0 0 * * 7-2        | 2026-01-01T00:00 | 2026-01-04T00:00 2026-01-05T00:00 2026-01-06T00:00 2026-01-11T00:00
            0 0 * * 0-7        | 2026-01-01T00:00 | 2026-01-02T00:00 2026-01-03T00:00 2026-01-04T00:00
            0 0 * * */2        | 2026-01-01T00:00 | 2026-01-03T00:00 2026-01-04T00:00 2026-01-06T00:00 2026-01-08T00:00
            0 0 * * 1/2        | 2026-01-01T00:00 | 2026-01-02T00:00 2026-01-04T00:00 2026-01-05T00:00 2026-01-07T00:00
            # both day fields restricted: either
            0 0 13 * FRI       | 2026-01-01T00:00 | 2026-01-02T00:00 2026-01-09T00:00 2026-01-13T00:00 2026-01-16T00:00
            0 0 1-31 * 1       | 2026-01-01T00:00 | 2026-01-02T00:00 2026-01-03T00:00
            # one begins with a star: both
            0 0 */2 * MON      | 2026-01-01T00:00 | 2026-01-05T00:00 2026-01-19T00:00 2026-02-09T00:00 2026-02-23T00:00
            0 0 *,5 * MON      | 2026-01-01T00:00 | 2026-01-05T00:00 2026-01-12T00:00
            0 0 13 * */5       | 2026-01-01T00:00 | 2026-02-13T00:00 2026-03-13T00:00 2026-09-13T00:00
            0 0 29 2 *         | 2026-01-01T00:00 | 2028-02-29T00:00 2032-02-29T00:00
            """)
    void unixFiresAtTheTimesItNames(String cron, String after, String expected) {
        assertFires(CronDialect.UNIX, cron, after, expected);
    }

    @ParameterizedTest(name = "{0} after {1}")
    @CsvSource(delimiter = '|', textBlock = """
            */20 0 0 * * *     | 2026-01-01T23:30 | 2026-01-02T00:00 2026-01-02T00:00:20 2026-01-02T00:00:40
            0 0 0 ? * ?        | 2026-01-01T23:30 | 2026-01-02T00:00 2026-01-03T00:00
            0 0 0 ? * 0        | 2026-01-01T00:00 | 2026-01-04T00:00
            0 0 0 * * 7        | 2026-01-01T00:00 | 2026-01-04T00:00
            0 0 0 * * SAT-SUN  | 2026-01-01T00:00 | 2026-01-03T00:00 2026-01-04T00:00 2026-01-10T00:00
            # the star of the week begins on Monday
            0 0 0 * * */2      | 2026-01-01T00:00 | 2026-01-02T00:00 2026-01-04T00:00 2026-01-05T00:00 2026-01-07T00:00
            # both day fields must match
            0 0 0 13 * FRI     | 2026-01-01T00:00 | 2026-02-13T00:00 2026-03-13T00:00 2026-11-13T00:00
            0 0 0 1-7 * MON#1  | 2026-01-01T00:00 | 2026-01-05T00:00 2026-02-02T00:00
            # L, W and #
            0 0 0 L * *        | 2026-01-01T00:00 | 2026-01-31T00:00 2026-02-28T00:00
            0 0 0 L-3 * *      | 2026-01-01T00:00 | 2026-01-28T00:00 2026-02-25T00:00
            0 0 0 1W 8 *       | 2026-01-01T00:00 | 2026-08-03T00:00
            0 0 0 LW * *       | 2026-01-01T00:00 | 2026-01-30T00:00 2026-02-27T00:00
            0 0 0 * * 5L       | 2026-01-01T00:00 | 2026-01-30T00:00 2026-02-27T00:00
            0 0 0 * * THUL     | 2026-01-01T00:00 | 2026-01-29T00:00
            0 0 0 ? * 5#2      | 2026-01-01T00:00 | 2026-01-09T00:00
            0 0 0 ? * 0#1      | 2026-01-01T00:00 | 2026-01-04T00:00
            0 0 0 ? * 7#1      | 2026-01-01T00:00 | 2026-01-04T00:00
            """)
    void springFiresAtTheTimesItNames(String cron, String after, String expected) {
        assertFires(CronDialect.SPRING, cron, after, expected);
    }

    private static void assertFires(CronDialect dialect, String cron, String after, String expected) {
        List<String> fires = List.of(expected.split(" "));

        assertThat(CronFires.nextUtc(fires.size(), CronExpression.parse(dialect, cron), after))
                .isEqualTo(fires);
    }

    @ParameterizedTest
    @CsvSource({
        "@yearly, 2027-01-01T00:00",
        "@annually, 2027-01-01T00:00",
        "@monthly, 2026-02-01T00:00",
        "@weekly, 2026-01-04T00:00",
        "@daily, 2026-01-02T00:00",
        "@midnight, 2026-01-02T00:00",
        "@hourly, 2026-01-01T14:00",
        "' @Daily ', 2026-01-02T00:00"
    })
    void macrosMeanTheSameInUnixAndSpring(String macro, String next) {
        assertFires(CronDialect.UNIX, macro, "2026-01-01T13:00", next);
        assertFires(CronDialect.SPRING, macro, "2026-01-01T13:00", next);
        assertThatThrownBy(() -> CronExpression.parse(macro))
                .isInstanceOf(CronSyntaxException.class)
                .hasMessage("cron expression: '" + macro.strip() + "' at position " + (macro.indexOf('@') + 1)
                        + " is not of the QUARTZ dialect; UNIX and SPRING have " + MACROS);
    }

    @ParameterizedTest
    @CsvSource({"@reboot", "@every 5m", "@", "@daily@"})
    void aMacroThatIsNoneSaysWhichThereAre(String macro) {
        assertThatThrownBy(() -> CronExpression.parse(CronDialect.UNIX, macro))
                .isInstanceOf(CronSyntaxException.class)
                .hasMessage("cron expression: '" + macro + "' at position 1 is not understood, expected " + MACROS);
    }

    @ParameterizedTest(name = "{0} {1} → {2}")
    @CsvSource(delimiter = '|', textBlock = """
            UNIX   | 60 * * * *      | minute: '60' at position 1 is out of range, expected 0–59
            UNIX   | 0 0 * * 8       | day-of-week: '8' at position 9 is out of range, expected 0–7 (0 and 7 = Sunday) or SUN–SAT
            UNIX   | 0 0 ? * 1       | day-of-month: '?' at position 5 is not understood, expected 1–31 with , - * /
            UNIX   | 0 0 L * *       | day-of-month: 'L' at position 5 is not understood, expected 1–31 with , - * /
            UNIX   | 0 0 15W * *     | day-of-month: '15W' at position 5 is not understood, expected 1–31 with , - * /
            UNIX   | 0 0 * * 5L      | day-of-week: '5L' at position 9 is not understood, expected 0–7 (0 and 7 = Sunday) or SUN–SAT with , - * /
            UNIX   | 0 0 * * 5#1     | day-of-week: '5#1' at position 9 is not understood, expected 0–7 (0 and 7 = Sunday) or SUN–SAT with , - * /
            UNIX   | 0 22-2 * * *    | hour: '22-2' at position 3 runs backwards, expected the lower value first; only the QUARTZ dialect has ranges that wrap
            UNIX   | 0 0 * * FRI-MON | day-of-week: 'FRI-MON' at position 9 runs backwards, expected the lower value first; only the QUARTZ dialect has ranges that wrap
            UNIX   | */60 * * * *    | minute: step '60' at position 3 is out of range, expected 1–59
            UNIX   | 0 0 12 * * ?    | cron expression has 6 fields, expected 5: minute hour day-of-month month day-of-week
            UNIX   | 0 0 * *         | cron expression has 4 fields, expected 5: minute hour day-of-month month day-of-week
            SPRING | 0 0 0 * * 8     | day-of-week: '8' at position 11 is out of range, expected 0–7 (0 and 7 = Sunday) or SUN–SAT
            SPRING | 0 0 0 ? * L     | day-of-week: 'L' at position 11 needs a day before it, as in FRIL, the last Friday of the month
            SPRING | 0 0 0 ? * 1,L   | day-of-week: 'L' at position 13 needs a day before it, as in FRIL, the last Friday of the month
            SPRING | 0 0 0 ? * 5#6   | day-of-week: week of the month '6' at position 13 is out of range, expected 1–5
            SPRING | 0 0 0 ? * #1    | day-of-week: a number is missing at position 11, expected 0–7 (0 and 7 = Sunday) or SUN–SAT
            SPRING | 0 0 0 31-1 * *  | day-of-month: '31-1' at position 7 runs backwards, expected the lower value first; only the QUARTZ dialect has ranges that wrap
            SPRING | 0 ? 0 * * *     | minute: '?' at position 3 is not understood, expected 0–59 with , - * /
            SPRING | 0 0 * * *       | cron expression has 5 fields, expected 6: second minute hour day-of-month month day-of-week
            SPRING | 0 0 0 * * * 2026 | cron expression has 7 fields, expected 6: second minute hour day-of-month month day-of-week
            """)
    void saysWhereItIsWrongAndWhatIsAllowed(CronDialect dialect, String cron, String message) {
        assertThatThrownBy(() -> CronExpression.parse(dialect, cron))
                .isInstanceOf(CronSyntaxException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @EnumSource
    void aTextOfAnyLengthIsRefusedAtOnceAndNotRepeated(CronDialect dialect) {
        for (String part : List.of("*", "0,", "1-", " ", "L-", "@", "\u0000", "ü")) {
            assertThatThrownBy(() -> CronExpression.parse(dialect, part.repeat(1_000_000)))
                    .isInstanceOf(CronSyntaxException.class)
                    .message()
                    .hasSizeLessThan(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLongestListsAreReadOrRefusedLikeShortOnes(CronDialect dialect) {
        // Given
        String fields = dialect == CronDialect.UNIX ? " 0 * * *" : " 0 0 * * ?";
        String everything = "0" + ",*/1".repeat(250) + fields;

        // When, Then
        assertThat(CronExpression.parse(dialect, everything)).hasToString(everything);
        assertThatThrownBy(() -> CronExpression.parse(dialect, "0" + ",".repeat(1_000) + fields))
                .isInstanceOf(CronSyntaxException.class)
                .hasMessageContaining("a number is missing at position 3");
    }

    @Test
    void expressionsAreEqualWhereDialectAndTextAre() {
        CronExpression daily = CronExpression.parse(CronDialect.UNIX, "@daily");

        assertThat(daily)
                .isEqualTo(CronExpression.parse(CronDialect.UNIX, " 0  0 * * * "))
                .hasSameHashCodeAs(CronExpression.parse(CronDialect.UNIX, "@midnight"))
                .hasToString("@daily")
                .isNotEqualTo(CronExpression.parse(CronDialect.SPRING, "@daily"))
                .isNotEqualTo(CronExpression.parse("0 0 0 * * ?"));
        assertThat(CronExpression.parse(CronDialect.SPRING, "0 0 0 ? * mon"))
                .isEqualTo(CronExpression.parse(CronDialect.SPRING, "0 0 0 * * MON"))
                .isNotEqualTo(CronExpression.parse("0 0 0 ? * MON"));
        assertThat(daily.dialect()).isEqualTo(CronDialect.UNIX);
    }
}
