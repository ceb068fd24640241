package dev.carillon.core.scheduling;

import static dev.carillon.core.scheduling.ShardTimeline.JOB;
import static dev.carillon.core.scheduling.ShardTimeline.NOON;
import static dev.carillon.core.scheduling.ShardTimeline.attempt;
import static dev.carillon.core.scheduling.ShardTimeline.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.execution.Report;
import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.AlertPolicy;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.RetryPolicy;
import dev.carillon.core.job.TimeoutPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every execution ends once, in one state, whatever its worker does. */
final class ExecutionTest {

    private final ShardTimeline line = new ShardTimeline();

    @Test
    void aManualRunGoesToAWorkerAndEndsWithItsReport() {
        // Given
        line.worker("w1").create(job().build());
        // When
        Reply reply = line.trigger();
        line.finished(line.lastStart(), Outcome.SUCCEEDED);
        // Then
        assertThat(reply.status()).isEqualTo(Reply.Status.OK);
        assertThat(reply.executionId()).isEqualTo(line.lastStart().executionId());
        assertThat(line.ends()).hasSize(1).first().satisfies(end -> {
            assertThat(end.state()).isEqualTo(FinalState.SUCCEEDED);
            assertThat(end.attempts()).isEqualTo(1);
            assertThat(end.incarnation()).isEqualTo("w1");
        });
    }

    @Test
    void aSecondReportOfTheSameAttemptIsIgnored() {
        // Given
        line.worker("w1").create(job().build());
        line.trigger();
        // When
        line.finished(line.lastStart(), Outcome.SUCCEEDED).finished(line.lastStart(), Outcome.FAILED);
        // Then
        assertThat(line.ends()).hasSize(1);
    }

    @Test
    void aFailedAttemptIsRetriedAfterTheIntervalAndReportsOfTheOlderAttemptAreIgnored() {
        // Given
        line.worker("w1")
                .create(job().retry(new RetryPolicy(1, Duration.ofSeconds(30))).build());
        line.trigger();
        Output.Start first = line.lastStart();
        // When
        line.finished(first, Outcome.FAILED).after(Duration.ofSeconds(29));
        // Then
        assertThat(line.starts()).hasSize(1);
        // When
        line.after(Duration.ofSeconds(1)).finished(first, Outcome.SUCCEEDED);
        // Then
        assertThat(line.starts()).hasSize(2);
        assertThat(line.lastStart().attempt()).isEqualTo(2);
        assertThat(line.lastStart().failures()).isEqualTo(1);
        assertThat(line.ends()).isEmpty();
        // When
        line.finished(line.lastStart(), Outcome.FAILED);
        // Then
        assertThat(line.ends()).hasSize(1).first().satisfies(end -> {
            assertThat(end.state()).isEqualTo(FinalState.FAILED);
            assertThat(end.attempts()).isEqualTo(2);
        });
    }

    @Test
    void aRetryThatWasDueWhileTheShardWasDownHappensAfterTheReload() {
        // Given
        line.worker("w1")
                .create(job().retry(new RetryPolicy(1, Duration.ofSeconds(30))).build());
        line.trigger();
        line.finished(line.lastStart(), Outcome.FAILED);
        // When
        line.reloadAt(NOON.plusSeconds(50));
        // Then
        assertThat(line.starts()).hasSize(2);
    }

    @Test
    void anExecutionOfAGoneWorkerThatHadNotStartedIsPlacedAgain() {
        // Given
        line.worker("w1").create(job().build());
        line.trigger();
        // When
        line.worker("w2").workerGone("w1");
        // Then
        assertThat(line.starts()).hasSize(2);
        assertThat(line.lastStart().address().incarnation()).isEqualTo("w2");
        assertThat(line.ends()).isEmpty();
    }

