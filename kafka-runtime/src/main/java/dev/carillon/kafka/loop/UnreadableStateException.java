package dev.carillon.kafka.loop;

import org.apache.kafka.common.TopicPartition;

/**
 * A record in a state topic cannot be read, so the partition's state is damaged. Trying again does not help; serving the
 * partition without the record could lose or double fires.
 */
final class UnreadableStateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableStateException(TopicPartition where, String key, Throwable cause) {
        super("state record '" + key + "' in " + where + " cannot be read: " + cause.getMessage(), cause);
    }
}
