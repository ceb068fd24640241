package dev.carillon.kafka.loop;

import static dev.carillon.kafka.loop.HandRunLane.COMMANDS;
import static dev.carillon.kafka.loop.HandRunLane.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Output;
import dev.carillon.core.time.FixedRate;
import dev.carillon.kafka.codec.ClockCodec;
import dev.carillon.kafka.codec.DeadLetterCodec;
import dev.carillon.kafka.codec.HistoryCodec;
import dev.carillon.kafka.codec.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a lane does with a step that did not go as planned, step by step. */
class StepPolicyTest {

    private final HandRunLane lane = new HandRunLane();

    private static Command create(long id) {
        return new Command.CreateJob(new Command.Request("c" + id, "gateway", "key"), job(id).build());
    }

    private static JobDefinition.Builder job(long id) {
        return JobDefinition.builder(new JobId(id), new Task.Shell("true", List.of(), Map.of()));
    }

    private List<String> jobs() {
        return lane.committed(TOPICS.names().jobs()).stream()
                .map(record -> Keys.text(record.key()))
                .toList();
    }

    private List<Output.History> history() {
        return lane.committed(TOPICS.names().history()).stream()
                .map(record -> HistoryCodec.decode(record.value()))
                .toList();
    }

    private static boolean isAbout(ProducerRecord<byte[], byte[]> record, String topic, long job) {
        return record.topic().equals(topic) && Arrays.equals(record.key(), Keys.of(new JobId(job)));
    }

    @BeforeEach
    void serve() {
        lane.serve();
        assertThat(lane.status.ready()).isTrue();
    }

    @Test
    void aStepWithNothingToWriteOpensNoTransaction() {
        // When
        lane.run(5);

        // Then
        assertThat(lane.writing().commitCount()).isZero();
        assertThat(lane.writing().transactionInFlight()).isFalse();
    }

    @Test
    void aStepCommitsBothInputOffsetsAndAClockRecordThatAgrees() {
        // Given
        lane.command(create(1));

        // When
        lane.run(1);

        // Then
        var offsets = lane.writing()
                .consumerGroupOffsetsHistory()
                .getFirst()
                .values()
                .iterator()
                .next();
        assertThat(offsets).containsOnlyKeys(COMMANDS, HandRunLane.REPORTS);
        var clock = ClockCodec.decode(
                lane.committed(TOPICS.names().clocks()).getFirst().value());
        assertThat(clock.commandsOffset()).isEqualTo(1);
        assertThat(offsets.get(COMMANDS))
                .satisfies(offset -> assertThat(offset.offset()).isEqualTo(1));
    }

    @Test
    void aStepThatTheGroupRefusedIsWrittenAfterTheNextPollIfThePartitionIsStillOurs() {
        // Given
        lane.writing().sendOffsetsToTransactionException = new CommitFailedException("the epoch lags");
        lane.command(create(1));
        lane.run(1);
        List<String> before = jobs();

        // When
        lane.writing().sendOffsetsToTransactionException = null;
        lane.run(1);

        // Then
        assertThat(before).isEmpty();
        assertThat(jobs()).containsExactly("1");
        assertThat(lane.loads).as("the shard was not reloaded").isEqualTo(1);
    }

    @Test
    void aStepThatTheGroupRefusedIsDroppedWhenTheNextPollTakesThePartitionAway() {
        // Given
        lane.writing().sendOffsetsToTransactionException = new CommitFailedException("removed");
        lane.command(create(1));
        lane.run(1);

        // When
        lane.writing().sendOffsetsToTransactionException = null;
        lane.revoke();
        lane.run(3);

        // Then
        assertThat(lane.committed()).isEmpty();
        assertThat(lane.status.held()).isEmpty();
    }

    @Test
    void aStepThatTheGroupRefusedIsNotWrittenForAPartitionThatWasAwayInTheMeantime() {
        // Given: another member may have served the partition while it was away
        lane.writing().sendOffsetsToTransactionException = new CommitFailedException("removed");
        lane.command(create(1));
        lane.run(1);

        // When
        lane.writing().sendOffsetsToTransactionException = null;
        lane.revokeAndAssignAgain();
        lane.run(1);

        // Then
        assertThat(lane.committed())
                .as("only a reloaded shard may decide again")
                .isEmpty();
        lane.run(3);
        assertThat(lane.loads).isEqualTo(2);
        assertThat(jobs()).containsExactly("1");
    }

