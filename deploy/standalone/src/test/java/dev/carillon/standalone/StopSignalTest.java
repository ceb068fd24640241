package dev.carillon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StopSignalTest {

    @Test
    void endThatWasAskedForIsNoFailure() throws Exception {
        // Given
        StopSignal stop = new StopSignal();
        stop.request();

        // Then
        assertThat(stop.await(new CompletableFuture<>())).isZero();
    }

    @Test
    void failureEndsWith1() throws Exception {
        assertThat(new StopSignal().await(CompletableFuture.completedFuture(new IllegalStateException("broken"))))
                .isEqualTo(1);
    }
}
