package dev.carillon.standalone.demo;

import static dev.carillon.standalone.demo.Sightings.HTTP;
import static dev.carillon.standalone.demo.Sightings.SHELL;
import static dev.carillon.standalone.demo.Sightings.byHand;
import static dev.carillon.standalone.demo.Sightings.failure;
import static dev.carillon.standalone.demo.Sightings.success;
import static dev.carillon.standalone.demo.Sightings.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.standalone.demo.Scoreboard.Lateness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreboardTest {

    private final Scoreboard board = new Scoreboard(List.of(SHELL, HTTP));

    @Test
    void isCompleteWhenEveryExampleHasSucceededOftenEnough() {
        // Given
        board.update(List.of(success(SHELL, 1, 0), success(SHELL, 2, 0), success(HTTP, 3, 0)));
        board.confirm(Map.of(SHELL, 2));
        assertThat(board.missing()).containsExactly(HTTP);

        // When
        board.update(List.of(success(HTTP, 4, 0)));
        assertThat(board.unconfirmed()).containsExactly(HTTP);
        assertThat(board.shortfall(HTTP)).isEqualTo("it has succeeded, but the SchedulerX API shows 0 successes of 2");
        board.confirm(Map.of(HTTP, 2));

        // Then
        assertThat(board.isComplete()).isTrue();
    }

    @Test
    void anExecutionSeenAgainCountsOnce() {
        // When
        board.update(List.of(waiting(SHELL, 1)));
        board.update(List.of(success(SHELL, 1, 5)));
        board.update(List.of(success(SHELL, 1, 5)));

        // Then
        assertThat(board.successes(SHELL)).hasSize(1);
        assertThat(board.all()).hasSize(1);
    }

    @Test
    void failuresAndRunsByHandDoNotCount() {
        // When
        board.update(List.of(failure(SHELL, 1, "exit 3"), byHand(success(SHELL, 2, 0))));

        // Then
        assertThat(board.successes(SHELL)).isEmpty();
        assertThat(board.lateness(SHELL)).isEmpty();
    }

    @Test
    void latenessIsThatOfTheSuccesses() {
        // When
        board.update(List.of(success(SHELL, 1, 90), success(SHELL, 2, 2), success(SHELL, 3, 4), failure(SHELL, 4, "")));

        // Then
        assertThat(board.lateness(SHELL)).contains(new Lateness(Duration.ofMillis(4), Duration.ofMillis(90)));
    }

    @Test
    void shortfallSaysWhatHappenedInstead() {
        assertThat(board.shortfall(SHELL)).isEqualTo("its schedule has not fired");

        board.update(List.of(success(SHELL, 1, 0), failure(SHELL, 2, "no such file")));
        assertThat(board.shortfall(SHELL))
                .isEqualTo("1 of 2 fires succeeded, 2 were to; the last is FAILED: no such file");

        board.update(List.of(waiting(SHELL, 3)));
        assertThat(board.shortfall(SHELL))
                .isEqualTo("1 of 3 fires succeeded, 2 were to; the last is TRIGGERED"
                        + " and waits for a worker that takes SHELL jobs");
    }
}
