package dev.carillon.cluster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.cluster.harness.KafkaAnswers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A scheduler that is asked to stop hands its partitions over; its jobs hardly notice. */
@Tag("broker")
@Timeout(300)
class GracefulStopTest {

    private static final Duration EXIT_WITHIN = Duration.ofSeconds(30);

    /** Longer than all limits here: a member that has not left is not missed in time. */
    private static final Duration SESSION = Duration.ofSeconds(55);

    /**
     * Wanted is none, which is printed. The bound tells a hand-over from a member that is missed; this machine may be busy with
     * other things.
     */
    private static final Duration LATE_MAX = Duration.ofSeconds(30);

    @Test
    void stoppedSchedulerHandsItsPartitionsOverAtOnce() {
        // Given
        try (TickingCluster cluster = new TickingCluster(GracefulStopTest.class, Duration.ofSeconds(10))) {
            ConfigEntry session = new ConfigEntry("consumer.session.timeout.ms", Long.toString(SESSION.toMillis()));
            try (Admin admin = cluster.nodes().kafka().admin()) {
                KafkaAnswers.of(
                        "the group's session",
                        admin.incrementalAlterConfigs(Map.of(
                                        new ConfigResource(
                                                ConfigResource.Type.GROUP, FaultCluster.TOPICS.schedulerGroup()),
                                        List.of(new AlterConfigOp(session, AlterConfigOp.OpType.SET))))
                                .all());
            }

            // When
            Instant asked = cluster.live().now();
            cluster.nodes().process("s1").term();
            int status = cluster.nodes().process("s1").awaitExit(EXIT_WITHIN);
            Instant ended = cluster.live().now();
            cluster.live().awaitTakenFrom("s1", LATE_MAX);
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
