package dev.carillon.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.cluster.harness.FreePorts;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.SettingsParser;
import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.standalone.KafkaSettings;
import dev.carillon.standalone.status.ClusterProbe;
import dev.carillon.standalone.status.ClusterStatus;
import dev.carillon.standalone.status.ClusterStatus.Partition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code carillon status} says of a cluster that runs, of one that does not exist, and of brokers that are not there. */
@Tag("broker")
@Timeout(120)
final class StatusTest {

    private static final int PARTITIONS = 16;

    private static ClusterSettings settings(Map<String, String> client, String prefix) {
        SettingsParser parser = new SettingsParser(ClusterSettings.ALL).commandLine("prefix", prefix);
        KafkaSettings.of(client).forEach(parser::commandLine);
        return ClusterSettings.of(parser.parse());
    }

    private static ClusterStatus look(String prefix) throws InterruptedException {
        return ClusterProbe.look(settings(RunningCluster.get().clientProperties(), prefix), InstantSource.system());
    }

    @Test
    void runningClusterShowsItsSchedulersPartitionsAndWorkers() throws Exception {
        // When
        ClusterStatus status = Eventually.found(
                "a healthy cluster",
                Duration.ofSeconds(30),
                () -> Optional.of(look("carillon."))
                        .filter(seen -> seen.isHealthy() && !seen.clocks().isEmpty()));

        // Then
        assertThat(status.brokers()).isEqualTo(1);
        assertThat(status.partitions()).hasSize(PARTITIONS);
        assertThat(status.lanes()).isNotEmpty();
        List<String> lanes =
                status.lanes().stream().map(ClusterStatus.Lane::name).toList();
        assertThat(status.partitions())
                .extracting(Partition::owner)
                .allSatisfy(owner -> assertThat(lanes).contains(owner.orElseThrow()));
        assertThat(status.clocks()).singleElement().satisfies(clock -> {
            assertThat(clock.node()).isNotEmpty();
            assertThat(clock.offset().abs()).isLessThan(Duration.ofSeconds(1));
        });
        assertThat(status.workers()).singleElement().satisfies(worker -> {
            assertThat(worker.live()).isTrue();
            assertThat(worker.slots()).containsKeys("SHELL", "HTTP", "JAVA");
            assertThat(worker.groups()).contains("default");
        });
    }

    @Test
    void clusterThatNeverRanIsSaidToBeNone() throws Exception {
        assertThat(look("stranger.").problems())
                .anySatisfy(problem -> assertThat(problem).contains("'stranger.' has ever run"));
    }

    @Test
    void brokersThatDoNotAnswerAreNamed() {
        // Given
        Map<String, String> nobody = new HashMap<>();
        nobody.put("bootstrap.servers", "127.0.0.1:" + FreePorts.one());

        // Then
        assertThatThrownBy(() -> ClusterProbe.look(settings(nobody, "carillon."), InstantSource.system()))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("No Kafka answers at " + nobody.get("bootstrap.servers"));
    }
}
