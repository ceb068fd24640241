package dev.carillon.worker.runner;

import dev.carillon.core.execution.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells a running attempt to end. Thrown once; actions registered later run at once. Thread-safe. */
public final class KillSwitch {

    private final List<Runnable> actions = new ArrayList<>();
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

    public Optional<StopReason> reason() {
        synchronized (actions) {
            return Optional.ofNullable(reason);
        }
    }
}
