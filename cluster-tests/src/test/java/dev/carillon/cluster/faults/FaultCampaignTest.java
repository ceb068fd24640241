package dev.carillon.cluster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every fault again and again, in an order drawn by chance, for as many minutes as one likes; then the oracle judges, and
 * {@code docs/fault-report.md} is written, whatever it says.
 */
@Tag("campaign")
class FaultCampaignTest {

    private static final Duration LEASE = Duration.ofSeconds(6);

    private final Duration length = Duration.ofMinutes(Integer.getInteger("carillon.campaign.minutes", 10));
    private final TickingJobs jobs = new TickingJobs(Integer.getInteger("carillon.campaign.fires", 300), true);
    private final Path report = Path.of(System.getProperty("carillon.campaign.report", "target/fault-report.md"))
            .toAbsolutePath();

    @Test
    void nothingIsLostOrDoubledHoweverLongItGoesOn() throws IOException {
        // Given
        try (TickingCluster cluster = new TickingCluster(FaultCampaignTest.class, LEASE, jobs)) {
            Seed seed = new Seed(FaultCampaignTest.class);
            FaultCampaign campaign = new FaultCampaign(cluster, seed);
            Instant end = cluster.live().now().plus(length);
            List<Double> loads = new ArrayList<>();

            // When
            while (cluster.live().now().isBefore(end)) {
                List<FaultKind> round = new ArrayList<>(List.of(FaultKind.values()));
                Collections.shuffle(round, seed.random());
                for (FaultKind kind : round) {
                    campaign.inject(kind);
                    loads.add(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
                }
            }

            // Then
            FireLedger ledger = cluster.settle();
            List<String> violations = ledger.violations();
            FaultReport result = new FaultReport(ledger, campaign.injections(), violations);
            Files.write(report, result.markdown(machine(), load(loads)));
            cluster.say("wrote " + report);
            assertThat(violations).isEmpty();
            cluster.audit();
        }
    }

    private String machine() {
        return Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + ", Java "
                + Runtime.version().feature() + "; " + jobs.count()
                + " jobs that fire every second, 2 schedulers, 2 workers, 1 broker, " + FaultCluster.PARTITIONS
                + " partitions";
    }

    private static String load(List<Double> loads) {
        List<Double> sorted = loads.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "load average of the machine meanwhile, others' work included: median %.1f, highest %.1f",
                sorted.get(sorted.size() / 2),
                sorted.getLast());
    }
}
