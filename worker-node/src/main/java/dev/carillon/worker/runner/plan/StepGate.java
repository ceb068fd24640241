package dev.carillon.worker.runner.plan;

import java.util.function.BooleanSupplier;

/**
 * Keeps steps from beginning while too many reports wait for the broker: each step makes reports, and they wait in
 * memory. Thread-safe.
 */
public final class StepGate {

    /** So often a step that waits looks whether its attempt has been told to end. */
    private static final long LOOK_MS = 50;

    private boolean closed;

    public synchronized void set(boolean close) {
        if (closed != close) {
            closed = close;
            notifyAll();
        }
    }

    /** Returns when steps may begin, or {@code givenUp} says so. */
    synchronized void pass(BooleanSupplier givenUp) throws InterruptedException {
        while (closed && !givenUp.getAsBoolean()) {
            wait(LOOK_MS);
        }
    }
}
