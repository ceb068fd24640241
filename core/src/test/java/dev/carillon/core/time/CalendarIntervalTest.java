package dev.carillon.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carillon.core.time.CalendarInterval.Unit;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against an oracle that looks minute by minute for when the clock on the wall first shows the time. */
final class CalendarIntervalTest {

    private static final int FIRES = 60;

    static Stream<Arguments> intervals() {
        return Stream.of(
                // Clocks go forward at 02:00 to 03:00 on 29 March, back at 03:00 to 02:00 on 25 October.
                Arguments.of("Europe/Berlin", "2026-03-20T02:30", Unit.DAY, 1),
                Arguments.of("Europe/Berlin", "2026-03-20T02:00", Unit.DAY, 3),
                Arguments.of("Europe/Berlin", "2026-09-27T02:30", Unit.WEEK, 1),
                Arguments.of("Europe/Berlin", "2025-10-29T02:30", Unit.MONTH, 1),
                // By half an hour, at 02:00 on 4 October and 5 April.
                Arguments.of("Australia/Lord_Howe", "2026-09-20T02:15", Unit.DAY, 1),
                Arguments.of("Australia/Lord_Howe", "2026-03-30T01:45", Unit.DAY, 1),
                // 30 December 2011 did not happen.
                Arguments.of("Pacific/Apia", "2011-12-20T08:00", Unit.DAY, 1),
                Arguments.of("Pacific/Apia", "2011-12-20T00:00", Unit.DAY, 1),
                Arguments.of("Pacific/Apia", "2011-12-02T12:00", Unit.WEEK, 2),
                Arguments.of("Pacific/Apia", "2011-08-30T12:00", Unit.MONTH, 2),
                // Ends of months, leap days.
                Arguments.of("Asia/Shanghai", "2023-10-31T12:00", Unit.MONTH, 1),
                Arguments.of("UTC", "2024-02-29T00:00", Unit.MONTH, 12),
                Arguments.of("America/New_York", "2024-01-30T23:59", Unit.MONTH, 1),
                Arguments.of("UTC", "2026-01-01T00:00", Unit.WEEK, 3),
                Arguments.of("UTC", "2026-01-01T00:00", Unit.DAY, 1000));
    }

    @ParameterizedTest(name = "every {3} {2} from {1} in {0}")
    @MethodSource("intervals")
    void firesWhenTheClockOnTheWallFirstShowsTheTime(String zoneName, String begin, Unit unit, int every) {
        // Given
        ZoneId zone = ZoneId.of(zoneName);
        LocalDateTime first = LocalDateTime.parse(begin);
        CalendarInterval interval = new CalendarInterval(unit, every, shownFirst(first, zone), zone);
        TreeSet<Instant> expected = new TreeSet<>();
        for (int count = 0; count < FIRES; count++) {
            expected.add(shownFirst(first.plus((long) count * every, ChronoUnit.valueOf(unit.name() + "S")), zone));
        }

        // When, Then: one after the other
        assertThat(interval.preview(Instant.EPOCH, expected.size())).containsExactlyElementsOf(expected);
        // And from anywhere between
        SplittableRandom random = new SplittableRandom(1);
        long from = expected.first().toEpochMilli() - 1000;
        for (int i = 0; i < 1_000; i++) {
            Instant any =
                    Instant.ofEpochMilli(random.nextLong(from, expected.last().toEpochMilli()));
            assertThat(interval.nextAfter(any)).as("after %s", any).hasValue(expected.higher(any));
        }
        for (Instant fire : expected.headSet(expected.last())) {
            assertThat(interval.nextAfter(fire)).as("after %s", fire).hasValue(expected.higher(fire));
            assertThat(interval.nextAfter(fire.minusMillis(1)))
                    .as("just before %s", fire)
                    .hasValue(fire);
        }
    }

