package dev.carillon.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.scheduling.SchedulerShard;
import dev.carillon.core.scheduling.ShardSettings;
import dev.carillon.kafka.loop.WriteOutcome.Committed;
import dev.carillon.kafka.loop.WriteOutcome.OutcomeUnknown;
import dev.carillon.kafka.loop.WriteOutcome.RefusedByGroup;
import dev.carillon.kafka.loop.WriteOutcome.Rejected;
import dev.carillon.kafka.topics.Topics;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which each call of a transaction can fail, and what the lane is told. */
class TransactionalWriterTest {

    private static final ConsumerGroupMetadata GROUP = metadata();
    private static final LoopTopics TOPICS = new LoopTopics(new Topics("t."), 4);

    private final Deque<MockProducer<byte[], byte[]>> producers = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final TransactionalWriter writer =
            new TransactionalWriter(producers::removeFirst, (record, sentAt) -> {}, () -> now);

    private final MockProducer<byte[], byte[]> producer = producer(true);

    @SuppressWarnings("deprecation") // the plain constructor is for tests, the consumer makes the real one
    private static ConsumerGroupMetadata metadata() {
        return new ConsumerGroupMetadata("schedulers");
    }

    @BeforeEach
    void open() {
        producers.add(producer);
        assertThat(writer.ready()).isTrue();
    }

