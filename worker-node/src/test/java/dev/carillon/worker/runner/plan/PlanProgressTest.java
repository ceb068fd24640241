package dev.carillon.worker.runner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.worker.runner.RunResult;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PlanProgressTest {

    private static final RunResult BADLY = RunResult.failed("badly", 3);

    @Test
    void stepsBeginInTheirOrderAndThePlanSucceedsWithTheLast() {
        // Given
        PlanProgress progress = new PlanProgress(Plans.plan(true, 1, "a", "b"), Set.of());

        // When
        OptionalInt first = progress.begin();
        end(progress, 0, "a", Outcome.SUCCEEDED);
        OptionalInt second = progress.begin();
        end(progress, 1, "b", Outcome.SUCCEEDED);

        // Then
        assertThat(first).hasValue(0);
        assertThat(second).hasValue(1);
        assertThat(progress.begin()).isEmpty();
        assertThat(progress.result()).isEqualTo(RunResult.succeeded("2 of 2 steps succeeded", 0));
    }

    @Test
    void stepsThatSucceededInAnEarlierAttemptAreNotRunAgain() {
        // Given: an index beyond the plan is of no plan any more
        PlanProgress progress = new PlanProgress(Plans.plan(true, 5, "a", "b", "c", "d"), Set.of(0, 2, 17));

        // When
        int threads = progress.parallelism();
        OptionalInt first = progress.begin();
        OptionalInt second = progress.begin();
        end(progress, 3, "d", Outcome.SUCCEEDED);
        end(progress, 1, "b", Outcome.SUCCEEDED);

        // Then
        assertThat(threads).isEqualTo(2);
        assertThat(first).hasValue(1);
        assertThat(second).hasValue(3);
        assertThat(progress.begin()).isEmpty();
        assertThat(progress.result()).isEqualTo(RunResult.succeeded("4 of 4 steps succeeded", 0));
    }

    @Test
    void aPlanOfWhichEverythingIsDoneHasSucceeded() {
        // Given
        PlanProgress progress = new PlanProgress(Plans.plan(true, 5, "a", "b"), Set.of(0, 1));

        // When, Then
        assertThat(progress.parallelism()).isZero();
        assertThat(progress.result().success()).isTrue();
    }

    @Test
    void aFailedStepKeepsTheRestFromBeginning() {
        // Given
        PlanProgress progress = new PlanProgress(Plans.plan(true, 1, "a", "b", "x", "y", "z"), Set.of());
        progress.begin();
        end(progress, 0, "a", Outcome.SUCCEEDED);
        progress.begin();
        end(progress, 1, "b", Outcome.SUCCEEDED);

        // When
        progress.begin();
        progress.ended(Plans.ended(2, "x", Outcome.FAILED, "no such table", 9), "");

        // Then
        assertThat(progress.begin()).isEmpty();
        assertThat(progress.result())
                .isEqualTo(RunResult.failed("2 of 5 steps succeeded, step 'x' failed: no such table, 2 not begun", 9));
    }

    @Test
    void stepsBesideAFailedOneGoOnToTheirEnd() {
        // Given
        PlanProgress progress = new PlanProgress(Plans.plan(true, 2, "a", "b", "c"), Set.of());
        progress.begin();
        progress.begin();

        // When
        progress.ended(Plans.ended(0, "a", Outcome.FAILED, "badly", 1), "");
        OptionalInt next = progress.begin();
        end(progress, 1, "b", Outcome.SUCCEEDED);

        // Then
        assertThat(next).isEmpty();
        assertThat(progress.result().message())
                .isEqualTo("1 of 3 steps succeeded, step 'a' failed: badly, 1 not begun");
    }

    @Test
    void withoutStopOnFailureEverythingRunsAndTheFirstFailureIsTold() {
        // Given
        PlanProgress progress = new PlanProgress(Plans.plan(false, 1, "a", "b", "c"), Set.of());

        // When
        progress.begin();
        progress.ended(Plans.ended(0, "a", Outcome.FAILED, "badly", 1), "");
        progress.begin();
        end(progress, 1, "b", Outcome.SUCCEEDED);
        progress.begin();
        progress.ended(Plans.ended(2, "c", Outcome.FAILED, "worse", 2), "");

        // Then
        assertThat(progress.result())
                .isEqualTo(RunResult.failed("1 of 3 steps succeeded, 2 failed, the first was 'a': badly", 1));
    }

    @Test
    void afterAStopNothingBegins() {
        // Given
        PlanProgress progress = new PlanProgress(Plans.plan(false, 1, "a", "b", "c"), Set.of());
        progress.begin();

        // When
        progress.stop();
        end(progress, 0, "a", Outcome.TIMED_OUT);

        // Then
        assertThat(progress.begin()).isEmpty();
        assertThat(progress.triesAgain(0, 1, BADLY)).isFalse();
        assertThat(progress.result().success()).isFalse();
        assertThat(progress.result().message()).isEqualTo("0 of 3 steps succeeded, 1 stopped, 2 not begun");
    }

    @Test
    void aFailedStepIsTriedAsOftenAsItSays() {
        // Given
        PlanProgress progress = new PlanProgress(Plans.plan(true, 1, Plans.step("a", 2)), Set.of());

        // When, Then
        assertThat(progress.triesAgain(0, 1, BADLY)).isTrue();
        assertThat(progress.triesAgain(0, 2, BADLY)).isTrue();
        assertThat(progress.triesAgain(0, 3, BADLY)).isFalse();
        assertThat(progress.triesAgain(0, 1, RunResult.succeeded("", 0))).isFalse();
    }

    @Test
    void aStepThatLeftProcessesIsNotTriedBesideThemAndTheyAreTold() {
        // Given
        PlanProgress progress = new PlanProgress(Plans.plan(true, 1, Plans.step("a", 2)), Set.of());
        progress.begin();

        // When
        boolean again = progress.triesAgain(0, 1, new RunResult(false, "badly", 1, "pid 7"));
        progress.ended(Plans.ended(0, "a", Outcome.FAILED, "badly", 1), "pid 7");

        // Then
        assertThat(again).isFalse();
        assertThat(progress.result().survivors()).isEqualTo("pid 7");
    }

    @Test
    void whatStandsBehindALongMessageIsNotCutOff() {
        // Given
        PlanProgress progress = new PlanProgress(Plans.plan(true, 1, "a", "b"), Set.of());
        progress.begin();

        // When
        progress.ended(Plans.ended(0, "a", Outcome.FAILED, "x".repeat(1000), 1), "");

        // Then
        assertThat(progress.result().message()).hasSizeLessThan(1000).endsWith("x, 1 not begun");
    }

    private static void end(PlanProgress progress, int index, String key, Outcome outcome) {
        progress.ended(Plans.ended(index, key, outcome, "", 0), "");
    }
}
