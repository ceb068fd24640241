package dev.carillon.kafka.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Messages in protobuf's canonical JSON mapping, as people write them: names as in the {@code .proto} files or in
 * lowerCamelCase, enums by name, 64-bit numbers as numbers or text.
 *
 * <p>{@link JsonFormat} alone would take more than that, such as comments, unquoted names, a second document behind the
 * first and the last of two equal names, and its messages do not say where; so {@link JsonShape} looks first.
 */
public final class MessageJson {

    private static final JsonFormat.Parser PARSER = JsonFormat.parser();

    private MessageJson() {}

    /**
     * Reads one message; what its fields say is not checked.
     *
     * @param bytes a text in UTF-8
     * @param empty of the message to read; returned with its fields
     * @throws UnreadableRecordException naming the field, or {@code record}, with line and column
     */
    public static <B extends Message.Builder> B parse(byte @Nullable [] bytes, B empty) {
        String type = empty.getDescriptorForType().getName();
        if (bytes == null) {
            throw new UnreadableRecordException("record", "must hold a " + type + " as JSON, is empty");
        }
        String text = text(bytes);
        JsonShape.check(text, empty.getDescriptorForType());
        try {
            PARSER.merge(text, empty);
        } catch (InvalidProtocolBufferException e) {
            throw new UnreadableRecordException(
                    "record", "record: must hold a " + type + " as JSON, cannot be parsed: " + e.getMessage(), e);
        }
        return empty;
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableRecordException("record", "record: must hold JSON in UTF-8: " + e.getMessage(), e);
        }
    }
}
