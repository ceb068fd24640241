package dev.carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.Report;
import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.TaskKind;
import dev.carillon.core.job.TimeoutPolicy;
import dev.carillon.kafka.codec.WorkOrder.Start;
import dev.carillon.worker.runner.RunResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of work, from its arrival to its report. */
class WorkerCoreTest {

    private static final String ME = "w-1";
    private static final RunResult WELL = RunResult.succeeded("done", 0);

    private final WorkerTimeline worker = new WorkerTimeline();

    @Test
    void workStartsExactlyWhenItIsDue() {
        // Given
        Start order = worker.send(Orders.start(ME, 1, worker.now().plusMillis(500)));

        // When
        worker.pass(Duration.ofMillis(499));
        List<Action.Run> early = worker.runs();
        worker.pass(Duration.ofMillis(1));

        // Then
        assertThat(early).isEmpty();
        assertThat(worker.runs()).extracting(Action.Run::attempt).containsExactly(Orders.attempt(order));
        assertThat(worker.now()).isEqualTo(order.due());
    }

    @Test
    void workForAnotherIncarnationIsIgnored() {
        // When
        worker.send(Orders.start("w-0", 1, worker.now()));

        // Then
        assertThat(worker.taken()).isEmpty();
    }

    @Test
    void aRepeatedStartRunsOnce() {
        // Given
        Start order = worker.send(Orders.start(ME, 1, worker.now()));

        // When
        worker.send(order);
        worker.end(order, WELL);
        worker.send(order);

        // Then
        assertThat(worker.runs()).hasSize(1);
        assertThat(worker.reports()).hasSize(1);
    }

