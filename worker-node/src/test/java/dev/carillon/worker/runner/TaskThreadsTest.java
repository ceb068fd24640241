package dev.carillon.worker.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class TaskThreadsTest {

    private record Seen(Thread thread, String name, boolean interrupted, ClassLoader loader) {

        static Seen here() {
            Thread own = Thread.currentThread();
            return new Seen(own, own.getName(), own.isInterrupted(), own.getContextClassLoader());
        }
    }

    private final ClassLoader loader = new ClassLoader() {};
    private final TaskThreads threads = new TaskThreads("idle", loader);
    private final LinkedBlockingQueue<Seen> seen = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void aTaskHasTheNameAndTheLoaderToItself() throws Exception {
        // When a task leaves everything behind that it can
        threads.task("one", () -> {
                    seen.add(Seen.here());
                    Thread.currentThread().setContextClassLoader(null);
                    Thread.currentThread().setName("mine");
                    Thread.currentThread().interrupt();
                })
                .start();
        Seen first = seen.poll(10, TimeUnit.SECONDS);
        Seen second = nextOn(first.thread());

        // Then the next one on its thread finds nothing of it
        assertThat(first).isEqualTo(new Seen(first.thread(), "one", false, loader));
        assertThat(second).isEqualTo(new Seen(first.thread(), "next", false, loader));
    }

    @Test
    void anInterruptReachesItsTaskAndNoLaterOne() throws Exception {
        // Given
        CountDownLatch begun = new CountDownLatch(1);
        TaskThreads.Task waiting = threads.task("waiting", () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                seen.add(Seen.here());
            }
        });
        waiting.start();
        begun.await();

        // When
        waiting.interrupt();
        Seen interrupted = seen.poll(10, TimeUnit.SECONDS);
        Seen next = nextOn(interrupted.thread());
        waiting.interrupt();

        // Then
        assertThat(interrupted.name()).isEqualTo("waiting");
        assertThat(next.interrupted()).isFalse();
        assertThat(nextOn(interrupted.thread()).interrupted()).isFalse();
    }

    @Test
    void anInterruptBeforeTheFirstStepIsNotLost() throws Exception {
        // Given
        TaskThreads.Task task = threads.task("early", () -> seen.add(Seen.here()));

        // When
        task.interrupt();
        task.start();

        // Then
        assertThat(seen.poll(10, TimeUnit.SECONDS).interrupted()).isTrue();
    }

    /** A thread is free a moment after its task has ended: until then another one serves. */
    private Seen nextOn(Thread thread) throws InterruptedException {
        while (true) {
            threads.task("next", () -> seen.add(Seen.here())).start();
            Seen next = seen.poll(10, TimeUnit.SECONDS);
            if (next.thread() == thread) {
                return next;
            }
        }
    }
}
