package dev.carillon.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final CronSchedule HOURLY =
            new CronSchedule(CronExpression.parse("0 0 * * * ?"), ZoneId.of("Europe/Berlin"));

    @Test
    void aFixedRateStartsAtItsAnchor() {
        FixedRate rate = new FixedRate(Duration.ofSeconds(90), NOON);

        assertThat(rate.nextAfter(Instant.MIN)).contains(NOON);
        assertThat(rate.nextAfter(NOON.minusNanos(1))).contains(NOON);
        assertThat(rate.nextAfter(NOON)).contains(NOON.plusSeconds(90));
        assertThat(rate.nextAfter(NOON.plusSeconds(90).minusNanos(1))).contains(NOON.plusSeconds(90));
        assertThat(rate.nextAfter(NOON.plusSeconds(90))).contains(NOON.plusSeconds(180));
    }

    @Test
    void aFixedRateDoesNotDrift() {
        // Given
        FixedRate rate = new FixedRate(Duration.ofMillis(1_337), NOON.plusMillis(7));

        // When asked half a century later
        Instant late = rate.nextAfter(NOON.plus(Duration.ofDays(18_250))).orElseThrow();

        // Then
        long sinceAnchor = Duration.between(NOON.plusMillis(7), late).toMillis();
        assertThat(sinceAnchor % 1_337).isZero();
        assertThat(late)
                .isBetween(
                        NOON.plus(Duration.ofDays(18_250)),
                        NOON.plus(Duration.ofDays(18_250)).plusMillis(1_337));
    }

    @Test
    void aFixedRateEndsWithTheYear2199() {
        Instant lastSecond = Instant.parse("2199-12-31T23:59:59Z");
        FixedRate rate = new FixedRate(Duration.ofSeconds(1), NOON);

        assertThat(rate.nextAfter(lastSecond.minusNanos(1))).contains(lastSecond);
        assertThat(rate.nextAfter(lastSecond)).isEmpty();
        assertThat(rate.nextAfter(Instant.MAX)).isEmpty();
    }

    @Test
    void aFixedDelayIsKnownOnlyOnceARunHasEnded() {
        FixedDelay delay = new FixedDelay(Duration.ofSeconds(30));

        assertThat(delay.nextAfter(NOON)).isEmpty();
        assertThat(delay.preview(NOON, 5)).isEmpty();
        assertThat(delay.nextAfterEnd(NOON)).isEqualTo(NOON.plusSeconds(30));
    }

    @Test
    void aFixedDelayIsNeverShorterForARoundedMillisecond() {
        FixedDelay delay = new FixedDelay(Duration.ofSeconds(1));

        assertThat(delay.nextAfterEnd(NOON.plusNanos(1))).isEqualTo(NOON.plusMillis(1_001));
    }

    @Test
    void oneTimeFiresOnce() {
        OneTime once = new OneTime(NOON);

        assertThat(once.nextAfter(NOON.minusMillis(1))).contains(NOON);
        assertThat(once.nextAfter(NOON)).isEmpty();
        assertThat(once.preview(Instant.EPOCH, 3)).containsExactly(NOON);
    }

    @Test
    void onDemandHasNoTimesOfItsOwn() {
        assertThat(new OnDemand().nextAfter(Instant.MIN)).isEmpty();
        assertThat(new OnDemand().countBetween(Instant.MIN, Instant.MAX, 1)).isEqualTo(new FireCount.None());
    }

    @Test
    void aPreviewListsTheNextFiresInOrder() {
        assertThat(HOURLY.preview(NOON, 3))
                .containsExactly(NOON.plusSeconds(3600), NOON.plusSeconds(7200), NOON.plusSeconds(10_800));
        assertThat(HOURLY.preview(NOON, 0)).isEmpty();
        assertThat(HOURLY.preview(NOON, Schedule.PREVIEW_MAX)).hasSize(Schedule.PREVIEW_MAX);
    }

    @ParameterizedTest
    @CsvSource({"-1", "1001"})
    void aPreviewIsBounded(int count) {
        assertThatThrownBy(() -> HOURLY.preview(NOON, count))
                .hasMessage("count: " + count + " is out of range, expected 0–1000");
    }

    @Test
    void countsBehindTheStartUpToAndWithTheEnd() {
        assertThat(HOURLY.countBetween(NOON, NOON.plusSeconds(3 * 3600), 100))
                .isEqualTo(new FireCount.Range(NOON.plusSeconds(3600), NOON.plusSeconds(3 * 3600), 3, false));
        assertThat(HOURLY.countBetween(NOON, NOON.plusSeconds(3600).minusNanos(1), 100))
                .isEqualTo(new FireCount.None());
        assertThat(HOURLY.countBetween(NOON, NOON, 100).count()).isZero();
    }

    @Test
    void countingACronStopsAtTheLimitAndCanGoOn() {
        // Given
        Instant end = NOON.plusSeconds(5 * 3600);

        // When
        FireCount.Range part = (FireCount.Range) HOURLY.countBetween(NOON, end, 3);
        FireCount rest = HOURLY.countBetween(part.last(), end, 3);

        // Then
        assertThat(part).isEqualTo(new FireCount.Range(NOON.plusSeconds(3600), NOON.plusSeconds(3 * 3600), 3, true));
        assertThat(rest).isEqualTo(new FireCount.Range(NOON.plusSeconds(4 * 3600), end, 2, false));
    }

    @Test
    void aLimitReachedExactlyIsNotTruncated() {
        assertThat(HOURLY.countBetween(NOON, NOON.plusSeconds(2 * 3600), 2))
                .isEqualTo(new FireCount.Range(NOON.plusSeconds(3600), NOON.plusSeconds(2 * 3600), 2, false));
    }

    @Test
    void countingAFixedRateKnowsNoLimit() {
        // Given
        FixedRate rate = new FixedRate(Duration.ofSeconds(1), NOON);

        // When
        FireCount count =
                rate.countBetween(NOON, NOON.plus(Duration.ofDays(3_650)).plusMillis(500), 10);

        // Then
        assertThat(count)
                .isEqualTo(new FireCount.Range(
                        NOON.plusSeconds(1), NOON.plus(Duration.ofDays(3_650)), 3_650L * 86_400, false));
        assertThat(rate.countBetween(NOON, Instant.MAX, 1)).isInstanceOf(FireCount.Range.class);
        assertThat(rate.countBetween(Instant.MIN, NOON.minusNanos(1), 1)).isEqualTo(new FireCount.None());
    }

    @Test
    void theFormulaOfTheFixedRateCountsWhatWalkingCounts() {
        FixedRate rate = new FixedRate(Duration.ofMillis(1_001), NOON);
        for (long start = -2_500; start < 2_500; start += 499) {
            for (long length = 0; length < 12_000; length += 997) {
                Instant from = NOON.plusMillis(start);
                Instant to = from.plusMillis(length);

                List<Instant> walked = rate.preview(from, 20).stream()
                        .filter(fire -> !fire.isAfter(to))
                        .toList();

                FireCount expected = walked.isEmpty()
                        ? new FireCount.None()
                        : new FireCount.Range(walked.getFirst(), walked.getLast(), walked.size(), false);
                assertThat(rate.countBetween(from, to, 1)).isEqualTo(expected);
            }
        }
    }

    static Stream<Schedule> schedules() {
        return Stream.of(HOURLY, new FixedRate(Duration.ofSeconds(1), NOON));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void countingWantsALimit(Schedule schedule) {
        assertThatThrownBy(() -> schedule.countBetween(NOON, NOON, 0))
                .hasMessage("atMost: 0 is out of range, expected at least 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PT0S         | PT0S is out of range, expected 1 second to 36500 days
            PT0.999S     | PT0.999S is out of range, expected 1 second to 36500 days
            PT-5S        | PT-5S is out of range, expected 1 second to 36500 days
            P36501D      | PT876024H is out of range, expected 1 second to 36500 days
            PT1.0005S    | PT1.0005S has parts of a millisecond, expected none
            """)
    void periodsAndDelaysOutsideTheLimitsAreRefusedByName(Duration value, String message) {
        assertThatThrownBy(() -> new FixedRate(value, NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("period: " + message);
        assertThatThrownBy(() -> new FixedDelay(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("delay: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1969-12-31T23:59:59Z         | is out of range, expected an instant in the years 1970–2199
            2200-01-01T00:00:00Z         | is out of range, expected an instant in the years 1970–2199
            2026-01-01T00:00:00.000001Z  | has parts of a millisecond, expected none
            """)
    void instantsOutsideTheLimitsAreRefusedByName(Instant value, String message) {
        assertThatThrownBy(() -> new FixedRate(Duration.ofSeconds(1), value))
                .hasMessage("anchor: " + value + " " + message);
        assertThatThrownBy(() -> new OneTime(value)).hasMessage("at: " + value + " " + message);
    }

    @Test
    void aRangeOfFiresIsNeverEmptyOrBackwards() {
        assertThatThrownBy(() -> new FireCount.Range(NOON, NOON, 0, false)).hasMessageContaining("range of 0 fires");
        assertThatThrownBy(() -> new FireCount.Range(NOON, NOON.minusMillis(1), 2, false))
                .hasMessageContaining("range of 2 fires");
    }
}
