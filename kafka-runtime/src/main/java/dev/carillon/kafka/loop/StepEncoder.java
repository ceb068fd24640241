package dev.carillon.kafka.loop;

import dev.carillon.core.scheduling.Decision;
import dev.carillon.core.scheduling.Event;
import dev.carillon.core.scheduling.Output;
import dev.carillon.kafka.codec.AlertCodec;
import dev.carillon.kafka.codec.CalendarCodec;
import dev.carillon.kafka.codec.Clock;
import dev.carillon.kafka.codec.ClockCodec;
import dev.carillon.kafka.codec.CommandCodec;
import dev.carillon.kafka.codec.DeadLetterCodec;
import dev.carillon.kafka.codec.DefinitionCodec;
import dev.carillon.kafka.codec.ExecutionCodec;
import dev.carillon.kafka.codec.HistoryCodec;
import dev.carillon.kafka.codec.JobStateCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.ProjectCodec;
import dev.carillon.kafka.codec.ReplyCodec;
import dev.carillon.kafka.codec.WorkCodec;
import dev.carillon.kafka.loop.InputReader.Misplaced;
import dev.carillon.kafka.loop.InputReader.Unreadable;
import dev.carillon.proto.v1.CommandReply;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns decisions into records. Belongs to the lane's thread; changes nothing but the writes it is given. */
final class StepEncoder {

    private static final Logger LOG = LoggerFactory.getLogger(StepEncoder.class);

    /** A dead letter carries at most so much of the value, so that the letter itself is not refused as too large. */
    static final int MAX_DEAD_VALUE_BYTES = 512 * 1024;

    /** The same for the key, which no record of ours needs to be longer. It is in the letter twice. */
    static final int MAX_DEAD_KEY_BYTES = 4 * 1024;

    private final LoopTopics topics;
    private final String node;
    private final KnownTopics known;
    private final LoopMetrics metrics;

    StepEncoder(LoopTopics topics, String node, KnownTopics known, LoopMetrics metrics) {
        this.topics = topics;
        this.node = node;
        this.known = known;
        this.metrics = metrics;
    }

    void add(ShardWrites writes, Decision decision) {
        int partition = writes.shard().partition();
        for (Event event : decision.events()) {
            addEvent(writes, partition, event);
        }
        for (Output output : decision.outputs()) {
            addOutput(writes, partition, output);
            writes.tally().count(output);
        }
    }

    private void addEvent(ShardWrites writes, int partition, Event event) {
        switch (event) {
            case Event.JobPut put ->
                state(
                        writes,
                        topics.names().jobs(),
                        partition,
                        put.definition().id().toString(),
                        DefinitionCodec.encode(put.definition()));
            case Event.JobRemoved removed ->
                state(writes, topics.names().jobs(), partition, removed.jobId().toString(), null);
            case Event.ProjectPut put ->
                state(
                        writes,
                        topics.names().projects(),
                        partition,
                        put.project().id().toString(),
                        ProjectCodec.encode(put.project()));
            case Event.ProjectRemoved removed ->
                state(writes, topics.names().projects(), partition, removed.id().toString(), null);
            case Event.CalendarPut put ->
                state(
                        writes,
                        topics.names().calendars(),
                        partition,
                        put.calendar().id().toString(),
                        CalendarCodec.encode(put));
            case Event.CalendarRemoved removed ->
                state(
                        writes,
                        topics.names().calendars(),
                        partition,
                        removed.id().toString(),
                        null);
            case Event.ExecutionPut put ->
                state(
                        writes,
                        topics.names().executions(),
                        partition,
                        put.execution().id().toString(),
                        ExecutionCodec.encode(put.execution()));
            case Event.ExecutionRemoved removed ->
                state(
                        writes,
                        topics.names().executions(),
                        partition,
                        removed.executionId().toString(),
                        null);
            case Event.JobStatePut put ->
                state(
                        writes,
                        topics.names().jobState(),
                        partition,
                        put.state().jobId().toString(),
                        JobStateCodec.encode(put.state()));
            case Event.JobStateRemoved removed ->
                state(
                        writes,
                        topics.names().jobState(),
                        partition,
                        removed.jobId().toString(),
                        null);
            case Event.CursorMoved _, Event.DecidedAt _ -> {
                // Every step ends with the clock record, which holds both.
            }
        }
    }

    private static void state(ShardWrites writes, String topic, int partition, String key, byte @Nullable [] value) {
        writes.state(key, new ProducerRecord<>(topic, partition, Keys.of(key), value));
    }