    @Test
    void noTransactionIsOpenWhenAPollRevokesThePartition() {
        // Given
        lane.command(create(1));
        lane.run(1);

        // When
        lane.consumer.schedulePollTask(
                () -> assertThat(lane.writing().transactionInFlight()).isFalse());
        lane.revoke();
        lane.run(3);

        // Then
        assertThat(lane.status.loaded()).isEmpty();
    }

    @Test
    void afterAnUnknownOutcomeANewProducerSettlesItAndTheShardIsReadFromTheLog() {
        // Given
        lane.writing().commitTransactionException = new TimeoutException("no answer");
        lane.command(create(1));
        lane.run(1);
        int loadsBefore = lane.loads;

        // When
        lane.run(4);

        // Then
        assertThat(loadsBefore).as("not before it is settled").isEqualTo(1);
        assertThat(lane.producers).hasSize(2);
        assertThat(lane.loads).isEqualTo(2);
        assertThat(jobs()).containsExactly("1");
    }

    @Test
    void aLaneWhoseClockIsProvedWrongGivesItsPartitionUpAndComesBackWhenItHasBeenRightForAWhile() {
        // Given
        lane.clock.offer(lane.now, lane.now, lane.now.plusSeconds(5));

        // When
        lane.run(1);

        // Then
        assertThat(lane.status.held()).isEmpty();
        assertThat(lane.consumer.subscription()).isEmpty();
        // When
        lane.trustClock();
        lane.run(1);
        lane.now = lane.now.plus(Membership.RIGHT_FOR.minusMillis(1));
        lane.run(1);
        assertThat(lane.consumer.subscription()).isEmpty();
        lane.now = lane.now.plusMillis(1);
        lane.run(1);

        // Then
        assertThat(lane.consumer.subscription()).isNotEmpty();
        lane.assign();
        lane.command(create(1));
        lane.run(3);
        assertThat(jobs()).containsExactly("1");
    }

    @Test
    void withAnUntrustedClockNothingIsConsumedAndNothingFires() {
        // Given: the clock was not measured for too long
        lane.now = lane.now.plusSeconds(7_200);

        // When
        lane.command(create(1));
        lane.run(5);

        // Then
        assertThat(lane.committed()).isEmpty();
        assertThat(lane.status.ready()).isFalse();
        lane.trustClock();
        lane.run(2);
        assertThat(jobs()).containsExactly("1");
    }

    @Test
    void theCommandWhoseStepCannotBeWrittenGoesToDeadLettersAndTheOthersAreServed() {
        // Given
        lane.tooLarge = record -> isAbout(record, TOPICS.names().jobs(), 2);

        // When
        lane.command(create(1));
        lane.command(create(2));
        lane.command(create(3));
        lane.run(30);

        // Then
        assertThat(jobs()).containsExactly("1", "3");
        assertThat(lane.committed(TOPICS.names().deadLetters()))
                .singleElement()
                .satisfies(record -> assertThat(
                                DeadLetterCodec.decode(record.value()).getOffset())
                        .isEqualTo(1));
        assertThat(lane.status.ready()).isTrue();
    }

    @Test
    void theJobWhoseFireCannotBeWrittenIsQuarantinedAndTheOthersFire() {
        // Given
        Instant due = lane.now.plusSeconds(5);
        for (long id = 1; id <= 3; id++) {
            JobDefinition definition =
                    job(id).schedule(new FixedRate(Duration.ofHours(1), due)).build();
            lane.command(new Command.CreateJob(new Command.Request("c" + id, "gateway", "key"), definition));
        }
        lane.run(2);
        lane.tooLarge = record -> isAbout(record, TOPICS.names().history(), 2)
                && HistoryCodec.decode(record.value()) instanceof Output.Triggered;

        // When
        lane.now = due;
        lane.trustClock();
        lane.run(40);

        // Then
        assertThat(history().stream()
                        .filter(Output.Triggered.class::isInstance)
                        .map(event -> event.jobId().value()))
                .containsExactlyInAnyOrder(1L, 3L);
        assertThat(history().stream()
                        .filter(event -> event instanceof Output.JobChanged changed
                                && changed.change() == Output.Change.QUARANTINED)
                        .map(event -> event.jobId().value()))
                .containsExactly(2L);
        assertThat(lane.committed(TOPICS.names().alerts())).hasSize(1);
    }
}
