package dev.carillon.worker;

import java.time.Duration;

/**
 * The time for which this incarnation may work without having heard from the broker.
 *
 * <p>It runs from the moment at which the latest acknowledged heartbeat was <em>sent</em>: the shard counts from the
 * later moment at which it arrived, so the worker always gives up first. Before the first acknowledgement it runs from
 * the moment of its making, since a heartbeat whose acknowledgement was lost may have brought work all the same.
 *
 * <p>Two clocks must agree that it lives. The monotonic clock does not see a machine that was suspended; the wall clock
 * may be set back. Once either has seen it end, it is over for good: whatever arrives later cannot renew it, because
 * the shard may already have given the work to another. Not thread-safe.
 */
final class Lease {

    private final Duration length;
    private Moment sent;
    private boolean over;

    Lease(Duration length, Moment begin) {
        this.length = length;
        this.sent = begin;
    }

    /** Whether the lease still lives; to be asked before anything else is done, above all after a pause. */
    boolean alive(Moment now) {
        if (!over) {
            over = now.since(sent).compareTo(length) >= 0
                    || Duration.between(sent.wall(), now.wall()).compareTo(length) >= 0;
        }
        return !over;
    }

    /** Notes that the heartbeat sent at a moment has been acknowledged. Has no effect on a lease that is over. */
    void acknowledged(Moment heartbeatSent, Moment now) {
        if (alive(now) && heartbeatSent.nanos() - sent.nanos() > 0) {
            sent = heartbeatSent;
        }
    }

    /** When the lease ends by the monotonic clock, in its nanoseconds. */
    long endNanos() {
        return sent.nanos() + length.toNanos();
    }
}
