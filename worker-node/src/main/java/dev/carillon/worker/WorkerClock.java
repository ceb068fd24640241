package dev.carillon.worker;

import dev.carillon.kafka.clock.BrokerClock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Reads the three clocks of a {@link Moment} together. Thread-safe. */
record WorkerClock(InstantSource wall, BrokerClock broker) implements Supplier<Moment> {

    // Not the broker clock's own instant, which is cut to milliseconds: the loop waits for due instants to the
    // microsecond.
    @Override
    public Moment get() {
        Instant now = wall.instant();
        return new Moment(now.plus(broker.offset()), now, System.nanoTime());
    }
}