    @Test
    void aStartedAttemptOfAGoneWorkerCountsAsFailedAndNothingTheWorkerSaysLaterIsAccepted() {
        // Given
        line.worker("w1").create(job().retry(new RetryPolicy(1, Duration.ZERO)).build());
        line.trigger();
        Output.Start lost = line.lastStart();
        line.started(lost);
        // When
        line.worker("w2").workerGone("w1").finished(lost, Outcome.SUCCEEDED);
        // Then
        assertThat(line.ends()).isEmpty();
        assertThat(line.lastStart().address().incarnation()).isEqualTo("w2");
        // When
        line.finished(line.lastStart(), Outcome.SUCCEEDED);
        // Then
        assertThat(line.ends()).extracting(Output.ExecutionEnded::incarnation).containsExactly("w2");
    }

    @Test
    void aWorkerNobodyHasHeardOfGetsAFullLeaseFromTheLoadOn() {
        // Given
        line.worker("w1").create(job().build());
        line.trigger();
        ShardTimeline silent = line.started(line.lastStart());
        // When the shard is loaded where no heartbeat of w1 is known
        silent.forgetWorkers().reloadAt(NOON.plusSeconds(100)).at(NOON.plusSeconds(131));
        // Then
        assertThat(line.ends()).isEmpty();
        // When
        silent.at(NOON.plusSeconds(135));
        // Then
        assertThat(line.ends()).extracting(Output.ExecutionEnded::state).containsExactly(FinalState.FAILED);
    }

    @Test
    void anAttemptThatItsLivingWorkerDoesNotMentionIsLostOnlyWhenAllReportsAreRead() {
        // Given
        line.worker("w1").create(job().build());
        line.trigger();
        line.started(line.lastStart());
        // When
        line.at(NOON.plusSeconds(40)).worker("w1").at(NOON.plusSeconds(45));
        // Then
        assertThat(line.ends()).as("a report may still be in the log").isEmpty();
        // When
        line.reportsRead().at(NOON.plusSeconds(50));
        // Then
        assertThat(line.ends())
                .extracting(Output.ExecutionEnded::result)
                .first()
                .asString()
                .contains("no longer runs it");
    }

    @Test
    void anAttemptThatItsWorkerMentionsGoesOn() {
        // Given
        line.worker("w1").create(job().build());
        line.trigger();
        line.started(line.lastStart());
        // When
        line.at(NOON.plusSeconds(400))
                .worker("w1", line.lastStart())
                .reportsRead()
                .at(NOON.plusSeconds(405));
        // Then
        assertThat(line.ends()).isEmpty();
    }

    @Test
    void withoutAWorkerItStaysPendingAlertsAndFailsInTheEnd() {
        // Given
        line.create(job().alerts(alertAll()).build());
        // When
        line.trigger();
        line.at(NOON.plusSeconds(10));
        // Then
        assertThat(line.starts()).isEmpty();
        assertThat(line.alerts()).extracting(Output.AlertOut::kind).containsExactly(Output.AlertKind.NO_WORKER);
        // When
        line.at(NOON.plusSeconds(600));
        // Then
        assertThat(line.ends()).extracting(Output.ExecutionEnded::state).containsExactly(FinalState.FAILED);
        assertThat(line.alerts())
                .extracting(Output.AlertOut::kind)
                .containsExactly(Output.AlertKind.NO_WORKER, Output.AlertKind.FAILURE);
    }

    @Test
    void pendingExecutionsAreOfferedToANewWorkerHighestPriorityFirst() {
        // Given
        line.create(job().id(new JobId(1)).priority(1).build());
        line.create(job().id(new JobId(2)).priority(15).build());
        line.create(job().id(new JobId(3)).priority(5).build());
        for (long id = 1; id <= 3; id++) {
            line.send(new Command.TriggerJob(line.request(), new JobId(id), null, false, Execution.Target.ANY));
        }
        // When
        line.worker("w1");
        // Then
        assertThat(line.starts())
                .extracting(start -> start.definition().id().value())
                .containsExactly(2L, 3L, 1L);
    }

