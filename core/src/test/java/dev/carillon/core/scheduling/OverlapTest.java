package dev.carillon.core.scheduling;

import static dev.carillon.core.scheduling.ShardTimeline.JOB;
import static dev.carillon.core.scheduling.ShardTimeline.NOON;
import static dev.carillon.core.scheduling.ShardTimeline.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.execution.Report;
import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.OverlapPolicy;
import dev.carillon.core.job.OverlapPolicy.Mode;
import dev.carillon.core.job.RetryPolicy;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.OnDemand;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A fire that finds as many executions as may run is skipped, queued or put in the place of another, as the job says. */
final class OverlapTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ShardTimeline line = new ShardTimeline();

    @Test
    void oneFireIsQueuedAndFurtherOnesAreSkipped() {
        // Given
        begin(overlap(Mode.QUEUE_ONE, 100));
        // When
        line.at(second(2)).at(second(3)).at(second(4));
        // Then
        assertThat(line.triggers()).containsExactly(second(1), second(2));
        assertThat(line.starts()).as("the queued one is with no worker").hasSize(1);
        assertThat(line.skips()).extracting(Output.SkippedFire::first).containsExactly(second(3), second(4));
        assertThat(line.skips().getFirst().reason()).isEqualTo(Output.SkipReason.OVERLAP);
        assertThat(line.skips().getFirst().detail())
                .isEqualTo("as many executions are live as the job may have: 1, and 1 queued");
    }

    @Test
    void theQueuedFireRunsInTheStepThatEndsTheOther() {
        // Given
        begin(overlap(Mode.QUEUE_ONE, 100));
        line.at(second(2));
        // When
        line.at(second(2).plusMillis(100)).finished(line.lastStart(), Outcome.SUCCEEDED);
        // Then
        assertThat(line.starts()).extracting(Output.Start::nominal).containsExactly(second(1), second(2));
        assertThat(line.lastStart().startBy()).isAfter(line.now());
    }

    @Test
    void firesAreQueuedUpToTheCapAndRunInTheirOrder() {
        // Given
        begin(overlap(Mode.QUEUE_ALL, 3));
        line.at(second(2)).at(second(3)).at(second(4)).at(second(5));
        assertThat(line.skips()).extracting(Output.SkippedFire::first).containsExactly(second(5));
        line.disable();
        // When
        for (int i = 0; i < 4; i++) {
            line.finished(line.lastStart(), Outcome.SUCCEEDED);
        }
        // Then
        assertThat(line.starts())
                .extracting(Output.Start::nominal)
                .containsExactly(second(1), second(2), second(3), second(4));
        assertThat(line.ends()).hasSize(4);
    }

    @Test
    void aNewFireReplacesTheOneThatRunsWhenThatHasEnded() {
        // Given
        begin(overlap(Mode.REPLACE, 100));
        Output.Start first = line.lastStart();
        // When
        line.at(second(2));
        // Then
        assertThat(line.said(Output.Kill.class)).hasSize(1).first().satisfies(kill -> {
            assertThat(kill.executionId()).isEqualTo(first.executionId());
            assertThat(kill.reason()).isEqualTo(StopReason.REPLACED);
        });
        assertThat(line.starts())
                .as("the new one waits for the end of the old one")
                .hasSize(1);
        // When
        line.finished(first, Outcome.STOPPED);
        // Then
        assertThat(line.ends()).extracting(Output.ExecutionEnded::state).containsExactly(FinalState.STOPPED);
        assertThat(line.lastStart().nominal()).isEqualTo(second(2));
    }

    @Test
    void aQueuedFireIsReplacedByANewerOneAndNothingElseIsStopped() {
        // Given
        begin(overlap(Mode.REPLACE, 100));
        line.at(second(2));
        // When
        line.at(second(3));
        // Then
        assertThat(line.ends()).hasSize(1).first().satisfies(end -> {
            assertThat(end.executionId()).isEqualTo(ExecutionId.scheduled(JOB, second(2)));
            assertThat(end.state()).isEqualTo(FinalState.STOPPED);
            assertThat(end.result()).isEqualTo("a newer fire took its place before an attempt started");
        });
        assertThat(line.said(Output.Kill.class)).hasSize(1);
        assertThat(line.triggers()).containsExactly(second(1), second(2), second(3));
    }

    @Test
    void onlyTheOldestOfSeveralIsReplaced() {
        // Given
        line.worker("w1")
                .create(everySecond(overlap(Mode.REPLACE, 100))
                        .maxConcurrency(3)
                        .build());
        line.at(second(1)).at(second(2)).at(second(3));
        line.starts().forEach(line::started);
        // When
        line.at(second(4)).at(second(5));
        // Then
        assertThat(line.said(Output.Kill.class))
                .extracting(Output.Kill::executionId)
                .containsExactly(ExecutionId.scheduled(JOB, second(1)));
    }

    @Test
    void anExecutionThatNoWorkerHasIsReplacedAtOnce() {
        // Given
        line.create(everySecond(overlap(Mode.REPLACE, 100)).build());
        line.at(second(1));
        // When
        line.at(second(2));
        // Then
        assertThat(line.ends())
                .extracting(Output.ExecutionEnded::executionId)
                .containsExactly(ExecutionId.scheduled(JOB, second(1)));
        // When
        line.worker("w1");
        // Then
        assertThat(line.starts()).extracting(Output.Start::nominal).containsExactly(second(2));
    }

    @Test
    void aReplacedAttemptThatFailsIsNotTriedAgain() {
        // Given
        line.worker("w1")
                .create(everySecond(overlap(Mode.REPLACE, 100))
                        .retry(new RetryPolicy(5, SECOND))
                        .build());
        line.at(second(1)).started(line.lastStart());
        Output.Start first = line.lastStart();
        line.at(second(2));
        // When
        line.finished(first, Outcome.FAILED);
        // Then
        assertThat(line.ends()).extracting(Output.ExecutionEnded::state).containsExactly(FinalState.FAILED);
        assertThat(line.lastStart().nominal()).isEqualTo(second(2));
    }

    @Test
    void aRetryKeepsTheSlot() {
        // Given
        line.worker("w1")
                .create(everySecond(overlap(Mode.QUEUE_ONE, 100))
                        .retry(new RetryPolicy(1, Duration.ofSeconds(5)))
                        .build());
        line.at(second(1)).started(line.lastStart());
        line.at(second(2));
        // When
        line.finished(line.lastStart(), Outcome.FAILED).at(second(4));
        // Then
        assertThat(line.starts()).extracting(Output.Start::nominal).containsExactly(second(1));
        // When
        line.at(second(7)).finished(line.lastStart(), Outcome.FAILED);
        // Then
        assertThat(line.starts()).extracting(Output.Start::nominal).containsExactly(second(1), second(1), second(2));
    }

    @Test
    void theEndOfAWorkerGivesTheSlotToTheQueuedOne() {
        // Given
        begin(overlap(Mode.QUEUE_ONE, 100));
        line.worker("w2", line.lastStart()).at(second(2));
        String first = line.lastStart().address().incarnation();
        // When
        line.workerGone(first);
        // Then
        assertThat(line.ends()).extracting(Output.ExecutionEnded::state).containsExactly(FinalState.FAILED);
        assertThat(line.lastStart().nominal()).isEqualTo(second(2));
    }

    @Test
    void aQueuedExecutionCanBeStopped() {
        // Given
        begin(overlap(Mode.QUEUE_ONE, 100));
        line.at(second(2));
        // When
        Reply reply = line.stop(ExecutionId.scheduled(JOB, second(2)));
        // Then
        assertThat(reply.status()).isEqualTo(Reply.Status.OK);
        assertThat(line.ends()).hasSize(1).first().satisfies(end -> {
            assertThat(end.state()).isEqualTo(FinalState.STOPPED);
            assertThat(end.by()).isEqualTo("somebody");
        });
    }

    @Test
    void aHigherLimitStartsTheQueuedOnesAtOnceOldestFirst() {
        // Given
        begin(overlap(Mode.QUEUE_ALL, 10));
        line.at(second(2)).at(second(3)).at(second(4));
        // When
        line.replace(everySecond(overlap(Mode.QUEUE_ALL, 10)).maxConcurrency(3).build());
        // Then
        assertThat(line.starts()).extracting(Output.Start::nominal).containsExactly(second(1), second(2), second(3));
    }

    @Test
    void underALowerLimitTheQueueWaitsUntilEnoughHaveEnded() {
        // Given
        line.worker("w1")
                .create(everySecond(overlap(Mode.QUEUE_ALL, 10))
                        .maxConcurrency(2)
                        .build());
        line.at(second(1)).at(second(2)).at(second(3));
        line.starts().forEach(line::started);
        Output.Start first = line.starts().getFirst();
        Output.Start last = line.lastStart();
        line.replace(everySecond(overlap(Mode.SKIP, 10)).enabled(false).build());
        // When
        line.finished(first, Outcome.SUCCEEDED);
        // Then
        assertThat(line.starts()).hasSize(2);
        // When
        line.finished(last, Outcome.SUCCEEDED);
        // Then
        assertThat(line.lastStart().nominal()).isEqualTo(second(3));
    }

    @Test
    void queuedOnesStandWhenTheJobIsDisabledOrPausedAndAreWithdrawnWhenItIsDeleted() {
        // Given
        begin(overlap(Mode.QUEUE_ALL, 10));
        line.at(second(2)).at(second(3));
        // When
        line.disable();
        line.finished(line.lastStart(), Outcome.SUCCEEDED);
        // Then
        assertThat(line.lastStart().nominal()).isEqualTo(second(2));
        // When
        line.delete();
        // Then
        assertThat(line.ends()).hasSize(2).last().satisfies(end -> {
            assertThat(end.executionId()).isEqualTo(ExecutionId.scheduled(JOB, second(3)));
            assertThat(end.state()).isEqualTo(FinalState.WITHDRAWN);
            assertThat(end.by()).isEqualTo("somebody");
        });
    }

    @Test
    void aQueueOutlivesItsOwnerAndLateFiresJoinItInOrder() {
        // Given
        begin(overlap(Mode.QUEUE_ALL, 4));
        line.at(second(2));
        // When
        line.reloadAt(second(5)).worker("w1", line.lastStart());
        // Then
        assertThat(line.triggers()).containsExactly(second(1), second(2), second(3), second(4), second(5));
        assertThat(line.starts()).hasSize(1);
        // When
        line.finished(line.lastStart(), Outcome.SUCCEEDED);
        // Then
        assertThat(line.lastStart().nominal()).isEqualTo(second(2));
    }

    @Test
    void aManualRunIsRefusedAtTheLimitWhateverThePolicy() {
        // Given
        begin(overlap(Mode.QUEUE_ALL, 10));
        // When
        Reply reply = line.trigger();
        // Then
        assertThat(reply.status()).isEqualTo(Reply.Status.AT_LIMIT);
    }

    @Test
    void aFixedDelayCountsFromTheEndOfTheRunThatWasQueued() {
        // Given
        line.worker("w1")
                .create(job().schedule(new FixedDelay(Duration.ofSeconds(5)))
                        .overlap(overlap(Mode.QUEUE_ONE, 100))
                        .build());
        line.at(second(4)).trigger();
        Output.Start manual = line.lastStart();
        line.started(manual).at(second(5));
        // When
        line.at(second(8)).finished(manual, Outcome.SUCCEEDED);
        line.at(second(20)).finished(line.lastStart(), Outcome.SUCCEEDED);
        line.at(second(25));
        // Then
        assertThat(line.triggers()).containsExactly(second(4), second(5), second(25));
        assertThat(line.skips()).isEmpty();
    }

    @Test
    void aFireThatStandsBeyondAChangeKeepsTheRevisionThatOwedIt() {
        // Given
        begin(overlap(Mode.QUEUE_ONE, 100));
        line.at(second(2).minusMillis(300)).finished(line.lastStart(), Outcome.SUCCEEDED);
        // When
        line.replace(everySecond(overlap(Mode.QUEUE_ONE, 100)).priority(10).build());
        line.at(second(3));
        // Then
        assertThat(line.said(Output.Triggered.class))
                .extracting(Output.Triggered::revision)
                .containsExactly(1L, 1L, 2L);
    }

    @Test
    void onlyFiresOfTheScheduleMeetThePolicy() {
        // Given
        line.worker("w1")
                .create(job().schedule(new OnDemand())
                        .overlap(overlap(Mode.REPLACE, 1))
                        .build());
        line.trigger();
        // When
        Reply second = line.trigger();
        // Then
        assertThat(second.status()).isEqualTo(Reply.Status.AT_LIMIT);
        assertThat(line.said(Output.Kill.class)).isEmpty();
    }

    /** The first fire runs. */
    private void begin(OverlapPolicy policy) {
        line.worker("w1").create(everySecond(policy).build());
        line.at(second(1)).report(new Report.Started(ShardTimeline.attempt(line.lastStart()), line.now()));
    }

    private static JobDefinition.Builder everySecond(OverlapPolicy policy) {
        return job().schedule(new FixedRate(SECOND, NOON)).overlap(policy);
    }

    private static OverlapPolicy overlap(Mode mode, int cap) {
        return new OverlapPolicy(mode, cap);
    }

    private static Instant second(int number) {
        return NOON.plusSeconds(number);
    }
}
