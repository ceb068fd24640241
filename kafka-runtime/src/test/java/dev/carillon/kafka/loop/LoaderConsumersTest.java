package dev.carillon.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LoaderConsumersTest {

    private static final TopicPartition STATE = new TopicPartition("jobs", 3);

    private final List<MockConsumer<byte[], byte[]>> made = new ArrayList<>();
    private final LoaderConsumers consumers = new LoaderConsumers(this::make);

    private Consumer<byte[], byte[]> make() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.NONE.name());
        made.add(consumer);
        return consumer;
    }

    @Test
    void nextLoadTakesTheSameConsumerWithoutThePartitionsOfTheLast() throws Exception {
        // Given
        consumers.read(LoaderConsumersTest::assign);

        // When
        int left = consumers.read(consumer -> consumer.assignment().size());

        // Then
        assertThat(made).hasSize(1);
        assertThat(left).isZero();
    }

    @Test
    void loadsAtTheSameTimeHaveConsumersOfTheirOwn() throws Exception {
        // When
        boolean shared = consumers.read(outer -> consumers.read(inner -> inner == outer));

        // Then
        assertThat(shared).isFalse();
        assertThat(made).hasSize(2);
    }

    @Test
    void consumerOfAFailedLoadIsClosedAndNotUsedAgain() throws Exception {
        // Given
        assertThatThrownBy(() -> consumers.read(LoaderConsumersTest::fail)).isInstanceOf(KafkaException.class);

        // When
        consumers.read(LoaderConsumersTest::assign);

        // Then
        assertThat(made).extracting(MockConsumer::closed).containsExactly(true, false);
    }

    @Test
    void closingTakesIdleOnesAtOnceAndThoseInUseAfterTheirLoad() throws Exception {
        // Given
        consumers.read(outer -> consumers.read(LoaderConsumersTest::assign));

        // When
        consumers.read(inUse -> {
            consumers.close();
            return assign(inUse);
        });

        // Then
        assertThat(made).hasSize(2).allMatch(MockConsumer::closed);
    }

    private static boolean assign(Consumer<byte[], byte[]> consumer) {
        consumer.assign(List.of(STATE));
        return true;
    }

    private static boolean fail(Consumer<byte[], byte[]> consumer) {
        consumer.assign(List.of(STATE));
        throw new KafkaException("the broker does not answer");
    }
}
