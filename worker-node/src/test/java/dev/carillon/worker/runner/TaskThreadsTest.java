package dev.carillon.worker.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class TaskThreadsTest {

    private record Seen(Thread thread, String name, boolean interrupted) {

        static Seen here() {
            Thread own = Thread.currentThread();
            return new Seen(own, own.getName(), own.isInterrupted());
        }
    }

    private final TaskThreads threads = new TaskThreads("idle");
    private final LinkedBlockingQueue<Seen> seen = new LinkedBlockingQueue<>();

    @Test
    void aTaskHasItsThreadToItself() throws Exception {
        // When a task leaves everything behind that it can
        threads.task("one", () -> {
                    seen.add(Seen.here());
                    Thread.currentThread().setName("mine");
                    Thread.currentThread().interrupt();
                })
                .start();
        Seen first = seen.poll(10, TimeUnit.SECONDS);
        Seen second = nextOn(first.thread());

        // Then the next one on its thread finds nothing of it
        assertThat(first).isEqualTo(new Seen(first.thread(), "one", false));
        assertThat(second).isEqualTo(new Seen(first.thread(), "next", false));
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

    @Test
    void whatTasksLeaveInThreadLocalsGoesAfterSomeThousandsOfThem() throws Exception {
        // Given
        ThreadLocal<String> left = new ThreadLocal<>();
        threads.task("leaves", () -> {
                    left.set("something");
                    seen.add(Seen.here());
                })
                .start();
        Thread first = seen.poll(10, TimeUnit.SECONDS).thread();

        // When
        for (int i = 0; i < 10_000; i++) {
            threads.task("other", () -> seen.add(Seen.here())).start();
            seen.poll(10, TimeUnit.SECONDS);
        }

        // Then
        assertThat(first.join(Duration.ofSeconds(10))).isTrue();
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
