package dev.carillon.testkit.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Time, chance and order of one simulated world. Nothing in it happens but the events of its queue, one after the other;
 * what happens at the same instant does so in an order that the seed decides.
 *
 * <pre>
 *   events ──earliest──▶ now = its instant ──▶ its action
 *                                               ├─ a message arrives, a timer of a broker
 *                                               └─ a task goes on, until it waits for the next thing
 * </pre>
 *
 * Code that blocks runs in tasks (see {@link SimulatedProcess#spawn}). A task has a thread, but only one of them ever
 * runs, and only while the driver waits for it: so there is one thread of control, and a seed gives the same world again.
 */
public final class Simulation {

    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SplittableRandom random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<SimulatedProcess> processes = new ArrayList<>();
    private long nanos;
    private long numbers;
    private long trace = 1;
    private @Nullable SimulatedTask running;
    private @Nullable Throwable failure;

    private record Event(long at, int tie, long number, Runnable action) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            int order = Long.compare(at, other.at);
            if (order == 0) {
                order = Integer.compare(tie, other.tie);
            }
            return order == 0 ? Long.compare(number, other.number) : order;
        }
    }

    public Simulation(long seed) {
        random = new SplittableRandom(seed);
    }

    public Instant now() {
        return START.plusNanos(nanos);
    }

    long nanos() {
        return nanos;
    }

    /** Everything that happens by chance in this world comes from here. */
    public SplittableRandom random() {
        return random;
    }

    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    public Duration between(Duration least, Duration most) {
        return Duration.ofNanos(random.nextLong(least.toNanos(), most.toNanos() + 1));
    }

    /** Some milliseconds. */
    public Duration between(int leastMs, int mostMs) {
        return between(Duration.ofMillis(leastMs), Duration.ofMillis(mostMs));
    }

    /** Lets something happen later, which no process takes part in. */
    public void after(Duration delay, Runnable action) {
        at(nanos + delay.toNanos(), action);
    }

    void at(long instantNanos, Runnable action) {
        events.add(new Event(Math.max(nanos, instantNanos), random.nextInt(), numbers++, action));
    }

    /** Lets the world go on for so long. */
    public void run(Duration duration) {
        long until = nanos + duration.toNanos();
        runWhile(() -> !events.isEmpty() && events.element().at() <= until);
        nanos = until;
    }

    /**
     * Lets the world go on until a condition holds; it is asked after every event.
     *
     * @return whether it came to hold in time
     */
    public boolean runUntil(BooleanSupplier condition, Duration atMost) {
        long until = nanos + atMost.toNanos();
        runWhile(() -> !condition.getAsBoolean()
                && !events.isEmpty()
                && events.element().at() <= until);
        return condition.getAsBoolean();
    }

    private void runWhile(BooleanSupplier more) {
        while (more.getAsBoolean()) {
            Event event = events.remove();
            nanos = event.at();
            trace = 31 * trace + nanos;
            event.action().run();
            if (failure != null) {
                throw new AssertionError("at " + now() + ": " + failure.getMessage(), failure);
            }
        }
    }

    /** A number that two runs share only if the same things happened at the same instants: for the test of this class. */
    public long trace() {
        return trace;
    }

    /** What happened must not happen; the run ends with it. */
    public void fail(Throwable problem) {
        if (failure == null) {
            failure = problem;
        }
    }

    void add(SimulatedProcess process) {
        processes.removeIf(SimulatedProcess::isDead);
        processes.add(process);
    }

    /** Ends the world: what still waits in it is unwound, so that nothing of it stays behind. */
    public void end() {
        events.clear();
        processes.forEach(SimulatedProcess::kill);
        while (!events.isEmpty()) {
            events.remove().action().run();
        }
    }

    void running(@Nullable SimulatedTask task) {
        running = task;
    }

    /** The task whose code calls this. */
    SimulatedTask current() {
        SimulatedTask task = running;
        if (task == null) {
            throw new IllegalStateException("only a task may wait; this was called from an event");
        }
        return task;
    }

    boolean inTask() {
        return running != null;
    }
}
