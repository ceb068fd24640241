package dev.carillon.kafka.loop;

import dev.carillon.core.job.JobId;
import dev.carillon.kafka.topics.Partitioner;
import dev.carillon.kafka.topics.Topics;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions that make up one shard.
 *
 * @param partitions of every topic that is partitioned by job id
 */
public record LoopTopics(Topics names, int partitions) {

    /** Where a job lives. */
    int partitionOf(JobId jobId) {
        return new Partitioner(partitions).partition(jobId);
    }

    /** What the group subscribes to. */
    List<String> inputs() {
        return List.of(names.commands(), names.reports());
    }

    TopicPartition commands(int partition) {
        return new TopicPartition(names.commands(), partition);
    }

    TopicPartition reports(int partition) {
        return new TopicPartition(names.reports(), partition);
    }

    List<TopicPartition> inputs(int partition) {
        return List.of(commands(partition), reports(partition));
    }

    /** Those that hold a partition's state; the clock, which proves the others whole, comes last. */
    List<TopicPartition> state(int partition) {
        return List.of(
                new TopicPartition(names.jobs(), partition),
                new TopicPartition(names.projects(), partition),
                new TopicPartition(names.calendars(), partition),
                new TopicPartition(names.jobState(), partition),
                new TopicPartition(names.executions(), partition),
                new TopicPartition(names.clocks(), partition));
    }
}
