package dev.carillon.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.JobId;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** How the culprit of a failing step is found. */
class FailureBookTest {

    private static final TopicPartition COMMANDS = new TopicPartition("commands", 3);
    private static final Suspect RECORD = new Suspect.RecordAt(COMMANDS, 7);
    private static final Suspect JOB = new Suspect.Job(new JobId(5));

    private final FailureBook book = new FailureBook();

    @Test
    void aStepThatFailsOnceIsTriedAgainAsItWas() {
        // When
        book.failed(3, 10);

        // Then
        assertThat(book.isCareful(3)).isFalse();
    }

    @Test
    void aStepThatFailsTwiceIsTakenApartUntilAsMuchHasGoneWell() {
        // Given
        book.failed(3, 2);
        book.failed(3, 2);
        boolean careful = book.isCareful(3);

        // When
        book.succeeded(3);
        book.succeeded(3);
        boolean stillCareful = book.isCareful(3);
        book.succeeded(3);

        // Then
        assertThat(careful).isTrue();
        assertThat(stillCareful).isTrue();
        assertThat(book.isCareful(3)).isFalse();
    }

    @Test
    void aSuccessInBetweenForgivesAFailure() {
        // Given
        book.failed(3, 2);
        book.succeeded(3);

        // When
        book.failed(3, 2);

        // Then
        assertThat(book.isCareful(3)).isFalse();
    }

    @Test
    void theRecordAtWhichACarefulStepFailsIsCondemned() {
        // When
        boolean goesOn = book.failedAt(3, RECORD, "too large").isEmpty();

        // Then
        assertThat(goesOn).isTrue();
        assertThat(book.isCondemned(COMMANDS, 7)).isTrue();
        assertThat(book.isCondemned(COMMANDS, 8)).isFalse();
    }

    @Test
    void theJobAtWhichACarefulStepFailsIsQuarantinedOnce() {
        // Given
        book.failedAt(3, JOB, "too large");

        // When
        var order = book.takeQuarantine(3);

        // Then
        assertThat(order).hasValueSatisfying(entry -> assertThat(entry.getKey()).isEqualTo(new JobId(5)));
        assertThat(book.takeQuarantine(3)).isEmpty();
    }

    @Test
    void aPartitionStopsWhenNeitherHelps() {
        // Given
        book.failedAt(3, RECORD, "too large");
        book.failedAt(3, JOB, "too large");

        // When
        boolean record = book.failedAt(3, RECORD, "too large").isPresent();
        boolean job = book.failedAt(3, JOB, "too large").isPresent();

        // Then
        assertThat(record).isTrue();
        assertThat(job).isTrue();
    }

    @Test
    void carefulnessEndsWhenWhatFailedDoesNotComeBack() {
        // Given
        book.failed(3, 100);
        book.failed(3, 100);

        // When
        for (int i = 0; i < 8; i++) {
            book.idle(3);
        }

        // Then
        assertThat(book.isCareful(3)).isFalse();
    }
}
