package dev.carillon.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a calendar's parts name, at their edges, in zones and on the days when the clocks change. */
final class ExclusionsTest {

    private static Exclusions calendar(
            String zone, List<DateRange> dates, List<String> yearly, Set<DayOfWeek> weekdays, TimeWindow... windows) {
        return new Exclusions(
                ZoneId.of(zone),
                DateRanges.of(dates),
                Set.copyOf(yearly.stream().map(Exclusions::yearlyDay).toList()),
                weekdays,
                List.of(windows),
                false);
    }

    private static Exclusions inverted(Exclusions one) {
        return new Exclusions(one.zone(), one.dates(), one.yearly(), one.weekdays(), one.windows(), true);
    }

    private static String excludes(Exclusions calendar, String instant) {
        return calendar.excludes(Instant.parse(instant)).orElse("");
    }

    @Test
    void anEmptyCalendarExcludesNothing() {
        assertThat(Exclusions.NONE.excludes(Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-09-30T15:59:59.999Z, ''",
        "2026-09-30T16:00:00Z, date 2026-10-01 … 2026-10-07",
        "2026-10-07T15:59:59.999Z, date 2026-10-01 … 2026-10-07",
        "2026-10-07T16:00:00Z, ''",
        "2026-12-31T16:00:00Z, date 2027-01-01",
    })
    void datesAreDaysOfTheCalendarsZone(String instant, String part) {
        Exclusions holidays = calendar(
                "Asia/Shanghai",
                List.of(DateRange.parse("2027-01-01", ""), DateRange.parse("2026-10-01", "2026-10-07")),
                List.of(),
                Set.of());

        assertThat(excludes(holidays, instant)).isEqualTo(part);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2028-02-29T12:00:00Z, yearly 02-29",
        "2027-02-28T12:00:00Z, ''",
        "2027-03-01T12:00:00Z, ''",
        "2027-12-25T00:00:00Z, yearly 12-25",
        "2031-12-25T23:59:59Z, yearly 12-25",
    })
    void yearlyDaysComeEveryYearAndFebruary29InLeapYearsOnly(String instant, String part) {
        assertThat(excludes(calendar("UTC", List.of(), List.of("02-29", "12-25"), Set.of()), instant))
                .isEqualTo(part);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-01-02T22:59:59Z, ''", // Friday in Berlin
        "2026-01-02T23:00:00Z, weekday SATURDAY",
        "2026-01-04T22:59:59Z, weekday SUNDAY",
        "2026-01-04T23:00:00Z, ''",
    })
    void weekdaysAreWholeDaysOfTheZone(String instant, String part) {
        Exclusions weekends =
                calendar("Europe/Berlin", List.of(), List.of(), Set.of(DayOfWeek.SUNDAY, DayOfWeek.SATURDAY));

        assertThat(excludes(weekends, instant)).isEqualTo(part);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-01-05T21:59:59Z, ''", // Monday
        "2026-01-05T22:00:00Z, 22:00–06:30 of MONDAY",
        "2026-01-06T06:29:59Z, 22:00–06:30 of MONDAY",
        "2026-01-06T06:30:00Z, ''",
        "2026-01-05T03:00:00Z, ''", // Monday morning belongs to Sunday's night
        "2026-01-06T22:30:00Z, ''", // Tuesday's night does not count
        "2026-01-07T12:00:00Z, 12:00–24:00 of WEDNESDAY",
        "2026-01-07T23:59:59.999Z, 12:00–24:00 of WEDNESDAY",
        "2026-01-08T00:00:00Z, ''",
        "2026-01-09T00:00:00Z, 00:00–24:00 of FRIDAY",
        "2026-01-09T23:59:59Z, 00:00–24:00 of FRIDAY",
        "2026-01-10T00:00:00Z, ''",
    })
    void windowsPassMidnightAndBelongToTheDayOnWhichTheyBegin(String instant, String part) {
        Exclusions nights = calendar(
                "UTC",
                List.of(),
                List.of(),
                Set.of(),
                TimeWindow.parse("22:00", "06:30", Set.of(DayOfWeek.MONDAY)),
                TimeWindow.parse("12:00:00", "24:00", Set.of(DayOfWeek.WEDNESDAY)),
                TimeWindow.parse("00:00", "00:00", Set.of(DayOfWeek.FRIDAY)));

        assertThat(excludes(nights, instant)).isEqualTo(part.isEmpty() ? "" : "window " + part);
    }

    @ParameterizedTest(name = "{0}: excluded {1}")
    @CsvSource({
        // Clocks go forward, 29 March 2026: 02:00 … 03:00 does not happen.
        "2026-03-29T00:59:59Z, false",
        "2026-03-29T01:00:00Z, false", // 03:00
        // Clocks go back, 25 October 2026: 02:00 … 03:00 happens twice.
        "2026-10-24T23:59:59Z, false",
        "2026-10-25T00:15:00Z, false", // 02:15 for the first time
        "2026-10-25T00:30:00Z, true",
        "2026-10-25T00:59:59Z, true",
        "2026-10-25T01:00:00Z, false", // 02:00 for the second time
        "2026-10-25T01:30:00Z, true",
        "2026-10-25T02:00:00Z, false", // 03:00
    })
    void aLocalTimeThatComesTwiceIsExcludedBothTimesAndOneThatDoesNotComeNever(String instant, boolean excluded) {
        Exclusions window =
                calendar("Europe/Berlin", List.of(), List.of(), Set.of(), TimeWindow.parse("02:30", "03:00", Set.of()));

        assertThat(window.excludes(Instant.parse(instant)).isPresent()).isEqualTo(excluded);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-01-05T08:59:59Z, 'inverted, and no part names 2026-01-05T08:59:59'",
        "2026-01-05T09:00:00Z, ''",
        "2026-01-05T16:59:59Z, ''",
        "2026-01-05T17:00:00Z, 'inverted, and no part names 2026-01-05T17:00'",
    })
    void turnedRoundItExcludesWhatNoPartNames(String instant, String part) {
        Exclusions officeHours =
                inverted(calendar("UTC", List.of(), List.of(), Set.of(), TimeWindow.parse("09:00", "17:00", Set.of())));

        assertThat(excludes(officeHours, instant)).isEqualTo(part);
    }

    @Test
    void rangesMayOverlapAndLieInAnyOrder() {
        // Given
        SplittableRandom random = new SplittableRandom(4);
        LocalDate start = LocalDate.of(2026, 1, 1);
        for (int round = 0; round < 200; round++) {
            List<DateRange> ranges = new ArrayList<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                LocalDate first = start.plusDays(random.nextInt(60));
                ranges.add(new DateRange(first, first.plusDays(random.nextInt(15))));
            }
            DateRanges index = DateRanges.of(ranges);
            for (int day = -1; day < 80; day++) {
                LocalDate date = start.plusDays(day);
                // When
                boolean held = index.holding(date).isPresent();
                // Then
                assertThat(held)
                        .as("%s in %s", date, ranges)
                        .isEqualTo(ranges.stream()
                                .anyMatch(range -> !date.isBefore(range.first()) && !date.isAfter(range.last())));
            }
        }
    }

    @Test
    void theSameRangesInAnotherOrderAreTheSame() {
        DateRange one = DateRange.parse("2026-01-01", "");
        DateRange other = DateRange.parse("2026-05-01", "2026-05-03");

        assertThat(DateRanges.of(List.of(one, other))).isEqualTo(DateRanges.of(List.of(other, one, one)));
    }

    @ParameterizedTest(name = "{0} … {1}: {2}")
    @CsvSource({
        "2026-02-30, '', first: must be a day such as 2026-01-31",
        "2026-1-1, '', first: must be a day such as 2026-01-31",
        "'', '', first: must be a day such as 2026-01-31",
        "2026-01-02, 2026-01-01, last: must not be before 2026-01-02",
        "2026-01-02, tomorrow, last: must be a day such as 2026-01-31",
        "1969-12-31, '', first: must be in the years 1970–2199",
        "2026-01-01, 2200-01-01, last: must be in the years 1970–2199",
    })
    void aDayThatIsNoneIsRefusedByName(String first, String last, String problem) {
        assertThatThrownBy(() -> DateRange.parse(first, last))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageStartingWith(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "13-01", "02-30", "2-3", "--02-03", "2026-02-03"})
    void aDayOfTheYearThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Exclusions.yearlyDay(text))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageStartingWith("yearly: must be a day of the year, MM-dd such as 12-25");
    }

    @ParameterizedTest(name = "{0} – {1}: {2}")
    @CsvSource({
        "24:00, 06:00, from",
        "9:00, 17:00, from",
        "09:00, 17:60, until",
        "09:00, 24:01, until",
        "09:00:00.5, 17:00, from",
        "'', 17:00, from",
        "09:00, '', until",
    })
    void aTimeThatIsNoneIsRefusedByName(String from, String until, String field) {
        assertThatThrownBy(() -> TimeWindow.parse(from, until, Set.of()))
                .isInstanceOfSatisfying(
                        InvalidDefinitionException.class,
                        problem -> assertThat(problem.field()).isEqualTo(field))
                .hasMessageContaining("must be a time of the day");
    }

    @Test
    void whatIsReadIsWrittenTheSame() {
        for (String text : List.of("00:00", "07:05", "23:59:58")) {
            assertThat(TimeWindow.parse(text, "24:00", Set.of()).fromText()).isEqualTo(text);
            assertThat(TimeWindow.parse("12:00", "24:00:00", Set.of()).untilText())
                    .isEqualTo("24:00");
        }
        assertThat(Exclusions.text(MonthDay.of(2, 29))).isEqualTo("02-29");
    }

    @Test
    void whatIsTooMuchIsRefusedByName() {
        List<DateRange> dates = IntStream.rangeClosed(0, Exclusions.MAX_DATES)
                .mapToObj(day -> LocalDate.of(2026, 1, 1).plusDays(2L * day))
                .map(day -> new DateRange(day, day))
                .toList();
        List<TimeWindow> windows = IntStream.rangeClosed(0, Exclusions.MAX_WINDOWS)
                .mapToObj(i -> TimeWindow.parse("01:00", "02:00", Set.of()))
                .toList();

        assertThatThrownBy(() -> calendar("UTC", dates, List.of(), Set.of()))
                .hasMessage("dates: must be at most 1000, are 1001");
        assertThatThrownBy(() -> calendar("UTC", List.of(), List.of(), Set.of(), windows.toArray(TimeWindow[]::new)))
                .hasMessage("windows: must be at most 100, are 101");
        assertThatThrownBy(() -> inverted(Exclusions.NONE)).hasMessageStartingWith("inverted: needs at least one");
    }

    @Test
    void anIdFollowsFromNamespaceAndName() {
        JobId id = Calendar.idOf("default", "holidays");

        // By the rule in job.proto, computed elsewhere.
        assertThat(id.value()).isEqualTo(1385787574725104L);

        assertThat(Calendar.idOf("default", "holidays")).isEqualTo(id);
        assertThat(Calendar.idOf("default", "holiday")).isNotEqualTo(id);
        assertThatThrownBy(() -> new Calendar(new JobId(7), "default", "holidays", 0, "", Exclusions.NONE, Audit.NONE))
                .hasMessage("id: must be " + id + ", which namespace and name give, was 7");
    }
}
