package dev.carillon.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The base time and the first examples are those of the vendor's page "Configure job date". */
final class DateTextTest {

    private static final Instant BASE = Instant.parse("2016-04-27T12:08:01Z");
    private static final DateText PLAIN = new DateText(DateVariables.in(ZoneOffset.UTC, Map.of()), BASE);

    @ParameterizedTest
    @CsvSource({
        "${yyyyMMdd}, 20160427",
        "${yyyyMMdd HH:mm:ss-1d}, 20160426 12:08:01",
        "${yyyy-MM-dd}, 2016-04-27",
        "${yyyy-MM-dd HH:mm:ss}, 2016-04-27 12:08:01",
        "${yyyyMMdd-1d}, 20160426",
        "${yyyyMMdd+1d}, 20160428",
        "${yyyyMMdd-1y}, 20150427",
        "${yyyyMMdd-1m}, 20160327",
        "${yyyyMMdd HH-13h}, 20160426 23",
        "${standard_date}, 20160427 12:08:01",
        "${standard_date-1h}, 20160427 11:08:01",
        "${yyyy}, 2016",
        "${yyyy-1y}, 2015",
        "${yyyy/MM/dd+0d}, 2016/04/27",
        "${yyyyMMddhhmmss}, 20160427120801",
    })
    void writesTheDate(String text, String written) {
        assertThat(PLAIN.fill(text)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"00, 12", "01, 01", "11, 11", "12, 12", "13, 01", "23, 11"})
    void hhIsTheHourOfTheTwelveHourClock(String hour, String shown) {
        // Given
        DateText text = new DateText(
                DateVariables.in(ZoneOffset.UTC, Map.of()), Instant.parse("2016-04-27T" + hour + ":00:00Z"));

        // When, Then
        assertThat(text.fill("${yyyy hh HH}")).isEqualTo("2016 " + shown + " " + hour);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${}",
                "${HOME}",
                "${MM}",
                "${yyyy",
                "$yyyy",
                "{yyyy}",
                "${yyyyx}",
                "${yyyyMMdd-1w}",
                "${yyyyMMdd-1234567d}",
                "${standard_dates}",
                "${-1d}",
                "${yyyy-MM-ddT}",
                "$1 \\ plain",
                "${yyyyé}"
            })
    void leavesWhatItDoesNotKnow(String text) {
        assertThat(PLAIN.fill(text)).isEqualTo(text);
    }

    @Test
    void writesEachOfSeveralAndWhatStandsBetween() {
        assertThat(PLAIN.fill("a ${yyyy}$${MM-1d}${yyyyMM}\n${nope}${yyyy}"))
                .isEqualTo("a 2016$${MM-1d}201604\n${nope}2016");
    }

    @Test
    void monthsAndYearsKeepToTheCalendar() {
        // Given
        DateText text = new DateText(DateVariables.in(ZoneOffset.UTC, Map.of()), Instant.parse("2024-02-29T00:00:00Z"));

        // When, Then
        assertThat(text.fill("${yyyyMMdd-1y} ${yyyyMMdd+1m} ${yyyyMMdd+12m} ${yyyyMMdd-365d}"))
                .isEqualTo("20230228 20240329 20250228 20230301");
    }

    @Test
    void theDateIsThatOfTheZone() {
        // Given
        DateText text = new DateText(
                DateVariables.in(ZoneId.of("Asia/Shanghai"), Map.of()), Instant.parse("2016-04-27T18:00:00Z"));

        // When, Then
        assertThat(text.fill("${yyyyMMdd HH}")).isEqualTo("20160428 02");
    }

    @Test
    void aNamedValueIsWrittenWithItsDatesButNotWithOtherNames() {
        // Given
        DateText text = new DateText(
                DateVariables.in(
                        ZoneOffset.UTC,
                        Map.of("day", "d=${yyyyMMdd-1d}", "other", "${day}", "yyyy", "named", "money", "$1 \\")),
                BASE);

        // When, Then
        assertThat(text.fill("${day}|${other}|${yyyy}|${money}|${yyyy-0d}"))
                .isEqualTo("d=20160426|${day}|named|$1 \\|2016");
    }

    @Test
    void nothingIsReplacedUnlessDatesAreActive() {
        // Given
        String text = "${yyyyMMdd}";

        // When, Then
        assertThat(new DateText(DateVariables.NONE, BASE).fill(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void neverThrowsWhateverTheTextAndTheBase(long seed) {
        // Given
        SplittableRandom random = new SplittableRandom(seed);
        String[] parts = {
            "${",
            "}",
            "yyyy",
            "MM",
            "dd",
            "hh",
            "-",
            "+",
            "9",
            "999999",
            "y",
            "m",
            "d",
            "h",
            "standard_date",
            "$",
            "{",
            "\\",
            "name",
            "\ud83d",
            "\n",
            " "
        };
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            Instant base = Instant.ofEpochSecond(random.nextLong(0, 7_258_118_400L));
            DateText dates = new DateText(
                    DateVariables.in(ZoneId.of("Asia/Shanghai"), Map.of("name", "${yyyy" + text + "}")), base);

            // When, Then
            assertThat(dates.fill("${yyyy" + text + "}")).as("%s", text).isNotNull();
        }
    }

    @Test
    void namesAndValuesAreBounded() {
        assertInvalid("dates.named", () -> DateVariables.in(ZoneOffset.UTC, Map.of("1st", "x")));
        assertInvalid("dates.named", () -> DateVariables.in(ZoneOffset.UTC, Map.of("x".repeat(65), "x")));
        assertInvalid("dates.named.x", () -> DateVariables.in(ZoneOffset.UTC, Map.of("x", "x".repeat(1025))));
        assertInvalid("dates.named", () -> new DateVariables(false, Map.of("x", "x"), ZoneOffset.UTC));
    }

    private static void assertInvalid(String field, Runnable making) {
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(making::run)
                .extracting(InvalidDefinitionException::field)
                .isEqualTo(field);
    }
}
