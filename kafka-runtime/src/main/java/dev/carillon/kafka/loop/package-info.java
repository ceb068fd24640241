/**
 * The transactional loop around the pure shards: partitions in, decisions, one transaction out.
 *
 * <p>Read {@code PartitionLoop} first, then {@code ShardLoader} for how a shard comes back from the log.
 */
@NullMarked
package dev.carillon.kafka.loop;

import org.jspecify.annotations.NullMarked;
