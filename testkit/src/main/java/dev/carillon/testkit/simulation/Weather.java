package dev.carillon.testkit.simulation;

import java.time.Duration;

/**
 * How long things take between clients and brokers.
 *
 * @param answersLost of so many requests the answer never comes
 * @param slow so many messages take up to a second instead of a few milliseconds
 * @param slowMarkers so many markers of transactions take up to a second to land
 */
public record Weather(double answersLost, double slow, double slowMarkers) {

    /** Nothing goes wrong. */
    public static final Weather FAIR = new Weather(0, 0, 0);

    private static final Duration LEAST = Duration.ofNanos(200_000);
    private static final Duration USUAL = Duration.ofMillis(3);
    private static final Duration LONG = Duration.ofSeconds(1);

    Duration way(Simulation simulation) {
        return simulation.between(LEAST, simulation.chance(slow) ? LONG : USUAL);
    }

    Duration marker(Simulation simulation) {
        return simulation.between(LEAST, simulation.chance(slowMarkers) ? LONG : USUAL);
    }

    boolean losesAnswer(Simulation simulation) {
        return simulation.chance(answersLost);
    }
}
