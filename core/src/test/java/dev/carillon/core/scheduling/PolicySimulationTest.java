package dev.carillon.core.scheduling;

import static dev.carillon.core.scheduling.ShardTimeline.NOON;
import static dev.carillon.core.scheduling.ShardTimeline.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.MisfirePolicy;
import dev.carillon.core.job.OverlapPolicy;
import dev.carillon.core.job.RetryPolicy;
import dev.carillon.core.time.FixedRate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * As {@link ShardSimulationTest}, for jobs of every policy: all of them fire every second, with and without jitter, and
 * are paused, resumed and backfilled while workers and owners come and go. {@code -Dcarillon.seed=} repeats one.
 */
final class PolicySimulationTest {

    private static final int STEPS = 200;
    private static final int LIMIT = 2;
    private static final int QUEUE = 3;
    private static final List<JobId> JOBS =
            LongStream.rangeClosed(1, 8).mapToObj(JobId::new).toList();

    static LongStream seeds() {
        Long one = Long.getLong("carillon.seed");
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, 25);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyPolicyAccountsForEveryFireAndKeepsItsLimits(long seed) {
        // Given
        SplittableRandom random = new SplittableRandom(seed);
        ShardTimeline line = new ShardTimeline();
        JOBS.forEach(id -> line.create(definition(id)));
        // When
        for (int step = 0; step < STEPS; step++) {
            happen(line, random);
        }
        for (JobId id : JOBS) {
            line.send(new Command.ResumeJob(line.request(), id, 0, CatchUp.ALL));
            line.send(new Command.DisableJob(line.request(), id, 0));
        }
        Instant stopped = line.now();
        ShardSimulationTest.finishAll(line);
        // Then
        JOBS.forEach(id -> assertAccountedOnce(line, id, stopped));
        assertEndedOnce(line);
        assertBackfillsAreWhole(line);
        assertLimits(line);
    }

    /** The four overlap policies, without jitter and with some that is cut short by the next fire. */
    private static JobDefinition definition(JobId id) {
        OverlapPolicy.Mode mode = OverlapPolicy.Mode.values()[(int) (id.value() % 4)];
        return job().id(id)
                .schedule(new FixedRate(Duration.ofSeconds(1), NOON))
                .jitter(Duration.ofMillis(id.value() > 4 ? id.value() * 200 : 0))
                .maxConcurrency(LIMIT)
                .overlap(new OverlapPolicy(mode, QUEUE))
                .misfire(
                        new MisfirePolicy(MisfirePolicy.Mode.FIRE_ALL, Duration.ofSeconds(5), 3, Duration.ofSeconds(9)))
                .retry(new RetryPolicy(1, Duration.ofSeconds(2)))
                .build();
    }