    private static MockProducer<byte[], byte[]> producer(boolean autoComplete) {
        return new MockProducer<>(autoComplete, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static StepBatch batch() {
        StepBatch batch = new StepBatch();
        OwnedShard shard = new OwnedShard(
                new SchedulerShard(ShardSettings.DEFAULT, 1),
                TOPICS.commands(2),
                TOPICS.reports(2),
                new InputOffsets(7, 9));
        batch.of(shard).message(new ProducerRecord<>("t.history", 2, new byte[] {1}, new byte[] {2}));
        return batch;
    }

    @Test
    void recordsAndBothInputOffsetsAreCommittedTogether() {
        // When
        WriteOutcome outcome = writer.write(batch(), GROUP);

        // Then
        assertThat(outcome).isInstanceOf(Committed.class);
        assertThat(producer.history()).hasSize(1);
        assertThat(producer.consumerGroupOffsetsHistory().getFirst().get("schedulers"))
                .containsEntry(new TopicPartition("t.commands", 2), new OffsetAndMetadata(7))
                .containsEntry(new TopicPartition("t.reports", 2), new OffsetAndMetadata(9));
    }

    static Stream<RuntimeException> groupRefusals() {
        return Stream.of(
                new CommitFailedException("the member has left"),
                new UnknownMemberIdException("m"),
                new StaleMemberEpochException("epoch lags"),
                new KafkaException("wrapped", new CommitFailedException("the member has left")));
    }

    @ParameterizedTest
    @MethodSource("groupRefusals")
    void aGroupRefusalAbortsAndKeepsTheProducer(RuntimeException refusal) {
        // Given
        producer.sendOffsetsToTransactionException = refusal;

        // When
        WriteOutcome outcome = writer.write(batch(), GROUP);

        // Then
        assertThat(outcome).isInstanceOf(RefusedByGroup.class);
        assertThat(producer.transactionAborted()).isTrue();
        assertThat(writer.isOpen()).isTrue();
        assertThat(producer.history()).isEmpty();
    }

    static Stream<RuntimeException> refusedRecords() {
        return Stream.of(
                new RecordTooLargeException("too large"),
                new TopicAuthorizationException("t.history"),
                new KafkaException("wrapped", new RecordTooLargeException("too large")));
    }

    @ParameterizedTest
    @MethodSource("refusedRecords")
    void aRefusedRecordAbortsAndKeepsTheProducer(RuntimeException refusal) {
        // Given
        producer.sendException = refusal;

        // When
        WriteOutcome outcome = writer.write(batch(), GROUP);

        // Then
        assertThat(outcome).isInstanceOf(Rejected.class);
        assertThat(producer.transactionAborted()).isTrue();
        assertThat(writer.isOpen()).isTrue();
    }

    @Test
    void aRecordRefusedInFlightMeansThatTheCommitWasNeverAskedFor() {
        // Given
        MockProducer<byte[], byte[]> inFlight =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public void commitTransaction() {
                        errorNext(new RecordTooLargeException("too large"));
                        throw new KafkaException("in an error state");
                    }
                };
        writer.close();
        producers.add(inFlight);
        writer.ready();

        // When
        WriteOutcome outcome = writer.write(batch(), GROUP);

        // Then
        assertThat(outcome).isInstanceOf(Rejected.class);
        assertThat(inFlight.transactionAborted()).isTrue();
    }

    static Stream<Arguments> unknownOutcomes() {
        List<RuntimeException> failures = List.of(
                new TimeoutException("no answer"),
                new ProducerFencedException("fenced"),
                new InvalidProducerEpochException("epoch"),
                new OutOfOrderSequenceException("sequence"),
                new TransactionAbortableException("abort"),
                new AuthenticationException("who are you"),
                new KafkaException("anything else"),
                new IllegalStateException("closed"));
        return failures.stream().flatMap(failure -> Stream.of(Call.values()).map(call -> Arguments.of(call, failure)));
    }

    enum Call {
        BEGIN,
        SEND,
        OFFSETS,
        COMMIT
    }

    @ParameterizedTest
    @MethodSource("unknownOutcomes")
    void anyOtherFailureOfAnyCallClosesTheProducer(Call call, RuntimeException failure) {
        // Given
        fail(call, failure);

        // When
        WriteOutcome outcome = writer.write(batch(), GROUP);

        // Then
        assertThat(outcome).isInstanceOf(OutcomeUnknown.class);
        assertThat(producer.closed()).isTrue();
        assertThat(writer.isOpen()).isFalse();
    }

    private void fail(Call call, RuntimeException failure) {
        switch (call) {
            case BEGIN -> producer.beginTransactionException = failure;
            case SEND -> producer.sendException = failure;
            case OFFSETS -> producer.sendOffsetsToTransactionException = failure;
            case COMMIT -> producer.commitTransactionException = failure;
        }
    }

    @Test
    void aGroupRefusalOfTheCommitItselfIsNotTrusted() {
        // Given: nobody promises that nothing was written once the commit was asked for
        producer.commitTransactionException = new CommitFailedException("late");

        // When
        WriteOutcome outcome = writer.write(batch(), GROUP);

        // Then
        assertThat(outcome).isInstanceOf(OutcomeUnknown.class);
    }

    @Test
    void anAbortThatFailsLeavesTheOutcomeUnknown() {
        // Given
        producer.sendOffsetsToTransactionException = new CommitFailedException("the member has left");
        producer.abortTransactionException = new TimeoutException("no answer");

        // When
        WriteOutcome outcome = writer.write(batch(), GROUP);

        // Then
        assertThat(outcome).isInstanceOf(OutcomeUnknown.class);
        assertThat(writer.isOpen()).isFalse();
    }

    @Test
    void aNewProducerSettlesAnUnknownOutcomeAndTheWriterGoesOn() {
        // Given
        producer.commitTransactionException = new TimeoutException("no answer");
        writer.write(batch(), GROUP);
        MockProducer<byte[], byte[]> next = producer(true);
        producers.add(next);

        // When
        boolean ready = writer.ready();

        // Then
        assertThat(ready).isTrue();
        assertThat(next.transactionInitialized()).isTrue();
        assertThat(writer.write(batch(), GROUP)).isInstanceOf(Committed.class);
    }

    @Test
    void aBrokerThatIsAwayIsTriedAgainAfterAPauseForAsLongAsItTakes() {
        // Given
        producer.commitTransactionException = new TimeoutException("no answer");
        writer.write(batch(), GROUP);
        MockProducer<byte[], byte[]> failing = producer(true);
        failing.initTransactionException = new TimeoutException("still away");
        producers.add(failing);
        producers.add(producer(true));

        // When
        boolean first = writer.ready();
        boolean tooSoon = writer.ready();
        now = now.plusSeconds(1);
        boolean later = writer.ready();

        // Then
        assertThat(List.of(first, tooSoon, later)).containsExactly(false, false, true);
        assertThat(failing.closed()).isTrue();
    }
}
