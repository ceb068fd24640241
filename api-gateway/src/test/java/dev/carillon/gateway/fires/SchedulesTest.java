package dev.carillon.gateway.fires;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SchedulesTest {

    private static final Instant BEGIN = Instant.parse("2026-03-20T00:00:00Z");

    static List<Schedule> schedules() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        return List.of(
                new CronSchedule(CronExpression.parse("0 0/7 * * * ?"), berlin),
                new CronSchedule(CronExpression.parse("0 30 2 * * ?"), berlin),
                new CronSchedule(CronExpression.parse("0 0 12 29 2 ?"), berlin),
                new FixedRate(Duration.ofMillis(1_001), BEGIN.plusSeconds(100)));
    }

    /** The oracle walks from fire to fire. */
    @ParameterizedTest
    @MethodSource("schedules")
    void theLastFireIsTheOneThatAWalkEndsWith(Schedule schedule) {
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            // given
            Instant after = BEGIN.plusMillis(random.nextInt(1_000_000_000));
            Instant before = after.plusMillis(random.nextInt(30_000_000));
            Optional<Instant> last = Optional.empty();
            Optional<Instant> next = schedule.nextAfter(after);
            while (next.isPresent() && next.get().isBefore(before)) {
                last = next;
                next = schedule.nextAfter(next.get());
            }

            // then
            assertThat(Schedules.lastBetween(schedule::nextAfter, after, before))
                    .as("%s … %s", after, before)
                    .isEqualTo(last);
        }
    }
}
