package dev.carillon.testkit.simulation;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Code that may wait, inside a process. It has a thread of its own only because Java's stacks are bound to threads: driver
 * and task hand one baton to and fro, and whoever does not have it is parked.
 */
final class SimulatedTask {

    private final Simulation simulation;
    private final SimulatedProcess process;
    private final Thread thread;
    private volatile boolean turn;
    private volatile @Nullable Thread driver;
    private boolean over;
    private long waits;

    SimulatedTask(Simulation simulation, SimulatedProcess process, String name, Runnable code) {
        this.simulation = simulation;
        this.process = process;
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> run(code));
    }

    void start() {
        thread.start();
        wakeAfter(0);
    }

    private void run(Runnable code) {
        try {
            await();
            code.run();
        } catch (Killed e) {
            // The process is gone and its code with it.
        } catch (Throwable e) {
            simulation.fail(e);
        } finally {
            over = true;
            handBack();
        }
    }

    /** Driver's side: lets the task go on until it waits again. */
    private void resume() {
        simulation.running(this);
        driver = Thread.currentThread();
        turn = true;
        LockSupport.unpark(thread);
        while (turn) {
            LockSupport.park(this);
        }
        simulation.running(null);
    }

    /** Task's side. */
    private void handBack() {
        turn = false;
        LockSupport.unpark(driver);
    }

    private void await() {
        while (!turn) {
            LockSupport.park(this);
        }
        if (process.isDead()) {
            throw new Killed(process.name());
        }
    }

    /** Gives the baton away; comes back when one of the wake-ups that were asked for since the last wait arrives. */
    void pause() {
        if (process.isDead()) {
            throw new Killed(process.name());
        }
        handBack();
        await();
    }

    /** Asks for a wake-up. One that comes when the task has gone on already is ignored. */
    void wakeAfter(long nanos) {
        long wait = waits;
        process.resumeAt(simulation.nanos() + nanos, () -> {
            if (!over && wait == waits) {
                waits++;
                resume();
            }
        });
    }

    boolean isOver() {
        return over;
    }

    SimulatedProcess process() {
        return process;
    }
}
