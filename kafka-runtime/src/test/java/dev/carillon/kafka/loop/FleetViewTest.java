package dev.carillon.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.TaskKind;
import dev.carillon.core.scheduling.Fleet;
import dev.carillon.kafka.codec.WorkerBeat;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who gets work and who is gone, record by record. */
class FleetViewTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final FleetView view = new FleetView(
            MARGIN, Duration.ofSeconds(1), (topic, partition) -> topic.equals("work.default") && partition < 8, 0);

    private static WorkerBeat beat(String incarnation) {
        return beat(incarnation, Duration.ZERO, false, "");
    }

    private static WorkerBeat beat(String incarnation, Duration clockOffset, boolean draining, String replaces) {
        return beat(incarnation, clockOffset, draining, replaces, 3);
    }

    private static WorkerBeat beat(
            String incarnation, Duration clockOffset, boolean draining, String replaces, int partition) {
        return new WorkerBeat(
                "w",
                incarnation,
                1,
                Set.of("default"),
                Map.of(TaskKind.SHELL, new Fleet.Slots(4, 0)),
                Set.of(),
                "work.default",
                partition,
                Map.of(),
                0,
                T0.plus(clockOffset),
                clockOffset,
                LEASE,
                "host",
                1,
                "1",
                T0,
                draining,
                replaces);
    }

    private boolean trusted(String incarnation) {
        return view.snapshot().worker(incarnation).orElseThrow().trusted();
    }

    private boolean gone(String incarnation) {
        return view.snapshot().isGone(incarnation);
    }

    @Test
    void aWorkerFromTheBacklogIsUnknownUntilItHasBeatenSince() {
        // Given
        view.beat(beat("a"), T0, false);
        view.beat(beat("a"), T0.plusSeconds(1), false);
        boolean before = trusted("a");

        // When
        view.beat(beat("a"), T0.plusSeconds(2), true);

        // Then
        assertThat(before).isFalse();
        assertThat(trusted("a")).isTrue();
    }

    @Test
    void aWorkerMetLiveIsTrustedFromItsSecondHeartbeat() {
        // Given
        view.beat(beat("a"), T0, true);
        boolean before = trusted("a");

        // When
        view.beat(beat("a"), T0.plusSeconds(1), true);

        // Then
        assertThat(before).isFalse();
        assertThat(trusted("a")).isTrue();
    }

    @Test
    void aWorkerWhoseClockIsOffOrThatDrainsOrWhoseTopicIsUnknownGetsNoWork() {
        // When
        for (int i = 0; i < 2; i++) {
            view.beat(beat("fast", Duration.ofMillis(1_001), false, ""), T0, true);
            view.beat(beat("slow", Duration.ofMillis(-1_001), false, ""), T0, true);
            view.beat(beat("near", Duration.ofMillis(1_000), false, ""), T0, true);
            view.beat(beat("draining", Duration.ZERO, true, ""), T0, true);
            view.beat(beat("nowhere", Duration.ZERO, false, "", 8), T0, true);
        }

        // Then
        assertThat(trusted("fast")).isFalse();
        assertThat(trusted("slow")).isFalse();
        assertThat(trusted("near")).isTrue();
        assertThat(trusted("draining")).isFalse();
        assertThat(trusted("nowhere")).isFalse();
    }

    @Test
    void aSilentWorkerIsGoneOnlyWhenEverythingUpToAfterItsDeadlineHasBeenRead() {
        // Given
        view.beat(beat("a"), T0, true);
        Instant deadline = T0.plus(LEASE).plus(MARGIN);

        // When
        view.readThrough(deadline);
        boolean atDeadline = gone("a");
        view.readThrough(deadline.plusMillis(1));

        // Then
        assertThat(atDeadline).isFalse();
        assertThat(gone("a")).isTrue();
        assertThat(view.snapshot().worker("a")).isEmpty();
    }

    @Test
    void theBrokersTimeOfAHeartbeatCountsAndNotTheWorkers() {
        // Given
        view.beat(beat("a", Duration.ofHours(-1), false, ""), T0, true);

        // When
        view.readThrough(T0.plus(LEASE));

        // Then
        assertThat(gone("a")).isFalse();
    }

    @Test
    void goneIsForGood() {
        // Given
        view.beat(beat("a"), T0, true);
        view.readThrough(T0.plusSeconds(60));

        // When
        view.beat(beat("a"), T0.plusSeconds(61), true);
        view.beat(beat("a"), T0.plusSeconds(62), true);

        // Then
        assertThat(gone("a")).isTrue();
        assertThat(view.snapshot().serving("default")).isEmpty();
    }

    @Test
    void aSuccessorThatProvedItsProcessesGoneReleasesAnIncarnationAtOnceAndAnotherDoesNot() {
        // Given
        view.beat(beat("a"), T0, true);

        // When
        view.beat(beat("b"), T0.plusSeconds(1), true);
        boolean byMereSuccessor = gone("a");
        view.beat(beat("b", Duration.ZERO, false, "a"), T0.plusSeconds(2), true);

        // Then
        assertThat(byMereSuccessor).isFalse();
        assertThat(gone("a")).isTrue();
    }

    @Test
    void aTombstoneEndsOnlyTheIncarnationThatWasDraining() {
        // Given: the next process of the same worker has begun before the last letter of the old one
        view.beat(beat("old", Duration.ZERO, true, ""), T0, true);
        view.beat(beat("new"), T0.plusSeconds(1), true);

        // When
        view.stopped("w");

        // Then
        assertThat(gone("old")).isTrue();
        assertThat(gone("new")).isFalse();
    }

    @Test
    void aTombstoneThatNamesItsIncarnationEndsThatOne() {
        // Given
        view.beat(beat("old"), T0, true);
        view.beat(beat("new"), T0.plusSeconds(1), true);

        // When
        view.stopped("w", "old");

        // Then
        assertThat(gone("old")).isTrue();
        assertThat(gone("new")).isFalse();
    }

    @Test
    void everyHeartbeatIsANewVersionAndSilenceIsNot() {
        // Given
        view.beat(beat("a"), T0, true);
        long first = view.snapshot().version();

        // When
        long again = view.snapshot().version();
        view.beat(beat("a"), T0.plusSeconds(1), true);

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(view.snapshot().version()).isGreaterThan(first);
    }

    @Test
    void theDefaultGroupServesTheGroupsThatNobodyNames() {
        // Given
        view.beat(beat("a"), T0, true);

        // When
        FleetSnapshot fleet = view.snapshot();

        // Then
        assertThat(fleet.serving("any")).hasSize(1);
        assertThat(fleet.serving("default")).hasSize(1);
    }
}
