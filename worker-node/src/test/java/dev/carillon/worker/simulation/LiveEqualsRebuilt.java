package dev.carillon.worker.simulation;

import dev.carillon.core.scheduling.Event;
import dev.carillon.core.scheduling.SchedulerShard;
import dev.carillon.core.scheduling.ShardSettings;
import dev.carillon.kafka.codec.CalendarCodec;
import dev.carillon.kafka.codec.Clock;
import dev.carillon.kafka.codec.DefinitionCodec;
import dev.carillon.kafka.codec.ExecutionCodec;
import dev.carillon.kafka.codec.JobStateCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.ProjectCodec;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.testkit.simulation.Commit;
import dev.carillon.testkit.simulation.LogRecord;
import dev.carillon.testkit.simulation.Simulation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The shard that wrote a step equals one that is rebuilt from the log. Asked of some steps, since it takes its time. */
final class LiveEqualsRebuilt implements Invariant {

    private static final double SOME = 0.1;

    private final Topics topics;
    private final ShardSettings settings;
    private final Simulation simulation;
    private final BiFunction<String, Integer, List<SchedulerShard>> shards;
    private final Map<String, Map<String, byte[]>> state = new HashMap<>();
    private int compared;

    /** @param shards those that the process of a lane, by its transactional id, has of a partition */
    LiveEqualsRebuilt(
            Topics topics,
            ShardSettings settings,
            Simulation simulation,
            BiFunction<String, Integer, List<SchedulerShard>> shards) {
        this.topics = topics;
        this.settings = settings;
        this.simulation = simulation;
        this.shards = shards;
    }

    @Override
    public void committed(Commit commit) {
        for (LogRecord record : commit.records()) {
            if (topics.state().contains(record.partition().topic())) {
                Map<String, byte[]> values =
                        state.computeIfAbsent(record.partition().toString(), any -> new TreeMap<>());
                byte[] value = record.value();
                if (value == null) {
                    values.remove(Keys.text(record.key()));
                } else {
                    values.put(Keys.text(record.key()), value);
                }
            }
        }
    }

    @Override
    public void stepped(String transactionalId, Clock clock) {
        if (simulation.chance(SOME)) {
            List<SchedulerShard> served = shards.apply(transactionalId, clock.partition());
            if (!served.isEmpty()) { // Else it was sent by a process that is gone.
                compare(served, clock);
            }
        }
    }

    private void compare(List<SchedulerShard> shards, Clock clock) {
        SchedulerShard rebuilt = new SchedulerShard(settings, 1);
        apply(rebuilt, topics.jobs(), clock, value -> new Event.JobPut(DefinitionCodec.decode(value)));
        apply(rebuilt, topics.projects(), clock, value -> new Event.ProjectPut(ProjectCodec.decode(value)));
        apply(rebuilt, topics.calendars(), clock, CalendarCodec::decode);
        apply(rebuilt, topics.jobState(), clock, value -> new Event.JobStatePut(JobStateCodec.decode(value)));
        apply(rebuilt, topics.executions(), clock, value -> new Event.ExecutionPut(ExecutionCodec.decode(value)));
        rebuilt.apply(new Event.CursorMoved(clock.cursor()));
        rebuilt.apply(new Event.DecidedAt(clock.decidedAt()));
        rebuilt.loaded(simulation.now());
        compared++;
        // Which of them the lane serves is its own business; the others stand where they were when they were dropped.
        List<String> served = shards.stream().map(SchedulerShard::describe).toList();
        String logged = rebuilt.describe();
        Holds.holds(
                served.contains(logged),
                "partition %s is served with one of%n%s%nthe log says%n%s",
                clock.partition(),
                String.join(System.lineSeparator(), served),
                logged);
    }

    private void apply(SchedulerShard shard, String topic, Clock clock, Function<byte[], Event> event) {
        state.getOrDefault(topic + "-" + clock.partition(), Map.of())
                .values()
                .forEach(value -> shard.apply(event.apply(value)));
    }

    int compared() {
        return compared;
    }
}
