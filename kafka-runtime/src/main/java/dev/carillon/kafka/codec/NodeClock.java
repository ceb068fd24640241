package dev.carillon.kafka.codec;

import java.time.Duration;

/**
 * What a scheduler says of its machine's clock, also while it owns no partition.
 *
 * @param node its name
 * @param offset its own clock minus the brokers'
 * @param error how far the offset may be from the truth
 */
public record NodeClock(String node, Duration offset, Duration error) {

    private static final String KEY = "node-";

    /** The key of a node's record in {@code clocks}; the others there are numbers of partitions. */
    public static String key(String node) {
        return KEY + node;
    }

    /** Whether a record of {@code clocks} with this key is one of these. */
    public static boolean isKey(String key) {
        return key.startsWith(KEY);
    }

    public byte[] encode() {
        return dev.carillon.proto.v1.NodeClock.newBuilder()
                .setNode(node)
                .setClockOffsetMs(offset.toMillis())
                .setClockErrorMs(error.toMillis())
                .build()
                .toByteArray();
    }

    /**
     * Reads the value of a record.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static NodeClock decode(byte[] bytes) {
        dev.carillon.proto.v1.NodeClock wire =
                Fields.parse(dev.carillon.proto.v1.NodeClock.parser(), "NodeClock", bytes);
        return new NodeClock(
                wire.getNode(),
                Duration.ofMillis(wire.getClockOffsetMs()),
                Duration.ofMillis(Fields.atLeast("clock_error_ms", 0, wire.getClockErrorMs())));
    }
}
