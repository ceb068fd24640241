package dev.carillon.audit.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.time.Bounds;
import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.Schedule;
import dev.carillon.proto.v1.CalendarIntervalSchedule;
import dev.carillon.proto.v1.FixedRateSchedule;
import dev.carillon.proto.v1.JobDefinition;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The scheduler's time and the audit's share no code; here they are asked the same questions. One seed, which is printed
 * and can be given by {@code -Dcarillon.seed=}.
 */
class AgreementTest {

    private static final int CRONS = 25_000;
    private static final int OTHERS = 10_000;
    private static final int FIRES_MAX = 200;

    /** With changes of the clocks at midnight, by half an hour, of a whole day, by unusual rules, and without any. */
    private static final List<ZoneId> ZONES = List.of(
                    "UTC",
                    "Europe/Berlin",
                    "America/New_York",
                    "Australia/Lord_Howe",
                    "Asia/Beirut",
                    "America/Santiago",
                    "Pacific/Apia",
                    "Africa/Casablanca",
                    "Asia/Shanghai",
                    "America/Sao_Paulo",
                    "Asia/Kathmandu",
                    "GMT+8")
            .stream()
            .map(ZoneId::of)
            .toList();

    private final long seed = Long.getLong("carillon.seed", 20261122L);
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Schedules schedules = new Schedules();

    @Test
    void cronsAgree() {
        RandomCron crons = new RandomCron(random);
        for (int i = 0; i < CRONS; i++) {
            // Given
            String expression = crons.quartz();
            ZoneId zone = zone();
            Instant from = instant(zone);
            Schedule theirs = new CronSchedule(CronExpression.parse(expression), zone);
            Owing ours = schedules.cron(CronDialect.QUARTZ, expression, zone.getId(), null);

            // When
            Instant to = from.plus(window());

            // Then
            agree(expression + " in " + zone, theirs, Bounds.NONE, ours, from, to);
        }
    }

    @Test
    void ratesIntervalsAndBoundsAgree() {
        for (int i = 0; i < OTHERS; i++) {
            // Given
            ZoneId zone = zone();
            Instant start = instant(zone).plusMillis(random.nextInt(3) == 0 ? random.nextInt(1000) : 0);
            Instant from = start.plus(Duration.ofMinutes(random.nextInt(-10_000, 2_000_000)));
            boolean rate = random.nextBoolean();
            CalendarInterval.Unit unit = CalendarInterval.Unit.values()[random.nextInt(3)];
            int every = random.nextInt(1, random.nextBoolean() ? 4 : 40);
            long period = random.nextLong(1_000, 100_000_000);
            Schedule theirs = rate
                    ? new FixedRate(Duration.ofMillis(period), start)
                    : new CalendarInterval(unit, every, start, zone);
            Instant lower = random.nextInt(3) == 0 ? from.plusSeconds(random.nextInt(1000)) : null;
            Instant upper = random.nextInt(3) == 0 ? from.plusSeconds(random.nextInt(1001, 1_000_000)) : null;
            JobDefinition.Builder wire = JobDefinition.newBuilder()
                    .setFromMs(lower == null ? 0 : lower.toEpochMilli())
                    .setUntilMs(upper == null ? 0 : upper.toEpochMilli());
            if (rate) {
                wire.getScheduleBuilder()
                        .setFixedRate(FixedRateSchedule.newBuilder()
                                .setPeriodMs(period)
                                .setAnchorMs(start.toEpochMilli()));
            } else {
                wire.getScheduleBuilder()
                        .setCalendarInterval(CalendarIntervalSchedule.newBuilder()
                                .setUnit(CalendarIntervalSchedule.Unit.valueOf(unit.name()))
                                .setEvery(every)
                                .setStartMs(start.toEpochMilli())
                                .setZone(zone.getId()));
            }

            // When
            Owing ours = schedules.of(wire.build());

            // Then
            Instant to = from.plus(Duration.ofDays(random.nextInt(1, 900)));
            agree(theirs.toString(), theirs, new Bounds(lower, upper), ours, from, to);
        }
    }

    /** At most so many fires, and none beyond the window. */
    private void agree(String what, Schedule theirs, Bounds bounds, Owing ours, Instant from, Instant to) {
        Longs expected = new Longs();
        Instant end = to;
        Optional<Instant> next = bounds.nextAfter(theirs, from.minusMillis(1));
        for (int i = 0; next.isPresent() && next.get().isBefore(to); i++) {
            if (i == FIRES_MAX) {
                end = next.get();
                break;
            }
            expected.add(next.get().toEpochMilli());
            next = bounds.nextAfter(theirs, next.get());
        }
        long[] found = ours.between(from.toEpochMilli(), end.toEpochMilli());
        assertThat(found)
                .as("%s, %s to %s, -Dcarillon.seed=%d", what, from, end, seed)
                .containsExactly(expected.toArray());
    }

    private ZoneId zone() {
        return ZONES.get(random.nextInt(ZONES.size()));
    }

    private Duration window() {
        return switch (random.nextInt(4)) {
            case 0 -> Duration.ofMinutes(random.nextInt(1, 100));
            case 1 -> Duration.ofHours(random.nextInt(1, 100));
            default -> Duration.ofDays(random.nextInt(1, 20));
        };
    }

    /** Every other one is within three days of a change of the clocks. */
    private Instant instant(ZoneId zone) {
        Instant any = Instant.ofEpochSecond(random.nextLong(1_290_000_000L, 1_950_000_000L));
        ZoneOffsetTransition change = zone.getRules().nextTransition(any);
        return change == null || random.nextBoolean()
                ? any
                : change.getInstant().plusSeconds(random.nextInt(-260_000, 200_000));
    }
}
