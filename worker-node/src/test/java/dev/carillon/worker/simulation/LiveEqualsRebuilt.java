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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The shard that wrote a step equals one that is rebuilt from the log. Asked of some steps, since it takes its time. */
final class LiveEqualsRebuilt implements Invariant {

    private static final double SOME = 0.1;

    private final Topics topics;
    private final ShardSettings settings;
    private final Simulation simulation;
    private final BiFunction<String, Integer, Optional<SchedulerShard>> live;
    private final Map<String, Map<String, byte[]>> state = new HashMap<>();
    private int compared;

    /** @param live the shard with which a lane, by its transactional id, serves a partition */
    LiveEqualsRebuilt(
            Topics topics,
            ShardSettings settings,
            Simulation simulation,
            BiFunction<String, Integer, Optional<SchedulerShard>> live) {
        this.topics = topics;
        this.settings = settings;
        this.simulation = simulation;
        this.live = live;
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
            live.apply(transactionalId, clock.partition()).ifPresent(shard -> compare(shard, clock));
        }
    }

    private void compare(SchedulerShard shard, Clock clock) {
        SchedulerShard rebuilt = new SchedulerShard(settings, 1);
        apply(rebuilt, topics.jobs(), clock, value -> new Event.JobPut(DefinitionCodec.decode(value)));
        apply(rebuilt, topics.projects(), clock, value -> new Event.ProjectPut(ProjectCodec.decode(value)));
        apply(rebuilt, topics.calendars(), clock, CalendarCodec::decode);
        apply(rebuilt, topics.jobState(), clock, value -> new Event.JobStatePut(JobStateCodec.decode(value)));
        apply(rebuilt, topics.executions(), clock, value -> new Event.ExecutionPut(ExecutionCodec.decode(value)));
        rebuilt.apply(new Event.CursorMoved(clock.cursor()));
        rebuilt.loaded(simulation.now());
        compared++;
        String served = shard.describe();
        String logged = rebuilt.describe();
        Holds.holds(
                served.equals(logged),
                "partition %s is served with%n%s%nthe log says%n%s",
                clock.partition(),
                served,
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