    private void addOutput(ShardWrites writes, int partition, Output output) {
        switch (output) {
            case Output.ReplyOut(var reply) -> {
                if (!reply.replyTo().isEmpty()) {
                    writes.message(new ProducerRecord<>(
                            topics.names().replies(), Keys.of(reply.replyTo()), ReplyCodec.encode(reply)));
                }
            }
            case Output.Broadcast broadcast -> broadcast(writes, broadcast);
            case Output.Work work -> addWork(writes, work);
            case Output.History history ->
                writes.message(new ProducerRecord<>(
                        topics.names().history(), partition, Keys.of(history.jobId()), HistoryCodec.encode(history)));
            case Output.AlertOut alert ->
                writes.message(new ProducerRecord<>(
                        topics.names().alerts(),
                        partition,
                        Keys.of(alert.definition().id()),
                        AlertCodec.encode(alert)));
        }
    }

    /** One record on every partition, also on this shard's own: all shards read the same. */
    private void broadcast(ShardWrites writes, Output.Broadcast broadcast) {
        byte[] key = Keys.of(broadcast.command().jobId());
        byte[] value = CommandCodec.encode(broadcast.command(), broadcast.at());
        for (int to = 0; to < topics.partitions(); to++) {
            writes.message(new ProducerRecord<>(topics.names().commands(), to, key, value));
        }
    }

    /**
     * A topic that does not exist would block the producer for {@code max.block.ms} and fail the whole step. What was
     * meant for it is dropped: nobody reads there, and the execution's own timer finds that it was never begun.
     */
    private void addWork(ShardWrites writes, Output.Work work) {
        Output.WorkAddress address = work.address();
        if (!known.has(address.topic(), address.partition())) {
            metrics.workDropped();
            LOG.atWarn()
                    .addKeyValue("executionId", work.executionId())
                    .addKeyValue("topic", address.topic())
                    .addKeyValue("partition", address.partition())
                    .log(
                            "work topic is not known to exist, the work is dropped; the execution's timer places it again");
            return;
        }
        writes.message(new ProducerRecord<>(
                address.topic(), address.partition(), Keys.of(address.incarnation()), WorkCodec.encode(work)));
    }

    void forward(ShardWrites writes, Misplaced misplaced) {
        writes.message(new ProducerRecord<>(
                topics.names().commands(),
                topics.partitionOf(misplaced.jobId()),
                Keys.of(misplaced.jobId()),
                misplaced.forwarded().toByteArray()));
        writes.tally().forwarded();
    }

    void deadLetter(ShardWrites writes, ConsumerRecord<byte[], byte[]> found, Unreadable why, Instant now) {
        ConsumerRecord<byte[], byte[]> cut = cut(found);
        writes.message(new ProducerRecord<>(
                topics.names().deadLetters(), cut.key(), DeadLetterCodec.encode(cut, why.reason(), now, node)));
        CommandReply reply = why.reply();
        if (reply != null) {
            writes.message(
                    new ProducerRecord<>(topics.names().replies(), Keys.of(reply.getGatewayId()), reply.toByteArray()));
        }
        writes.tally().deadLetter(found.topic());
    }

    private static ConsumerRecord<byte[], byte[]> cut(ConsumerRecord<byte[], byte[]> found) {
        return new ConsumerRecord<>(
                found.topic(),
                found.partition(),
                found.offset(),
                cut(found.key(), MAX_DEAD_KEY_BYTES),
                cut(found.value(), MAX_DEAD_VALUE_BYTES));
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes, int max) {
        return bytes == null || bytes.length <= max ? bytes : Arrays.copyOf(bytes, max);
    }

    /** To be called last for each shard of a step: the clock record agrees with the offsets that are committed. */
    void clock(ShardWrites writes, Instant now, Duration clockOffset) {
        OwnedShard shard = writes.shard();
        Clock.Pulse pulse =
                new Clock.Pulse(shard.shard().nextFire(), shard.lag().largest(now), clockOffset);
        Clock clock = new Clock(
                shard.partition(),
                shard.shard().cursor(),
                shard.shard().decidedAt(),
                shard.commandsOffset(),
                shard.reportsOffset(),
                node,
                pulse);
        state(
                writes,
                topics.names().clocks(),
                shard.partition(),
                Integer.toString(shard.partition()),
                ClockCodec.encode(clock));
    }
}
