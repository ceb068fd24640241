package dev.carillon.worker.simulation;

import dev.carillon.core.scheduling.Output;
import dev.carillon.testkit.simulation.Simulation;
import java.time.Duration;

/** Nothing is decided by a clock that runs more than a second ahead of the brokers', however wrong it is set. */
final class NothingFromTheFuture implements Invariant {

    /** The second that is allowed, and half of one by which a measurement may be off. */
    private static final Duration TRUSTED = Duration.ofMillis(1_500);

    private final Simulation simulation;

    NothingFromTheFuture(Simulation simulation) {
        this.simulation = simulation;
    }

    @Override
    public void said(Output.History event) {
        Holds.holds(
                !event.at().isAfter(simulation.now().plus(TRUSTED)),
                "at %s it was not yet time: %s",
                simulation.now(),
                event);
    }
}
