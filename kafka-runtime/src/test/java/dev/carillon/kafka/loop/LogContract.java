package dev.carillon.kafka.loop;

import static dev.carillon.kafka.loop.Stage.end;
import static dev.carillon.kafka.loop.Stage.producer;
import static dev.carillon.kafka.loop.Stage.reader;
import static dev.carillon.kafka.loop.Stage.send;
import static dev.carillon.kafka.loop.Stage.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What the loop relies on of logs that are cleaned, or cut at their beginning. */
interface LogContract extends Stage {

    @Test
    default void theCleanerKeepsTheLastValueOfAKeyAndNoOffsetChanges() {
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
    default void aReaderThatStandsBeforeTheStartIsTold() {
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
}
