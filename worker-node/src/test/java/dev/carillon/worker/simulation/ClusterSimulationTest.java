package dev.carillon.worker.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.carillon.testkit.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Whole clusters live through half a minute each, while everything that can go wrong does. {@code -Dcarillon.seed=} repeats
 * one, {@code -Dcarillon.seeds=} says how many.
 */
class ClusterSimulationTest {

    private static final Logger LOOP = (Logger) LoggerFactory.getLogger("dev.carillon.kafka.loop");
    private static final Level BEFORE = LOOP.getEffectiveLevel();

    @BeforeAll
    static void quiet() {
        // Each warning is about a fault that was injected. One seed alone may speak.
        LOOP.setLevel(Long.getLong("carillon.seed") == null ? Level.OFF : Level.WARN);
    }

    @AfterAll
    static void loud() {
        LOOP.setLevel(BEFORE);
    }

    private static LongStream seeds() {
        Long one = Long.getLong("carillon.seed");
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, Long.getLong("carillon.seeds", 250));
    }

    @Test
    void everyFireIsAccountedForOnceAndEveryExecutionEndsOnceWhateverGoesWrong() throws InterruptedException {
        List<String> failed = new ArrayList<>();
        try (ExecutorService worlds = Executors.newVirtualThreadPerTaskExecutor()) {
            long[] seeds = seeds().toArray();
            for (int i = 0; i < seeds.length; i += 2) {
                List<Future<?>> pair = new ArrayList<>();
                for (int j = i; j < Math.min(i + 2, seeds.length); j++) {
                    long seed = seeds[j];
                    pair.add(worlds.submit(() -> live(seed)));
                }
                for (Future<?> one : pair) {
                    try {
                        one.get();
                    } catch (ExecutionException e) {
                        failed.add(String.valueOf(e.getMessage()));
                        e.printStackTrace();
                    }
                }
            }
        }
        if (!failed.isEmpty()) {
            throw new AssertionError(failed.size() + " seeds failed:\n" + String.join("\n", failed));
        }
    }

    /** Of a single seed, everything is told. */
    private static Optional<Chronicle> chronicle(Simulation simulation) {
        return Long.getLong("carillon.seed") == null
                ? Optional.empty()
                : Optional.of(new Chronicle(simulation, System.out));
    }

    private static void live(long seed) {
        Simulation simulation = new Simulation(seed);
        try {
            SimulatedCluster cluster = new SimulatedCluster(simulation, Scenario.of(simulation), chronicle(simulation));
            cluster.live();
            System.out.println("seed " + seed + " " + Long.toHexString(simulation.trace()) + " " + simulation.now()
                    + " " + cluster.describe());
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("-Dcarillon.seed=" + seed + ": " + e.getMessage(), e);
        } finally {
            simulation.end();
        }
    }
}
