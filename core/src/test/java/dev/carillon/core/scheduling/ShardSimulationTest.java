package dev.carillon.core.scheduling;

import static dev.carillon.core.scheduling.ShardTimeline.NOON;
import static dev.carillon.core.scheduling.ShardTimeline.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.Report;
import dev.carillon.core.execution.StepResult;
import dev.carillon.core.job.Audit;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.DateRanges;
import dev.carillon.core.job.Exclusions;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.RetryPolicy;
import dev.carillon.core.job.Task;
import dev.carillon.core.job.TimeWindow;
import dev.carillon.core.time.Bounds;
import dev.carillon.core.time.FixedRate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Minutes of a shard's life made from one seed: commands race fires, workers come and go and answer late or twice, owners
 * die between any two decisions; plans get on step by step, bounds move, a calendar changes and goes. {@code -Dcarillon.seed=} repeats one.
 */
final class ShardSimulationTest {

    private static final JobId UNTOUCHED = new JobId(1);
    private static final JobId CHANGED = new JobId(2);
    private static final JobId BOUNDED = new JobId(3);
    private static final JobId EXCLUDED = new JobId(4);
    private static final Bounds WHILE = new Bounds(NOON.plusSeconds(30), NOON.plusSeconds(120));
    private static final int STEPS = 400;
    private static final int PLAN_STEPS = 4;

    static LongStream seeds() {
        Long one = Long.getLong("carillon.seed");
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyFireIsAccountedForOnceAndEveryTriggerEndsOnce(long seed) {
        // Given
        SplittableRandom random = new SplittableRandom(seed);
        ShardTimeline line = new ShardTimeline();
        line.create(definition(UNTOUCHED, 1));
        line.create(definition(CHANGED, 2));
        line.create(definition(BOUNDED, 1).toBuilder().bounds(WHILE).build());
        line.broadcast(calendar(random), false);
        line.create(
                definition(EXCLUDED, 1).toBuilder().calendars(List.of("quiet")).build());
        // When
        for (int step = 0; step < STEPS; step++) {
            happen(line, random);
        }
        line.disableAll(UNTOUCHED, CHANGED, BOUNDED, EXCLUDED);
        Instant stopped = line.now();
        finishAll(line);
        // Then
        assertAccountedOnce(line, stopped);
        assertEndedOnce(line);
        assertWithinBounds(line, stopped);
        assertNoStepIsForgottenOrRunAgain(line);
    }

    /** Every second one is a plan; every third ends at some instant that may lie in the window already emitted. */
    private static JobDefinition changed(ShardTimeline line, SplittableRandom random) {
        JobDefinition.Builder changed = definition(CHANGED, random.nextInt(1, 4)).toBuilder();
        if (random.nextBoolean()) {
            changed.task(plan());
        }
        if (random.nextInt(3) == 0) {
            changed.bounds(new Bounds(null, line.now().plusMillis(random.nextInt(1, 5_000))));
        }
        return changed.build();
    }

    private static Task plan() {
        return new Task.Plan(
                List.of(new Task.Shell("true", List.of(), Map.of())),
                IntStream.range(0, PLAN_STEPS)
                        .mapToObj(i -> new Task.Step("key-" + i, "", 0, Map.of(), "", 0))
                        .toList(),
                false,
                2);
    }

    private static JobDefinition definition(JobId id, int seconds) {
        return job().id(id)
                .schedule(new FixedRate(Duration.ofSeconds(seconds), NOON))
                .maxConcurrency(3)
                .retry(new RetryPolicy(1, Duration.ofSeconds(2)))
                .build();
    }

    private static void happen(ShardTimeline line, SplittableRandom random) {
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> line.after(Duration.ofMillis(random.nextInt(1, 700)));
            case 4 ->
                line.stepsAt(line.now().plusMillis(random.nextInt(2_000)), random.nextInt(3))
                        .reloadAt(line.now());
            case 5 -> line.reloadAt(line.now().plusMillis(random.nextInt(20_000)));
            case 6 -> line.worker(incarnation(line, random));
            case 7 -> line.workerGone(incarnation(line, random));
            case 8 -> line.replace(changed(line, random));
            case 9 ->
                line.send(
                        random.nextBoolean()
                                ? new Command.DisableJob(line.request(), CHANGED, 0)
                                : new Command.EnableJob(line.request(), CHANGED, 0));
            case 12 -> line.broadcast(calendar(random), random.nextInt(4) == 0);
            case 11 -> handOver(line, random);
            case 10 -> line.send(new Command.TriggerJob(line.request(), CHANGED, null, false, Execution.Target.ANY));
            default -> answer(line, random);
        }
    }

    /** Excludes some stretch of a minute or more around the minutes that the run lasts. */
    private static Calendar calendar(SplittableRandom random) {
        LocalTime from = LocalTime.of(12, random.nextInt(20), random.nextInt(60));
        TimeWindow window = new TimeWindow(from, from.plusSeconds(random.nextInt(1, 300)), Set.of());
        return new Calendar(
                Calendar.idOf("default", "quiet"),
                "default",
                "quiet",
                random.nextInt(1, 100),
                "",
                new Exclusions(ZoneOffset.UTC, DateRanges.NONE, Set.of(), Set.of(), List.of(window), false),
                Audit.NONE);
    }

    /** An owner that gives the shard up in order, and mostly another that takes it; sometimes the same keeps it. */
    private static void handOver(ShardTimeline line, SplittableRandom random) {
        line.emitAhead(Duration.ofMillis(random.nextInt(4_000)));
        if (random.nextInt(3) > 0) {
            line.reloadAt(line.now().plusMillis(random.nextInt(5_000)));
        }
    }

