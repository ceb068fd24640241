package dev.carillon.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.OneTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Jitter is the same wherever it is computed, spreads fires and never turns them round. */
final class JitterTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void theJitterOfAFireIsTheDocumentedFormula() {
        // Given: computed apart from this code, by docs/jobs.md
        Map<Long, Long> expected = Map.of(1L, 36614L, 42L, 59310L, (1L << 53) - 1, 29802L);
        // When, then
        expected.forEach((job, ms) -> assertThat(Jitter.ms(new JobId(job), NOON, 60_000))
                .as("job " + job)
                .isEqualTo(ms));
    }

    @Test
    void jobsOfOneInstantAreSpreadEvenly() {
        // Given
        int[] perSecond = new int[60];
        // When
        LongStream.rangeClosed(1, 60_000)
                .forEach(job -> perSecond[(int) (Jitter.ms(new JobId(job), NOON, 60_000) / 1000)]++);
        // Then
        assertThat(Arrays.stream(perSecond).boxed()).allMatch(count -> count > 850 && count < 1150);
    }

    @Test
    void aFireIsNeverDueAsLateAsTheNextOneIsAskedFor() {
        // Given
        List<JobDefinition> jobs = List.of(
                job(1).schedule(new FixedRate(Duration.ofSeconds(1), NOON))
                        .jitter(Duration.ofHours(1))
                        .build(),
                job(2).schedule(new CronSchedule(CronExpression.parse("0,1,2 0/7 * * * ?"), ZoneOffset.UTC))
                        .jitter(Duration.ofMinutes(3))
                        .build());
        for (JobDefinition job : jobs) {
            Instant nominal = job.nextFire(NOON).orElseThrow();
            for (int i = 0; i < 1000; i++) {
                // When
                Instant due = job.due(nominal);
                Instant next = job.nextFire(nominal).orElseThrow();
                // Then
                assertThat(due).isBetween(nominal, nominal.plus(job.jitter()));
                assertThat(due).isBefore(next);
                assertThat(due.getNano() % 1_000_000).isZero();
                nominal = next;
            }
        }
    }

    @Test
    void theLastFireHasTheWholeJitter() {
        // Given
        JobDefinition once =
                job(1).schedule(new OneTime(NOON)).jitter(Duration.ofMinutes(1)).build();
        // When
        Instant due = once.due(NOON);
        // Then
        assertThat(Optional.of(due)).contains(NOON.plusMillis(36614));
    }

    @Test
    void withoutJitterAFireIsDueWhenItIsAskedFor() {
        // Given
        JobDefinition plain =
                job(1).schedule(new FixedRate(Duration.ofSeconds(1), NOON)).build();
        // When, then
        assertThat(plain.due(NOON)).isSameAs(NOON);
    }

    private static JobDefinition.Builder job(long id) {
        return JobDefinition.builder(new JobId(id), new Task.Shell("true", List.of(), Map.of()));
    }
}