    @ParameterizedTest(name = "every {3} {2} from {1} in {0}")
    @MethodSource("intervals")
    void everyPolicyFiresWhenItsClockShowsTheTime(String zoneName, String begin, Unit unit, int every) {
        ZoneId zone = ZoneId.of(zoneName);
        LocalDateTime first = LocalDateTime.parse(begin);
        Instant start = shownFirst(first, zone);
        List<LocalDateTime> times = LongStream.range(0, FIRES)
                .mapToObj(count -> first.plus(count * every, ChronoUnit.valueOf(unit.name() + "S")))
                .toList();
        Map<LocalDateTime, List<Instant>> shown =
                times.stream().collect(Collectors.toMap(time -> time, time -> shown(time, zone)));
        for (DstPolicy.Gap gap : DstPolicy.Gap.values()) {
            for (DstPolicy.Overlap overlap : DstPolicy.Overlap.values()) {
                // Given
                DstPolicy policy = new DstPolicy(gap, overlap);
                CalendarInterval interval = new CalendarInterval(unit, every, start, zone, policy);
                TreeSet<Instant> expected = new TreeSet<>(List.of(start));
                times.forEach(
                        time -> expected.addAll(fires(time, zone, policy, Objects.requireNonNull(shown.get(time)))));

                // When, Then
                assertThat(interval.preview(Instant.EPOCH, expected.size()))
                        .as("%s", policy)
                        .containsExactlyElementsOf(expected);
                for (Instant fire : expected.headSet(expected.last())) {
                    assertThat(interval.nextAfter(fire.plusMillis(1))).hasValue(expected.higher(fire));
                }
            }
        }
    }

    /** The slow way: looks at every minute for those in which the clock shows the time. */
    private static List<Instant> shown(LocalDateTime local, ZoneId zone) {
        return Stream.iterate(local.toInstant(ZoneOffset.MAX), minute -> minute.plusSeconds(60))
                .limit(37 * 60)
                .filter(minute -> LocalDateTime.ofInstant(minute, zone).equals(local))
                .toList();
    }

    private static List<Instant> fires(LocalDateTime local, ZoneId zone, DstPolicy policy, List<Instant> shown) {
        if (!shown.isEmpty()) {
            return switch (policy.overlap()) {
                case FIRST, BY_EXPRESSION -> List.of(shown.getFirst());
                case SECOND -> List.of(shown.getLast());
                case BOTH -> shown;
            };
        }
        Instant end = shownFirst(local, zone);
        LocalDateTime begin =
                LocalDateTime.ofInstant(end.minusSeconds(60), zone).plusMinutes(1);
        return switch (policy.gap()) {
            case SHIFT, BY_EXPRESSION -> List.of(end);
            case SKIP -> List.of();
            case KEEP_ELAPSED -> List.of(end.plus(begin.until(local, ChronoUnit.MINUTES), ChronoUnit.MINUTES));
        };
    }

    @Test
    void theStartFiresOnceWhicheverPassOfAnOverlapItIsIn() {
        // Given: 02:30 happens at both
        Instant firstPass = Instant.parse("2026-10-25T00:30:00Z");
        Instant secondPass = Instant.parse("2026-10-25T01:30:00Z");
        Instant nextDay = Instant.parse("2026-10-26T01:30:00Z");

        // When, Then
        assertThat(daily(firstPass, DstPolicy.Overlap.FIRST)).containsExactly(firstPass, nextDay);
        assertThat(daily(firstPass, DstPolicy.Overlap.SECOND)).containsExactly(firstPass, nextDay);
        assertThat(daily(firstPass, DstPolicy.Overlap.BOTH)).containsExactly(firstPass, secondPass);
        assertThat(daily(secondPass, DstPolicy.Overlap.FIRST)).containsExactly(secondPass, nextDay);
        assertThat(daily(secondPass, DstPolicy.Overlap.BOTH)).containsExactly(secondPass, nextDay);
    }

    private static List<Instant> daily(Instant start, DstPolicy.Overlap overlap) {
        DstPolicy policy = new DstPolicy(DstPolicy.Gap.SHIFT, overlap);
        return new CalendarInterval(Unit.DAY, 1, start, ZoneId.of("Europe/Berlin"), policy).preview(Instant.EPOCH, 2);
    }

