package dev.carillon.worker;

import dev.carillon.core.execution.Report.Attempt;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The attempts that run, and whose timer goes off next. As many as there are slots. Not thread-safe. */
final class RunningAttempts {

    private record Timer(long nanos, RunningAttempt running) {}

    // By difference, since readings of the monotonic clock may wrap around.
    private static final Comparator<Timer> ORDER = ((Comparator<Timer>)
                    (one, other) -> Long.signum(one.nanos() - other.nanos()))
            .thenComparing(timer -> timer.running().attempt(), WorkerStatus.ATTEMPTS);

    private final Map<Attempt, RunningAttempt> attempts = new HashMap<>();
    private final Map<Attempt, Timer> timers = new HashMap<>();
    private final TreeSet<Timer> order = new TreeSet<>(ORDER);

    void add(RunningAttempt running) {
        attempts.put(running.attempt(), running);
        setTimer(running);
    }

    @Nullable
    RunningAttempt get(Attempt attempt) {
        return attempts.get(attempt);
    }

    @Nullable
    RunningAttempt remove(Attempt attempt) {
        clearTimer(attempt);
        return attempts.remove(attempt);
    }

    /** The first attempt whose timer has gone off; null for none. {@link #setTimer} it after its step. */
    @Nullable
    RunningAttempt due(Moment now) {
        if (order.isEmpty() || order.first().nanos() - now.nanos() > 0) {
            return null;
        }
        return order.first().running();
    }

    /** Sets the timer of an attempt anew, after something about it has changed. */
    void setTimer(RunningAttempt running) {
        clearTimer(running.attempt());
        Timer timer = new Timer(running.timerNanos(), running);
        timers.put(running.attempt(), timer);
        order.add(timer);
    }

    private void clearTimer(Attempt attempt) {
        Timer old = timers.remove(attempt);
        if (old != null) {
            order.remove(old);
        }
    }

    OptionalLong nextTimerNanos() {
        return order.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(order.first().nanos());
    }

    Collection<RunningAttempt> all() {
        return List.copyOf(attempts.values());
    }

    boolean isEmpty() {
        return attempts.isEmpty();
    }
}
