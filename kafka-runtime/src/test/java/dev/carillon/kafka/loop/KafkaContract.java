package dev.carillon.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the loop relies on of Kafka. The same scenarios run against a broker and against the simulated log, so that what the
 * simulation proves is proved of Kafka.
 */
abstract class KafkaContract {

    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final Duration SHORT = Duration.ofMillis(400);

    /** A Kafka, with topics that no other scenario uses. */
    interface Kafka extends LoopClients {

        LoopTopics topics();

        /** Retention deletes what is before an offset. */
        void deleteBefore(TopicPartition partition, long offset);

        /** A partition of a topic that does not take a record of a kilobyte; to be asked for right before one is sent. */
        TopicPartition narrow();

        /** A partition of a topic that is cleaned soon after every record. */
        TopicPartition oftenCleaned();

        /** Lets the log cleaner come by, which works in its own time. */
        void clean(TopicPartition partition);
    }

    /** A scenario, which may block. */
    interface Scenario {
        void play(Kafka kafka) throws Exception;
    }

    /** Plays a scenario on topics of its own; each has two partitions. */
    abstract void on(String name, Scenario scenario);

    // --- transactions ---

    @Test
    void aTransactionBecomesVisibleAtOnceAndOnlyWhenItIsCommitted() {
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
    void anAbortedTransactionIsPassedAndNeverSeen() {
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
    void aRecordThatIsRefusedFailsItsTransactionForCertainAndTheNextOneIsWritten() {
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
    void theEndCountsAnOpenTransactionAndThePositionReachesItWhenTheMarkerHasLanded() {
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
    void aProducerThatBeginsAnewFencesItsPredecessorAndAbortsWhatItHasOpen() {
        on("fenced", kafka -> {
            // Given
            TopicPartition jobs = jobs(kafka, 0);
            Producer<byte[], byte[]> first = producer(kafka);
            first.beginTransaction();
            send(first, jobs, "k", "first").get();

            // When
            Producer<byte[], byte[]> second = producer(kafka);

            // Then
            assertThatThrownBy(first::commitTransaction).satisfies(KafkaContract::tellsNothing);
            second.beginTransaction();
            send(second, jobs, "k", "second");
            second.commitTransaction();
            assertThat(read(reader(kafka.loader("c"), jobs), 1)).containsExactly("second");
        });
    }

    @Test
    void aFencedProducerWritesNothingMoreNotEvenWhileItsTransactionIsBeingAborted() {
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
                    .satisfies(KafkaContract::tellsNothing);
            until(() -> admin.openProducers(List.of(jobs)).get().isEmpty());
            assertThat(values(reader(kafka.loader("c"), jobs).poll(SHORT))).isEmpty();
        });
    }

    @Test
    void aTransactionThatIsLeftOpenIsAbortedAfterItsTimeOut() {
        on("timeout", kafka -> {
            // Given
            TopicPartition jobs = jobs(kafka, 0);
            Producer<byte[], byte[]> producer = producer(kafka);
            LoopAdmin admin = kafka.admin("a");
            producer.beginTransaction();
            send(producer, jobs, "k", "one").get();

            // When
            until(() -> admin.openProducers(List.of(jobs)).get().isEmpty());

            // Then
            assertThatThrownBy(producer::commitTransaction).satisfies(KafkaContract::tellsNothing);
            assertThat(values(reader(kafka.loader("c"), jobs).poll(SHORT))).isEmpty();
        });
    }

    @Test
    void committedOffsetsAreNotTakenInWhileATransactionMayChangeThem() {
        on("pending", kafka -> {
            // Given
            TopicPartition commands = kafka.topics().commands(0);
            Producer<byte[], byte[]> producer = producer(kafka);
            Consumer<byte[], byte[]> loader = kafka.loader("c");
            producer.beginTransaction();
            producer.sendOffsetsToTransaction(Map.of(commands, new OffsetAndMetadata(7)), outside(kafka));
            assertThatThrownBy(() -> loader.committed(Set.of(commands), SHORT)).isInstanceOf(TimeoutException.class);

            // When
            producer.commitTransaction();

            // Then
            until(() -> committed(loader, commands) == 7);
        });
    }

    // --- logs ---

    @Test
    void theCleanerKeepsTheLastValueOfAKeyAndNoOffsetChanges() {
        on("cleaned", kafka -> {
            // Given
            TopicPartition jobs = kafka.oftenCleaned();
            Producer<byte[], byte[]> producer = producer(kafka);
            for (int i = 0; i < 5; i++) {
                producer.beginTransaction();
                send(producer, jobs, "k", "value " + i);
                producer.commitTransaction();
            }
            producer.beginTransaction();
            send(producer, jobs, "other", "stays");
            producer.commitTransaction();
            LoopAdmin admin = kafka.admin("a");
            until(() -> end(admin, jobs) == 12);

            // When
            List<ConsumerRecord<byte[], byte[]>> left = new ArrayList<>();
            until(() -> {
                kafka.clean(jobs);
                left.clear();
                Consumer<byte[], byte[]> reader = reader(kafka.loader("c"), jobs);
                until(() -> {
                    reader.poll(MOMENT).forEach(left::add);
                    return reader.position(jobs) >= 12;
                });
                reader.close(CloseOptions.timeout(Duration.ZERO));
                return left.size() < 6;
            });

            // Then
            Map<String, String> last = new HashMap<>();
            left.forEach(record -> last.put(text(record.key()), text(record.value())));
            assertThat(last).isEqualTo(Map.of("k", "value 4", "other", "stays"));
            assertThat(left.getLast().offset()).isEqualTo(10);
        });
    }

    @Test
    void aReaderThatStandsBeforeTheStartIsTold() {
        on("deleted", kafka -> {
            // Given
            TopicPartition jobs = kafka.topics().commands(0);
            Producer<byte[], byte[]> producer = producer(kafka);
            producer.beginTransaction();
            send(producer, jobs, "k", "one");
            send(producer, jobs, "k", "two");
            producer.commitTransaction();
            Consumer<byte[], byte[]> reader = reader(kafka.loader("c"), jobs);
            assertThat(read(reader, 2)).hasSize(2);

            // When
            kafka.deleteBefore(jobs, 1);
            reader.seek(jobs, 0);

            // Then
            assertThatThrownBy(() -> until(() -> !reader.poll(MOMENT).isEmpty()))
                    .isInstanceOf(OffsetOutOfRangeException.class);
            assertThat(kafka.admin("a").firstOffsets(List.of(jobs)).get()).isEqualTo(Map.of(jobs, 1L));
        });
    }

    // --- the group ---

    @Test
    void aMemberHasTheSamePartitionsOfBothTopicsAndGivesThemUpInsideAPoll() {
        on("members", kafka -> {
            // Given
            Member first = new Member(kafka, "first");
            until(() -> first.poll().size() == 4);

            // When
            Member second = new Member(kafka, "second");
            until(() -> first.poll().size() == 2 & second.poll().size() == 2);

            // Then
            assertThat(numbers(first.held)).hasSize(1);
            assertThat(numbers(second.held)).hasSize(1).isNotEqualTo(numbers(first.held));
            assertThat(first.toldOutsideOfPolls).isFalse();
        });
    }

    @Test
    void offsetsOfAnEpochBeforeThePartitionWasGivenUpAreRefusedAndTheTransactionCanBeAborted() {
        on("lags", kafka -> {
            // Given
            Producer<byte[], byte[]> producer = producer(kafka);
            Member first = new Member(kafka, "first");
            until(() -> first.poll().size() == 4);
            ConsumerGroupMetadata before = first.consumer.groupMetadata();
            Member second = new Member(kafka, "second");
            until(() -> first.poll().size() == 2 & second.poll().size() == 2);
            TopicPartition mine = first.one();
            Consumer<byte[], byte[]> loader = kafka.loader("c");

            // When
            producer.beginTransaction();
            assertThatThrownBy(() -> producer.sendOffsetsToTransaction(
                            Map.of(mine, new OffsetAndMetadata(1), second.one(), new OffsetAndMetadata(1)), before))
                    .satisfies(refused -> assertThat(FailureKind.of(refused)).isEqualTo(FailureKind.GROUP));
            producer.abortTransaction();

            // Then
            until(() -> {
                producer.beginTransaction();
                return accepted(producer, Map.of(mine, new OffsetAndMetadata(3)), first);
            });
            until(() -> committed(loader, mine) == 3);
        });
    }

    @Test
    void offsetsOfAnEpochThatMerelyLagsAreTakenOrRefusedAsAWhole() {
        // Brokers before 4.3 refuse them; later ones take them for partitions that the member has had since (KIP-1251).
        on("merely", kafka -> {
            // Given
            Producer<byte[], byte[]> producer = producer(kafka);
            Member first = new Member(kafka, "first");
            until(() -> first.poll().size() == 4);
            ConsumerGroupMetadata before = first.consumer.groupMetadata();
            Member second = new Member(kafka, "second");
            until(() -> first.poll().size() == 2 & second.poll().size() == 2);
            TopicPartition mine = first.one();
            Consumer<byte[], byte[]> loader = kafka.loader("c");

            // When
            producer.beginTransaction();
            boolean taken;
            try {
                producer.sendOffsetsToTransaction(Map.of(mine, new OffsetAndMetadata(3)), before);
                producer.commitTransaction();
                taken = true;
            } catch (RuntimeException e) {
                assertThat(FailureKind.of(e)).isEqualTo(FailureKind.GROUP);
                producer.abortTransaction();
                taken = false;
            }

            // Then
            long expected = taken ? 3 : -1;
            until(() -> committed(loader, mine) == expected);
        });
    }

    /** Whether the group took the offsets; an epoch that lags is tried again after a poll, as the loop does. */
    private static boolean accepted(
            Producer<byte[], byte[]> producer, Map<TopicPartition, OffsetAndMetadata> offsets, Member member) {
        member.poll();
        try {
            producer.sendOffsetsToTransaction(offsets, member.consumer.groupMetadata());
            producer.commitTransaction();
            return true;
        } catch (RuntimeException e) {
            assertThat(FailureKind.of(e)).isEqualTo(FailureKind.GROUP);
            producer.abortTransaction();
            return false;
        }
    }

    @Test
    void aLiveMemberMayCommitForPartitionsThatAreAnothers() {
        // Not a wish: the reason why no decision survives a poll.
        on("anothers", kafka -> {
            // Given
            Producer<byte[], byte[]> producer = producer(kafka);
            Member first = new Member(kafka, "first");
            Member second = new Member(kafka, "second");
            until(() -> first.poll().size() == 2 & second.poll().size() == 2);
            TopicPartition theirs = second.one();

            // When
            producer.beginTransaction();
            producer.sendOffsetsToTransaction(Map.of(theirs, new OffsetAndMetadata(9)), first.consumer.groupMetadata());
            producer.commitTransaction();

            // Then
            Consumer<byte[], byte[]> loader = kafka.loader("c");
            until(() -> committed(loader, theirs) == 9);
        });
    }

    @Test
    void aMemberThatHasLeftIsRefused() {
        on("left", kafka -> {
            // Given
            Producer<byte[], byte[]> producer = producer(kafka);
            Member first = new Member(kafka, "first");
            Member second = new Member(kafka, "second");
            until(() -> first.poll().size() == 2 & second.poll().size() == 2);
            ConsumerGroupMetadata before = first.consumer.groupMetadata();

            // When
            first.consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
            until(() -> second.poll().size() == 4);

            // Then
            producer.beginTransaction();
            assertThatThrownBy(() -> producer.sendOffsetsToTransaction(
                            Map.of(kafka.topics().commands(0), new OffsetAndMetadata(3)), before))
                    .satisfies(refused -> assertThat(FailureKind.of(refused)).isEqualTo(FailureKind.GROUP));
        });
    }

    @Test
    void thePartitionsOfAMemberThatIsSilentGoToTheOthers() {
        on("silent", kafka -> {
            // Given
            Member first = new Member(kafka, "first");
            Member second = new Member(kafka, "second");
            until(() -> first.poll().size() == 2 & second.poll().size() == 2);

            // When
            first.consumer.close(
                    CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP)
                            .withTimeout(Duration.ofSeconds(2)));
            assertThat(second.poll()).hasSize(2);

            // Then
            until(() -> second.poll().size() == 4);
        });
    }

    // --- what scenarios say ---

    /** A member of the group, with what it was told. */
    private static final class Member implements ConsumerRebalanceListener {

        private final Consumer<byte[], byte[]> consumer;
        private final Set<TopicPartition> held = new HashSet<>();
        private boolean polling;
        private boolean toldOutsideOfPolls;

        Member(Kafka kafka, String id) {
            consumer = kafka.member(id);
            consumer.subscribe(kafka.topics().inputs(), this);
        }

        Set<TopicPartition> poll() {
            polling = true;
            consumer.poll(MOMENT);
            polling = false;
            return held;
        }

        TopicPartition one() {
            return held.stream()
                    .min(Comparator.comparing(TopicPartition::toString))
                    .orElseThrow();
        }

        @Override
        public void onPartitionsAssigned(java.util.Collection<TopicPartition> partitions) {
            toldOutsideOfPolls |= !polling;
            held.addAll(partitions);
            consumer.pause(partitions);
            partitions.forEach(partition -> consumer.seek(partition, 0));
        }

        @Override
        public void onPartitionsRevoked(java.util.Collection<TopicPartition> partitions) {
            toldOutsideOfPolls |= !polling;
            held.removeAll(partitions);
        }
    }

    /** A condition that may block. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /** Each look takes its moment, by polling something. */
    abstract void until(Condition condition) throws Exception;

    /** Whatever was asked for may have been done or not: only a new producer tells. */
    private static void tellsNothing(Throwable refused) {
        assertThat(FailureKind.of(refused)).as("%s", refused).isEqualTo(FailureKind.UNKNOWN);
    }

    private static TopicPartition jobs(Kafka kafka, int partition) {
        return new TopicPartition(kafka.topics().names().jobs(), partition);
    }

    private static String id(Kafka kafka) {
        return kafka.topics().names().prefix() + "producer";
    }

    private static Producer<byte[], byte[]> producer(Kafka kafka) {
        Producer<byte[], byte[]> producer = kafka.transactional(id(kafka));
        producer.initTransactions();
        return producer;
    }

    private static Consumer<byte[], byte[]> reader(Consumer<byte[], byte[]> consumer, TopicPartition... partitions) {
        consumer.assign(List.of(partitions));
        consumer.seekToBeginning(List.of(partitions));
        return consumer;
    }

    private static java.util.concurrent.Future<?> send(
            Producer<byte[], byte[]> producer, TopicPartition partition, String key, String value) {
        return producer.send(
                new ProducerRecord<>(partition.topic(), partition.partition(), bytes(key), bytes(value)),
                (record, failure) -> {});
    }

    private List<String> read(Consumer<byte[], byte[]> consumer, int count) throws Exception {
        List<String> found = new ArrayList<>();
        until(() -> {
            found.addAll(values(consumer.poll(MOMENT)));
            return found.size() >= count;
        });
        return found;
    }

    private static List<String> values(ConsumerRecords<byte[], byte[]> records) {
        List<String> values = new ArrayList<>();
        records.forEach(record -> values.add(text(record.value())));
        return values;
    }

    private static long end(LoopAdmin admin, TopicPartition partition) throws ExecutionException, InterruptedException {
        return admin.lastOffsets(List.of(partition)).get().getOrDefault(partition, -1L);
    }

    private static long committed(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        OffsetAndMetadata found =
                consumer.committed(Set.of(partition), Duration.ofSeconds(3)).get(partition);
        return found == null ? -1 : found.offset();
    }

    private static Set<Integer> numbers(Set<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }

    @SuppressWarnings("removal") // of somebody outside of the group, as a tool that resets offsets is
    private static ConsumerGroupMetadata outside(Kafka kafka) {
        return new ConsumerGroupMetadata(kafka.topics().names().prefix() + "scheduler");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