    /** One of two workers; each is a new incarnation every half minute, so that one that is gone stays gone. */
    static String incarnation(ShardTimeline line, SplittableRandom random) {
        return "w" + random.nextInt(2) + "-" + line.now().getEpochSecond() / 30;
    }

    static void answer(ShardTimeline line, SplittableRandom random) {
        List<Output.Start> starts = line.starts();
        for (int i = 0; i < 4 && !starts.isEmpty(); i++) {
            Output.Start start = starts.get(starts.size() - 1 - random.nextInt(Math.min(6, starts.size())));
            switch (random.nextInt(7)) {
                case 0 -> line.started(start);
                case 5, 6 -> step(line, start, random);
                case 1 -> line.declined(start);
                case 2 -> line.finished(start, Report.Outcome.FAILED);
                default -> line.finished(start, Report.Outcome.SUCCEEDED);
            }
        }
    }

    /** What a worker may say of a step, in time or late; the result names the revision, which the history does not. */
    private static void step(ShardTimeline line, Output.Start start, SplittableRandom random) {
        int index = random.nextInt(PLAN_STEPS);
        long revision = start.definition().revision();
        Report.Outcome outcome = random.nextBoolean() ? Report.Outcome.SUCCEEDED : Report.Outcome.FAILED;
        line.report(new Report.StepEnded(
                ShardTimeline.attempt(start),
                revision,
                new StepResult(
                        index, "key-" + index, "", outcome, 1, line.now(), line.now(), Long.toString(revision), 0)));
    }

    /** A healthy worker answers everything until nothing is live. */
    static void finishAll(ShardTimeline line) {
        int from = 0;
        for (int round = 0; round < 200; round++) {
            line.workersGoneBut("last")
                    .after(Duration.ofSeconds(3))
                    .worker("last")
                    .reportsRead();
            List<Output.Start> starts = line.starts();
            for (Output.Start start : starts.subList(from, starts.size())) {
                line.finished(start, Report.Outcome.SUCCEEDED);
            }
            from = starts.size();
        }
    }

    private static void assertAccountedOnce(ShardTimeline line, Instant stopped) {
        List<String> accounted = new ArrayList<>();
        line.said(Output.Triggered.class).stream()
                .filter(triggered -> triggered.executionId().suffix().startsWith("s"))
                .forEach(triggered -> accounted.add(triggered.jobId() + "@" + triggered.nominal()));
        line.skips().forEach(skip -> {
            if (skip.jobId().equals(UNTOUCHED) || skip.jobId().equals(EXCLUDED)) {
                for (Instant fire = skip.first(); !fire.isAfter(skip.last()); fire = fire.plusSeconds(1)) {
                    accounted.add(skip.jobId() + "@" + fire);
                }
            } else if (skip.count() == 1) {
                accounted.add(skip.jobId() + "@" + skip.first());
            }
        });
        assertThat(accounted).doesNotHaveDuplicates();
        for (Instant fire = NOON.plusSeconds(1); !fire.isAfter(stopped); fire = fire.plusSeconds(1)) {
            assertThat(accounted).contains(UNTOUCHED + "@" + fire, EXCLUDED + "@" + fire);
        }
    }

    private static void assertWithinBounds(ShardTimeline line, Instant stopped) {
        Set<Instant> accounted = new HashSet<>();
        line.said(Output.Triggered.class).stream()
                .filter(triggered -> triggered.jobId().equals(BOUNDED))
                .forEach(triggered -> accounted.add(triggered.nominal()));
        line.skips().stream().filter(skip -> skip.jobId().equals(BOUNDED)).forEach(skip -> {
            for (Instant fire = skip.first(); !fire.isAfter(skip.last()); fire = fire.plusSeconds(1)) {
                accounted.add(fire);
            }
        });
        assertThat(accounted)
                .allMatch(fire -> WHILE.clamp(fire).filter(fire::equals).isPresent());
        for (Instant fire = NOON.plusSeconds(30);
                fire.isBefore(NOON.plusSeconds(120)) && !fire.isAfter(stopped);
                fire = fire.plusSeconds(1)) {
            assertThat(accounted).contains(fire);
        }
    }

    /** Each attempt is told exactly the steps that have been said to have succeeded in the plan of its revision. */
    private static void assertNoStepIsForgottenOrRunAgain(ShardTimeline line) {
        Map<String, Set<Integer>> done = new HashMap<>();
        for (Output output : line.said(Output.class)) {
            if (output instanceof Output.StepEnded said && said.step().outcome() == Report.Outcome.SUCCEEDED) {
                boolean first = done.computeIfAbsent(
                                said.executionId() + " " + said.step().result(), ignored -> new HashSet<>())
                        .add(said.step().index());
                assertThat(first).as("%s said once", said).isTrue();
            }
            if (output instanceof Output.Start start) {
                String plan = start.executionId() + " " + start.definition().revision();
                assertThat(start.stepsDone()).isEqualTo(done.getOrDefault(plan, Set.of()));
            }
        }
    }

    private static void assertEndedOnce(ShardTimeline line) {
        List<ExecutionId> ended =
                line.ends().stream().map(Output.ExecutionEnded::executionId).toList();
        assertThat(ended).doesNotHaveDuplicates();
        Set<ExecutionId> triggered = new HashSet<>();
        line.said(Output.Triggered.class).forEach(one -> triggered.add(one.executionId()));
        assertThat(new HashSet<>(ended)).isEqualTo(triggered);
    }
}
