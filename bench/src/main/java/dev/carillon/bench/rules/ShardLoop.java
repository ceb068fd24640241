package dev.carillon.bench.rules;

import dev.carillon.bench.cluster.FirePlan;
import dev.carillon.bench.cluster.JobTemplate;
import dev.carillon.core.execution.Report;
import dev.carillon.core.job.TaskKind;
import dev.carillon.core.scheduling.Decision;
import dev.carillon.core.scheduling.Event;
import dev.carillon.core.scheduling.Fleet;
import dev.carillon.core.scheduling.Output;
import dev.carillon.core.scheduling.SchedulerShard;
import dev.carillon.core.scheduling.ShardSettings;
import dev.carillon.kafka.codec.CommandCodec;
import dev.carillon.kafka.codec.ExecutionCodec;
import dev.carillon.kafka.codec.HistoryCodec;
import dev.carillon.kafka.codec.WorkCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One shard whose jobs fire every second, in time that goes as fast as it can: what a lane does for each fire but for reading
 * and writing Kafka.
 */
final class ShardLoop {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int WORKERS = 4;
    private static final int YEARS_OF_ROUNDS = 100_000_000;

    private final SchedulerShard shard = new SchedulerShard(ShardSettings.DEFAULT, 1);
    private final Fleet fleet =
            Fleet.of(IntStream.range(0, WORKERS).mapToObj(ShardLoop::worker).toList(), 1);
    private Instant now = START;

    ShardLoop(int jobs) {
        FirePlan plan = new FirePlan(1, jobs, START, SECOND, Duration.ZERO, YEARS_OF_ROUNDS);
        shard.loaded(START);
        for (int job = 0; job < jobs; job++) {
            byte[] command = JobTemplate.creation(JobTemplate.of(plan, job)).toByteArray();
            shard.handle(CommandCodec.decode(command), START, fleet).events().forEach(shard::apply);
        }
    }

    private static Fleet.Worker worker(int number) {
        return new Fleet.Worker(
                "worker-" + number,
                "worker-" + number + "-1",
                Set.of(Fleet.DEFAULT_GROUP),
                Map.of(TaskKind.JAVA, new Fleet.Slots(1_000, 0)),
                Set.of(),
                "carillon.work.default",
                number,
                START,
                START,
                Map.of(),
                0,
                true);
    }

    /** Fires the job that is next, and returns what was decided, applied already. */
    Decision fire() {
        Optional<Decision> next = shard.next(now, fleet, now);
        if (next.isEmpty()) {
            now = now.plus(SECOND);
            next = shard.next(now, fleet, now);
        }
        Decision fired = next.orElseThrow(() -> new IllegalStateException("nothing fires at " + now));
        fired.events().forEach(shard::apply);
        return fired;
    }

    /** Reports of what a fire has started that it is done, and returns what was decided, applied already. */
    Decision finish(Decision fired) {
        for (Output output : fired.outputs()) {
            if (output instanceof Output.Start start) {
                Report.Attempt attempt = new Report.Attempt(
                        start.executionId(), start.attempt(), start.address().incarnation());
                Decision ended = shard.handle(
                        new Report.Finished(attempt, Report.Outcome.SUCCEEDED, now, now, "", 0), now, fleet);
                ended.events().forEach(shard::apply);
                return ended;
            }
        }
        throw new IllegalStateException("a fire was not placed: " + fired);
    }

    /** The values of the records that a decision owes the log. */
    static List<byte[]> encode(Decision decision) {
        List<byte[]> values = new ArrayList<>();
        for (Event event : decision.events()) {
            if (event instanceof Event.ExecutionPut put) {
                values.add(ExecutionCodec.encode(put.execution()));
            }
        }
        for (Output output : decision.outputs()) {
            if (output instanceof Output.Work work) {
                values.add(WorkCodec.encode(work));
            } else if (output instanceof Output.History history) {
                values.add(HistoryCodec.encode(history));
            }
        }
        return values;
    }
}
