package dev.carillon.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random expressions against {@link CronOracle}. The seeds are fixed, so a failure repeats itself; the description of a
 * failure names the case.
 */
class CronPropertyTest {
    private static final Instant START = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2060-01-01T00:00:00Z");

    /** Gaps and overlaps of an hour, of half an hour, of two, at midnight, of a day; backwards in winter; seconds; none. */
    private static final List<ZoneId> ZONES = List.of(
                    "Europe/Berlin",
                    "America/New_York",
                    "Australia/Lord_Howe",
                    "Antarctica/Troll",
                    "America/Santiago",
                    "Asia/Beirut",
                    "America/Sao_Paulo",
                    "Pacific/Apia",
                    "Europe/Dublin",
                    "Africa/Casablanca",
                    "Africa/Monrovia",
                    "Asia/Pyongyang",
                    "Asia/Kolkata",
                    "GMT+8")
            .stream()
            .map(ZoneId::of)
            .toList();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void firesWhereWalkingSecondBySecondFinds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            // Given
            String cron = frequentExpression(random);
            ZoneId zone = pick(random, ZONES);
            Instant from = nearTransition(random, zone);
            Instant to = from.plus(Duration.ofHours(4));

            // When
            List<Instant> fires = chain(CronExpression.parse(cron), from, to, zone);

            // Then
            assertThat(fires)
                    .as("'%s' in %s after %s", cron, zone, from)
                    .isEqualTo(new CronOracle(cron).fires(from, to, zone));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void firesOnTheDaysThatWalkingDayByDayFinds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 250; i++) {
            // Given
            String cron = "0 0 " + pick(random, List.of("0", "12", "23", "0,23")) + " " + sparseDays(random);
            LocalDate first = LocalDate.of(1970, 1, 1).plusDays(random.nextInt(80_000));
            LocalDate last = first.plusDays(800);

            // When
            List<Instant> fires = chain(
                    CronExpression.parse(cron),
                    first.atStartOfDay().toInstant(ZoneOffset.UTC).minusMillis(1),
                    last.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minusMillis(1),
                    ZoneOffset.UTC);

            // Then
            assertThat(fires).as("'%s' from %s", cron, first).isEqualTo(new CronOracle(cron).firesOnDays(first, last));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void isStrictlyMonotonicAndSkipsNothingWhereverItIsAsked(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            // Given
            CronExpression expression = CronExpression.parse(
                    random.nextBoolean() ? frequentExpression(random) : "0 30 1-3 " + sparseDays(random));
            ZoneId zone = pick(random, ZONES);
            Instant from = nearTransition(random, zone);
            Optional<Instant> next = expression.nextAfter(from, zone);
            if (next.isEmpty()) {
                continue;
            }

            // When asked anywhere on the way to the next fire
            long way = Duration.between(from, next.get()).toSeconds();
            Instant between = from.plusSeconds(random.nextLong(way));

            // Then
            assertThat(next.get()).isAfter(from);
            assertThat(expression.nextAfter(between, zone))
                    .as("'%s' in %s after %s", expression, zone, between)
                    .isEqualTo(next);
        }
    }

    private static List<Instant> chain(CronExpression expression, Instant from, Instant to, ZoneId zone) {
        List<Instant> fires = new ArrayList<>();
        Optional<Instant> next = expression.nextAfter(from, zone);
        while (next.isPresent() && !next.get().isAfter(to)) {
            assertThat(next.get()).as("'%s' in %s", expression, zone).isAfter(fires.isEmpty() ? from : fires.getLast());
            fires.add(next.get());
            next = expression.nextAfter(next.get(), zone);
        }
        return fires;
    }

    private static Instant nearTransition(Random random, ZoneId zone) {
        long range = Duration.between(START, END).toSeconds();
        Instant anywhere = START.plusSeconds(random.nextLong(range));
        ZoneOffsetTransition transition = zone.getRules().nextTransition(anywhere);
        return transition == null ? anywhere : transition.getInstant().minusSeconds(random.nextInt(-3_600, 3 * 3_600));
    }

    private static String frequentExpression(Random random) {
        String time = pick(random, List.of("0", "0", "30", "*/20", "15,45", "50-10/10")) + " "
                + pick(random, List.of("*", "0", "30", "*/10", "5/20", "0,59", "45-15/15", "29-31")) + " "
                + pick(random, List.of("*", "*", "0-23", "*/2", "0", "1", "2", "3", "0-3", "23,0", "22-2", "1/2"));
        return time + " " + (random.nextInt(3) == 0 ? sparseDays(random) : "* * ?");
    }

    private static String sparseDays(Random random) {
        String month = pick(random, List.of("*", "*", "2", "3,10", "11-2", "*/3"));
        if (random.nextBoolean()) {
            return "? " + month + " "
                    + pick(
                            random,
                            List.of("1", "7", "2-6", "6-2", "L", "1L", "6L", "1#1", "2#5", "6#3", "7/2", "1#1,1#3"));
        }
        return pick(
                        random,
                        List.of(
                                "1", "31", "15", "1-7", "28-3", "*/5", "1,L", "L-2", "L-30", "LW", "L-1W", "1W", "15W",
                                "31W"))
                + " " + month + " ?";
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
