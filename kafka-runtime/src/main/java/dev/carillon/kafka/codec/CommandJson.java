package dev.carillon.kafka.codec;

import dev.carillon.proto.v1.Command;
import org.jspecify.annotations.Nullable;

/** Commands in JSON, strictly; see {@link MessageJson}. */
final class CommandJson {

    private CommandJson() {}

    /** @throws UnreadableRecordException naming the field, or {@code record} with line and column */
    static Command parse(byte @Nullable [] bytes) {
        return MessageJson.parse(bytes, Command.newBuilder()).build();
    }
}
