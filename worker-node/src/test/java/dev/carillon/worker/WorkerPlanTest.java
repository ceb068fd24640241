package dev.carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.Report;
import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.execution.StepResult;
import dev.carillon.core.job.HttpCheck;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.core.job.TaskKind;
import dev.carillon.kafka.codec.WorkOrder.Start;
import dev.carillon.worker.runner.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of the steps of plans, and in which order. */
class WorkerPlanTest {

    private static final String ME = "w-1";
    private static final RunResult WELL = RunResult.succeeded("2 of 2 steps succeeded", 0);
    private static final Task SHELL = new Task.Shell("true", List.of(), Map.of());
    private static final Task HTTP = new Task.Http(
            "http://127.0.0.1/",
            "GET",
            Map.of(),
            "",
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            new HttpCheck.Successful());

    private final WorkerTimeline worker = new WorkerTimeline();

    @Test
    void thatAPlanHasStartedIsSaidBeforeItsFirstStepAndItsEndLast() {
        // Given
        Start order = send(plan(SHELL));

        // When
        began(order, 0);
        ended(order, 0, Outcome.SUCCEEDED);
        began(order, 1);
        ended(order, 1, Outcome.SUCCEEDED);
        worker.end(order, WELL);

        // Then
        assertThat(worker.reports())
                .hasExactlyElementsOfTypes(
                        Report.Started.class, Report.StepEnded.class, Report.StepEnded.class, Report.Finished.class);
        assertThat(worker.reports().get(1)).isInstanceOfSatisfying(Report.StepEnded.class, step -> {
            assertThat(step.revision()).isEqualTo(7);
            assertThat(step.step().key()).isEqualTo("key-0");
        });
    }

    @Test
    void onlyAStepThatLastsIsSaidToHaveStarted() {
        // Given
        Start order = send(plan(SHELL));
        began(order, 0);
        worker.pass(Duration.ofMillis(199));
        ended(order, 0, Outcome.SUCCEEDED);
        began(order, 1);

        // When
        worker.pass(Duration.ofMillis(199));
        List<Report> before = worker.reports();
        worker.pass(Duration.ofMillis(1));

        // Then
        assertThat(before).hasExactlyElementsOfTypes(Report.Started.class, Report.StepEnded.class);
        assertThat(worker.reports().getLast())
                .isInstanceOfSatisfying(
                        Report.StepStarted.class,
                        step -> assertThat(step.index()).isEqualTo(1));
    }

    @Test
    void stepsSideBySideAreEachSaidToHaveStartedWhenTheyLast() {
        // Given
        Start order = send(plan(SHELL));
        began(order, 0);
        worker.pass(Duration.ofMillis(100));
        began(order, 1);

        // When
        worker.pass(Duration.ofSeconds(1));

        // Then
        assertThat(worker.reports())
                .hasExactlyElementsOfTypes(Report.Started.class, Report.StepStarted.class, Report.StepStarted.class);
    }

    @Test
    void theEndOfAPlanWaitsUntilTheEndsOfItsStepsHaveArrived() {
        // Given
        Start order = send(plan(SHELL));
        worker.reportsArrive(false);
        began(order, 0);
        ended(order, 0, Outcome.FAILED);

        // When
        worker.end(order, RunResult.failed("1 of 2", 1));
        List<Report> meanwhile = worker.reports();
        int waiting = worker.core.status().active().size();
        worker.taken();
        worker.reportsArrive(true);
        worker.pass(Duration.ofSeconds(1));

        // Then
        assertThat(meanwhile).hasOnlyElementsOfTypes(Report.Started.class, Report.StepEnded.class);
        assertThat(waiting).isEqualTo(1);
        assertThat(worker.reports())
                .hasExactlyElementsOfTypes(Report.Started.class, Report.StepEnded.class, Report.Finished.class);
        assertThat(worker.core.status().active()).isEmpty();
    }

    @Test
    void theBeginningOfAStepIsNotSaidAgainOnceItHasEnded() {
        // Given
        Start order = send(plan(SHELL));
        worker.pass(Duration.ofMillis(200));
        worker.reportsArrive(false);
        began(order, 0);
        worker.pass(Duration.ofMillis(210));
        ended(order, 0, Outcome.SUCCEEDED);
        worker.taken();

        // When
        worker.reportsArrive(true);
        worker.pass(Duration.ofSeconds(1));

        // Then
        assertThat(worker.reports()).hasExactlyElementsOfTypes(Report.StepEnded.class);
    }

    @Test
    void nothingIsSaidOfTheStepsOfALostLease() {
        // Given
        Start order = send(plan(SHELL));
        began(order, 0);
        worker.beatsArrive(false);
        worker.pass(WorkerTimeline.LEASE.plusSeconds(1));
        worker.taken();

        // When
        ended(order, 0, Outcome.STOPPED);
        worker.end(order, RunResult.failed("0 of 2", 0));

        // Then
        assertThat(worker.reports()).isEmpty();
    }

    @Test
    void aPlanTakesASlotOfItsWeightiestKind() {
        // When
        send(plan(SHELL, HTTP));

        // Then
        assertThat(worker.core.status().slots().get(TaskKind.SHELL)).isEqualTo(new Slots.Count(2, 1));
        assertThat(worker.core.status().slots().get(TaskKind.HTTP)).isEqualTo(new Slots.Count(1, 0));
    }

    @Test
    void aPlanOfWhichOneKindIsNotRunHereIsDeclined() {
        // When
        send(plan(SHELL, new Task.Java("com.example.Job", "")));

        // Then
        assertThat(worker.reports())
                .singleElement()
                .isInstanceOfSatisfying(
                        Report.Declined.class,
                        declined -> assertThat(declined.reason()).contains("SHELL and JAVA"));
    }

    private Start send(Task plan) {
        JobDefinition definition =
                JobDefinition.builder(new JobId(1), plan).revision(7).build();
        return worker.send(
                Orders.start(ME, definition, worker.now(), worker.now().plusSeconds(10)));
    }

    private static Task plan(Task... tasks) {
        return new Task.Plan(List.of(tasks), List.of(step(0), step(1)), true, 2);
    }

    private static Task.Step step(int index) {
        return new Task.Step("key-" + index, "", 0, Map.of(), "", 0);
    }

    private void began(Start order, int index) {
        worker.input(new Input.StepBegan(Orders.attempt(order), index, "key-" + index, "", worker.now()));
    }

    private void ended(Start order, int index, Outcome outcome) {
        worker.input(new Input.StepEnded(
                Orders.attempt(order),
                new StepResult(index, "key-" + index, "", outcome, 1, worker.now(), worker.now(), "", 0)));
    }
}