    @Test
    void aDeclinedExecutionGoesToThatWorkerAgainOnlyAfterAHeartbeatThatShowsRoom() {
        // Given
        line.worker("w1").create(job().build());
        line.trigger();
        // When
        line.after(Duration.ofSeconds(1)).declined(line.lastStart()).after(Duration.ofSeconds(30));
        // Then
        assertThat(line.starts()).hasSize(1);
        // When
        line.worker("w1");
        // Then
        assertThat(line.starts()).hasSize(2);
        assertThat(line.ends()).isEmpty();
    }

    @Test
    void aDemandedWorkerAloneGetsTheRun() {
        // Given
        line.worker("w1")
                .worker("w2")
                .worker("w3")
                .create(job().maxConcurrency(200).build());
        // When
        for (int i = 0; i < 50; i++) {
            line.send(new Command.TriggerJob(line.request(), JOB, null, false, new Execution.Target("w2-host", "")));
        }
        // Then
        assertThat(line.starts())
                .hasSize(50)
                .allSatisfy(start -> assertThat(start.address().incarnation()).isEqualTo("w2"));
    }

    @Test
    void workIsSpread() {
        // Given
        line.worker("w1").worker("w2").create(job().maxConcurrency(200).build());
        // When
        for (int i = 0; i < 100; i++) {
            line.trigger();
        }
        // Then
        assertThat(line.starts().stream()
                        .filter(start -> start.address().incarnation().equals("w1"))
                        .count())
                .isBetween(45L, 55L);
    }

    @Test
    void stoppingARunningExecutionTellsItsWorkerAndEndsWithItsReport() {
        // Given
        line.worker("w1").create(job().retry(new RetryPolicy(5, Duration.ZERO)).build());
        line.trigger();
        Output.Start start = line.lastStart();
        line.started(start);
        // When
        Reply reply = line.stop(start.executionId());
        // Then
        assertThat(reply.status()).isEqualTo(Reply.Status.OK);
        assertThat(line.said(Output.Kill.class)).extracting(Output.Kill::reason).containsExactly(StopReason.COMMAND);
        // When
        line.finished(start, Outcome.STOPPED);
        // Then
        assertThat(line.ends()).hasSize(1).first().satisfies(end -> {
            assertThat(end.state()).isEqualTo(FinalState.STOPPED);
            assertThat(end.by()).isEqualTo("somebody");
        });
        assertThat(line.stop(start.executionId()).status()).isEqualTo(Reply.Status.ENDED);
    }

    @Test
    void stoppingAnExecutionOfAGoneWorkerStillEndsIt() {
        // Given
        line.worker("w1").create(job().build());
        line.trigger();
        line.started(line.lastStart());
        line.stop(line.lastStart().executionId());
        // When
        line.workerGone("w1");
        // Then
        assertThat(line.ends()).extracting(Output.ExecutionEnded::state).containsExactly(FinalState.STOPPED);
    }

    @Test
    void aTimeoutThatTheWorkerDoesNotEnforceIsEnforcedByTheShard() {
        // Given
        line.worker("w1")
                .create(job().timeout(new TimeoutPolicy(Duration.ofSeconds(5), true, true))
                        .build());
        line.trigger();
        Output.Start start = line.lastStart();
        line.started(start);
        // When
        line.worker("w1", start).at(NOON.plusSeconds(15));
        // Then
        assertThat(line.said(Output.Kill.class)).extracting(Output.Kill::reason).containsExactly(StopReason.TIMEOUT);
        // When
        line.finished(start, Outcome.TIMED_OUT);
        // Then
        assertThat(line.ends()).extracting(Output.ExecutionEnded::state).containsExactly(FinalState.TIMED_OUT);
        assertThat(line.alerts()).extracting(Output.AlertOut::kind).containsExactly(Output.AlertKind.TIMEOUT);
    }

    @Test
    void aTimeoutIsAlertedOnce() {
        // Given
        line.worker("w1")
                .create(job().timeout(new TimeoutPolicy(Duration.ofSeconds(5), true, false))
                        .build());
        line.trigger();
        Output.Start start = line.lastStart();
        line.started(start);
        // When
        line.report(new Report.TimeoutPassed(attempt(start), line.now()));
        line.report(new Report.TimeoutPassed(attempt(start), line.now()));
        // Then
        assertThat(line.alerts()).hasSize(1);
    }

