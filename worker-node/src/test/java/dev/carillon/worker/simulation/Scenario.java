package dev.carillon.worker.simulation;

import dev.carillon.testkit.simulation.Simulation;
import dev.carillon.testkit.simulation.Weather;
import java.time.Duration;

/**
 * How large a world is and how bad it gets.
 *
 * @param partitions of the topics that are partitioned by job
 * @param lanes group members of each scheduler
 * @param workPartitions that the workers share
 * @param recordsMax that a lane takes in one step
 * @param decisionsMax that it takes in one step
 * @param lasts until the faults end
 * @param faultsEvery between two faults, on average
 * @param commandsEvery between two commands, on average
 * @param refusesLaggingEpochs as brokers before 4.3 do
 */
record Scenario(
        int partitions,
        int schedulers,
        int lanes,
        int workers,
        int workPartitions,
        int jobs,
        int recordsMax,
        int decisionsMax,
        Duration lasts,
        Duration faultsEvery,
        Duration commandsEvery,
        Weather weather,
        boolean refusesLaggingEpochs) {

    private static final int[] DECISIONS_MAX = {2, 10, 200};

    /** One of the seed's choosing. */
    static Scenario of(Simulation simulation) {
        var random = simulation.random();
        return new Scenario(
                random.nextInt(1, 4),
                random.nextInt(1, 4),
                random.nextInt(1, 3),
                random.nextInt(1, 4),
                random.nextInt(1, 3),
                random.nextInt(3, 9),
                simulation.chance(0.25) ? 1 : 50,
                DECISIONS_MAX[random.nextInt(DECISIONS_MAX.length)],
                simulation.between(15_000, 45_000),
                simulation.between(300, 4_000),
                simulation.between(150, 1_500),
                new Weather(pick(simulation, 0.002), pick(simulation, 0.02), pick(simulation, 0.05)),
                random.nextBoolean());
    }

    private static double pick(Simulation simulation, double often) {
        return simulation.chance(0.5) ? 0 : often;
    }
}
