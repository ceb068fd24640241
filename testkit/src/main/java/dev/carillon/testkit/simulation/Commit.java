package dev.carillon.testkit.simulation;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What has become part of the log for good, at once: a transaction whose commit the coordinator has decided, or one
 * record that was written without a transaction.
 *
 * @param transactionalId empty for a record without a transaction
 * @param records in the order in which they were appended
 * @param offsets the group's offsets that were committed with them
 */
public record Commit(String transactionalId, List<LogRecord> records, Map<TopicPartition, Long> offsets) {}
