package dev.carillon.worker.runner;

import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Platform threads for code that may block or compute for hours, used again: to start one costs more than a short run
 * takes. As many as tasks run at once, which the caller bounds; a thread that has had nothing to do for a while ends, the
 * one used last first.
 *
 * <p>Interrupts reach a task and never the one after it on the same thread. What tasks leave in thread-locals goes
 * after some thousands of tasks at the latest, when all threads are replaced. Thread-safe.
 */
public final class TaskThreads {

    private static final Duration IDLE_MAX = Duration.ofSeconds(30);
    private static final int TASKS_MAX = 10_000;

    private final String idleName;
    private final ThreadFactory factory;
    private ThreadPoolExecutor threads;
    private int tasks;

    /** @param idleName of threads that have nothing to do */
    public TaskThreads(String idleName) {
        this.idleName = idleName;
        this.factory = Thread.ofPlatform().daemon().name(idleName).factory();
        this.threads = create();
    }

    private ThreadPoolExecutor create() {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_MAX.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), factory);
    }

    private synchronized void start(Runnable task) {
        if (++tasks > TASKS_MAX) {
            tasks = 1;
            threads.shutdown(); // Its threads end when their tasks have.
            threads = create();
        }
        threads.execute(task);
    }

    /** Something to run. */
    public final class Task {

        private final String name;
        private final Runnable work;
        private @Nullable Thread thread;
        private boolean interrupted;

        private Task(String name, Runnable work) {
            this.name = name;
            this.work = work;
        }

        public String name() {
            return name;
        }

        /**
         * Starts it, at once and once.
         *
         * @throws OutOfMemoryError when there is no memory for one more thread
         */
        public void start() {
            TaskThreads.this.start(this::run);
        }

        /** Interrupts the task, also before its first step; without effect once it has ended. */
        public synchronized void interrupt() {
            interrupted = true;
            if (thread != null) {
                thread.interrupt();
            }
        }

        private void run() {
            Thread own = Thread.currentThread();
            own.setName(name);
            begin(own);
            try {
                work.run();
            } finally {
                end();
                own.setName(idleName);
            }
        }

        private synchronized void begin(Thread own) {
            thread = own;
            if (interrupted) {
                own.interrupt();
            }
        }

        private synchronized void end() {
            thread = null;
            boolean _ = Thread.interrupted(); // The next task on this thread has not been interrupted.
        }
    }

    /** @param name of the thread for as long as the task runs */
    public Task task(String name, Runnable work) {
        return new Task(name, work);
    }
}
