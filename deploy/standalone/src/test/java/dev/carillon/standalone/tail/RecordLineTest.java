package dev.carillon.standalone.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import dev.carillon.kafka.topics.TopicSpec;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.proto.v1.CommandReply;
import dev.carillon.proto.v1.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordLineTest {

    private static final Topics TOPICS = new Topics("carillon.");
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123Z");

    @Test
    void aRecordIsOneLineWithItsPlaceAndItsValueInProtobufsJson() {
        // Given
        CommandReply reply = CommandReply.newBuilder()
                .setCommandId("c-1")
                .setJobId(4711)
                .setStatus(CommandReply.Status.OK)
                .setMessage("two\nlines")
                .build();

        // Then
        assertThat(line("replies", bytes("billing"), reply.toByteArray()))
                .isEqualTo("{\"topic\":\"carillon.replies\",\"partition\":3,\"offset\":17,"
                        + "\"time\":\"2026-01-01T00:00:00.123Z\",\"key\":\"billing\",\"value\":"
                        + "{\"commandId\":\"c-1\",\"jobId\":\"4711\",\"status\":\"OK\",\"message\":\"two\\nlines\"}}");
    }

    @Test
    void aTombstoneIsNull() {
        assertThat(line("jobs", bytes("7"), null)).endsWith("\"key\":\"7\",\"value\":null}");
    }

    @Test
    void aCommandIsReadInTheFormThatItsHeaderNames() {
        // Given
        ConsumerRecord<byte[], byte[]> record = record("commands", null, bytes("{\"job_id\": 7}"));
        record.headers().add("Content-Type", bytes("application/json"));

        // Then
        assertThat(RecordLine.of(TailTopic.of(TOPICS, "commands"), record))
                .endsWith("\"key\":null,\"value\":{\"jobId\":\"7\"}}");
    }

    @Test
    void whatCannotBeReadIsShownWithTheProblem() {
        assertThat(line("commands", null, bytes("{}")))
                .contains("\"problem\":\"record: must hold a Command, cannot be parsed")
                .endsWith("\"bytes\":\"e30=\"}");
        assertThat(line("history", null, new byte[] {-1}))
                .contains("\"problem\":")
                .endsWith("\"bytes\":\"/w==\"}");
    }

    @Test
    void ofADeadLetterTheTextsAreShownAsText() {
        // Given
        DeadLetter.Builder letter = DeadLetter.newBuilder().setReason("why");

        // Then
        letter.setKey(ByteString.copyFromUtf8("7")).setValue(ByteString.copyFromUtf8("{\"jobId\":\n7}"));
        assertThat(line("dead-letters", null, letter.build().toByteArray()))
                .endsWith(",\"found\":{\"key\":\"7\",\"value\":\"{\\\"jobId\\\":\\n7}\"}}");
        letter.setKey(ByteString.EMPTY).setValue(ByteString.copyFrom(new byte[] {0, 1}));
        assertThat(line("dead-letters", null, letter.build().toByteArray()))
                .endsWith("\"value\":{\"value\":\"AAE=\",\"reason\":\"why\"}}");
    }

    @ParameterizedTest
    @EnumSource
    void everyTopicIsKnownWithThePrefixAndWithout(TopicSpec spec) {
        String name = spec == TopicSpec.WORK ? TOPICS.work("default") : TOPICS.name(spec);
        TailTopic topic = new TailTopic(name, spec);

        assertThat(TailTopic.of(TOPICS, name)).isEqualTo(topic);
        assertThat(TailTopic.of(TOPICS, name.substring("carillon.".length()))).isEqualTo(topic);
        assertThat(line(name.substring("carillon.".length()), null, new byte[0]))
                .endsWith("\"key\":null,\"value\":{}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "works", "work", "work.", "carillon.", "History"})
    void anotherTopicIsRefusedWithWhatThereIs(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TailTopic.of(TOPICS, name))
                .withMessageContaining("'" + name + "'")
                .withMessageContaining("history, alerts, logs, dead-letters");
    }

    @ParameterizedTest
    @CsvSource({
        "4711, 4711, true",
        "4711, 4711-s1767225600000, true",
        "4711, 47110, false",
        "billing, billing, true",
        "billing, billing-2, false",
        "4711, , false"
    })
    void aJobsKeyFindsItsExecutionsToo(String wanted, @Nullable String found, boolean matches) {
        TopicTail.Request request =
                new TopicTail.Request(TailTopic.of(TOPICS, "logs"), true, false, Optional.of(wanted), 1);

        assertThat(request.wants(record("logs", found == null ? null : bytes(found), null)))
                .isEqualTo(matches);
    }

    private static String line(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        return RecordLine.of(TailTopic.of(TOPICS, topic), record(topic, key, value));
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                "carillon." + topic,
                3,
                17,
                AT.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
