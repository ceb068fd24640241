package dev.carillon.testkit.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * One process of the simulated world, on a machine with clocks of its own. It can be killed at any point, frozen and let go
 * on, cut off from the brokers, and its wall clock can be set.
 *
 * <p>What is on its way to a broker when it dies or freezes stays on its way.
 */
public final class SimulatedProcess implements InstantSource {

    private static final Duration LOOKS_WITHIN = Duration.ofSeconds(1);

    private final Simulation simulation;
    private final String name;
    private final long bootNanos;
    private final List<SimulatedTask> tasks = new ArrayList<>();
    private Duration skew = Duration.ZERO;
    private long frozenUntil;
    private long cutOffUntil;
    private long requestsLeft = Long.MAX_VALUE;
    private Runnable atRequest = () -> {};
    private boolean dead;

    public SimulatedProcess(Simulation simulation, String name) {
        this.simulation = simulation;
        this.name = name;
        this.bootNanos = simulation.nanos() - simulation.random().nextLong(1_000_000_000L);
        simulation.add(this);
    }

    public String name() {
        return name;
    }

    public Simulation simulation() {
        return simulation;
    }

    // --- clocks ---

    /** This machine's wall clock. */
    @Override
    public Instant instant() {
        return simulation.now().plus(skew);
    }

    /** This machine's monotonic clock, which no setting of the wall clock moves. */
    public long monotonicNanos() {
        return simulation.nanos() - bootNanos;
    }

    /** Sets the wall clock so far from the brokers'. */
    public void skew(Duration offset) {
        skew = offset;
    }

    // --- what happens to it ---

    /** It ends, wherever its code stands: at what each of its tasks waits for. */
    public void kill() {
        if (!dead) {
            dead = true;
            frozenUntil = 0;
            tasks.forEach(task -> task.wakeAfter(0));
        }
    }

    /** Something happens to it at the n-th thing that it asks of a broker from now on, which may or may not arrive. */
    public void atRequest(int n, Runnable happens) {
        requestsLeft = n;
        atRequest = happens;
    }

    /** Nothing happens to it at a request after all. */
    public void spare() {
        requestsLeft = Long.MAX_VALUE;
    }

    public boolean isDead() {
        return dead;
    }

    /** It stands still, all its code and its clients' threads. Time goes on. */
    public void freeze(Duration duration) {
        frozenUntil = Math.max(frozenUntil, simulation.nanos() + duration.toNanos());
    }

    public boolean isFrozen() {
        return frozenUntil > simulation.nanos();
    }

    /** It went on so short a while ago that its code may not have looked at a clock since. */
    public boolean hasJustThawed() {
        return frozenUntil > 0 && simulation.nanos() - frozenUntil < LOOKS_WITHIN.toNanos();
    }

    /** Nothing that it sends arrives. */
    public void cutOff(Duration duration) {
        cutOffUntil = Math.max(cutOffUntil, simulation.nanos() + duration.toNanos());
    }

    boolean isCutOff() {
        return cutOffUntil > simulation.nanos();
    }

    /** Counts one request; true when the process has died and not lived to see it sent. */
    boolean diesAtRequest() {
        if (--requestsLeft > 0) {
            return false;
        }
        requestsLeft = Long.MAX_VALUE;
        atRequest.run();
        return dead && simulation.chance(0.5);
    }

    // --- its code ---

    /** Runs code that may wait. */
    public void spawn(String task, Runnable code) {
        SimulatedTask made = new SimulatedTask(simulation, this, name + "/" + task, code);
        tasks.removeIf(SimulatedTask::isOver);
        tasks.add(made);
        made.start();
    }

    /** Lets something happen in this process later: not while it is frozen, and never when it is dead. */
    public void after(Duration delay, Runnable action) {
        schedule(simulation.nanos() + delay.toNanos(), () -> {
            if (!dead) {
                action.run();
            }
        });
    }

    void resumeAt(long nanos, Runnable resume) {
        schedule(nanos, resume);
    }

    private void schedule(long nanos, Runnable action) {
        simulation.at(nanos, () -> {
            if (isFrozen()) {
                // All that waits begins again at once, in whatever order.
                schedule(frozenUntil + simulation.random().nextLong(2_000_000), action);
            } else {
                action.run();
            }
        });
    }

    /** The calling task waits for so long, or until it is woken. */
    public void sleep(Duration duration) {
        SimulatedTask task = simulation.current();
        task.wakeAfter(duration.toNanos());
        task.pause();
    }

    /** The calling task waits until an answer is there. */
    <T> T await(CompletableFuture<T> answer, Duration atMost) throws TimeoutException {
        SimulatedTask task = simulation.current();
        long deadline = simulation.nanos() + atMost.toNanos();
        while (!answer.isDone()) {
            if (simulation.nanos() >= deadline) {
                throw new TimeoutException("no answer within " + atMost);
            }
            var unused = answer.whenComplete((value, problem) -> task.wakeAfter(0));
            task.wakeAfter(deadline - simulation.nanos());
            task.pause();
        }
        return answer.join();
    }

    @Override
    public String toString() {
        return name;
    }
}
