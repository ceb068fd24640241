package dev.carillon.kafka.loop;

import static dev.carillon.kafka.loop.Stage.committed;
import static dev.carillon.kafka.loop.Stage.isCommitted;
import static dev.carillon.kafka.loop.Stage.numbers;
import static dev.carillon.kafka.loop.Stage.producer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What the loop relies on of the group: who has which partitions, and whose offsets it takes. */
interface GroupContract extends Stage {

    @Test
    default void aMemberHasTheSamePartitionsOfBothTopicsAndGivesThemUpInsideAPoll() {
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
    default void theGroupSaysWhatItMeansAMemberToHaveWhileAnotherStillHasIt() {
        on("means", kafka -> {
            // Given
            LoopAdmin admin = kafka.admin("a");
            Member first = new Member(kafka, "first");
            until(() -> first.poll().size() == 4);

            // When
            Member second = new Member(kafka, "second");
            until(() -> {
                second.poll();
                return second.target(admin).filter(target -> target.size() == 2).isPresent();
            });

            // Then
            assertThat(second.held).isEmpty();
            until(() -> first.poll().size() == 2 & second.poll().size() == 2);
            assertThat(second.target(admin)).contains(second.held);
            assertThat(admin.target("nobody").get()).isEmpty();
        });
    }

    @Test
    default void offsetsOfAnEpochBeforeThePartitionWasGivenUpAreRefusedAndTheTransactionCanBeAborted() {
        on("lags", kafka -> {
            // Given
            Producer<byte[], byte[]> producer = producer(kafka);
            Member first = new Member(kafka, "first");
            until(() -> first.poll().size() == 4);
            ConsumerGroupMetadata before = first.consumer.groupMetadata();
            Member second = new Member(kafka, "second");
            until(() -> first.poll().size() == 2 & second.poll().size() == 2);
            TopicPartition mine = first.one();
            LoopAdmin admin = kafka.admin("a");

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
            until(() -> isCommitted(admin, mine, 3));
        });
    }

    @Test
    default void offsetsOfAnEpochThatMerelyLagsAreTakenOrRefusedAsAWhole() {
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
            LoopAdmin admin = kafka.admin("a");

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
            OptionalLong expected = taken ? OptionalLong.of(3) : OptionalLong.empty();
            until(() -> committed(admin, mine).equals(Optional.of(expected)));
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
    default void aLiveMemberMayCommitForPartitionsThatAreAnothers() {
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
            LoopAdmin admin = kafka.admin("a");
            until(() -> isCommitted(admin, theirs, 9));
        });
    }

    @Test
    default void aMemberThatHasLeftIsRefused() {
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
    default void thePartitionsOfAMemberThatIsSilentGoToTheOthers() {
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

    /** A member of the group, with what it was told. */
    final class Member implements ConsumerRebalanceListener {

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

        Optional<Set<TopicPartition>> target(LoopAdmin admin) throws ExecutionException, InterruptedException {
            return admin.target(consumer.groupMetadata().memberId()).get();
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
}