    private static void happen(ShardTimeline line, SplittableRandom random) {
        JobId id = JOBS.get(random.nextInt(JOBS.size()));
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> line.after(Duration.ofMillis(random.nextInt(1, 700)));
            case 3 ->
                line.stepsAt(line.now().plusMillis(random.nextInt(2_000)), random.nextInt(3))
                        .reloadAt(line.now());
            case 4 -> line.reloadAt(line.now().plusMillis(random.nextInt(12_000)));
            case 5 -> line.worker(ShardSimulationTest.incarnation(line, random));
            case 6 -> line.workerGone(ShardSimulationTest.incarnation(line, random));
            case 7 -> line.send(new Command.PauseJob(line.request(), id, 0));
            case 8, 9 -> line.send(new Command.ResumeJob(line.request(), id, 0, catchUp(random)));
            case 10 -> backfill(line, id, random);
            case 11 -> line.send(new Command.TriggerJob(line.request(), id, null, false, Execution.Target.ANY));
            case 12 ->
                line.replace(definition(id).toBuilder()
                        .priority(random.nextInt(1, 16))
                        .jitter(Duration.ofMillis(random.nextInt(1_500)))
                        .build());
            default -> ShardSimulationTest.answer(line, random);
        }
    }

    private static CatchUp catchUp(SplittableRandom random) {
        return CatchUp.values()[random.nextInt(CatchUp.values().length)];
    }

    private static void backfill(ShardTimeline line, JobId id, SplittableRandom random) {
        List<Output.BackfillChanged> known = line.said(Output.BackfillChanged.class);
        if (!known.isEmpty() && random.nextInt(4) == 0) {
            Output.BackfillChanged one = known.get(random.nextInt(known.size()));
            line.send(new Command.StopBackfill(
                    line.request(), one.jobId(), one.backfill().id()));
        } else {
            Instant until = line.now().minusMillis(random.nextInt(3_000));
            line.send(new Command.BackfillJob(
                    line.request(), id, until.minusSeconds(random.nextInt(8)), until, random.nextInt(1, 4), null));
        }
    }

    private static void assertAccountedOnce(ShardTimeline line, JobId id, Instant stopped) {
        List<Instant> accounted = new ArrayList<>();
        line.said(Output.Triggered.class).stream()
                .filter(fire -> fire.jobId().equals(id) && fire.cause() == Cause.SCHEDULE)
                .forEach(fire -> accounted.add(fire.nominal()));
        line.skips().stream().filter(skip -> skip.jobId().equals(id)).forEach(skip -> {
            assertThat(Duration.between(skip.first(), skip.last()).toSeconds() + 1)
                    .isEqualTo(skip.count());
            for (Instant fire = skip.first(); !fire.isAfter(skip.last()); fire = fire.plusSeconds(1)) {
                accounted.add(fire);
            }
        });
        assertThat(accounted).as("job %s", id).doesNotHaveDuplicates();
        Set<Instant> missing = new TreeSet<>();
        for (Instant fire = NOON.plusSeconds(1); !fire.isAfter(stopped); fire = fire.plusSeconds(1)) {
            missing.add(fire);
        }
        accounted.forEach(missing::remove);
        assertThat(missing).as("fires of job %s until %s", id, stopped).isEmpty();
    }

    private static void assertEndedOnce(ShardTimeline line) {
        List<ExecutionId> ended =
                line.ends().stream().map(Output.ExecutionEnded::executionId).toList();
        assertThat(ended).doesNotHaveDuplicates();
        Set<ExecutionId> triggered = new HashSet<>();
        line.said(Output.Triggered.class).forEach(one -> triggered.add(one.executionId()));
        assertThat(new HashSet<>(ended)).isEqualTo(triggered);
    }

    /** A finished one has run each of its fires once; a stopped one a beginning of them. */
    private static void assertBackfillsAreWhole(ShardTimeline line) {
        Map<String, List<Instant>> ran = new HashMap<>();
        Map<String, Backfill> ended = new HashMap<>();
        Set<String> open = new HashSet<>();
        for (Output output : line.said(Output.class)) {
            switch (output) {
                case Output.BackfillChanged changed -> {
                    String id = changed.backfill().id();
                    if (changed.change() == Output.BackfillChange.STARTED) {
                        assertThat(open.add(id)).isTrue();
                    } else {
                        assertThat(open.remove(id)).isTrue();
                        ended.put(id, changed.backfill());
                    }
                    if (changed.change() == Output.BackfillChange.FINISHED) {
                        assertThat(changed.backfill().emitted())
                                .isEqualTo(changed.backfill().total());
                    }
                }
                case Output.Triggered fire
                when fire.cause() == Cause.BACKFILL -> {
                    String suffix = fire.executionId().suffix();
                    ran.computeIfAbsent(suffix.substring(1, suffix.lastIndexOf('-')), any -> new ArrayList<>())
                            .add(fire.nominal());
                }
                default -> {}
            }
        }
        assertThat(open).as("unfinished backfills").isEmpty();
        ended.forEach((id, backfill) -> {
            List<Instant> fires = ran.getOrDefault(id, List.of());
            assertThat(fires).as(id).hasSize(backfill.emitted()).isSorted().doesNotHaveDuplicates();
            assertThat(fires).allMatch(fire -> !fire.isBefore(backfill.from()) && fire.isBefore(backfill.until()));
        });
    }

    /** After every step: who has a slot, who is queued, and that nobody overtook. */
    private static void assertLimits(ShardTimeline line) {
        Map<String, Integer> concurrency = new HashMap<>();
        line.said(Output.BackfillChanged.class)
                .forEach(changed -> concurrency.put(
                        changed.backfill().id(), changed.backfill().concurrency()));
        TreeMap<ExecutionId, Execution> live = new TreeMap<>();
        for (List<Event> step : line.steps()) {
            List<Execution> queuedBefore =
                    live.values().stream().filter(Execution::isQueued).toList();
            step.forEach(event -> {
                switch (event) {
                    case Event.ExecutionPut put -> live.put(put.execution().id(), put.execution());
                    case Event.ExecutionRemoved removed -> live.remove(removed.executionId());
                    default -> {}
                }
            });
            JOBS.forEach(id -> assertLimits(id, live.values(), concurrency));
            assertNobodyOvertook(queuedBefore, live);
        }
    }

    private static void assertLimits(JobId id, Collection<Execution> live, Map<String, Integer> concurrency) {
        List<Execution> ofJob =
                live.stream().filter(one -> one.jobId().equals(id)).toList();
        long running = ofJob.stream().filter(Execution::takesSlot).count();
        long queued = ofJob.stream().filter(Execution::isQueued).count();
        assertThat(running).as("slots of job %s", id).isLessThanOrEqualTo(LIMIT);
        assertThat(queued)
                .as("queue of job %s", id)
                .isLessThanOrEqualTo(definition(id).overlap().queueable());
        assertThat(queued == 0 || running == LIMIT)
                .as("a slot is free while one is queued")
                .isTrue();
        concurrency.forEach((backfill, most) -> assertThat(
                        ofJob.stream().filter(one -> one.id().isOf(backfill)).count())
                .isLessThanOrEqualTo(most));
    }

    private static void assertNobodyOvertook(List<Execution> queuedBefore, Map<ExecutionId, Execution> live) {
        for (Execution one : queuedBefore) {
            Execution now = live.get(one.id());
            if (now == null || now.isQueued()) {
                continue;
            }
            assertThat(queuedBefore)
                    .as("%s got a slot", one.id())
                    .noneMatch(other -> other.jobId().equals(one.jobId())
                            && other.nominal().isBefore(one.nominal())
                            && live.containsKey(other.id())
                            && live.get(other.id()).isQueued());
        }
    }
}
