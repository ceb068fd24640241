package dev.carillon.kafka.topics;

import dev.carillon.core.job.JobId;
import dev.carillon.kafka.codec.Keys;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition a job lives on, of every topic keyed by job id: murmur2 of the id's decimal text, exactly as Kafka's
 * own producers choose it, so that a user's producer in any language with that default reaches the right shard.
 */
public record Partitioner(int partitions) {

    public Partitioner {
        if (partitions < 1) {
            throw new IllegalArgumentException("there must be at least one partition, was " + partitions);
        }
    }

    public int partition(JobId jobId) {
        return partition(Keys.of(jobId));
    }

    /** Of any key, such as a gateway id. */
    public int partition(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
