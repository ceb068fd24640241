package dev.carillon.kafka.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.carillon.proto.v1.Command;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Commands in protobuf's canonical JSON mapping: names as in the {@code .proto} files or in lowerCamelCase, enums by
 * name, 64-bit numbers as numbers or text.
 *
 * <p>{@link JsonFormat} alone would take more than that, such as comments, unquoted names, a second document behind the
 * first and the last of two equal names, and its messages do not say where; so {@link JsonShape} looks first.
 */
final class CommandJson {

    private static final JsonFormat.Parser PARSER = JsonFormat.parser();

    private CommandJson() {}

    /** @throws UnreadableRecordException naming the field, or {@code record} with line and column */
    static Command parse(byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new UnreadableRecordException("record", "must hold a Command as JSON, is empty");
        }
        String text = text(bytes);
        JsonShape.check(text, Command.getDescriptor());
        Command.Builder command = Command.newBuilder();
        try {
            PARSER.merge(text, command);
        } catch (InvalidProtocolBufferException e) {
            throw new UnreadableRecordException(
                    "record", "record: must hold a Command as JSON, cannot be parsed: " + e.getMessage(), e);
        }
        return command.build();
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
