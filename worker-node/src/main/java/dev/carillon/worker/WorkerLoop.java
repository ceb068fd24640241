package dev.carillon.worker;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns a {@link WorkerCore}: takes inputs, lets the core decide, does what it wants, waits until
 * something arrives or becomes due. The wait is what starts work on time: the thread parks until exactly the due instant
 * of the next piece, and nothing it does in between blocks for long.
 *
 * <p>An error in here is an error of the program. The loop then ends everything that runs, since without it there is
 * nobody to watch the lease, and tells its owner.
 */
final class WorkerLoop implements Runnable {

    /** Inputs taken in one step, so that a flood of them does not delay what is due. */
    private static final int MAX_BATCH = 256;

    private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);

    private final WorkerCore core;
    private final Inbox inbox;
    private final WorkerActions actions;
    private final Supplier<Moment> clock;
    private final WorkerMetrics metrics;
    private final LeaseLeft leaseLeft;
    private final Consumer<Throwable> onFailure;
    private volatile boolean congested;
    private volatile String incarnation;
    private volatile WorkerStatus status;

    /** @param onFailure called once, by the loop's thread, when it ends with an error */
    WorkerLoop(
            WorkerCore core,
            Inbox inbox,
            WorkerActions actions,
            Supplier<Moment> clock,
            WorkerMetrics metrics,
            LeaseLeft leaseLeft,
            Consumer<Throwable> onFailure) {
        this.core = core;
        this.inbox = inbox;
        this.actions = actions;
        this.clock = clock;
        this.metrics = metrics;
        this.leaseLeft = leaseLeft;
        this.onFailure = onFailure;
        this.incarnation = core.incarnation();
        this.status = core.status();
    }

    @Override
    public void run() {
        inbox.own();
        try {
            while (!core.isDrained()) {
                step(inbox.take(core.idleFor(clock.get())));
            }
        } catch (InterruptedException e) {
            LOG.atInfo().log("The worker's loop was interrupted; what runs is ended");
            actions.abandonAll();
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).log("The worker's loop failed; what runs is ended and the worker stops");
            actions.abandonAll();
            onFailure.accept(e);
        } finally {
            inbox.close();
        }
    }

    private void step(@Nullable Input first) {
        Input input = first;
        for (int taken = 1; input != null; taken++) {
            perform(core.handle(input, clock.get()));
            if (input instanceof Input.AttemptEnded end) {
                metrics.ended(end);
            }
            // Only what this step still handles: an input that is taken and left would never have arrived.
            input = taken < MAX_BATCH ? inbox.take() : null;
        }
        Moment now = clock.get();
        perform(core.advance(now));
        leaseLeft.endsAt(core.leaseEndNanos(now));
        congested = core.isCongested();
        actions.holdSteps(congested);
    }

    private void perform(List<Action> wanted) {
        for (Action action : wanted) {
            if (action instanceof Action.Reborn reborn) {
                incarnation = reborn.incarnation();
            }
            if (action instanceof Action.Beat beat) {
                status = beat.status();
            }
            actions.perform(action);
        }
    }

    /** Whether so many reports wait for the broker that no more work should be read. Any thread. */
    boolean isCongested() {
        return congested;
    }

    /** The incarnation whose work counts. Any thread. */
    String incarnation() {
        return incarnation;
    }

    /** As of the last heartbeat. Any thread. */
    WorkerStatus status() {
        return status;
    }
}