    @Test
    void goesByTheClockOnTheWallUnlessItIsToldOtherwise() {
        CalendarInterval interval =
                new CalendarInterval(Unit.DAY, 1, Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

        assertThat(interval.dst()).isEqualTo(new DstPolicy(DstPolicy.Gap.SHIFT, DstPolicy.Overlap.FIRST));
        assertThat(interval.hasDefaultDst()).isTrue();
        assertThat(interval.from(Instant.parse("2026-02-01T00:00:00Z")).dst()).isEqualTo(interval.dst());
    }

    /** The slow way: the first minute in which the clock shows the time or a later one. */
    private static Instant shownFirst(LocalDateTime local, ZoneId zone) {
        Instant minute = local.toInstant(ZoneOffset.MAX).minus(1, ChronoUnit.DAYS);
        while (LocalDateTime.ofInstant(minute, zone).isBefore(local)) {
            minute = minute.plusSeconds(60);
        }
        return minute;
    }

    @Test
    void theLastOfAMonthIsCountedFromTheStart() {
        // Given
        CalendarInterval interval =
                new CalendarInterval(Unit.MONTH, 1, Instant.parse("2024-01-31T06:00:00Z"), ZoneOffset.UTC);

        // When, Then
        assertThat(interval.preview(Instant.EPOCH, 5))
                .containsExactly(
                        Instant.parse("2024-01-31T06:00:00Z"),
                        Instant.parse("2024-02-29T06:00:00Z"),
                        Instant.parse("2024-03-31T06:00:00Z"),
                        Instant.parse("2024-04-30T06:00:00Z"),
                        Instant.parse("2024-05-31T06:00:00Z"));
    }

    @Test
    void aTimeThatFallsIntoTheGapIsTheEndOfTheGapAndTheNextDayIsAsBefore() {
        // Given
        CalendarInterval interval =
                new CalendarInterval(Unit.DAY, 1, Instant.parse("2026-03-28T01:30:00Z"), ZoneId.of("Europe/Berlin"));

        // When, Then
        assertThat(interval.preview(Instant.EPOCH, 3))
                .containsExactly(
                        Instant.parse("2026-03-28T01:30:00Z"),
                        Instant.parse("2026-03-29T01:00:00Z"),
                        Instant.parse("2026-03-30T00:30:00Z"));
    }

    @Test
    void fractionsOfASecondOfTheStartAreKept() {
        // Given
        CalendarInterval interval =
                new CalendarInterval(Unit.DAY, 2, Instant.parse("2026-01-01T00:00:00.123Z"), ZoneOffset.UTC);

        // When, Then
        assertThat(interval.nextAfter(interval.start())).hasValue(Instant.parse("2026-01-03T00:00:00.123Z"));
    }

    @Test
    void endsWithTheYear2199() {
        // Given
        CalendarInterval interval =
                new CalendarInterval(Unit.DAY, 1, Instant.parse("2199-12-30T00:00:00Z"), ZoneOffset.UTC);

        // When, Then
        assertThat(interval.preview(Instant.EPOCH, 9)).hasSize(2);
        assertThat(interval.nextAfter(Instant.parse("2199-12-31T00:00:00Z"))).isEmpty();
        assertThat(interval.nextAfter(Instant.MAX)).isEmpty();
        assertThat(interval.nextAfter(Instant.MIN)).hasValue(interval.start());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2026-01-01T00:00:00Z, every",
        "1001, 2026-01-01T00:00:00Z, every",
        "-1, 2026-01-01T00:00:00Z, every",
        "1, 1969-12-31T23:59:59Z, start",
        "1, 2200-01-01T00:00:00Z, start",
        "1, 2026-01-01T00:00:00.0001Z, start"
    })
    void whatIsOutOfRangeIsNamed(int every, Instant start, String field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CalendarInterval(Unit.DAY, every, start, ZoneOffset.UTC))
                .withMessageStartingWith(field + ":");
    }

    @Test
    void farFromTheStartIsReachedAtOnce() {
        // Given
        CalendarInterval interval =
                new CalendarInterval(Unit.DAY, 1, Instant.parse("1970-01-01T00:00:00Z"), ZoneId.of("Europe/Berlin"));

        // When: a hundred thousand of them, of which none may count days from 1970
        List<Instant> fires = interval.preview(Instant.parse("2199-01-01T00:00:00Z"), 300);
        long begin = System.nanoTime();
        for (int i = 0; i < 100_000; i++) {
            interval.nextAfter(fires.get(i % fires.size()));
        }

        // Then
        assertThat(System.nanoTime() - begin).isLessThan(10_000_000_000L);
    }
}
