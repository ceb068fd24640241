package dev.carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.kafka.codec.WorkerBeat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WorkPartitionTest {

    private static final Instant NOW = ManualMoments.START;
    private static final String TOPIC = "work.default";

    @Test
    void theOnePartitionWithoutAWorkerIsTaken() {
        // Given
        List<WorkerBeat> others = List.of(beat("a", TOPIC, 0, NOW), beat("b", TOPIC, 2, NOW));

        // When
        int chosen = WorkPartition.emptiest(TOPIC, 3, others, NOW, new SplittableRandom(1));

        // Then
        assertThat(chosen).isEqualTo(1);
    }

    @Test
    void deadWorkersAndThoseOfOtherTopicsDoNotCount() {
        // Given
        List<WorkerBeat> others = List.of(
                beat("dead", TOPIC, 0, NOW.minusSeconds(30)),
                beat("other", "work.reports", 0, NOW),
                beat("a", TOPIC, 1, NOW.minusSeconds(29)));

        // When
        int chosen = WorkPartition.emptiest(TOPIC, 2, others, NOW, new SplittableRandom(1));

        // Then
        assertThat(chosen).isZero();
    }

    @Test
    void amongEquallyEmptyOnesWorkersSpread() {
        // When
        TreeSet<Integer> chosen = new TreeSet<>();
        for (long seed = 0; seed < 200; seed++) {
            chosen.add(WorkPartition.emptiest(TOPIC, 8, List.of(), NOW, new SplittableRandom(seed)));
        }

        // Then
        assertThat(chosen).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    private static WorkerBeat beat(String id, String topic, int partition, Instant sentAt) {
        return new WorkerBeat(
                id,
                id + "-1",
                1,
                Set.of("default"),
                Map.of(),
                Set.of(),
                topic,
                partition,
                Map.of(),
                0,
                sentAt,
                Duration.ZERO,
                Duration.ofSeconds(30),
                "",
                1,
                "",
                sentAt,
                false,
                "");
    }
}
