package dev.carillon.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** Up to when everything has been read, with the broker's answers given by hand. */
class ReadProgressTest {

    private static final TopicPartition REPORTS = new TopicPartition("reports", 1);
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final Deque<CompletableFuture<Map<TopicPartition, Long>>> questions = new ArrayDeque<>();
    private final ReadProgress progress = new ReadProgress(
            partitions -> {
                CompletableFuture<Map<TopicPartition, Long>> question = new CompletableFuture<>();
                questions.add(question);
                return question;
            },
            Duration.ofMillis(200));

    private void ask(Instant now) {
        progress.ask(Set.of(REPORTS), now, now);
    }

    @Test
    void nothingIsKnownBeforeTheAnswerAndBeforeItIsReached() {
        // Given
        ask(T0);
        Instant beforeAnswer = progress.readThrough(REPORTS, 100);

        // When
        questions.getFirst().complete(Map.of(REPORTS, 10L));

        // Then
        assertThat(beforeAnswer).isEqualTo(Instant.EPOCH);
        assertThat(progress.readThrough(REPORTS, 9)).isEqualTo(Instant.EPOCH);
        assertThat(progress.readThrough(REPORTS, 10)).isEqualTo(T0);
    }

    @Test
    void anEndThatIsNotReachedYetIsNotReplacedByALaterOne() {
        // Given
        ask(T0);
        questions.getFirst().complete(Map.of(REPORTS, 10L));

        // When
        ask(T0.plusSeconds(1));
        Instant reached = progress.readThrough(REPORTS, 10);
        ask(T0.plusSeconds(2));

        // Then
        assertThat(reached).isEqualTo(T0);
        assertThat(questions).as("asked again only after it was reached").hasSize(2);
    }

    @Test
    void oneQuestionIsOpenAtATimeAndNotTooOften() {
        // When
        ask(T0);
        ask(T0.plusSeconds(1));
        questions.getFirst().complete(Map.of(REPORTS, 0L));
        progress.readThrough(REPORTS, 0);
        ask(T0.plusMillis(199));

        // Then
        assertThat(questions).hasSize(1);
    }

    @Test
    void aFailedQuestionIsAskedAgain() {
        // Given
        ask(T0);
        questions.getFirst().completeExceptionally(new TimeoutException("no answer"));

        // When
        ask(T0.plusSeconds(1));
        questions.getLast().complete(Map.of(REPORTS, 5L));

        // Then
        assertThat(progress.readThrough(REPORTS, 5)).isEqualTo(T0.plusSeconds(1));
    }

    @Test
    void aPartitionThatIsReadAgainFromElsewhereStartsAnew() {
        // Given
        ask(T0);
        questions.getFirst().complete(Map.of(REPORTS, 5L));
        progress.readThrough(REPORTS, 5);

        // When
        progress.forget(REPORTS);

        // Then
        assertThat(progress.readThrough(REPORTS, 5)).isEqualTo(Instant.EPOCH);
    }
}
