package dev.carillon.core.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carillon.core.execution.Execution.Target;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.core.job.TaskKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PlacementTest {

    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final int CHOICES = 12_000;
    private static final JobDefinition JOB = JobDefinition.builder(
                    new JobId(1), new Task.Shell("true", List.of(), Map.of()))
            .build();

    private final Placement placement = new Placement(
            new ShardState(new Waits(ShardSettings.DEFAULT)), ShardSettings.DEFAULT, new SplittableRandom(1));

    @Test
    void eachOfThoseEligibleIsChosenAsOftenAsAnother() {
        // Given two of twelve with the label
        List<Fleet.Worker> workers = IntStream.range(0, 12)
                .mapToObj(i -> worker("w" + i, 0, i == 3 || i == 11 ? Set.of("gpu") : Set.of()))
                .toList();

        // When
        Map<String, Integer> chosen = choose(Fleet.of(workers, 1), new Target("", "gpu"));

        // Then
        assertThat(chosen).containsOnlyKeys("w3", "w11");
        assertThat(chosen.get("w3")).isCloseTo(CHOICES / 2, within(CHOICES / 20));
    }

    @Test
    void allOfAFleetThatIsEligibleShareTheWorkEvenly() {
        // Given
        List<Fleet.Worker> workers = IntStream.range(0, 4)
                .mapToObj(i -> worker("w" + i, 0, Set.of()))
                .toList();

        // When
        Map<String, Integer> chosen = choose(Fleet.of(workers, 1), Target.ANY);

        // Then
        assertThat(chosen.values())
                .hasSize(4)
                .allSatisfy(times -> assertThat(times).isCloseTo(CHOICES / 4, within(CHOICES / 20)));
    }

    @Test
    void ofTwoTheLessLoadedIsChosenAlways() {
        // Given
        Fleet fleet = Fleet.of(List.of(worker("busy", 50, Set.of()), worker("idle", 1, Set.of())), 1);

        // When, Then
        assertThat(choose(fleet, Target.ANY)).containsOnlyKeys("idle");
    }

    @Test
    void theOneThatIsLeftIsFoundAmongManyThatAreGone() {
        // Given
        List<Fleet.Worker> workers = IntStream.range(0, 100)
                .mapToObj(i -> worker("w" + i, 0, Set.of()))
                .toList();
        Set<String> gone =
                Set.copyOf(IntStream.range(0, 99).mapToObj(i -> "w" + i).toList());

        // When, Then
        assertThat(choose(Fleet.of(workers, gone, 1), Target.ANY)).containsOnlyKeys("w99");
    }

    @Test
    void noneIsChosenWhereNoneIsEligible() {
        assertThat(placement.choose(JOB, Target.ANY, Fleet.empty())).isEmpty();
        assertThat(placement.choose(JOB, new Target("other", ""), Fleet.of(List.of(worker("w", 0, Set.of())), 1)))
                .isEmpty();
    }

    private Map<String, Integer> choose(Fleet fleet, Target target) {
        Map<String, Integer> chosen = new HashMap<>();
        for (int i = 0; i < CHOICES; i++) {
            chosen.merge(placement.choose(JOB, target, fleet).orElseThrow().id(), 1, Integer::sum);
        }
        return new TreeMap<>(chosen);
    }

    private static Fleet.Worker worker(String id, int held, Set<String> labels) {
        return new Fleet.Worker(
                id,
                id,
                Set.of("default"),
                Map.of(TaskKind.SHELL, new Fleet.Slots(8, 0)),
                labels,
                "work.default",
                0,
                NOW,
                NOW,
                Map.of(),
                held,
                true);
    }
}
