package dev.carillon.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ShareTest {

    private static final TopicPartition ONE = new TopicPartition("commands", 1);
    private static final TopicPartition TWO = new TopicPartition("commands", 2);

    private final List<CompletableFuture<Optional<Set<TopicPartition>>>> asked = new ArrayList<>();
    private final Share share = new Share(member -> {
        asked.add(new CompletableFuture<>());
        return asked.getLast();
    });
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private boolean isWhole(TopicPartition... held) {
        now = now.plusSeconds(1);
        return share.isWhole("member", Set.of(held), now);
    }

    private void answer(TopicPartition... target) {
        asked.getLast().complete(Optional.of(Set.of(target)));
    }

    @Test
    void newMemberWaitsForWhatOthersHaveToGiveUp() {
        // When
        boolean unasked = isWhole();
        answer(ONE, TWO);

        // Then
        assertThat(unasked).isFalse();
        assertThat(isWhole()).isFalse();
        assertThat(isWhole(ONE)).isFalse();
        assertThat(isWhole(ONE, TWO)).isTrue();
    }

    @Test
    void nothingIsTheWholeShareOfAMemberWhoseGroupHasEnough() {
        // When
        isWhole();
        answer();

        // Then
        assertThat(isWhole()).isTrue();
    }

    @Test
    void groupThatDoesNotKnowTheMemberYetIsAskedAgain() {
        // When
        isWhole();
        asked.getLast().complete(Optional.empty());

        // Then
        assertThat(isWhole()).isFalse();
        answer(ONE);
        assertThat(isWhole(ONE)).isTrue();
    }

    @Test
    void brokerThatDoesNotAnswerIsAskedAgain() {
        // When
        isWhole();
        asked.getLast().completeExceptionally(new TimeoutException("no answer"));

        // Then
        assertThat(isWhole(ONE)).isFalse();
        answer(ONE);
        assertThat(isWhole(ONE)).isTrue();
    }

    @Test
    void whatIsTakenAwayIsAskedFor() {
        // Given
        isWhole();
        answer(ONE, TWO);

        // When
        boolean after = isWhole(ONE);
        answer(ONE);

        // Then
        assertThat(after).isFalse();
        assertThat(isWhole(ONE)).isTrue();
    }

    @Test
    void nothingIsAskedWhileAnAnswerIsToComeOrTheShareIsWhole() {
        // When
        isWhole();
        isWhole();
        answer(ONE);
        isWhole(ONE);
        isWhole(ONE);

        // Then
        assertThat(asked).hasSize(1);
    }

    @Test
    void laneThatHasLeftHasNoShare() {
        // Given
        isWhole();
        answer();

        // When
        boolean outside = share.isWhole("", Set.of(), now);

        // Then
        assertThat(outside).isFalse();
        assertThat(isWhole()).as("the group is asked anew").isFalse();
    }
}
