package dev.carillon.worker.runner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.execution.StepResult;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.Task;
import dev.carillon.core.job.TaskKind;
import dev.carillon.testkit.Await;
import dev.carillon.worker.runner.JobRunner;
import dev.carillon.worker.runner.KillSwitch;
import dev.carillon.worker.runner.RecordingLog;
import dev.carillon.worker.runner.Run;
import dev.carillon.worker.runner.RunLog;
import dev.carillon.worker.runner.RunResult;
import dev.carillon.worker.runner.Runs;
import dev.carillon.worker.runner.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The threads of a plan, around runners that do as a step's key says. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class PlanRunnerTest {

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofHours(1);

    private final RecordingLog log = new RecordingLog();
    private final KillSwitch kill = new KillSwitch();
    private final StepGate gate = new StepGate();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<StepResult> results = new CopyOnWriteArrayList<>();
    private final List<Run> runs = new CopyOnWriteArrayList<>();
    private final CountDownLatch two = new CountDownLatch(2);

    private final StepListener listener = new StepListener() {
        @Override
        public void began(int index, Task.Step step, Instant at) {
            told.add("began " + step.key());
        }

        @Override
        public void ended(StepResult result) {
            told.add("ended " + result.key() + " " + result.outcome());
            results.add(result);
        }
    };

    private final CountDownLatch over = new CountDownLatch(1);

    /** By the first word of the step's key. */
    private final JobRunner runner = new JobRunner() {
        @Override
        public TaskKind kind() {
            return TaskKind.SHELL;
        }

        @Override
        public RunResult run(Run run, RunLog output, KillSwitch own) throws InterruptedException {
            runs.add(run);
            String key = run.values().getOrDefault("key", "");
            output.line("output of " + key);
            return switch (key.split("-")[0]) {
                case "fail" -> RunResult.failed("went wrong", 7);
                case "throw" -> throw new AssertionError("a broken runner");
                case "meet" -> {
                    two.countDown();
                    two.await();
                    yield RunResult.succeeded("met", 0);
                }
                case "wait" -> {
                    CountDownLatch killed = new CountDownLatch(1);
                    own.onKill(killed::countDown);
                    killed.await();
                    yield RunResult.failed("ended", 143);
                }
                case "stay" -> {
                    own.onKill(() -> own.abandon(new RunResult(false, "goes on", 0, "Java thread stay")));
                    over.await();
                    yield RunResult.succeeded("too late", 0);
                }
                default -> RunResult.succeeded("done " + run.secrets().values().values(), 0);
            };
        }
    };

    @Test
    void stepsRunOneAfterTheOtherWithAHeaderEach() {
        // When
        RunResult result = run(Plans.plan(true, 1, "a", "b"));

        // Then
        assertThat(result.success()).isTrue();
        assertThat(told).containsExactly("began a", "ended a SUCCEEDED", "began b", "ended b SUCCEEDED");
        assertThat(log.lines())
                .containsExactly("--- step 1 of 2: a", "output of a", "--- step 2 of 2: b", "output of b");
    }

    @Test
    void asManyStepsRunAtOnceAsThePlanAllowsAndEachLineSaysWhose() {
        // When: both wait for one another
        RunResult result = run(Plans.plan(true, 2, "meet-1", "meet-2", "c"));

        // Then
        assertThat(result.success()).isTrue();
        assertThat(log.lines())
                .contains("[meet-1] output of meet-1", "[meet-2] output of meet-2", "[c] --- step 3 of 3: c");
    }

    @Test
    void aStepGetsItsValuesAndItsOwnParameters() {
        // Given
        Task.Step own = new Task.Step("a", "A", 0, Map.of("target", "t-1"), "mine", 0);
        Task.Step without = new Task.Step("b", "B", 0, Map.of(), "", 0);

        // When
        run(Runs.of(Plans.plan(true, 1, own, without), "of the job", "of the trigger"), Set.of(), SHORT);

        // Then
        assertThat(runs.getFirst().values()).isEqualTo(Map.of("target", "t-1"));
        assertThat(runs.getFirst().effectiveParameters()).isEqualTo("mine");
        assertThat(runs.getFirst().parameters()).isNull();
        assertThat(runs.getLast().effectiveParameters()).isEqualTo("of the trigger");
        assertThat(log.lines()).contains("--- step 1 of 2: a (A)");
    }

    @Test
    void whatIsDoneIsNotRunAgain() {
        // When
        RunResult result = run(Runs.of(Plans.plan(true, 1, "fail", "b"), ""), Set.of(0), SHORT);

        // Then
        assertThat(result.success()).isTrue();
        assertThat(told).containsExactly("began b", "ended b SUCCEEDED");
    }

    @Test
    void aFailedStepIsTriedAgainAtOnceAndToldOnce() {
        // When
        RunResult result = run(Plans.plan(true, 1, Plans.step("fail", 2), Plans.step("b", 0)));

        // Then
        assertThat(result.message()).isEqualTo("0 of 2 steps succeeded, step 'fail' failed: went wrong, 1 not begun");
        assertThat(result.code()).isEqualTo(7);
        assertThat(results).singleElement().extracting(StepResult::tries).isEqualTo(3);
        assertThat(log.lines()).contains("--- step 1 of 2: fail, try 3 of 3");
    }

    @Test
    void aRunnerThatThrowsFailsItsStepOnly() {
        // When
        RunResult result = run(Plans.plan(false, 1, "throw", "b"));

        // Then
        assertThat(told).containsExactly("began throw", "ended throw FAILED", "began b", "ended b SUCCEEDED");
        assertThat(result.message()).contains("a broken runner");
    }

    @Test
    void aKillEndsWhatRunsAndNothingBegins() {
        // Given
        CompletableFuture<RunResult> result = begin(Plans.plan(false, 2, "wait-1", "wait-2", "c"), SHORT);
        Await.until("both run", () -> runs.size() == 2);

        // When
        kill.kill(StopReason.TIMEOUT);

        // Then
        assertThat(result.join().message()).isEqualTo("0 of 3 steps succeeded, 2 stopped, 1 not begun");
        assertThat(results).extracting(StepResult::outcome).containsExactly(Outcome.TIMED_OUT, Outcome.TIMED_OUT);
    }

    @Test
    void aStepThatCannotBeEndedIsOverWithItsPlanAllTheSame() throws Exception {
        // Given
        CompletableFuture<RunResult> result = begin(Plans.plan(true, 1, "stay-1", "b"), SHORT);
        Await.until("it runs", () -> runs.size() == 1);

        // When
        kill.kill(StopReason.COMMAND);

        // Then
        assertThat(result.get(20, TimeUnit.SECONDS).survivors()).isEqualTo("Java thread stay");
        over.countDown();
        assertThat(told).containsExactly("began stay-1", "ended stay-1 STOPPED");
    }

    @Test
    void aKillEndsThePauseBeforeAFurtherTry() {
        // Given
        CompletableFuture<RunResult> result = begin(Plans.plan(true, 1, Plans.step("fail", 5)), LONG);
        Await.until("it has failed", () -> runs.size() == 1);

        // When
        kill.kill(StopReason.COMMAND);

        // Then
        assertThat(result.join().success()).isFalse();
        assertThat(runs).hasSize(1);
    }

    @Test
    void afterAKillNothingIsBegunAtAll() {
        // Given
        kill.kill(StopReason.COMMAND);

        // When
        RunResult result = run(Plans.plan(true, 3, "a", "b"));

        // Then
        assertThat(result.message()).isEqualTo("0 of 2 steps succeeded, 2 not begun");
        assertThat(told).isEmpty();
    }

    @Test
    void anInterruptionEndsTheStepsBeforeTheAttempt() throws Exception {
        // Given
        CompletableFuture<RunResult> result = new CompletableFuture<>();
        Thread attempt = Thread.ofPlatform()
                .start(() -> result.complete(
                        run(Runs.of(Plans.plan(true, 2, "wait-1", "wait-2", "c"), ""), Set.of(), SHORT)));
        Await.until("both run", () -> runs.size() == 2);

        // When
        attempt.interrupt();

        // Then
        assertThat(result.get(20, TimeUnit.SECONDS).success()).isFalse();
        assertThat(told).contains("ended wait-1 FAILED", "ended wait-2 FAILED").doesNotContain("began c");
    }

    @Test
    void noStepBeginsWhileTooManyReportsWait() throws InterruptedException, ExecutionException {
        // Given
        gate.set(true);
        CompletableFuture<RunResult> result = begin(Plans.plan(true, 1, "a"), SHORT);
        Await.until(
                "it waits",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().startsWith("step-")
                                && thread.getState() == Thread.State.TIMED_WAITING));
        List<String> before = List.copyOf(told);

        // When
        gate.set(false);

        // Then
        assertThat(result.get().success()).isTrue();
        assertThat(before).isEmpty();
    }

    @Test
    void secretsAreMaskedInTheResultsAndTheOutputOfSteps() {
        // Given
        Run plain = Runs.of(Plans.plan(true, 2, "hunter2-key"), "");
        Run run = new Run(
                plain.executionId(),
                1,
                plain.definition(),
                plain.task(),
                plain.cause(),
                plain.nominal(),
                "",
                null,
                0,
                Map.of(),
                Secrets.of(Map.of("PASSWORD", "hunter2")));

        // When
        RunResult result = run(run, Set.of(), SHORT);

        // Then
        assertThat(result.success()).isTrue();
        assertThat(results).singleElement().extracting(StepResult::result).isEqualTo("done [******]");
        assertThat(log.lines()).contains("[hunter2-key] output of ******-key");
    }

    private RunResult run(Task.Plan plan) {
        return run(Runs.of(plan, ""), Set.of(), SHORT);
    }

    private RunResult run(Run run, Set<Integer> done, Duration retryPause) {
        return new PlanRunner(kind -> runner, InstantSource.system(), gate, retryPause)
                .run(run, done, log, kill, listener);
    }

    private CompletableFuture<RunResult> begin(Task.Plan plan, Duration retryPause) {
        return CompletableFuture.supplyAsync(() -> run(Runs.of(plan, ""), Set.of(), retryPause));
    }
}
