package dev.carillon.worker.simulation;

import dev.carillon.core.scheduling.Cursor;
import dev.carillon.kafka.codec.Clock;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.testkit.simulation.Commit;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The offsets of a partition's inputs and its cursor never go back, and clock record and offsets of a step agree. */
final class InputsConsumedOnce implements Invariant {

    private final Topics topics;
    private final Map<TopicPartition, Long> consumed = new HashMap<>();
    private final Map<Integer, Cursor> cursors = new HashMap<>();

    InputsConsumedOnce(Topics topics) {
        this.topics = topics;
    }

    @Override
    public void committed(Commit commit) {
        commit.offsets().forEach((partition, offset) -> {
            Long before = consumed.put(partition, offset);
            Holds.holds(before == null || before <= offset, "%s goes back from %s to %s", partition, before, offset);
        });
    }

    @Override
    public void stepped(String transactionalId, Clock clock) {
        Long commands = consumed.get(new TopicPartition(topics.commands(), clock.partition()));
        Long reports = consumed.get(new TopicPartition(topics.reports(), clock.partition()));
        Holds.holds(
                commands != null
                        && reports != null
                        && commands == clock.commandsOffset()
                        && reports == clock.reportsOffset(),
                "%s was committed with the offsets %s and %s",
                clock,
                commands,
                reports);
        Cursor before = cursors.put(clock.partition(), clock.cursor());
        Instant least = before == null ? Instant.MIN : before.due();
        Holds.holds(!clock.cursor().due().isBefore(least), "the cursor goes back from %s to %s", before, clock);
    }

    Map<TopicPartition, Long> consumed() {
        return consumed;
    }
}
