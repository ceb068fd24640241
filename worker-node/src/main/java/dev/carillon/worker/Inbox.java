package dev.carillon.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue through which everything reaches the loop. Whoever puts into a full one waits, which slows down the
 * reading of work and the ends of attempts, never the loop: what the loop's own thread puts (a send that fails on the
 * spot calls back in the sending thread) goes around the bound, since it would wait for itself.
 */
final class Inbox {

    private final ArrayBlockingQueue<Input> queue;
    private final ArrayDeque<Input> own = new ArrayDeque<>();
    private volatile @Nullable Thread owner;
    private volatile boolean closed;

    Inbox(int capacity) {
        queue = new ArrayBlockingQueue<>(capacity);
    }

    /** The calling thread is the one that takes. */
    void own() {
        owner = Thread.currentThread();
    }

    /** Puts from any thread; waits while the queue is full, through interruptions. Without effect once closed. */
    void put(Input input) {
        if (Thread.currentThread() == owner) {
            own.add(input);
            return;
        }
        boolean interrupted = false;
        while (!closed) {
            try {
                if (queue.offer(input, 100, TimeUnit.MILLISECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the next, waiting for it at most so long; null when there is none. */
    @Nullable
    Input take(Duration atMost) throws InterruptedException {
        Input mine = own.poll();
        if (mine != null) {
            return mine;
        }
        Input there = queue.poll();
        return there != null ? there : queue.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Takes the next if there is one. */
    @Nullable
    Input take() {
        Input mine = own.poll();
        return mine != null ? mine : queue.poll();
    }

    /** Nobody takes any more; nobody waits to put. */
    void close() {
        closed = true;
        queue.clear();
    }
}
