package dev.carillon.kafka.loop;

import static dev.carillon.kafka.loop.HandRunLane.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Output;
import dev.carillon.core.time.FixedRate;
import dev.carillon.kafka.codec.Clock;
import dev.carillon.kafka.codec.ClockCodec;
import dev.carillon.kafka.codec.HistoryCodec;
import dev.carillon.kafka.codec.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lane that gives partitions up in order leaves the next owner time to load; nothing depends on it. */
class HandOverTest {

    private static final long JOB = 1;
    private static final long OTHER = 2;

    private final HandRunLane lane = new HandRunLane();
    private final Instant start = lane.now;

    @BeforeEach
    void serveTwoJobsThatFireEverySecond() {
        lane.serve();
        lane.command(everySecond(JOB));
        lane.command(everySecond(OTHER));
        lane.run(1);
        lane.now = start.plusMillis(100);
    }

    private Command everySecond(long id) {
        JobDefinition definition = JobDefinition.builder(new JobId(id), new Task.Shell("true", List.of(), Map.of()))
                .maxConcurrency(10)
                .schedule(new FixedRate(Duration.ofSeconds(1), start))
                .build();
        return new Command.CreateJob(new Command.Request("c" + id, "gateway", "key"), definition);
    }

    /** As seconds after the start, of one job. */
    private List<Long> triggers(long job) {
        return lane.committed(TOPICS.names().history()).stream()
                .map(record -> HistoryCodec.decode(record.value()))
                .filter(Output.Triggered.class::isInstance)
                .map(Output.Triggered.class::cast)
                .filter(fire -> fire.jobId().value() == job)
                .map(fire -> Duration.between(start, fire.due()).toSeconds())
                .toList();
    }

    private Instant cursor() {
        Clock clock = ClockCodec.decode(
                lane.committed(TOPICS.names().clocks()).getLast().value());
        return clock.cursor().due();
    }

    @Test
    void aNodeThatIsAskedToStopEmitsTheNextSecondsFirst() {
        // When
        lane.loop.leave();
        lane.loop.close();

        // Then
        assertThat(triggers(JOB)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(triggers(OTHER)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(cursor()).isEqualTo(start.plusSeconds(5));
    }

    @Test
    void aLaneWhosePartitionIsTakenAwayEmitsTheNextSecondsFirst() {
        // When
        lane.revoke();
        lane.run(2);

        // Then
        assertThat(triggers(JOB)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(lane.status.held()).isEmpty();
    }

    @Test
    void theNextOwnerFiresWhatFollowsAndNothingTwice() {
        // Given
        lane.revokeAndAssignAgain();
        lane.run(3);

        // When
        lane.now = start.plusSeconds(6);
        lane.run(2);

        // Then
        assertThat(triggers(JOB)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void aJobThatIsDeletedRightAfterTheHandOverIsWithdrawnByTheNextOwner() {
        // Given
        lane.revokeAndAssignAgain();
        lane.run(3);

        // When
        lane.command(new Command.DeleteJob(new Command.Request("d1", "gateway", "key"), new JobId(JOB), 0));
        lane.run(2);
        lane.now = start.plusSeconds(7);
        lane.run(2);

        // Then
        assertThat(triggers(JOB)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(triggers(OTHER)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(lane.committed(TOPICS.names().jobs()).getLast())
                .satisfies(record -> assertThat(Keys.text(record.key())).isEqualTo("1"))
                .satisfies(record -> assertThat(record.value()).isNull());
    }

    @Test
    void aStepThatTheGroupRefusedIsNotFollowedByFiresOfTheSameShard() {
        // Given
        lane.writing().sendOffsetsToTransactionException = new CommitFailedException("removed");
        lane.now = start.plusMillis(600);
        lane.run(1);
        lane.writing().sendOffsetsToTransactionException = null;

        // When
        lane.loop.leave();

        // Then
        assertThat(triggers(JOB)).isEmpty();
    }

    @Test
    void aRefusalDuringTheHandOverLeavesTheRestToTheNextOwner() {
        // Given
        lane.writing().sendOffsetsToTransactionException = new CommitFailedException("removed");

        // When
        lane.revoke();
        lane.run(2);

        // Then
        assertThat(triggers(JOB)).isEmpty();
        assertThat(lane.writing().transactionInFlight()).isFalse();
        assertThat(lane.status.held()).isEmpty();
    }

    @Test
    void anUnknownOutcomeDuringTheHandOverIsSettledByANewProducer() {
        // Given
        lane.writing().commitTransactionException = new TimeoutException("no answer");

        // When
        lane.revokeAndAssignAgain();
        lane.run(4);

        // Then
        assertThat(lane.producers).hasSize(2);
        assertThat(lane.status.ready()).isTrue();
    }

    @Test
    void aClockThatIsNotTrustedEmitsNothingAhead() {
        // Given
        lane.now = start.plus(Duration.ofHours(2));

        // When
        lane.loop.leave();

        // Then
        assertThat(triggers(JOB)).isEmpty();
    }

    @Test
    void aLaneThatFailsGivesUpWithoutEmittingAhead() {
        // When
        lane.loop.close();

        // Then
        assertThat(triggers(JOB)).isEmpty();
    }
}
