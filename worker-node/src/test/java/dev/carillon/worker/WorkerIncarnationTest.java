package dev.carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.Report;
import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.execution.StopReason;
import dev.carillon.kafka.codec.WorkOrder.Start;
import dev.carillon.worker.runner.RunResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Heartbeats, the end of a lease, the next incarnation, and a stop in good order. */
class WorkerIncarnationTest {

    private static final String ME = "w-1";
    private static final RunResult WELL = RunResult.succeeded("done", 0);

    private final WorkerTimeline worker = new WorkerTimeline();

    @Test
    void aHeartbeatIsSentEverySecondFromTheStart() {
        // When
        worker.pass(Duration.ofMillis(3_500));

        // Then
        assertThat(worker.beats()).extracting(Action.Beat::sequence).containsExactly(1L, 2L, 3L, 4L);
        assertThat(worker.beats()).extracting(Action.Beat::incarnation).containsOnly(ME);
    }

    @Test
    void theLeaseLivesAsLongAsHeartbeatsAreAcknowledged() {
        // When
        worker.pass(Duration.ofMinutes(5));

        // Then
        assertThat(worker.all(Action.LeaseLost.class)).isEmpty();
    }

    @Test
    void whenTheLeaseIsOverEverythingIsKilledAndNothingMoreIsSaid() {
        // Given
        Start running = worker.send(Orders.start(ME, 1, worker.now()));
        worker.send(Orders.start(ME, 2, worker.now().plus(WorkerTimeline.LEASE).plusSeconds(2)));
        worker.pass(Duration.ofSeconds(1));
        worker.beatsArrive(false);
        worker.taken();

        // When
        worker.pass(WorkerTimeline.LEASE);
        worker.end(running, RunResult.failed("killed", 137), StopReason.COMMAND);

        // Then
        assertThat(worker.all(Action.Kill.class))
                .extracting(Action.Kill::attempt)
                .containsExactly(Orders.attempt(running));
        assertThat(worker.reports()).isEmpty();
        assertThat(worker.runs()).isEmpty();
    }

    @Test
    void anEndThatArrivesFirstAfterAPauseIsNotReported() {
        // Given
        Start order = worker.send(Orders.start(ME, 1, worker.now()));
        worker.taken();

        // When the process was frozen, and the first thing it sees is the end of its attempt
        worker.time.advance(WorkerTimeline.LEASE);
        worker.end(order, WELL);

        // Then
        assertThat(worker.reports()).isEmpty();
        assertThat(worker.all(Action.LeaseLost.class)).hasSize(1);
    }

    @Test
    void aNewIncarnationReplacesTheOldOneWhenAllItsAttemptsHaveEnded() {
        // Given
        Start order = worker.send(Orders.start(ME, 1, worker.now()));
        worker.time.advance(WorkerTimeline.LEASE);
        worker.pass(Duration.ofSeconds(1));
        List<Action.Reborn> whileItRuns = worker.all(Action.Reborn.class).toList();

        // When
        worker.end(order, RunResult.failed("killed", 137), StopReason.COMMAND);

        // Then
        assertThat(whileItRuns).isEmpty();
        assertThat(worker.all(Action.Reborn.class)).containsExactly(new Action.Reborn("w-2", ME));
        assertThat(worker.beats().getLast()).satisfies(beat -> {
            assertThat(beat.incarnation()).isEqualTo("w-2");
            assertThat(beat.replaces()).isEqualTo(ME);
            assertThat(beat.sequence()).isEqualTo(1);
        });
    }

    @Test
    void survivorsOfTheOldIncarnationAreNotDeclaredGone() {
        // Given
        Start order = worker.send(Orders.start(ME, 1, worker.now()));
        worker.time.advance(WorkerTimeline.LEASE);

        // When
        worker.end(order, new RunResult(false, "killed", 137, "pid 4711"), StopReason.COMMAND);

        // Then
        assertThat(worker.all(Action.Reborn.class)).containsExactly(new Action.Reborn("w-2", ""));
    }

