package dev.carillon.worker.simulation;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.MisfirePolicy;
import dev.carillon.core.job.OverlapPolicy;
import dev.carillon.core.job.RetryPolicy;
import dev.carillon.core.job.Task;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.OneTime;
import dev.carillon.core.time.Schedule;
import dev.carillon.testkit.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Definitions made by chance, with schedules whose fires a plain formula tells. */
final class Jobs {

    private static final Task ONE = new Task.Shell("true", List.of(), Map.of());
    private static final int[] CRON_SECONDS = {1, 2, 3, 5, 10};

    private Jobs() {}

    static JobDefinition any(JobId id, Simulation simulation) {
        SplittableRandom random = simulation.random();
        return JobDefinition.builder(id, task(random))
                .schedule(schedule(simulation))
                .maxConcurrency(random.nextInt(1, 6))
                .overlap(new OverlapPolicy(
                        OverlapPolicy.Mode.values()[random.nextInt(OverlapPolicy.Mode.values().length)],
                        random.nextInt(1, 4)))
                .jitter(Duration.ofMillis(simulation.chance(0.7) ? 0 : random.nextInt(1, 3_000)))
                .retry(new RetryPolicy(random.nextInt(3), Duration.ofSeconds(random.nextInt(1, 3))))
                .misfire(new MisfirePolicy(
                        MisfirePolicy.Mode.values()[random.nextInt(3)],
                        Duration.ofSeconds(random.nextInt(1, 20)),
                        random.nextInt(1, 5),
                        Duration.ofSeconds(simulation.chance(0.7) ? 0 : random.nextInt(1, 30))))
                .priority(random.nextInt(1, 16))
                .calendars(simulation.chance(0.6) ? List.of() : calendars(random))
                .build();
    }

    private static Task task(SplittableRandom random) {
        if (random.nextInt(4) > 0) {
            return ONE;
        }
        List<Task.Step> steps = IntStream.range(0, random.nextInt(1, 5))
                .mapToObj(number -> new Task.Step("step-" + number, "", 0, Map.of(), "", 0))
                .toList();
        return new Task.Plan(List.of(ONE), steps, random.nextBoolean(), random.nextInt(1, 3));
    }

    /** The first ones are the likeliest, so that jobs share them; some do not exist. */
    static List<String> calendars(SplittableRandom random) {
        return AnyCalendar.NAMES.subList(0, random.nextInt(1, AnyCalendar.NAMES.size()));
    }

    private static Schedule schedule(Simulation simulation) {
        SplittableRandom random = simulation.random();
        Instant now = simulation.now();
        return switch (random.nextInt(8)) {
            case 0 -> new FixedDelay(Duration.ofMillis(random.nextInt(1_000, 4_000)));
            case 1 -> new OneTime(Instant.ofEpochMilli(now.toEpochMilli() + random.nextInt(200, 20_000)));
            case 2, 3, 4 -> everySeconds(CRON_SECONDS[random.nextInt(CRON_SECONDS.length)]);
            case 5 ->
                new FixedRate(
                        Duration.ofMillis(random.nextInt(1_000, 5_000)),
                        now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
            default -> new FixedRate(Duration.ofMillis(random.nextInt(1_000, 5_000)), Instant.EPOCH);
        };
    }

    private static Schedule everySeconds(int seconds) {
        return new CronSchedule(CronExpression.parse("0/" + seconds + " * * * * ?"), ZoneOffset.UTC);
    }
}
