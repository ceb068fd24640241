package dev.carillon.kafka.loop;

import dev.carillon.core.job.JobId;
import org.apache.kafka.common.TopicPartition;

/** What a step that did only one thing failed at. */
sealed interface Suspect {

    /** One record of an input. */
    record RecordAt(TopicPartition input, long offset) implements Suspect {}

    /** One fire or timer of a job. */
    record Job(JobId jobId) implements Suspect {}

    /** The shard failed before it said what it was about. */
    record Unknown() implements Suspect {}
}
