package dev.carillon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.audit.time.Jitter;
import dev.carillon.audit.time.Owing;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.core.time.FixedRate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JitterTest {

    private static final int CASES = 20_000;

    static long of(long job, Instant nominal, long atMost) {
        return Jitter.of(job, nominal.toEpochMilli(), atMost, Owing.NOTHING);
    }

    @Test
    void isWhatTheSchedulerComputes() {
        SplittableRandom random = new SplittableRandom(20261122);
        for (int i = 0; i < CASES; i++) {
            // Given
            long job = random.nextLong(1, 1L << 53);
            long period = random.nextLong(1_000, 3_600_000);
            long jitter = random.nextLong(0, 3_600_001);
            Instant anchor = Instant.ofEpochMilli(random.nextLong(1_700_000_000_000L, 1_900_000_000_000L));
            JobDefinition theirs = JobDefinition.builder(new JobId(job), new Task.Shell("true", List.of(), Map.of()))
                    .schedule(new FixedRate(Duration.ofMillis(period), anchor))
                    .jitter(Duration.ofMillis(jitter))
                    .build();
            Instant nominal = anchor.plusMillis(period * random.nextInt(1_000));

            // When
            long ours = Jitter.of(
                    job,
                    nominal.toEpochMilli(),
                    jitter,
                    (from, to) -> nominal.toEpochMilli() + period < to
                            ? new long[] {nominal.toEpochMilli() + period}
                            : new long[0]);

            // Then
            assertThat(nominal.plusMillis(ours)).isEqualTo(theirs.due(nominal));
        }
    }
}