    @Test
    void anAttemptThatCannotBeEndedKeepsItsSlotIntoTheNextIncarnation() {
        // Given
        Start stubborn = worker.send(Orders.start(ME, 1, worker.now()));
        worker.time.advance(WorkerTimeline.LEASE);

        // When
        worker.pass(Duration.ofSeconds(15));
        worker.send(Orders.start("w-2", 2, worker.now()));
        worker.send(Orders.start("w-2", 3, worker.now()));
        List<Action.Run> whileStuck = worker.runs();
        worker.end(stubborn, WELL, StopReason.COMMAND);

        // Then
        assertThat(worker.all(Action.Reborn.class)).containsExactly(new Action.Reborn("w-2", ""));
        assertThat(whileStuck)
                .extracting(run -> run.attempt().id().jobId().value())
                .containsExactly(1L, 2L);
        assertThat(worker.runs())
                .extracting(run -> run.attempt().id().jobId().value())
                .containsExactly(1L, 2L, 3L);
        assertThat(worker.reports()).isEmpty();
    }

    @Test
    void afterARebirthWorkForTheOldIncarnationIsIgnored() {
        // Given
        worker.time.advance(WorkerTimeline.LEASE);
        worker.pass(Duration.ofMillis(10));
        worker.taken();

        // When
        worker.send(Orders.start(ME, 1, worker.now()));
        worker.send(Orders.start("w-2", 2, worker.now()));

        // Then
        assertThat(worker.runs()).extracting(run -> run.attempt().incarnation()).containsExactly("w-2");
    }

    @Test
    void aStoppingWorkerGivesBackWhatHasNotBegunAndTakesNoMore() {
        // Given
        worker.send(Orders.start(ME, 1, worker.now().plusSeconds(5)));

        // When
        worker.input(new Input.Drain());
        worker.send(Orders.start(ME, 2, worker.now().plusSeconds(5)));

        // Then
        assertThat(worker.reports())
                .hasSize(2)
                .allSatisfy(report -> assertThat(report)
                        .isInstanceOfSatisfying(
                                Report.Declined.class,
                                declined -> assertThat(declined.freeSlots()).isZero()));
        assertThat(worker.beats().getLast().status().draining()).isTrue();
        assertThat(worker.core.isDrained()).isTrue();
    }

    @Test
    void aStoppingWorkerLetsRunningAttemptsGoOnForAWhileThenKillsThem() {
        // Given
        Start order = worker.send(Orders.start(ME, 1, worker.now()));
        worker.input(new Input.Drain());

        // When
        worker.pass(Duration.ofMillis(7_999));
        List<Action.Kill> before = worker.all(Action.Kill.class).toList();
        worker.pass(Duration.ofMillis(1));
        worker.end(order, RunResult.failed("killed", 143), StopReason.COMMAND);

        // Then
        assertThat(before).isEmpty();
        assertThat(worker.all(Action.Kill.class)).hasSize(1);
        assertThat(((Report.Finished) worker.reports().getLast()).outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(worker.core.isDrained()).isTrue();
    }

    @Test
    void aStoppingWorkerWaitsForItsLastReportsButNotForEver() {
        // Given
        worker.reportsArrive(false);
        Start order = worker.send(Orders.start(ME, 1, worker.now()));
        worker.input(new Input.Drain());
        worker.end(order, WELL);

        // When
        worker.pass(Duration.ofSeconds(2));
        boolean whileWaiting = worker.core.isDrained();
        worker.pass(Duration.ofSeconds(2));

        // Then
        assertThat(whileWaiting).isFalse();
        assertThat(worker.core.isDrained()).isTrue();
    }

    @Test
    void anAttemptThatCannotBeEndedDoesNotHoldUpTheStop() {
        // Given
        worker.send(Orders.start(ME, 1, worker.now()));
        worker.input(new Input.Drain());

        // When
        worker.pass(Duration.ofSeconds(20));

        // Then
        assertThat(((Report.Finished) worker.reports().getLast()).outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(worker.core.isDrained()).isTrue();
    }
}
