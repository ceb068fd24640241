package dev.carillon.gateway.fires;

import static dev.carillon.gateway.fires.Pasts.cron;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.DstPolicy;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.Schedule;
import dev.carillon.gateway.fires.ClockChange.Effect;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClockChangeTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # expression   , zone                , at                   , effect        , local               , firesAt
            0 30 2 * * ?   , Europe/Berlin       , 2026-03-29T01:30:00Z , GAP           , 2026-03-29T02:30    , 2026-03-29T01:00:00Z
            0 30 2 * * ?   , Europe/Berlin       , 2026-03-29T01:00:00Z , GAP_MOVED_HERE, 2026-03-29T02:30    , 2026-03-29T01:00:00Z
            0 30 2 * * ?   , Europe/Berlin       , 2026-10-25T01:30:00Z , OVERLAP       , 2026-10-25T02:30    , 2026-10-25T00:30:00Z
            # half an hour
            0 15 2 * * ?   , Australia/Lord_Howe , 2026-10-03T15:45:00Z , GAP           , 2026-10-04T02:15    , 2026-10-03T15:30:00Z
            0 45 1 * * ?   , Australia/Lord_Howe , 2026-04-04T15:15:00Z , OVERLAP       , 2026-04-05T01:45    , 2026-04-04T14:45:00Z
            # at midnight
            0 0 0 * * ?    , Asia/Beirut         , 2026-03-28T22:00:00Z , GAP_MOVED_HERE, 2026-03-29T00:00    , 2026-03-28T22:00:00Z
            # a whole day
            0 0 12 30 12 ? , Pacific/Apia        , 2011-12-30T22:00:00Z , GAP           , 2011-12-30T12:00    , 2011-12-30T10:00:00Z
            """)
    void theNightsWhenTheClocksChange(
            String expression, String zone, Instant at, Effect effect, LocalDateTime local, Instant firesAt) {
        Optional<ClockChange> found = ClockChange.at(cron(expression, zone), at);

        assertThat(found).hasValueSatisfying(change -> {
            assertThat(change.effect()).isEqualTo(effect);
            assertThat(change.local()).isEqualTo(local);
            assertThat(change.firesAt()).contains(firesAt);
        });
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # gap        , overlap , at                   , effect         , rule         , firesAt
            SHIFT        , FIRST   , 2026-03-29T01:30:00Z , GAP            , SHIFT        , 2026-03-29T01:00:00Z
            SKIP         , FIRST   , 2026-03-29T01:30:00Z , GAP            , SKIP         ,
            KEEP_ELAPSED , FIRST   , 2026-03-29T01:30:00Z , GAP_MOVED_HERE , KEEP_ELAPSED , 2026-03-29T01:30:00Z
            SKIP         , FIRST   , 2026-10-25T01:30:00Z , OVERLAP        , FIRST        , 2026-10-25T00:30:00Z
            SKIP         , SECOND  , 2026-10-25T00:30:00Z , OVERLAP        , SECOND       , 2026-10-25T01:30:00Z
            """)
    void everyRuleIsNamedWhereItDecides(
            DstPolicy.Gap gap, DstPolicy.Overlap overlap, Instant at, Effect effect, String rule, Instant firesAt) {
        // given
        Schedule schedule = new CronSchedule(
                CronExpression.parse("0 30 2 * * ?"), ZoneId.of("Europe/Berlin"), new DstPolicy(gap, overlap));

        // then
        assertThat(ClockChange.at(schedule, at)).hasValueSatisfying(change -> {
            assertThat(change.effect()).isEqualTo(effect);
            assertThat(change.rule()).isEqualTo(rule);
            assertThat(change.local().toLocalTime()).isEqualTo(LocalTime.of(2, 30));
            assertThat(change.firesAt()).isEqualTo(Optional.ofNullable(firesAt));
        });
    }

    @Test
    void whereBothTimesFireAndWhereAFireIsItsOwnNothingIsSaid() {
        Schedule both = new CronSchedule(
                CronExpression.parse("0 30 2 * * ?"),
                ZoneId.of("Europe/Berlin"),
                new DstPolicy(DstPolicy.Gap.SKIP, DstPolicy.Overlap.BOTH));

        assertThat(ClockChange.at(both, Instant.parse("2026-10-25T00:30:00Z"))).isEmpty();
        assertThat(ClockChange.at(both, Instant.parse("2026-10-25T01:30:00Z"))).isEmpty();
        // 02:00 and 03:00 both, and 03:00 is the end of the gap
        assertThat(ClockChange.at(cron("0 0 2,3 * * ?", "Europe/Berlin"), Instant.parse("2026-03-29T01:00:00Z")))
                .isEmpty();
        assertThat(ClockChange.at(cron("0 0/10 * * * ?", "Europe/Berlin"), Instant.parse("2026-03-29T01:30:00Z")))
                .isEmpty();
    }

    @Test
    void aCalendarIntervalIsHeldToTheSame() {
        // given
        Schedule weekly = new CalendarInterval(
                CalendarInterval.Unit.WEEK, 1, Instant.parse("2026-03-22T01:30:00Z"), ZoneId.of("Europe/Berlin"));

        // then
        assertThat(ClockChange.at(weekly, Instant.parse("2026-03-29T01:30:00Z")))
                .hasValueSatisfying(change -> assertThat(change.effect()).isEqualTo(Effect.GAP));
        assertThat(ClockChange.at(weekly, Instant.parse("2026-03-29T01:30:01Z")))
                .isEmpty();
    }

    @Test
    void mostInstantsAndAllSchedulesWithoutALocalTimeHaveNothingToDoWithClocks() {
        assertThat(ClockChange.at(cron("0 30 2 * * ?", "Europe/Berlin"), Instant.parse("2026-06-01T00:30:00Z")))
                .isEmpty();
        assertThat(ClockChange.at(cron("0 30 2 * * ?", "Europe/Berlin"), Instant.parse("2026-03-29T01:31:00Z")))
                .isEmpty();
        assertThat(ClockChange.at(
                        new FixedRate(Duration.ofHours(1), Instant.EPOCH), Instant.parse("2026-03-29T01:30:00Z")))
                .isEmpty();
        assertThat(ClockChange.at(
                        new CalendarInterval(
                                CalendarInterval.Unit.DAY, 1, Instant.EPOCH.plusMillis(1), ZoneId.of("Europe/Berlin")),
                        Instant.parse("2026-03-29T01:30:00Z")))
                .isEmpty();
    }
}
