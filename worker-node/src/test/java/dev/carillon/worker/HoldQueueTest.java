package dev.carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.TaskKind;
import dev.carillon.kafka.codec.WorkOrder.Start;
import dev.carillon.worker.HoldQueue.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HoldQueueTest {

    private static final Instant START = ManualMoments.START;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ManualMoments time = new ManualMoments();
    private final HoldQueue queue = new HoldQueue(3);

    @Test
    void nothingIsReadyBeforeItsDueInstant() {
        // Given
        add(1, START.plusMillis(100), 5);

        // When
        queue.promote(time.advance(Duration.ofMillis(99)));

        // Then
        assertThat(queue.takeReady(TaskKind.SHELL)).isEmpty();
        assertThat(queue.nextDue()).contains(START.plusMillis(100));
    }

    @Test
    void whatIsDueComesInOrderOfDueInstantThenPriorityThenArrival() {
        // Given
        add(1, START.plusMillis(2), 5);
        add(2, START.plusMillis(1), 5);
        add(3, START.plusMillis(1), 10);

        // When
        queue.promote(time.advance(Duration.ofMillis(2)));

        // Then
        assertThat(takeAllReady()).containsExactly(3L, 2L, 1L);
        assertThat(queue.size()).isZero();
    }

    @Test
    void refusesWhatIsOverItsLimitUntilThereIsRoom() {
        // Given
        Start first = add(1, START, 5);
        add(2, START, 5);
        add(3, START.plusSeconds(1), 5);

        // When
        boolean whileFull = queue.add(Orders.attempt(order(4, START)), order(4, START));
        queue.promote(time.now());
        queue.remove(Orders.attempt(first));
        boolean withRoom = queue.add(Orders.attempt(order(4, START)), order(4, START));

        // Then
        assertThat(whileFull).isFalse();
        assertThat(withRoom).isTrue();
    }

    @Test
    void whatWasReadyForLongIsOverdueAndTheRestIsNot() {
        // Given
        add(1, START, 5);
        queue.promote(time.now());
        add(2, START.plusMillis(500), 5);
        queue.promote(time.advance(Duration.ofMillis(500)));

        // When
        List<Held> overdue = queue.takeOverdue(time.advance(Duration.ofMillis(500)), PATIENCE);

        // Then
        assertThat(overdue)
                .extracting(held -> held.start().definition().id().value())
                .containsExactly(1L);
        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.nextOverdueNanos(PATIENCE).orElseThrow() - time.now().nanos())
                .isEqualTo(Duration.ofMillis(500).toNanos());
    }

    @Test
    void removesWhatIsReadyAsWellAsWhatIsNotDue() {
        // Given
        Start ready = add(1, START, 5);
        Start later = add(2, START.plusSeconds(9), 5);
        queue.promote(time.now());

        // When
        boolean removedReady = queue.remove(Orders.attempt(ready));
        boolean removedLater = queue.remove(Orders.attempt(later));
        boolean removedTwice = queue.remove(Orders.attempt(later));

        // Then
        assertThat(removedReady).isTrue();
        assertThat(removedLater).isTrue();
        assertThat(removedTwice).isFalse();
        assertThat(queue.size()).isZero();
    }

    private Start add(long job, Instant due, int priority) {
        Start order = Orders.start(
                "w-1",
                Orders.definition(job, TaskKind.SHELL).toBuilder()
                        .priority(priority)
                        .build(),
                due,
                due.plusSeconds(10));
        assertThat(queue.add(Orders.attempt(order), order)).isTrue();
        return order;
    }

    private static Start order(long job, Instant due) {
        return Orders.start("w-1", job, due);
    }

    private List<Long> takeAllReady() {
        List<Long> jobs = new ArrayList<>();
        Optional<Held> next = queue.takeReady(TaskKind.SHELL);
        while (next.isPresent()) {
            jobs.add(next.get().start().definition().id().value());
            next = queue.takeReady(TaskKind.SHELL);
        }
        return jobs;
    }
}
