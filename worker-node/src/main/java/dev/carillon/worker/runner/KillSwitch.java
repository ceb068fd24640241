package dev.carillon.worker.runner;

import dev.carillon.core.execution.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells a running attempt to end. Thrown once; actions registered later run at once. The way back is {@link #abandon}: a
 * runner that cannot end what it runs says so. Thread-safe.
 */
public final class KillSwitch {

    private final List<Runnable> actions = new ArrayList<>();
    private volatile @Nullable Consumer<RunResult> whenAbandoned;
    private @Nullable StopReason reason;

    /** Runs the action when the switch is thrown, in the thread that throws it; it must not block. */
    public void onKill(Runnable action) {
        synchronized (actions) {
            if (reason == null) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    /** @return false when it had been thrown before; the first reason stands */
    public boolean kill(StopReason why) {
        List<Runnable> toRun;
        synchronized (actions) {
            if (reason != null) {
                return false;
            }
            reason = why;
            toRun = List.copyOf(actions);
        }
        toRun.forEach(Runnable::run);
        return true;
    }

    /** Who hears of it when the attempt is over although its thread is not; to be set before the runner is called. */
    public void onAbandon(Consumer<RunResult> action) {
        whenAbandoned = action;
    }

    /**
     * The attempt goes on after its kill and cannot be ended: it is over with this result, and what its thread returns, if it
     * ever does, is of no interest. May block.
     */
    public void abandon(RunResult result) {
        Consumer<RunResult> action = whenAbandoned;
        if (action == null) {
            throw new IllegalStateException("nobody hears that an attempt is abandoned: " + result);
        }
        action.accept(result);
    }

    public Optional<StopReason> reason() {
        synchronized (actions) {
            return Optional.ofNullable(reason);
        }
    }
}
