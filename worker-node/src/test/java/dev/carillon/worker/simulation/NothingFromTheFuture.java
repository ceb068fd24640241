package dev.carillon.worker.simulation;

import dev.carillon.core.scheduling.Output;
import dev.carillon.testkit.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;

/**
 * Nothing is decided by a clock that runs more than a second ahead of the brokers', however wrong it is set; but for the
 * step in whose poll it is set, which may take a while to arrive.
 */
final class NothingFromTheFuture implements Invariant {

    /** The second that is allowed, and half of one by which a measurement may be off. */
    private static final Duration TRUSTED = Duration.ofMillis(1_500);

    private static final Duration ONE_STEP = Duration.ofSeconds(6);

    private final Simulation simulation;
    private Instant set = Instant.MIN;

    NothingFromTheFuture(Simulation simulation) {
        this.simulation = simulation;
    }

    /** A machine's clock was set. */
    void clockSet() {
        set = simulation.now();
    }

    @Override
    public void said(Output.History event) {
        Holds.holds(
                !event.at().isAfter(simulation.now().plus(TRUSTED))
                        || simulation.now().isBefore(set.plus(ONE_STEP)),
                "at %s it was not yet time: %s",
                simulation.now(),
                event);
    }
}
