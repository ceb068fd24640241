package dev.carillon.audit.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.time.Bounds;
import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.CronSyntaxException;
import dev.carillon.core.time.DstPolicy;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.Schedule;
import dev.carillon.proto.v1.CalendarIntervalSchedule;
import dev.carillon.proto.v1.FixedRateSchedule;
import dev.carillon.proto.v1.JobDefinition;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
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
            CronDialect dialect = CronDialect.values()[random.nextInt(3)];
            CronExpression expression = expression(crons, dialect);
            ZoneId zone = zone();
            DstPolicy dst = dst();
            Instant from = instant(zone);
            Schedule theirs = new CronSchedule(expression, zone, dst);
            JobDefinition.Builder wire = JobDefinition.newBuilder();
            wire.getScheduleBuilder()
                    .setCron(dev.carillon.proto.v1.CronSchedule.newBuilder()
                            .setExpression(expression.toString())
                            .setDialect(dev.carillon.proto.v1.CronSchedule.Dialect.valueOf(dialect.name()))
                            .setZone(zone.getId())
                            .setDst(wire(dst)));

            // When
            Owing ours = schedules.of(wire.build());

            // Then
            agree(
                    expression + " of " + dialect + " in " + zone + ", " + dst,
                    theirs,
                    Bounds.NONE,
                    ours,
                    from,
                    from.plus(window()));
        }
    }

    private static CronExpression expression(RandomCron crons, CronDialect dialect) {
        while (true) {
            String text = switch (dialect) {
                case QUARTZ -> crons.quartz();
                case UNIX -> crons.unix();
                case SPRING -> crons.spring();
            };
            try {
                return CronExpression.parse(dev.carillon.core.time.CronDialect.valueOf(dialect.name()), text);
            } catch (CronSyntaxException e) {
                assertThat(dialect).as(text).isNotEqualTo(CronDialect.QUARTZ); // Its ranges may run backwards.
            }
        }
    }

    private DstPolicy dst() {
        return random.nextInt(3) == 0
                ? DstPolicy.DEFAULT
                : new DstPolicy(
                        DstPolicy.Gap.values()[random.nextInt(4)], DstPolicy.Overlap.values()[random.nextInt(4)]);
    }

    private static dev.carillon.proto.v1.DstPolicy wire(DstPolicy dst) {
        var wire = dev.carillon.proto.v1.DstPolicy.newBuilder();
        if (dst.gap() != DstPolicy.Gap.BY_EXPRESSION) {
            wire.setGap(dev.carillon.proto.v1.DstPolicy.Gap.valueOf(dst.gap().name()));
        }
        if (dst.overlap() != DstPolicy.Overlap.BY_EXPRESSION) {
            wire.setOverlap(dev.carillon.proto.v1.DstPolicy.Overlap.valueOf(
                    dst.overlap().name()));
        }
        return wire.build();
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
            DstPolicy dst = dst();
            Schedule theirs = rate
                    ? new FixedRate(Duration.ofMillis(period), start)
                    : new CalendarInterval(unit, every, start, zone, dst);
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
                                .setZone(zone.getId())
                                .setDst(wire(dst)));
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
        assertThat(Arrays.equals(found, expected.toArray()))
                .as(
                        "%s, %s to %s, -Dcarillon.seed=%d: %s",
                        what, from, end, seed, differences(expected.toArray(), found))
                .isTrue();
    }

    /** The first few instants that only one of the two has. */
    private static String differences(long[] theirs, long[] ours) {
        return LongStream.concat(Arrays.stream(theirs), Arrays.stream(ours))
                .distinct()
                .filter(fire -> Arrays.binarySearch(theirs, fire) < 0 || Arrays.binarySearch(ours, fire) < 0)
                .limit(5)
                .mapToObj(fire -> Instant.ofEpochMilli(fire)
                        + (Arrays.binarySearch(ours, fire) < 0 ? " only the scheduler" : " only the audit"))
                .collect(Collectors.joining(", "));
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
