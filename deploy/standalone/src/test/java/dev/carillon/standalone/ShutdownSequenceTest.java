package dev.carillon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ShutdownSequenceTest {

    private final List<String> stopped = new CopyOnWriteArrayList<>();

    @Test
    void stopsInReverseAndOnce() {
        // Given
        ShutdownSequence running = new ShutdownSequence();
        running.add("first", () -> stopped.add("first"));
        running.add("second", () -> stopped.add("second"));

        // When
        running.close();
        running.close();

        // Then
        assertThat(stopped).containsExactly("second", "first");
    }

    @Test
    void partThatFailsKeepsNoOtherFromStopping() {
        // Given
        ShutdownSequence running = new ShutdownSequence();
        running.add("first", () -> stopped.add("first"));
        running.add("broken", () -> {
            throw new IllegalStateException("broken");
        });

        // When
        running.close();

        // Then
        assertThat(stopped).containsExactly("first");
    }

    @Test
    @Timeout(30)
    void partThatHangsKeepsNoOtherFromStopping() {
        // Given
        CountDownLatch never = new CountDownLatch(1);
        ShutdownSequence running = new ShutdownSequence(Duration.ofMillis(50));
        running.add("first", () -> stopped.add("first"));
        running.add("hanging", never::await);

        // When
        running.close();

        // Then
        assertThat(stopped).containsExactly("first");
    }
}
