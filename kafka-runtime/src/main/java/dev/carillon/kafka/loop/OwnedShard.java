package dev.carillon.kafka.loop;

import dev.carillon.core.scheduling.SchedulerShard;
import org.apache.kafka.common.TopicPartition;

/**
 * A shard that a lane has adopted, with how far it has decided its two inputs. Belongs to the lane's thread. An instance
 * is one ownership: after a loss or a reload the partition has another, so identity tells stale decisions from fresh.
 */
final class OwnedShard {

    private final SchedulerShard shard;
    private final TopicPartition commands;
    private final TopicPartition reports;
    private final RecentLag lag = new RecentLag();
    private InputOffsets next;

    OwnedShard(SchedulerShard shard, TopicPartition commands, TopicPartition reports, InputOffsets next) {
        this.shard = shard;
        this.commands = commands;
        this.reports = reports;
        this.next = next;
    }

    int partition() {
        return commands.partition();
    }

    SchedulerShard shard() {
        return shard;
    }

    TopicPartition commands() {
        return commands;
    }

    TopicPartition reports() {
        return reports;
    }

    /** The input of this topic. */
    TopicPartition input(String topic) {
        return reports.topic().equals(topic) ? reports : commands;
    }

    long commandsOffset() {
        return next.commands();
    }

    long reportsOffset() {
        return next.reports();
    }

    InputOffsets next() {
        return next;
    }

    /** How late its fires have lately been decided. */
    RecentLag lag() {
        return lag;
    }

    /** There is nothing left to decide before this offset, if the input is this shard's. */
    void passed(TopicPartition input, long offset) {
        if (input.equals(commands) && offset > next.commands() || input.equals(reports) && offset > next.reports()) {
            decidedUpTo(input, offset);
        }
    }

    /** The record before this offset has been decided. */
    void decidedUpTo(TopicPartition input, long offset) {
        next = input.equals(commands)
                ? new InputOffsets(offset, next.reports())
                : new InputOffsets(next.commands(), offset);
    }
}
