package dev.carillon.cluster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One round of each fault that the campaign injects at length, while hundreds of jobs fire per second. */
@Timeout(600)
class FaultRoundTest {

    private static final List<FaultKind> ROUND = List.of(
            FaultKind.SCHEDULER_STOPPED,
            FaultKind.SCHEDULER_KILLED,
            FaultKind.SCHEDULER_FROZEN,
            FaultKind.CLOCK_WRONG,
            FaultKind.BROKER_RESTARTED);

    /** What is wanted is in docs/fault-report.md; this machine may be busy with other things. */
    private static final Duration STANDSTILL_MAX = Duration.ofSeconds(60);

    @Test
    void noFaultLosesOrDoublesAFire() {
        // Given
        TickingJobs jobs = new TickingJobs(200, true);
        try (TickingCluster cluster = new TickingCluster(FaultRoundTest.class, Duration.ofSeconds(6), jobs)) {
            FaultCampaign campaign = new FaultCampaign(cluster, new Seed(FaultRoundTest.class));

            // When
            ROUND.forEach(campaign::inject);

            // Then
            FireLedger ledger = cluster.judge();
            FaultReport report = new FaultReport(ledger, campaign.injections(), List.of());
            report.markdown("this one", "not measured").forEach(cluster::say);
            assertThat(campaign.injections())
                    .allSatisfy(injection ->
                            assertThat(report.standstill(injection)).isLessThan(STANDSTILL_MAX));
        }
    }
}
