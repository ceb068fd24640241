package dev.carillon.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class DutyThreadTest {

    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final CountDownLatch atWork = new CountDownLatch(1);
    private final CountDownLatch enough = new CountDownLatch(1);

    private interface Work {
        void run() throws InterruptedException;
    }

    private final class Told implements Duty {

        private final String name;
        private final Work work;

        private Told(String name, Work work) {
            this.name = name;
            this.work = work;
        }

        @Override
        public int doWork() throws InterruptedException {
            work.run();
            return 0;
        }

        @Override
        public void leave() {
            told.add(name + " leaves");
        }

        @Override
        public void close() {
            told.add(name + " closes");
        }
    }

    private Duty steady() {
        return new Told("steady", () -> {
            atWork.countDown();
            enough.await();
        });
    }

    private void runUntilAtWork(Duty... duties) throws InterruptedException {
        Iterator<Duty> next = List.of(duties).iterator();
        DutyThread thread = new DutyThread("duty", next::next);
        thread.start();
        atWork.await();
        thread.stop();
        enough.countDown();
        assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void oneThatIsStoppedLeavesAndIsClosed() throws InterruptedException {
        // When
        runUntilAtWork(steady());

        // Then
        assertThat(told).containsExactly("steady leaves", "steady closes");
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, NoSuchMethodError.class, StackOverflowError.class})
    void oneThatFailsIsClosedWithoutLeavingAndAnotherTakesItsPlace(Class<? extends Throwable> kind)
            throws InterruptedException {
        // Given
        Duty failing = new Told("failing", () -> fail(kind));

        // When
        runUntilAtWork(failing, steady());

        // Then
        assertThat(told).containsExactly("failing closes", "steady leaves", "steady closes");
    }

    private static void fail(Class<? extends Throwable> kind) {
        try {
            throw kind.getDeclaredConstructor().newInstance();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
