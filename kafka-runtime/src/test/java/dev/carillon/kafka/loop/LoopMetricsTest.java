package dev.carillon.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.kafka.clock.BrokerClock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How far behind its partitions are, as a node exports it. */
class LoopMetricsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final LoopMetrics metrics = new LoopMetrics(registry);
    private Instant now = NOON;
    private final BrokerClock clock = new BrokerClock(() -> now, () -> 0, Duration.ofHours(1));
    private List<LaneStatus> lanes = List.of();

    private static LaneStatus serving(Map<Integer, Instant> nextFires, Integer... partitions) {
        return new LaneStatus(true, Set.of(partitions), Set.of(partitions), Map.of(), true, true, true, nextFires);
    }

    private Map<String, Double> behind() {
        Map<String, Double> behind = new TreeMap<>();
        for (Gauge gauge : registry.find("carillon.cursor.behind").gauges()) {
            behind.put(String.valueOf(gauge.getId().getTag("partition")), gauge.value());
        }
        return behind;
    }

    @Test
    void aPartitionIsBehindAsLongAsItsEarliestFireIsOverdue() {
        // Given
        lanes = List.of(serving(Map.of(0, NOON.minusSeconds(3), 1, NOON.plusSeconds(3)), 0, 1), serving(Map.of(), 2));
        metrics.serves(() -> lanes, clock);

        // Then
        assertThat(behind()).containsExactly(Map.entry("0", 3.0), Map.entry("1", 0.0), Map.entry("2", 0.0));
        // When nothing moves, as on a lane that hangs
        now = NOON.plusSeconds(10);

        // Then
        assertThat(behind()).containsExactly(Map.entry("0", 13.0), Map.entry("1", 7.0), Map.entry("2", 0.0));
    }

    @Test
    void aPartitionThatIsGivenUpIsExportedNoMore() {
        // Given
        lanes = List.of(serving(Map.of(), 0, 1));
        metrics.serves(() -> lanes, clock);

        // When
        lanes = List.of(serving(Map.of(), 1));
        metrics.serves(() -> lanes, clock);

        // Then
        assertThat(behind()).containsOnlyKeys("1");
    }
}
