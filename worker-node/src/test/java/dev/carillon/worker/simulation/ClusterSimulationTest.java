package dev.carillon.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.carillon.testkit.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Whole clusters live through half a minute each, while everything that can go wrong does. {@code -Dcarillon.seed=} repeats
 * one and tells all of it; {@code -Dcarillon.seeds=} says how many, {@code -Dcarillon.seeds.from=} with which to begin.
 */
class ClusterSimulationTest {

    private static final int DRIVERS = 2;
    private static final int FAILURES_ENOUGH = 5;
    private static final int SEEDS = 250;
    private static final Logger LOOP = (Logger) LoggerFactory.getLogger("dev.carillon.kafka.loop");
    private static final @Nullable Level BEFORE = LOOP.getLevel();

    @BeforeAll
    static void quiet() {
        // Each warning is about a fault that was injected. A seed that is looked into may speak.
        LOOP.setLevel(one() == null ? Level.OFF : Level.WARN);
    }

    @AfterAll
    static void loud() {
        LOOP.setLevel(BEFORE);
    }

    private static @Nullable Long one() {
        return Long.getLong("carillon.seed");
    }

    private static LongStream seeds() {
        Long one = one();
        long first = one != null ? one : Long.getLong("carillon.seeds.from", 1);
        long count = one != null ? 1 : Long.getLong("carillon.seeds", SEEDS);
        return LongStream.range(first, first + count);
    }

    @Test
    void everyFireIsAccountedForOnceAndEveryExecutionEndsOnceWhateverGoesWrong() throws InterruptedException {
        // Given
        Queue<Long> seeds = new ConcurrentLinkedQueue<>(seeds().boxed().toList());
        int worlds = seeds.size();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        AtomicLong fires = new AtomicLong();
        AtomicLong excluded = new AtomicLong();
        AtomicLong steps = new AtomicLong();

        // When
        List<Thread> drivers = new ArrayList<>();
        for (int i = 0; i < DRIVERS; i++) {
            // A world hands its baton to and fro between virtual threads, which costs least among themselves.
            drivers.add(Thread.ofVirtual().start(() -> {
                for (Long seed = seeds.poll(); seed != null && failures.size() < FAILURES_ENOUGH; seed = seeds.poll()) {
                    live(seed, failures).ifPresent(cluster -> {
                        fires.addAndGet(cluster.watch().fires());
                        excluded.addAndGet(cluster.watch().excluded());
                        steps.addAndGet(cluster.watch().steps());
                    });
                }
            }));
        }
        for (Thread driver : drivers) {
            driver.join();
        }

        // Then
        assertThat(failures).isEmpty();
        assumeThat(one()).as("what worlds have on average, one need not have").isNull();
        assertThat(fires).hasValueGreaterThan(10L * worlds);
        assertThat(excluded).hasValueGreaterThan(worlds);
        assertThat(steps).hasValueGreaterThan(worlds);
    }

    @Test
    void aSeedGivesTheSameWorldAgain() {
        // When
        long once = trace(7);
        long again = trace(7);
        long other = trace(8);

        // Then
        assertThat(again).isEqualTo(once);
        assertThat(other).isNotEqualTo(once);
    }

    private static long trace(long seed) {
        Simulation simulation = new Simulation(seed);
        try {
            new SimulatedCluster(simulation, Scenario.of(simulation), Optional.empty()).live();
            return simulation.trace();
        } finally {
            simulation.end();
        }
    }

    /** @return the cluster that has come to rest; empty when it has failed */
    private static Optional<SimulatedCluster> live(long seed, Queue<String> failures) {
        Simulation simulation = new Simulation(seed);
        try {
            SimulatedCluster cluster = new SimulatedCluster(simulation, Scenario.of(simulation), chronicle(simulation));
            cluster.live();
            return Optional.of(cluster);
        } catch (AssertionError | RuntimeException e) {
            failures.add("-Dcarillon.seed=" + seed + " " + e.getMessage());
            return Optional.empty();
        } finally {
            simulation.end();
        }
    }

    private static Optional<Chronicle> chronicle(Simulation simulation) {
        return one() == null ? Optional.empty() : Optional.of(new Chronicle(simulation, System.out));
    }
}
