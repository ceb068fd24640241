package dev.carillon.core.scheduling;

import static dev.carillon.core.scheduling.ShardTimeline.JOB;
import static dev.carillon.core.scheduling.ShardTimeline.NOON;
import static dev.carillon.core.scheduling.ShardTimeline.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.FinalState;
import dev.carillon.core.execution.Report;
import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.execution.StepResult;
import dev.carillon.core.job.HttpCheck;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.RetryPolicy;
import dev.carillon.core.job.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The steps of a plan: what is kept of them, and for how long. */
final class StepsTest {

    private static final Task SHELL = new Task.Shell("true", List.of(), Map.of());

    private final ShardTimeline line = new ShardTimeline();

    @Test
    void anotherAttemptSkipsWhatHasSucceededAlsoAfterAReload() {
        // Given
        line.worker("w1").create(plan());
        line.trigger();
        Output.Start first = line.lastStart();
        line.started(first);

        // When
        ended(first, 0, Outcome.SUCCEEDED);
        ended(first, 2, Outcome.SUCCEEDED);
        ended(first, 1, Outcome.FAILED);
        line.finished(first, Outcome.FAILED).reloadAt(NOON.plusSeconds(1));

        // Then
        assertThat(first.stepsDone()).isEmpty();
        assertThat(line.lastStart().attempt()).isEqualTo(2);
        assertThat(line.lastStart().stepsDone()).containsExactlyInAnyOrder(0, 2);
        assertThat(line.said(Output.StepEnded.class))
                .hasSize(3)
                .allSatisfy(said -> assertThat(said.attempt()).isEqualTo(1));
    }

    @Test
    void whatTwoAttemptsHaveDoneIsDoneForTheThird() {
        // Given
        line.worker("w1").create(plan());
        line.trigger();
        ended(line.started(line.lastStart()).lastStart(), 0, Outcome.SUCCEEDED);
        line.finished(line.lastStart(), Outcome.FAILED).after(Duration.ofSeconds(1));

        // When
        ended(line.started(line.lastStart()).lastStart(), 1, Outcome.SUCCEEDED);
        line.finished(line.lastStart(), Outcome.FAILED).after(Duration.ofSeconds(1));

        // Then
        assertThat(line.lastStart().attempt()).isEqualTo(3);
        assertThat(line.lastStart().stepsDone()).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void whatIsDoneIsForgottenWhenTheDefinitionChanges() {
        // Given
        line.worker("w1").create(plan());
        line.trigger();
        Output.Start first = line.started(line.lastStart()).lastStart();
        ended(first, 0, Outcome.SUCCEEDED);

        // When
        line.replace(plan().toBuilder().description("another").build());
        line.finished(first, Outcome.FAILED).after(Duration.ofSeconds(1));

        // Then
        assertThat(line.lastStart().definition().revision()).isEqualTo(2);
        assertThat(line.lastStart().stepsDone()).isEmpty();
        // When the new plan gets on
        ended(line.started(line.lastStart()).lastStart(), 1, Outcome.SUCCEEDED);
        line.finished(line.lastStart(), Outcome.FAILED).after(Duration.ofSeconds(1));
        // Then
        assertThat(line.lastStart().stepsDone()).containsExactly(1);
    }

    @Test
    void aStepThatIsToldTwiceCountsAndIsSaidOnce() {
        // Given
        line.worker("w1").create(plan());
        line.trigger();
        Output.Start first = line.started(line.lastStart()).lastStart();

        // When
        ended(first, 0, Outcome.SUCCEEDED);
        ended(first, 0, Outcome.SUCCEEDED);

        // Then
        assertThat(line.said(Output.StepEnded.class)).hasSize(1);
    }

    @Test
    void theStepsOfAnOlderAttemptAndOfAnEndedExecutionAreIgnored() {
        // Given
        line.worker("w1").create(plan());
        line.trigger();
        Output.Start first = line.started(line.lastStart()).lastStart();
        line.finished(first, Outcome.FAILED).after(Duration.ofSeconds(1));

        // When
        ended(first, 0, Outcome.SUCCEEDED);
        began(first, 1);
        line.started(line.lastStart()).finished(line.lastStart(), Outcome.SUCCEEDED);
        ended(line.lastStart(), 1, Outcome.SUCCEEDED);

        // Then
        assertThat(line.said(Output.StepEnded.class)).isEmpty();
        assertThat(line.said(Output.StepStarted.class)).isEmpty();
        assertThat(line.ends())
                .singleElement()
                .extracting(Output.ExecutionEnded::state)
                .isEqualTo(FinalState.SUCCEEDED);
    }

    @Test
    void thatAStepHasBegunIsSaidAndChangesNothing() {
        // Given
        line.worker("w1").create(plan());
        line.trigger();
        Output.Start first = line.started(line.lastStart()).lastStart();

        // When
        began(first, 1);

        // Then
        assertThat(line.said(Output.StepStarted.class)).singleElement().satisfies(said -> {
            assertThat(said.index()).isEqualTo(1);
            assertThat(said.key()).isEqualTo("key-1");
            assertThat(said.attempt()).isEqualTo(1);
        });
        line.finished(first, Outcome.FAILED).after(Duration.ofSeconds(1));
        assertThat(line.lastStart().stepsDone()).isEmpty();
    }

    @Test
    void stepsOfAnAttemptThatIsBeingStoppedStillCount() {
        // Given
        line.worker("w1").create(plan());
        line.trigger();
        Output.Start first = line.started(line.lastStart()).lastStart();
        line.stop(first.executionId());

        // When
        ended(first, 0, Outcome.STOPPED);
        line.finished(first, Outcome.STOPPED);

        // Then
        assertThat(line.said(Output.StepEnded.class)).hasSize(1);
        assertThat(line.ends())
                .singleElement()
                .extracting(Output.ExecutionEnded::state)
                .isEqualTo(FinalState.STOPPED);
    }

    @Test
    void aPlanIsNotPlacedWithAWorkerThatRunsOnlyAPartOfItsKinds() {
        // Given
        Task http = new Task.Http(
                "http://h/",
                "GET",
                Map.of(),
                "",
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                new HttpCheck.Successful());
        Task both = new Task.Plan(List.of(SHELL, http), List.of(step(0), step(1)), true, 1);

        // When
        line.worker("w1").create(JobDefinition.builder(JOB, both).build());
        line.trigger();

        // Then
        assertThat(line.starts()).isEmpty();
    }

    private static JobDefinition plan() {
        return JobDefinition.builder(JOB, new Task.Plan(List.of(SHELL), List.of(step(0), step(1), step(2)), false, 2))
                .retry(new RetryPolicy(3, Duration.ofSeconds(1)))
                .build();
    }

    private static Task.Step step(int index) {
        return new Task.Step("key-" + index, "", 0, Map.of(), "", 0);
    }

    private void began(Output.Start start, int index) {
        line.report(new Report.StepStarted(attempt(start), index, "key-" + index, "", line.now()));
    }

    private void ended(Output.Start start, int index, Outcome outcome) {
        line.report(new Report.StepEnded(
                attempt(start),
                start.definition().revision(),
                new StepResult(index, "key-" + index, "", outcome, 1, line.now(), line.now(), "", 0)));
    }
}
