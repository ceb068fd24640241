package dev.carillon.cluster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A scheduler that is asked to stop hands its partitions over; its jobs hardly notice. */
@Tag("broker")
@Timeout(120)
class GracefulStopTest {

    private static final Duration EXIT_WITHIN = Duration.ofSeconds(10);

    /** Wanted is none; this machine may be busy with other things. */
    private static final Duration LATE_MAX = Duration.ofSeconds(5);

    @Test
    void stoppedSchedulerHandsItsPartitionsOverAtOnce() {
        // Given
        try (TickingCluster cluster = new TickingCluster(GracefulStopTest.class, Duration.ofSeconds(10))) {

            // When
            Instant asked = cluster.live().now();
            cluster.nodes().process("s1").term();
            int status = cluster.nodes().process("s1").awaitExit(EXIT_WITHIN);
            Instant ended = cluster.live().now();
            cluster.awaitBusy("s2");
            Instant over = cluster.live().now();

            // Then
            FireLedger ledger = cluster.judge();
            Duration late = ledger.standstill(asked, over);
            cluster.say("s1 ended within " + Duration.between(asked, ended).toMillis() + " ms with status " + status
                    + "; the latest trigger was " + late.toMillis() + " ms late, the latest start "
                    + ledger.latestStart(asked, over).toMillis() + " ms");
            assertThat(status).isZero();
            assertThat(late).isLessThan(LATE_MAX);
        }
    }
}
