package dev.carillon.kafka.loop;

import static dev.carillon.kafka.loop.Stage.committed;
import static dev.carillon.kafka.loop.Stage.end;
import static dev.carillon.kafka.loop.Stage.id;
import static dev.carillon.kafka.loop.Stage.isCommitted;
import static dev.carillon.kafka.loop.Stage.jobs;
import static dev.carillon.kafka.loop.Stage.outside;
import static dev.carillon.kafka.loop.Stage.producer;
import static dev.carillon.kafka.loop.Stage.reader;
import static dev.carillon.kafka.loop.Stage.send;
import static dev.carillon.kafka.loop.Stage.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What the loop relies on of transactions: all or nothing, and nothing of whoever has been fenced. */
interface TransactionContract extends Stage {

    @Test
    default void aTransactionBecomesVisibleAtOnceAndOnlyWhenItIsCommitted() {
        on("visible", kafka -> {
            // Given
            TopicPartition jobs = jobs(kafka, 0);
            TopicPartition others = jobs(kafka, 1);
            Producer<byte[], byte[]> producer = producer(kafka);
            Consumer<byte[], byte[]> committed = reader(kafka.loader("c"), jobs, others);
            Consumer<byte[], byte[]> all = reader(kafka.workers("u"), jobs, others);
            producer.beginTransaction();
            send(producer, jobs, "k", "one");
            send(producer, others, "k", "two");
            assertThat(read(all, 2)).containsExactlyInAnyOrder("one", "two");
            assertThat(values(committed.poll(SHORT))).isEmpty();

            // When
            producer.commitTransaction();

            // Then
            assertThat(read(committed, 2)).containsExactlyInAnyOrder("one", "two");
        });
    }

    @Test
    default void anAbortedTransactionIsPassedAndNeverSeen() {
        on("aborted", kafka -> {
            // Given
            TopicPartition jobs = jobs(kafka, 0);
            Producer<byte[], byte[]> producer = producer(kafka);
            producer.beginTransaction();
            send(producer, jobs, "k", "aborted").get();
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, jobs, "k", "kept");
            producer.commitTransaction();

            // When
            Consumer<byte[], byte[]> committed = reader(kafka.loader("c"), jobs);

            // Then
            assertThat(read(committed, 1)).containsExactly("kept");
        });
    }

    @Test
    default void aRecordThatIsRefusedFailsItsTransactionForCertainAndTheNextOneIsWritten() {
        on("refused", kafka -> {
            // Given
            Producer<byte[], byte[]> producer = producer(kafka);
            TopicPartition narrow = kafka.narrow();
            producer.beginTransaction();
            send(producer, narrow, "k", "x".repeat(1_000));

            // When
            assertThatThrownBy(producer::commitTransaction)
                    .satisfies(refused -> assertThat(FailureKind.of(refused)).isEqualTo(FailureKind.RECORD));
            producer.abortTransaction();

            // Then
            producer.beginTransaction();
            send(producer, narrow, "k", "small");
            producer.commitTransaction();
            assertThat(read(reader(kafka.loader("c"), narrow), 1)).containsExactly("small");
        });
    }

    @Test
    default void theEndCountsAnOpenTransactionAndThePositionReachesItWhenTheMarkerHasLanded() {
        on("ends", kafka -> {
            // Given
            TopicPartition jobs = jobs(kafka, 0);
            Producer<byte[], byte[]> producer = producer(kafka);
            Consumer<byte[], byte[]> committed = reader(kafka.loader("c"), jobs);
            LoopAdmin admin = kafka.admin("a");
            producer.beginTransaction();
            send(producer, jobs, "k", "one").get();
            assertThat(end(admin, jobs)).isEqualTo(1);
            committed.poll(SHORT);
            assertThat(committed.position(jobs)).isZero();

            // When
            producer.commitTransaction();

            // Then
            Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
            until(() -> {
                ConsumerRecords<byte[], byte[]> polled = committed.poll(MOMENT);
                next.putAll(polled.nextOffsets());
                return committed.position(jobs) == 2;
            });
            assertThat(end(admin, jobs)).isEqualTo(2);
            assertThat(next.get(jobs)).extracting(OffsetAndMetadata::offset).isEqualTo(2L);
        });
    }

    @Test
    default void aProducerThatBeginsAnewFencesItsPredecessorAndAbortsWhatItHasOpen() {
        on("fenced", kafka -> {
            // Given
            TopicPartition jobs = jobs(kafka, 0);
            Producer<byte[], byte[]> first = producer(kafka);
            first.beginTransaction();
            send(first, jobs, "k", "first").get();

            // When
            Producer<byte[], byte[]> second = producer(kafka);

            // Then
            assertThatThrownBy(first::commitTransaction).satisfies(Stage::tellsNothing);
            second.beginTransaction();
            send(second, jobs, "k", "second");
            second.commitTransaction();
            assertThat(read(reader(kafka.loader("c"), jobs), 1)).containsExactly("second");
        });
    }

    @Test
    default void aFencedProducerWritesNothingMoreNotEvenWhileItsTransactionIsBeingAborted() {
        on("fence", kafka -> {
            // Given
            TopicPartition jobs = jobs(kafka, 0);
            Producer<byte[], byte[]> producer = producer(kafka);
            LoopAdmin admin = kafka.admin("a");
            producer.beginTransaction();
            send(producer, jobs, "k", "one").get();
            Set<Long> open = admin.openProducers(List.of(jobs)).get();
            assertThat(open).hasSize(1);
            assertThat(admin.transactions(open).get())
                    .extracting(TransactionListing::state)
                    .containsExactly(TransactionState.ONGOING);

            // When
            admin.fence(List.of(id(kafka))).get();

            // Then
            assertThatThrownBy(() -> {
                        send(producer, jobs, "k", "two").get();
                        producer.commitTransaction();
                    })
                    .satisfies(Stage::tellsNothing);
            until(() -> admin.openProducers(List.of(jobs)).get().isEmpty());
            assertThat(values(reader(kafka.loader("c"), jobs).poll(SHORT))).isEmpty();
        });
    }

    @Test
    default void aTransactionThatIsLeftOpenIsAbortedAfterItsTimeOut() {
        onTimingOut("timeout", kafka -> {
            // Given
            TopicPartition jobs = jobs(kafka, 0);
            Producer<byte[], byte[]> producer = producer(kafka);
            LoopAdmin admin = kafka.admin("a");
            producer.beginTransaction();
            send(producer, jobs, "k", "one").get();

            // When
            until(() -> admin.openProducers(List.of(jobs)).get().isEmpty());

            // Then
            assertThatThrownBy(producer::commitTransaction).satisfies(Stage::tellsNothing);
            assertThat(values(reader(kafka.loader("c"), jobs).poll(SHORT))).isEmpty();
        });
    }

    @Test
    default void committedOffsetsAreNotTakenInWhileATransactionMayChangeThem() {
        on("pending", kafka -> {
            // Given
            TopicPartition commands = kafka.topics().commands(0);
            Producer<byte[], byte[]> producer = producer(kafka);
            LoopAdmin admin = kafka.admin("a");
            assertThat(committed(admin, commands)).contains(OptionalLong.empty());
            producer.beginTransaction();
            producer.sendOffsetsToTransaction(Map.of(commands, new OffsetAndMetadata(7)), outside(kafka));
            assertThat(committed(admin, commands)).as("nobody can say yet").isEmpty();

            // When
            producer.commitTransaction();

            // Then
            until(() -> isCommitted(admin, commands, 7));
        });
    }
}
