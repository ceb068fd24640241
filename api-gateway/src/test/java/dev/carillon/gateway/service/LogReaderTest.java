package dev.carillon.gateway.service;

import static dev.carillon.gateway.view.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.gateway.service.JobService.LogLine;
import dev.carillon.gateway.service.JobService.LogQuery;
import dev.carillon.gateway.view.Samples;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.proto.v1.LogChunk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LogReaderTest {

    private static final TopicPartition LOGS = new TopicPartition("logs", 0);
    private static final ExecutionId WANTED = Samples.fire(1, NOON);
    private static final ExecutionId OTHER = Samples.fire(2, NOON);
    private static final LogQuery ALL =
            new LogQuery(Optional.empty(), Optional.empty(), Optional.empty(), 0, 100, false);

    private final Consumer consumer = new Consumer();
    private LogReader reader = reader(1 << 20);

    /** Chunks of two executions, one after the other. */
    private static final class Consumer extends MockConsumer<byte[], byte[]> {

        Consumer() {
            super("earliest");
            Node node = Node.noNode();
            updatePartitions("logs", List.of(new PartitionInfo("logs", 0, node, new Node[] {node}, new Node[] {node})));
            updateBeginningOffsets(Map.of(LOGS, 0L));
            updateEndOffsets(Map.of(LOGS, 3L));
            schedulePollTask(() -> {
                addRecord(chunk(0, WANTED, 0, "one\n"));
                addRecord(chunk(1, OTHER, 0, "not ours\n"));
                addRecord(chunk(2, WANTED, 1, "two\n"));
            });
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            return Map.of(LOGS, new OffsetAndTimestamp(0, NOON.toEpochMilli()));
        }

        private static ConsumerRecord<byte[], byte[]> chunk(long offset, ExecutionId id, int sequence, String text) {
            LogChunk chunk = LogChunk.newBuilder()
                    .setExecutionId(id.toString())
                    .setAttempt(1)
                    .setSequence(sequence)
                    .setAtMs(NOON.toEpochMilli())
                    .setText(text)
                    .build();
            return new ConsumerRecord<>("logs", 0, offset, Keys.of(id), chunk.toByteArray());
        }
    }

    private LogReader reader(long keptBytes) {
        LogReader.Limits limits = new LogReader.Limits(Duration.ofSeconds(30), 1 << 20, keptBytes);
        return new LogReader("logs", limits, InstantSource.fixed(NOON), () -> consumer);
    }

    @AfterEach
    void close() {
        reader.close();
    }

    @Test
    void onlyTheLinesOfTheExecutionComeBack() throws Exception {
        assertThat(read()).extracting(LogLine::text).containsExactly("one", "two");
    }

    @Test
    void aReadingThatWasCutShortSaysSo() throws Exception {
        // given: nothing may be kept, and the rest of the log is still to come
        reader.close();
        reader = reader(0);
        consumer.updateEndOffsets(Map.of(LOGS, 4L));

        // then
        assertThat(read()).extracting(LogLine::text).containsExactly("one", "two", LogReader.INCOMPLETE);
    }

    private List<LogLine> read() throws Exception {
        return reader.read(execution(), ALL).get(20, TimeUnit.SECONDS);
    }

    private static ExecutionView execution() {
        Optional<Instant> none = Optional.empty();
        return new ExecutionView(
                WANTED,
                1,
                1,
                Cause.SCHEDULE,
                ExecutionView.Status.RUNNING,
                NOON,
                NOON,
                NOON,
                NOON,
                none,
                none,
                1,
                "w",
                "",
                "",
                0,
                "",
                "");
    }
}
