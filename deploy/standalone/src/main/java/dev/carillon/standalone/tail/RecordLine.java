package dev.carillon.standalone.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.carillon.kafka.codec.UnreadableRecordException;
import dev.carillon.proto.v1.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record as one line of JSON:
 *
 * <pre>
 * {"topic":…,"partition":3,"offset":17,"time":"2026-01-01T00:00:00.123Z","key":"4711","value":{…}}
 * </pre>
 *
 * {@code value} is in protobuf's JSON mapping, as in commands; null for a tombstone. What cannot be read has a
 * {@code problem} and the {@code bytes} in base64 instead. A key or a dead letter's content that is text is shown as text.
 */
final class RecordLine {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();

    private RecordLine() {}

    static String of(TailTopic topic, ConsumerRecord<byte[], byte[]> record) {
        ObjectNode line = JSON.createObjectNode();
        line.put("topic", record.topic());
        line.put("partition", record.partition());
        line.put("offset", record.offset());
        line.put("time", Instant.ofEpochMilli(record.timestamp()).toString());
        line.put("key", record.key() == null ? null : text(record.key()).orElse(null));
        try {
            addValue(line, topic, record);
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("protobuf has printed something that is no JSON", e);
        }
    }

    private static void addValue(ObjectNode line, TailTopic topic, ConsumerRecord<byte[], byte[]> record)
            throws JsonProcessingException {
        if (record.value() == null) {
            line.putNull("value");
            return;
        }
        try {
            Message value = topic.parse(record);
            line.set("value", JSON.readTree(PRINTER.print(value)));
            if (value instanceof DeadLetter letter) {
                addFound(line, letter);
            }
        } catch (InvalidProtocolBufferException | UnreadableRecordException e) {
            line.put("problem", e.getMessage());
            line.put("bytes", record.value());
        }
    }

    /** Key and value of what was found are bytes, which the mapping prints in base64. */
    private static void addFound(ObjectNode line, DeadLetter letter) {
        ObjectNode found = JSON.createObjectNode();
        text(letter.getKey()).ifPresent(key -> found.put("key", key));
        text(letter.getValue()).ifPresent(value -> found.put("value", value));
        if (!found.isEmpty()) {
            line.set("found", found);
        }
    }

    private static Optional<String> text(ByteString bytes) {
        return bytes.isEmpty() ? Optional.empty() : text(bytes.toByteArray());
    }

    /** Empty when the bytes are not what a person could read. */
    private static Optional<String> text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean readable = text.chars().noneMatch(c -> Character.isISOControl(c) && "\t\r\n".indexOf(c) < 0);
            return readable ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