    @Test
    void aShortAttemptSendsOneReport() {
        // Given
        Start order = worker.send(Orders.start(ME, 1, worker.now()));
        worker.pass(Duration.ofMillis(199));

        // When
        worker.end(order, new RunResult(false, "went wrong", 7, ""));
        worker.pass(Duration.ofSeconds(1));

        // Then
        assertThat(worker.reports()).singleElement().isInstanceOfSatisfying(Report.Finished.class, finished -> {
            assertThat(finished.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(finished.result()).isEqualTo("went wrong");
            assertThat(finished.code()).isEqualTo(7);
        });
    }

    @Test
    void aLongerAttemptSaysThatItHasStarted() {
        // Given
        Start order = worker.send(Orders.start(ME, 1, worker.now()));

        // When
        worker.pass(Duration.ofMillis(200));
        worker.end(order, WELL);

        // Then
        assertThat(worker.reports()).hasExactlyElementsOfTypes(Report.Started.class, Report.Finished.class);
        assertThat(((Report.Started) worker.reports().getFirst()).at()).isEqualTo(order.due());
    }

    @Test
    void workOfAKindThatIsNotRunIsDeclined() {
        // When
        worker.send(Orders.start(
                ME,
                Orders.definition(1, TaskKind.JAVA),
                worker.now(),
                worker.now().plusSeconds(10)));

        // Then
        assertThat(worker.reports()).singleElement().isInstanceOfSatisfying(Report.Declined.class, declined -> {
            assertThat(declined.freeSlots()).isZero();
            assertThat(declined.reason()).contains("JAVA");
        });
    }

    @Test
    void workThatArrivesPastItsStartByIsDeclined() {
        // When
        worker.send(Orders.start(
                ME,
                Orders.definition(1, TaskKind.SHELL),
                worker.now().minusSeconds(20),
                worker.now().minusMillis(1)));

        // Then
        assertThat(worker.runs()).isEmpty();
        assertThat(worker.reports())
                .singleElement()
                .isInstanceOfSatisfying(
                        Report.Declined.class,
                        declined -> assertThat(declined.freeSlots()).isEqualTo(WorkerTimeline.SHELL_SLOTS));
    }

    @Test
    void workOverTheLimitOfTheQueueIsDeclined() {
        // Given
        for (int job = 1; job <= WorkerTimeline.HOLD_LIMIT; job++) {
            worker.send(Orders.start(ME, job, worker.now().plusSeconds(5)));
        }

        // When
        worker.send(Orders.start(ME, 99, worker.now().plusSeconds(5)));

        // Then
        assertThat(worker.reports())
                .singleElement()
                .isInstanceOfSatisfying(
                        Report.Declined.class,
                        declined -> assertThat(declined.attempt().id().jobId().value())
                                .isEqualTo(99));
    }

    @Test
    void dueWorkThatFindsNoSlotForASecondIsDeclined() {
        // Given
        worker.send(Orders.start(ME, 1, worker.now()));
        worker.send(Orders.start(ME, 2, worker.now()));
        worker.send(Orders.start(ME, 3, worker.now()));

        // When
        worker.pass(Duration.ofMillis(999));
        List<Report> before = worker.reports();
        worker.pass(Duration.ofMillis(1));

        // Then
        assertThat(before).noneMatch(Report.Declined.class::isInstance);
        assertThat(worker.reports())
                .last()
                .isInstanceOfSatisfying(
                        Report.Declined.class,
                        declined -> assertThat(declined.attempt().id().jobId().value())
                                .isEqualTo(3));
    }

    @Test
    void aSlotThatBecomesFreeIsTakenAtOnce() {
        // Given
        Start first = worker.send(Orders.start(ME, 1, worker.now()));
        worker.send(Orders.start(ME, 2, worker.now()));
        worker.send(Orders.start(ME, 3, worker.now()));
        assertThat(worker.runs()).hasSize(2);

        // When
        worker.end(first, WELL);

        // Then
        assertThat(worker.runs()).hasSize(3);
    }

    @Test
    void heldWorkThatIsWithdrawnNeverStarts() {
        // Given
        Start order = worker.send(Orders.start(ME, 1, worker.now().plusMillis(300)));

        // When
        worker.send(Orders.withdraw(order));
        worker.pass(Duration.ofSeconds(2));

        // Then
        assertThat(worker.runs()).isEmpty();
        assertThat(worker.reports()).singleElement().isInstanceOfSatisfying(Report.Finished.class, finished -> {
            assertThat(finished.outcome()).isEqualTo(Outcome.WITHDRAWN);
            assertThat(finished.startedAt()).isNull();
        });
    }

    @Test
    void aWithdrawalThatComesTooLateIsAnsweredWithStarted() {
        // Given
        Start order = worker.send(Orders.start(ME, 1, worker.now()));

        // When
        worker.send(Orders.withdraw(order));

        // Then
        assertThat(worker.reports()).singleElement().isInstanceOf(Report.Started.class);
        assertThat(worker.all(Action.Kill.class)).isEmpty();
    }

    @Test
    void aWithdrawalAfterTheEndIsAnsweredWithTheEnd() {
        // Given
        Start order = worker.send(Orders.start(ME, 1, worker.now()));
        worker.end(order, WELL);
        worker.taken();

        // When
        worker.send(Orders.withdraw(order));

        // Then
        assertThat(worker.reports())
                .singleElement()
                .isInstanceOfSatisfying(
                        Report.Finished.class,
                        finished -> assertThat(finished.outcome()).isEqualTo(Outcome.SUCCEEDED));
    }

    @Test
    void aStopOfUnknownWorkIsAnsweredAndAStartThatFollowsIsIgnored() {
        // Given
        Start order = Orders.start(ME, 1, worker.now());

        // When
        worker.send(Orders.kill(order));
        worker.send(order);

        // Then
        assertThat(worker.runs()).isEmpty();
        assertThat(worker.reports())
                .singleElement()
                .isInstanceOfSatisfying(
                        Report.Finished.class,
                        finished -> assertThat(finished.outcome()).isEqualTo(Outcome.STOPPED));
    }

    @Test
    void heldWorkThatIsKilledIsStoppedWithoutAStart() {
        // Given
        Start order = worker.send(Orders.start(ME, 1, worker.now().plusMillis(300)));

        // When
        worker.send(Orders.kill(order));
        worker.pass(Duration.ofSeconds(1));

        // Then
        assertThat(worker.runs()).isEmpty();
        assertThat(worker.reports())
                .singleElement()
                .isInstanceOfSatisfying(
                        Report.Finished.class,
                        finished -> assertThat(finished.outcome()).isEqualTo(Outcome.STOPPED));
    }

    @Test
    void aKilledAttemptIsStoppedWhateverItsResult() {
        // Given
        Start order = worker.send(Orders.start(ME, 1, worker.now()));
        worker.send(Orders.kill(order));
        worker.send(Orders.kill(order));

        // When
        worker.end(order, WELL, StopReason.COMMAND);

        // Then
        assertThat(worker.all(Action.Kill.class))
                .singleElement()
                .extracting(Action.Kill::reason)
                .isEqualTo(StopReason.COMMAND);
        assertThat(worker.reports())
                .last()
                .isInstanceOfSatisfying(
                        Report.Finished.class,
                        finished -> assertThat(finished.outcome()).isEqualTo(Outcome.STOPPED));
    }

    @Test
    void anAttemptThatEndedBeforeTheKillReachedItKeepsItsOwnEnd() {
        // Given
        Start order = worker.send(Orders.start(ME, 1, worker.now()));
        worker.send(Orders.kill(order));

        // When
        worker.end(order, WELL, null);

        // Then
        assertThat(worker.reports())
                .last()
                .isInstanceOfSatisfying(
                        Report.Finished.class,
                        finished -> assertThat(finished.outcome()).isEqualTo(Outcome.SUCCEEDED));
    }

    @Test
    void anAttemptThatDoesNotFollowItsKillSwitchIsInterrupted() {
        // Given
        Start order = worker.send(Orders.start(ME, 1, worker.now()));
        worker.send(Orders.kill(order));

        // When
        worker.pass(Duration.ofSeconds(20));

        // Then
        assertThat(worker.all(Action.Interrupt.class)).hasSize(1);
        assertThat(worker.core.status().active()).containsExactly(Orders.attempt(order));
    }

    @Test
    void anAttemptPastItsLimitIsKilled() {
        // Given
        TimeoutPolicy killAfter3s = new TimeoutPolicy(Duration.ofSeconds(3), true, true);
        Start order = worker.send(Orders.limited(ME, 1, worker.now(), killAfter3s));

        // When
        worker.pass(Duration.ofSeconds(3));
        worker.end(order, RunResult.failed("killed", 137), StopReason.TIMEOUT);

        // Then
        assertThat(worker.all(Action.Kill.class))
                .singleElement()
                .extracting(Action.Kill::reason)
                .isEqualTo(StopReason.TIMEOUT);
        assertThat(worker.reports()).hasExactlyElementsOfTypes(Report.Started.class, Report.Finished.class);
        assertThat(((Report.Finished) worker.reports().getLast()).outcome()).isEqualTo(Outcome.TIMED_OUT);
    }

    @Test
    void anAttemptPastALimitThatOnlyAlertsGoesOnAndSaysSoOnce() {
        // Given
        TimeoutPolicy alertAfter100ms = new TimeoutPolicy(Duration.ofMillis(100), true, false);
        Start order = worker.send(Orders.limited(ME, 1, worker.now(), alertAfter100ms));

        // When
        worker.pass(Duration.ofSeconds(3));
        worker.end(order, WELL);

        // Then
        assertThat(worker.all(Action.Kill.class)).isEmpty();
        assertThat(worker.reports())
                .hasExactlyElementsOfTypes(Report.Started.class, Report.TimeoutPassed.class, Report.Finished.class);
    }

    @Test
    void anExecutionStaysActiveUntilItsEndIsAcknowledgedAndTheReportIsResent() {
        // Given
        worker.reportsArrive(false);
        Start order = worker.send(Orders.start(ME, 1, worker.now()));

        // When
        worker.end(order, WELL);
        worker.pass(Duration.ofSeconds(2));
        List<Report> whileUnreachable = worker.reports();
        List<Report.Attempt> finishing = worker.core.status().active();
        worker.reportsArrive(true);
        worker.pass(Duration.ofSeconds(1));

        // Then
        assertThat(whileUnreachable).hasSizeGreaterThan(2).allMatch(Report.Finished.class::isInstance);
        assertThat(finishing).containsExactly(Orders.attempt(order));
        assertThat(worker.core.status().active()).isEmpty();
    }

    @Test
    void aLongResultIsCutWithoutSplittingACharacter() {
        // Given
        Start order = worker.send(Orders.start(ME, 1, worker.now()));

        // When
        worker.end(order, RunResult.succeeded("x".repeat(999) + "🔔🔔", 0));

        // Then
        assertThat(((Report.Finished) worker.reports().getLast()).result()).isEqualTo("x".repeat(999));
    }
}
