package dev.carillon.cluster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.cluster.harness.ProductProcess;
import dev.carillon.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The broker is killed and comes back: every node recovers by itself, and what became late meanwhile fires late. */
@Timeout(240)
class BrokerOutageTest {

    private static final Duration OUTAGE = Duration.ofSeconds(20);

    @Test
    void nodesSurviveAnOutageOfTheBrokerAndMakeUpForIt() {
        // Given
        try (TickingCluster cluster = new TickingCluster(BrokerOutageTest.class, Duration.ofSeconds(30))) {
            List<ProductProcess> nodes = Stream.concat(
                            TickingCluster.SCHEDULERS.stream(), TickingCluster.WORKERS.stream())
                    .map(cluster.nodes()::process)
                    .toList();

            // When
            Instant killed = cluster.live().now();
            cluster.nodes().broker().kill();
            Await.pause(OUTAGE);
            cluster.nodes().broker().restart();
            Instant back = cluster.live().now();
            cluster.awaitAllBusy();
            Instant busy = cluster.live().now();

            // Then
            assertThat(nodes).allMatch(ProductProcess::isAlive);
            FireLedger ledger = cluster.judge();
            cluster.say("broker gone for " + Duration.between(killed, back).toMillis() + " ms, all nodes busy again "
                    + Duration.between(back, busy).toMillis() + " ms later; the latest trigger was "
                    + ledger.standstill(killed, busy).toMillis() + " ms late");
        }
    }
}
