package dev.carillon.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BoundsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant FROM = NOON.plusSeconds(3600);
    private static final Instant UNTIL = NOON.plusSeconds(4 * 86_400);
    private static final Bounds BOTH = new Bounds(FROM, UNTIL);

    static Stream<Schedule> schedules() {
        return Stream.of(
                new CronSchedule(CronExpression.parse("0 0/7 * * * ?"), ZoneOffset.UTC),
                new FixedRate(Duration.ofMinutes(11), NOON.minusSeconds(500)),
                new CalendarInterval(CalendarInterval.Unit.DAY, 1, NOON.minusSeconds(500), ZoneOffset.UTC),
                new OneTime(FROM),
                new OneTime(UNTIL.minusMillis(1)));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void firesAreThoseOfTheScheduleThatLieWithin(Schedule schedule) {
        // Given
        List<Instant> within = schedule.preview(Instant.EPOCH.plusSeconds(1), Schedule.PREVIEW_MAX).stream()
                .filter(fire -> !fire.isBefore(FROM) && fire.isBefore(UNTIL))
                .toList();

        // When, Then
        assertThat(within).isSubsetOf(BOTH.preview(schedule, Instant.EPOCH, Schedule.PREVIEW_MAX));
        assertThat(BOTH.preview(schedule, Instant.EPOCH, Schedule.PREVIEW_MAX))
                .isNotEmpty()
                .allMatch(fire -> !fire.isBefore(FROM) && fire.isBefore(UNTIL));
        Instant last =
                BOTH.preview(schedule, Instant.EPOCH, Schedule.PREVIEW_MAX).getLast();
        assertThat(BOTH.nextAfter(schedule, last)).isEmpty();
        assertThat(BOTH.nextAfter(schedule, UNTIL.plusSeconds(1))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void noBoundsChangeNothing(Schedule schedule) {
        for (int hour = -48; hour < 120; hour++) {
            Instant any = NOON.plusSeconds(3600L * hour);
            assertThat(Bounds.NONE.nextAfter(schedule, any)).isEqualTo(schedule.nextAfter(any));
        }
    }

    @Test
    void theBeginningCountsAndTheEndDoesNot() {
        // Given
        FixedRate rate = new FixedRate(Duration.ofHours(1), NOON);

        // When, Then
        assertThat(BOTH.nextAfter(rate, NOON)).hasValue(FROM);
        assertThat(BOTH.nextAfter(rate, FROM.minusMillis(1))).hasValue(FROM);
        assertThat(BOTH.nextAfter(rate, FROM)).hasValue(FROM.plusSeconds(3600));
        assertThat(BOTH.nextAfter(rate, UNTIL.minusSeconds(3600))).isEmpty();
        assertThat(BOTH.nextAfter(new OneTime(FROM.minusMillis(1)), NOON)).isEmpty();
        assertThat(BOTH.nextAfter(new OneTime(UNTIL), NOON)).isEmpty();
    }

    @Test
    void aBoundMayBeLeftOut() {
        // Given
        FixedRate rate = new FixedRate(Duration.ofHours(1), NOON);

        // When, Then
        assertThat(new Bounds(FROM, null).nextAfter(rate, UNTIL)).hasValue(UNTIL.plusSeconds(3600));
        assertThat(new Bounds(null, UNTIL).nextAfter(rate, NOON.minusSeconds(1)))
                .hasValue(NOON);
    }

    @Test
    void whatHangsOnTheEndOfARunIsMovedToTheBeginningAndGivenUpAtTheEnd() {
        assertThat(BOTH.clamp(NOON)).hasValue(FROM);
        assertThat(BOTH.clamp(FROM)).hasValue(FROM);
        assertThat(BOTH.clamp(UNTIL.minusMillis(1))).hasValue(UNTIL.minusMillis(1));
        assertThat(BOTH.clamp(UNTIL)).isEmpty();
        assertThat(Bounds.NONE.clamp(NOON)).hasValue(NOON);
    }

    @Test
    void whatIsOutOfRangeIsNamed() {
        assertInvalid(UNTIL, FROM, "until:");
        assertInvalid(FROM, FROM, "until:");
        assertInvalid(Instant.parse("1969-12-31T00:00:00Z"), null, "from:");
        assertInvalid(null, Instant.parse("2200-01-01T00:00:00Z"), "until:");
        assertInvalid(FROM.plusNanos(1), null, "from:");
    }

    private static void assertInvalid(@Nullable Instant from, @Nullable Instant until, String field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bounds(from, until))
                .withMessageStartingWith(field);
    }
}
