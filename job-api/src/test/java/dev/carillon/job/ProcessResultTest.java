package dev.carillon.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcessResultTest {

    @Test
    void keepsAMessageThatFits() {
        // When
        ProcessResult result = ProcessResult.failed("x".repeat(1000));

        // Then
        assertThat(result.success()).isFalse();
        assertThat(result.message()).isEqualTo("x".repeat(1000));
    }

    @Test
    void cutsALongMessageAndSaysSo() {
        // When
        ProcessResult result = ProcessResult.succeeded("x".repeat(1001));

        // Then
        assertThat(result.success()).isTrue();
        assertThat(result.message()).isEqualTo("x".repeat(997) + "...");
    }

    @Test
    void neverCutsACharacterInTwo() {
        // Given a character of two UTF-16 units across the cut
        String message = "x".repeat(996) + "\uD83D\uDE00" + "y".repeat(100);

        // When
        ProcessResult result = ProcessResult.succeeded(message);

        // Then
        assertThat(result.message()).isEqualTo("x".repeat(996) + "...");
    }
}
