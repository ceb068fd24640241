package dev.carillon.kafka.codec;

import com.google.protobuf.ByteString;
import dev.carillon.proto.v1.DeadLetter;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records that could not be read or applied, as found. */
public final class DeadLetterCodec {

    private DeadLetterCodec() {}

    /**
     * The value for a record that was found.
     *
     * @param reason why, in a sentence
     * @param node who met it
     */
    public static byte[] encode(ConsumerRecord<byte[], byte[]> found, String reason, Instant at, String node) {
        return DeadLetter.newBuilder()
                .setTopic(found.topic())
                .setPartition(found.partition())
                .setOffset(found.offset())
                .setKey(bytes(found.key()))
                .setValue(bytes(found.value()))
                .setReason(reason)
                .setAtMs(Fields.ms(at))
                .setNode(node)
                .build()
                .toByteArray();
    }

    /**
     * Reads the value of a record.
     *
     * @throws UnreadableRecordException when the bytes are no DeadLetter
     */
    public static DeadLetter decode(byte @Nullable [] bytes) {
        return Fields.parse(DeadLetter.parser(), "DeadLetter", bytes);
    }

    private static ByteString bytes(byte @Nullable [] found) {
        return found == null ? ByteString.EMPTY : ByteString.copyFrom(found);
    }
}
