package dev.carillon.kafka.loop;

import java.time.Instant;
import java.time.InstantSource;

/** The broker's time as this node knows it. Safe to use from any thread. */
public interface BrokerTime extends InstantSource {

    /** Whether the node's clock has been compared with the broker's lately and is near enough to fire by. */
    boolean trusted();

    /**
     * One comparison.
     *
     * @param sentAt when the node sent a record, by its own clock
     * @param ackedAt when the acknowledgement arrived, by its own clock
     * @param appendedAt when the broker appended it, by the broker's
     */
    void offer(Instant sentAt, Instant ackedAt, Instant appendedAt);
}
