package dev.carillon.core.scheduling;

import static dev.carillon.core.scheduling.ShardTimeline.JOB;
import static dev.carillon.core.scheduling.ShardTimeline.NOON;
import static dev.carillon.core.scheduling.ShardTimeline.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.FinalState;
import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** With jitter a fire belongs to its nominal time and happens at its due instant; nothing is lost between the two. */
final class JitterFiringTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ShardTimeline line = new ShardTimeline();

    @Test
    void aFireIsEmittedAheadOfItsDueInstantAndNotOfItsNominalTime() {
        // Given
        JobDefinition job = everyMinute().build();
        Instant due = job.due(minute(1));
        line.worker("w1").create(job);
        // When
        line.at(due.minusMillis(501));
        // Then
        assertThat(due).isAfter(minute(1).plusSeconds(1));
        assertThat(line.triggers()).isEmpty();
        assertThat(line.shard().nextDue()).contains(due.minusMillis(500));
        // When
        line.at(due.minusMillis(500));
        // Then
        assertThat(line.said(Output.Triggered.class)).hasSize(1).first().satisfies(fire -> {
            assertThat(fire.nominal()).isEqualTo(minute(1));
            assertThat(fire.due()).isEqualTo(due);
            assertThat(fire.executionId().suffix()).isEqualTo("s" + minute(1).toEpochMilli());
        });
        assertThat(line.lastStart().due()).isEqualTo(due);
    }

    @Test
    void jobsOfOneInstantAreEmittedInTheOrderInWhichTheyAreDue() {
        // Given
        line.worker("w1");
        for (long id = 1; id <= 20; id++) {
            line.create(everyMinute().id(new JobId(id)).build());
        }
        // When
        line.stepsAt(minute(2).minusSeconds(1), 7).reloadAt(minute(2).minusSeconds(1));
        // Then
        List<Output.Triggered> fires = line.said(Output.Triggered.class);
        assertThat(fires).hasSizeGreaterThan(15);
        assertThat(fires).extracting(Output.Triggered::due).isSorted();
        assertThat(fires).extracting(Output.Triggered::jobId).doesNotHaveDuplicates();
    }

    @Test
    void lateFiresWithinTheThresholdOfTheirDueInstantSimplyFire() {
        // Given
        JobDefinition job = everyMinute().build();
        line.worker("w1").create(job);
        // When
        line.reloadAt(job.due(minute(1)).plusSeconds(60));
        // Then
        assertThat(line.triggers()).contains(minute(1));
        assertThat(line.skips()).isEmpty();
    }

    @Test
    void laterOnesAreMissed() {
        // Given
        JobDefinition job = everyMinute().maxConcurrency(5).build();
        line.worker("w1").create(job);
        // When
        line.reloadAt(job.due(minute(3)).plusSeconds(61));
        // Then
        assertThat(line.skips()).hasSize(1).first().satisfies(skip -> {
            assertThat(skip.first()).isEqualTo(minute(1));
            assertThat(skip.last()).isEqualTo(minute(2));
        });
    }

    @Test
    void aChangeBetweenNominalTimeAndDueInstantKeepsTheFireAndItsDueInstant() {
        // Given
        JobDefinition job = everyMinute().build();
        Instant due = job.due(minute(1));
        line.worker("w1").create(job);
        line.at(minute(1).plusMillis(10));
        // When
        line.replace(
                job().schedule(new FixedRate(Duration.ofHours(1), minute(30))).build());
        // Then
        assertThat(line.triggers()).as("nothing runs before it is due").isEmpty();
        // When
        line.at(due);
        // Then
        assertThat(line.said(Output.Triggered.class)).hasSize(1).first().satisfies(fire -> {
            assertThat(fire.nominal()).isEqualTo(minute(1));
            assertThat(fire.due()).isEqualTo(due);
            assertThat(fire.revision()).isEqualTo(1);
        });
    }

    @Test
    void aFireThatIsHeldSinceAChangeTakesNoSlotFromThoseThatAreDueBefore() {
        // Given
        JobDefinition slow = job().schedule(new FixedRate(Duration.ofHours(1), NOON.plusSeconds(60)))
                .jitter(Duration.ofHours(1))
                .build();
        Instant nominal = NOON.plusSeconds(60);
        line.worker("w1").create(slow);
        line.at(nominal.plusMillis(1));
        // When
        line.replace(job().schedule(new FixedRate(MINUTE, NOON)).build());
        line.at(nominal.plusSeconds(60)).finished(line.lastStart(), Outcome.SUCCEEDED);
        // Then
        assertThat(slow.due(nominal)).isAfter(nominal.plusSeconds(120));
        assertThat(line.triggers()).containsExactly(nominal.plusSeconds(60));
        assertThat(line.skips()).isEmpty();
    }

    @Test
    void aDisabledJobWithdrawsWhatIsNotDueYet() {
        // Given
        line.worker("w1").create(everyMinute().build());
        line.at(minute(1).plusMillis(10));
        // When
        line.disable();
        line.at(minute(5));
        // Then
        assertThat(line.triggers()).containsExactly(minute(1));
        assertThat(line.starts()).isEmpty();
        assertThat(line.ends()).extracting(Output.ExecutionEnded::state).containsExactly(FinalState.WITHDRAWN);
    }

    @Test
    void aDeletedJobAccountsForWhatWasNotDueYet() {
        // Given
        line.worker("w1").create(everyMinute().build());
        line.at(minute(1).plusMillis(10));
        // When
        line.delete();
        // Then
        assertThat(line.triggers()).containsExactly(minute(1));
        assertThat(line.ends()).extracting(Output.ExecutionEnded::state).containsExactly(FinalState.WITHDRAWN);
    }

    @Test
    void aFixedDelayHasJitterOnEachFire() {
        // Given
        JobDefinition job = job().schedule(new FixedDelay(MINUTE))
                .jitter(Duration.ofSeconds(30))
                .build();
        line.worker("w1").create(job);
        Instant due = job.due(minute(1));
        // When
        line.at(due).finished(line.lastStart(), Outcome.SUCCEEDED);
        Instant next = due.plus(MINUTE);
        line.at(job.due(next));
        // Then
        assertThat(line.said(Output.Triggered.class))
                .extracting(Output.Triggered::due)
                .containsExactly(due, job.due(next));
    }

    @Test
    void changesOfTheJitterNeitherLoseNorDoubleAFire() {
        // Given
        SplittableRandom random = new SplittableRandom(7);
        line.worker("w1").create(every10Seconds(0));
        // When
        while (line.now().isBefore(minute(20))) {
            line.after(Duration.ofMillis(random.nextInt(1, 8_000)));
            if (random.nextBoolean()) {
                line.replace(every10Seconds(random.nextInt(0, 20)));
            } else if (random.nextBoolean()) {
                line.reloadAt(line.now().plusMillis(random.nextInt(3_000)));
            }
        }
        // Then
        Instant end = line.now();
        List<Instant> expected = new ArrayList<>();
        for (Instant fire = NOON.plusSeconds(10); fire.isBefore(end.minusSeconds(10)); fire = fire.plusSeconds(10)) {
            expected.add(fire);
        }
        assertThat(line.triggers()).doesNotHaveDuplicates().containsAll(expected);
        assertThat(line.skips()).isEmpty();
    }

    @Test
    void theLastFireBeforeAnInstantIsFoundWithoutLookingThroughAll() {
        // Given
        SplittableRandom random = new SplittableRandom(3);
        List<Schedule> schedules = List.of(
                new FixedRate(Duration.ofSeconds(7), NOON),
                cron("0-30 0/10 * * * ?"),
                cron("* * * ? * *"),
                cron("0 0 3 1 * ?"),
                cron("5,7,59 0,1,59 * * * ?"));
        for (int i = 0; i < 500; i++) {
            JobDefinition job =
                    job().schedule(schedules.get(i % schedules.size())).build();
            Instant end = NOON.plusMillis(random.nextLong(7_200_000));
            Instant begin = end.minusMillis(random.nextLong(1, 3_600_000));
            // When
            Optional<Instant> last = Timing.lastFire(job, begin, end);
            // Then
            assertThat(last)
                    .as("%s from %s to %s", job.schedule(), begin, end)
                    .isEqualTo(lookedThrough(job, begin, end));
        }
    }

    private static Optional<Instant> lookedThrough(JobDefinition job, Instant begin, Instant end) {
        Optional<Instant> last = Optional.empty();
        Optional<Instant> next = job.nextFire(begin);
        while (next.isPresent() && !next.get().isAfter(end)) {
            last = next;
            next = job.nextFire(next.get());
        }
        return last;
    }

    private static CronSchedule cron(String expression) {
        return new CronSchedule(CronExpression.parse(expression), ZoneOffset.UTC);
    }

    private static JobDefinition every10Seconds(int jitter) {
        return job().schedule(new FixedRate(Duration.ofSeconds(10), NOON))
                .jitter(Duration.ofSeconds(jitter))
                .maxConcurrency(200)
                .build();
    }

    private static JobDefinition.Builder everyMinute() {
        return job().id(JOB).schedule(new FixedRate(MINUTE, NOON)).jitter(Duration.ofSeconds(50));
    }

    private static Instant minute(int number) {
        return NOON.plusSeconds(60L * number);
    }
}
