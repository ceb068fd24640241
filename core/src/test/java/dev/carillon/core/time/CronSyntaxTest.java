package dev.carillon.core.time;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronSyntaxTest {
    private static final String FIELDS = ", expected 6 or 7: second minute hour day-of-month month day-of-week [year]";

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # out of range, once for each field and end
            60 0 0 * * ?          | second: '60' at position 1 is out of range, expected 0–59
            0 60 0 * * ?          | minute: '60' at position 3 is out of range, expected 0–59
            0 0 25 * * ?          | hour: '25' at position 5 is out of range, expected 0–23
            0 0 24 * * ?          | hour: '24' at position 5 is out of range, expected 0–23
            0 0 0 0 * ?           | day-of-month: '0' at position 7 is out of range, expected 1–31
            0 0 0 32 * ?          | day-of-month: '32' at position 7 is out of range, expected 1–31
            0 0 0 1 0 ?           | month: '0' at position 9 is out of range, expected 1–12 or JAN–DEC
            0 0 0 1 13 ?          | month: '13' at position 9 is out of range, expected 1–12 or JAN–DEC
            0 0 0 ? * 0           | day-of-week: '0' at position 11 is out of range, expected 1–7 (1 = Sunday) or SUN–SAT
            0 0 0 ? * 8           | day-of-week: '8' at position 11 is out of range, expected 1–7 (1 = Sunday) or SUN–SAT
            0 0 0 * * ? 1969      | year: '1969' at position 13 is out of range, expected 1970–2199
            0 0 0 * * ? 2200      | year: '2200' at position 13 is out of range, expected 1970–2199
            0 0 99999999999 * * ? | hour: '99999999999' at position 5 is out of range, expected 0–23
            # inside lists, ranges and steps
            0 1,2,75 0 * * ?      | minute: '75' at position 7 is out of range, expected 0–59
            0 50-75 0 * * ?       | minute: '75' at position 6 is out of range, expected 0–59
            0 75-80 0 * * ?       | minute: '75' at position 3 is out of range, expected 0–59
            0 75/5 0 * * ?        | minute: '75' at position 3 is out of range, expected 0–59
            # steps
            */0 0 0 * * ?         | second: step '0' at position 3 is out of range, expected 1–59
            0 0/60 0 * * ?        | minute: step '60' at position 5 is out of range, expected 1–59
            0 0 */24 * * ?        | hour: step '24' at position 7 is out of range, expected 1–23
            0 0 0 1/32 * ?        | day-of-month: step '32' at position 9 is out of range, expected 1–31
            0 0 0 1 1/13 ?        | month: step '13' at position 11 is out of range, expected 1–12
            0 0 0 ? * 2/8         | day-of-week: step '8' at position 13 is out of range, expected 1–7
            0 0 0 * * ? 2026/230  | year: step '230' at position 18 is out of range, expected 1–229
            0 0/ 0 * * ?          | minute: step is missing at position 5, expected 1–59
            0 0/x 0 * * ?         | minute: 'x' at position 5 is not understood, expected 0–59 with , - * /
            0 0/5/5 0 * * ?       | minute: '5/5' at position 5 is not understood, expected 0–59 with , - * /
            # something is missing
            0 1,,2 0 * * ?        | minute: a number is missing at position 5, expected 0–59
            0 1, 0 * * ?          | minute: a number is missing at position 5, expected 0–59
            0 0 1- * * ?          | hour: a number is missing at position 7, expected 0–23
            0 0 -1 * * ?          | hour: a number is missing at position 5, expected 0–23
            # not of this field
            x 0 0 * * ?           | second: 'x' at position 1 is not understood, expected 0–59 with , - * /
            0 ? 0 * * ?           | minute: '?' at position 3 is not understood, expected 0–59 with , - * /
            0 0 L * * ?           | hour: 'L' at position 5 is not understood, expected 0–23 with , - * /
            0 0 1.5 * * ?         | hour: '1.5' at position 5 is not understood, expected 0–23 with , - * /
            0 0 1-2-3 * * ?       | hour: '2-3' at position 7 is not understood, expected 0–23 with , - * /
            0 0 0 MON * ?         | day-of-month: 'MON' at position 7 is not understood, expected 1–31 with , - * ? / L W
            0 0 0 2#1 * ?         | day-of-month: '2#1' at position 7 is not understood, expected 1–31 with , - * ? / L W
            0 0 0 1 FOO ?         | month: 'FOO' at position 9 is not understood, expected 1–12 or JAN–DEC with , - * /
            0 0 0 1 JANUARY ?     | month: 'JANUARY' at position 9 is not understood, expected 1–12 or JAN–DEC with , - * /
            0 0 0 ? * JAN         | day-of-week: 'JAN' at position 11 is not understood, expected 1–7 (1 = Sunday) or SUN–SAT with , - * ? / L #
            0 0 0 ? * 2W          | day-of-week: '2W' at position 11 is not understood, expected 1–7 (1 = Sunday) or SUN–SAT with , - * ? / L #
            0 0 0 * * ? L         | year: 'L' at position 13 is not understood, expected 1970–2199 with , - * /
            0 0 0 * * ? 2030-2026 | year: '2030-2026' at position 13 runs backwards, expected the earlier year first
            # L, W and #
            0 0 0 W * ?           | day-of-month: 'W' at position 7 is not understood, expected 1–31 with , - * ? / L W
            0 0 0 1-5W * ?        | day-of-month: '1-5W' at position 7 is not understood, expected 1–31 with , - * ? / L W
            0 0 0 32W * ?         | day-of-month: '32' at position 7 is out of range, expected 1–31
            0 0 0 L-31 * ?        | day-of-month: number of days before the last '31' at position 9 is out of range, expected 0–30
            0 0 0 L- * ?          | day-of-month: number of days before the last is missing at position 9, expected 0–30
            0 0 0 L5 * ?          | day-of-month: 'L5' at position 7 is not understood, expected 1–31 with , - * ? / L W
            0 0 0 5L * ?          | day-of-month: '5L' at position 7 is not understood, expected 1–31 with , - * ? / L W
            0 0 0 ? * 2-3L        | day-of-week: '2-3L' at position 11 is not understood, expected 1–7 (1 = Sunday) or SUN–SAT with , - * ? / L #
            0 0 0 ? * 8L          | day-of-week: '8' at position 11 is out of range, expected 1–7 (1 = Sunday) or SUN–SAT
            0 0 0 ? * 2#6         | day-of-week: week of the month '6' at position 13 is out of range, expected 1–5
            0 0 0 ? * 2#0         | day-of-week: week of the month '0' at position 13 is out of range, expected 1–5
            0 0 0 ? * 2#          | day-of-week: week of the month is missing at position 13, expected 1–5
            0 0 0 ? * #2          | day-of-week: a number is missing at position 11, expected 1–7 (1 = Sunday) or SUN–SAT
            # the two day fields
            0 0 0 ? * ?           | day-of-week: '?' at position 11 stands next to day-of-month '?', one of the two must say which days are meant
            0 0 0 13 * FRI        | day-of-week: 'FRI' at position 12 stands next to day-of-month '13', one of the two must be '?'
            0 0 0 */2 * MON       | day-of-week: 'MON' at position 13 stands next to day-of-month '*/2', one of the two must be '?'
            0 0 0 ?,1 * ?         | day-of-month: '?' at position 7 is not understood, expected 1–31 with , - * ? / L W
            # positions count from the first character, blanks included
            '  0  0   77 * * ?'   | hour: '77' at position 10 is out of range, expected 0–23
            # characters
            0 0 1–5 * * ?         | cron expression: '–' at position 6 is not understood, expected plain ASCII
            """)
    void saysWhereItIsWrongAndWhatIsAllowed(String cron, String message) {
        assertThatThrownBy(() -> CronExpression.parse(cron))
                .isInstanceOf(CronSyntaxException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                 | 0 fields
            '   '              | 0 fields
            0                  | 1 field
            0 0 * * *          | 5 fields
            0 0 0 * * ? 2026 9 | 8 fields
            """)
    void saysHowManyFieldsThereAre(String cron, String found) {
        assertThatThrownBy(() -> CronExpression.parse(cron))
                .isInstanceOf(CronSyntaxException.class)
                .hasMessage("cron expression has " + found + FIELDS);
    }

    @Test
    void refusesATextOfUnreasonableLength() {
        assertThatThrownBy(() -> CronExpression.parse("0,".repeat(600) + "0 0 0 * * ?"))
                .isInstanceOf(CronSyntaxException.class)
                .hasMessage("cron expression is 1211 characters long, at most 1024 are allowed");
    }
}
