package dev.carillon.kafka.loop;

import dev.carillon.core.job.JobId;
import dev.carillon.kafka.codec.Keys;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/**
 * The topics that a scheduler reads and writes.
 *
 * @param workPrefix begins the name of every work topic
 * @param partitions of every topic that is partitioned by job id
 */
public record LoopTopics(
        String commands,
        String reports,
        String jobs,
        String executions,
        String jobState,
        String clocks,
        String workers,
        String replies,
        String history,
        String alerts,
        String deadLetters,
        String workPrefix,
        int partitions) {

    /** The topics with their usual names behind a prefix such as {@code carillon.}. */
    public static LoopTopics withPrefix(String prefix, int partitions) {
        return new LoopTopics(
                prefix + "commands",
                prefix + "reports",
                prefix + "jobs",
                prefix + "executions",
                prefix + "job-state",
                prefix + "clocks",
                prefix + "workers",
                prefix + "replies",
                prefix + "history",
                prefix + "alerts",
                prefix + "dead-letters",
                prefix + "work.",
                partitions);
    }

    /** Where a job lives: as Kafka's default partitioner places the decimal text of its id. */
    int partitionOf(JobId jobId) {
        return Utils.toPositive(Utils.murmur2(Keys.of(jobId))) % partitions;
    }

    /** Whether it may be a work topic; a heartbeat could name any other, and then work would be written there. */
    boolean isWork(String topic) {
        return topic.startsWith(workPrefix);
    }

    List<String> inputs() {
        return List.of(commands, reports);
    }

    TopicPartition commands(int partition) {
        return new TopicPartition(commands, partition);
    }

    TopicPartition reports(int partition) {
        return new TopicPartition(reports, partition);
    }

    List<TopicPartition> inputs(int partition) {
        return List.of(commands(partition), reports(partition));
    }

    /** The topics that hold a partition's state, in the order in which they are applied. */
    List<TopicPartition> state(int partition) {
        return List.of(
                new TopicPartition(jobs, partition),
                new TopicPartition(jobState, partition),
                new TopicPartition(executions, partition),
                new TopicPartition(clocks, partition));
    }
}