    @Test
    void failuresAreAlertedAfterSoManyInARowAndASuccessStartsOver() {
        // Given
        AlertPolicy every2 = new AlertPolicy(true, 2, false, false, false, List.of(), List.of());
        line.worker("w1").create(job().alerts(every2).build());
        // When
        for (Outcome outcome : List.of(Outcome.FAILED, Outcome.SUCCEEDED, Outcome.FAILED, Outcome.FAILED)) {
            line.trigger();
            line.finished(line.lastStart(), outcome);
        }
        // Then
        assertThat(line.alerts()).hasSize(1).first().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo(Output.AlertKind.FAILURE);
            assertThat(alert.failuresInARow()).isEqualTo(2);
        });
    }

    @Test
    void aRepeatedCommandGetsTheSameReplyAndChangesNothing() {
        // Given
        line.worker("w1").create(job().build());
        Command.TriggerJob trigger = new Command.TriggerJob(line.request(), JOB, null, false, Execution.Target.ANY);
        Reply first = line.send(trigger);
        line.finished(line.lastStart(), Outcome.SUCCEEDED);
        // When
        Reply again = line.reloadAt(NOON.plusSeconds(5)).send(trigger);
        // Then
        assertThat(again).isEqualTo(first);
        assertThat(line.triggers()).hasSize(1);
    }

    @Test
    void aRepeatedCreateAfterADeleteIsStillAnsweredFromMemory() {
        // Given
        Command.CreateJob create = new Command.CreateJob(line.request(), job().build());
        Reply first = line.send(create);
        line.delete();
        // When
        Reply again = line.send(create);
        // Then
        assertThat(again).isEqualTo(first);
        assertThat(line.trigger().status()).isEqualTo(Reply.Status.NOT_FOUND);
    }

    @Test
    void theMemoryOfADeletedJobGoesAfterAQuarterOfAnHour() {
        // Given
        line.create(job().build());
        line.delete();
        // When
        line.after(Duration.ofMinutes(15));
        // Then
        assertThat(line.shard().jobs()).isZero();
    }

    @Test
    void commandsThatDoNotFitAreRefusedAndChangeNothing() {
        // Given
        line.worker("w1");
        JobDefinition disabled = job().enabled(false).build();
        // When, Then
        assertThat(line.disable().status()).isEqualTo(Reply.Status.NOT_FOUND);
        assertThat(line.create(disabled).revision()).isEqualTo(1);
        assertThat(line.create(disabled).status()).isEqualTo(Reply.Status.ALREADY_EXISTS);
        assertThat(line.send(new Command.ReplaceJob(line.request(), disabled, 9))
                        .status())
                .isEqualTo(Reply.Status.CONFLICT);
        assertThat(line.send(new Command.TriggerJob(line.request(), JOB, null, true, Execution.Target.ANY))
                        .status())
                .isEqualTo(Reply.Status.DISABLED);
        assertThat(line.trigger().status()).isEqualTo(Reply.Status.OK);
        assertThat(line.trigger().status()).isEqualTo(Reply.Status.AT_LIMIT);
        assertThat(line.stop(new ExecutionId(JOB, "s1")).status()).isEqualTo(Reply.Status.ENDED);
        assertThat(line.triggers()).hasSize(1);
    }

    @Test
    void deletingAJobEndsWhatWaitsAndLetsRunWhatRuns() {
        // Given
        line.create(
                job().maxConcurrency(2).retry(new RetryPolicy(3, Duration.ZERO)).build());
        line.trigger();
        line.worker("w1");
        Output.Start running = line.lastStart();
        line.started(running);
        // When
        line.delete();
        line.finished(running, Outcome.FAILED);
        // Then
        assertThat(line.ends()).extracting(Output.ExecutionEnded::state).containsExactly(FinalState.FAILED);
        assertThat(line.starts()).hasSize(1);
    }

    private static AlertPolicy alertAll() {
        return new AlertPolicy(true, 1, true, true, true, List.of(), List.of());
    }
}
