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

    private static final List<String> WEEK_QUARTZ =
            List.of("1", "7", "2-6", "6-2", "L", "1L", "6L", "1#1", "2#5", "6#3", "7/2", "1#1,1#3");
    private static final List<String> MONTH_QUARTZ =
            List.of("1", "31", "15", "1-7", "28-3", "*/5", "1,L", "L-2", "L-30", "LW", "L-1W", "1W", "15W", "31W");
    private static final List<String> WEEK_UNIX =
            List.of("*", "*", "0", "7", "1-5", "5-7", "*/2", "1/2", "0,3", "0-6", "*/7", "6");
    private static final List<String> MONTH_UNIX =
            List.of("*", "*", "1", "31", "15", "1-7", "*/5", "*/2,9", "1-31", "29/1");
    private static final List<String> WEEK_SPRING =
            List.of("?", "0", "7", "1-5", "5-7", "0L", "5L", "7#1", "1#5", "*/2", "0/2", "3/2", "0#1,0#3");
    private static final List<String> MONTH_SPRING =
            List.of("*", "1", "31", "15", "1-7", "*/5", "1,L", "L-2", "L-30", "LW", "1W", "15W", "31W", "1,LW");

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
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void firesWhereWalkingSecondBySecondFinds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            // Given
            CronExpression cron = frequentExpression(random);
            DstPolicy policy = policy(random);
            ZoneId zone = pick(random, ZONES);
            Instant from = nearTransition(random, zone);
            Instant to = from.plus(Duration.ofHours(4));

            // When
            List<Instant> fires = chain(cron, from, to, zone, policy);

            // Then
            assertThat(fires)
                    .as("%s '%s' in %s after %s, %s", cron.dialect(), cron, zone, from, policy)
                    .isEqualTo(new CronOracle(cron.dialect(), cron.toString()).fires(from, to, zone, policy));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void firesOnTheDaysThatWalkingDayByDayFinds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 250; i++) {
            // Given
            CronDialect dialect = pick(random, List.of(CronDialect.values()));
            String cron = (dialect == CronDialect.UNIX ? "" : "0 ") + "0 "
                    + pick(random, List.of("0", "12", "23", "0,23")) + " " + sparseDays(dialect, random);
            LocalDate first = LocalDate.of(1970, 1, 1).plusDays(random.nextInt(80_000));
            LocalDate last = first.plusDays(800);

            // When
            List<Instant> fires = chain(
                    CronExpression.parse(dialect, cron),
                    first.atStartOfDay().toInstant(ZoneOffset.UTC).minusMillis(1),
                    last.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minusMillis(1),
                    ZoneOffset.UTC,
                    DstPolicy.DEFAULT);

            // Then
            assertThat(fires)
                    .as("%s '%s' from %s", dialect, cron, first)
                    .isEqualTo(new CronOracle(dialect, cron).firesOnDays(first, last));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void isStrictlyMonotonicAndSkipsNothingWhereverItIsAsked(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            // Given
            CronExpression expression = random.nextBoolean()
                    ? frequentExpression(random)
                    : CronExpression.parse("0 30 1-3 " + sparseDays(CronDialect.QUARTZ, random));
            DstPolicy policy = policy(random);
            ZoneId zone = pick(random, ZONES);
            Instant from = nearTransition(random, zone);
            Optional<Instant> next = expression.nextAfter(from, zone, policy);
            if (next.isEmpty()) {
                continue;
            }

            // When asked anywhere on the way to the next fire
            long way = Duration.between(from, next.get()).toSeconds();
            Instant between = from.plusSeconds(random.nextLong(way));

            // Then
            assertThat(next.get()).isAfter(from);
            assertThat(expression.nextAfter(between, zone, policy))
                    .as("'%s' in %s after %s, %s", expression, zone, between, policy)
                    .isEqualTo(next);
        }
    }

    private static List<Instant> chain(
            CronExpression expression, Instant from, Instant to, ZoneId zone, DstPolicy policy) {
        List<Instant> fires = new ArrayList<>();
        Optional<Instant> next = expression.nextAfter(from, zone, policy);
        while (next.isPresent() && !next.get().isAfter(to)) {
            assertThat(next.get()).as("'%s' in %s", expression, zone).isAfter(fires.isEmpty() ? from : fires.getLast());
            fires.add(next.get());
            next = expression.nextAfter(next.get(), zone, policy);
        }
        return fires;
    }

    /** Half of them as most schedules have it. */
    private static DstPolicy policy(Random random) {
        return random.nextBoolean()
                ? DstPolicy.DEFAULT
                : new DstPolicy(
                        pick(random, List.of(DstPolicy.Gap.values())),
                        pick(random, List.of(DstPolicy.Overlap.values())));
    }

    /** From an hour before the change to behind the stretch that it leaves out. */
    private static Instant nearTransition(Random random, ZoneId zone) {
        long range = Duration.between(START, END).toSeconds();
        Instant anywhere = START.plusSeconds(random.nextLong(range));
        ZoneOffsetTransition transition = zone.getRules().nextTransition(anywhere);
        if (transition == null) {
            return anywhere;
        }
        long reach = Math.abs(transition.getDuration().toSeconds());
        return transition.getInstant().plusSeconds(random.nextLong(-3 * 3_600, Math.max(reach, 3_600)));
    }

    private static CronExpression frequentExpression(Random random) {
        CronDialect dialect = pick(random, List.of(CronDialect.values()));
        boolean quartz = dialect == CronDialect.QUARTZ;
        String second = pick(random, List.of("0", "0", "30", "*/20", "15,45", quartz ? "50-10/10" : "0-10/5"));
        String time =
                pick(random, List.of("*", "0", "30", "*/10", "5/20", "0,59", quartz ? "45-15/15" : "15-45/15", "29-31"))
                        + " "
                        + pick(
                                random,
                                List.of(
                                        "*",
                                        "*",
                                        "0-23",
                                        "*/2",
                                        "0",
                                        "1",
                                        "2",
                                        "3",
                                        "0-3",
                                        "23,0",
                                        quartz ? "22-2" : "20-23",
                                        "1/2"));
        String everyDay = quartz ? "* * ?" : "* * *";
        String days = random.nextInt(3) == 0 ? sparseDays(dialect, random) : everyDay;
        return CronExpression.parse(dialect, (dialect == CronDialect.UNIX ? "" : second + " ") + time + " " + days);
    }

    private static String sparseDays(CronDialect dialect, Random random) {
        boolean quartz = dialect == CronDialect.QUARTZ;
        String month = pick(random, List.of("*", "*", "2", "3,10", quartz ? "11-2" : "10-12", "*/3"));
        return switch (dialect) {
            case QUARTZ ->
                random.nextBoolean()
                        ? "? " + month + " " + pick(random, WEEK_QUARTZ)
                        : pick(random, MONTH_QUARTZ) + " " + month + " ?";
            case UNIX -> pick(random, MONTH_UNIX) + " " + month + " " + pick(random, WEEK_UNIX);
            case SPRING ->
                (random.nextBoolean() ? pick(random, MONTH_SPRING) : "?") + " " + month + " "
                        + (random.nextBoolean() ? pick(random, WEEK_SPRING) : "*");
        };
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
