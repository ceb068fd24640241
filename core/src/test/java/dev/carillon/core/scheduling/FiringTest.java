package dev.carillon.core.scheduling;

import static dev.carillon.core.scheduling.ShardTimeline.JOB;
import static dev.carillon.core.scheduling.ShardTimeline.NOON;
import static dev.carillon.core.scheduling.ShardTimeline.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.execution.Report;
import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.MisfirePolicy;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.OneTime;
import dev.carillon.core.time.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** Every fire of every schedule has its trigger or its skip, once, whatever happens in between. */
final class FiringTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ShardTimeline line = new ShardTimeline();

    @Test
    void aFireIsEmittedAheadOfItsInstantAndHeldByTheWorker() {
        // Given
        line.worker("w1").create(job().schedule(cron("0 * * * * ?")).build());
        // When
        line.at(NOON.plusMillis(59_500));
        // Then
        assertThat(line.triggers()).containsExactly(NOON.plusSeconds(60));
        assertThat(line.lastStart().due()).isEqualTo(NOON.plusSeconds(60));
        assertThat(line.lastStart().address().incarnation()).isEqualTo("w1");
    }

    @Test
    void nothingIsEmittedBeforeTheLookAhead() {
        // Given
        line.worker("w1").create(job().schedule(cron("0 * * * * ?")).build());
        // When
        line.at(NOON.plusMillis(59_499));
        // Then
        assertThat(line.triggers()).isEmpty();
        assertThat(line.shard().nextDue()).contains(NOON.plusMillis(59_500));
    }

    @Test
    void everySecondFiresOnceEachWhenTheRunsEndInTime() {
        // Given
        line.worker("w1").create(job().schedule(everySecond()).build());
        // When
        runSeconds(10);
        // Then
        assertThat(line.triggers()).hasSize(10).doesNotHaveDuplicates().isSorted();
        assertThat(line.skips()).isEmpty();
    }

    @Test
    void jobsDueTogetherAreEmittedInTheOrderOfTheirIdsAndACrashBetweenThemLosesAndDoublesNothing() {
        // Given
        line.worker("w1");
        for (long id = 1; id <= 5; id++) {
            line.create(job().id(new JobId(id)).schedule(cron("0 * * * * ?")).build());
        }
        // When
        line.stepsAt(NOON.plusMillis(59_600), 2).reloadAt(NOON.plusSeconds(62));
        // Then
        assertThat(line.said(Output.Triggered.class))
                .extracting(triggered -> triggered.jobId().value())
                .containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aFireThatMeetsTheLimitAheadIsJudgedAtItsInstant() {
        // Given
        line.worker("w1").create(job().schedule(everySecond()).build());
        line.at(NOON.plusSeconds(1));
        line.started(line.lastStart());
        // When
        line.at(NOON.plusMillis(1_600));
        // Then
        assertThat(line.triggers()).as("one runs, the next waits to be judged").hasSize(1);
        // When
        line.finished(line.lastStart(), Outcome.SUCCEEDED).at(NOON.plusSeconds(2));
        // Then
        assertThat(line.triggers()).containsExactly(NOON.plusSeconds(1), NOON.plusSeconds(2));
    }

    @Test
    void aFireThatMeetsTheLimitAtItsInstantIsSkippedAndTheSkipRecorded() {
        // Given
        line.worker("w1").create(job().schedule(everySecond()).build());
        line.at(NOON.plusSeconds(1));
        line.started(line.lastStart());
        // When
        line.at(NOON.plusSeconds(2));
        // Then
        assertThat(line.triggers()).containsExactly(NOON.plusSeconds(1));
        assertThat(line.skips()).hasSize(1).first().satisfies(skip -> {
            assertThat(skip.first()).isEqualTo(NOON.plusSeconds(2));
            assertThat(skip.count()).isEqualTo(1);
            assertThat(skip.reason()).isEqualTo(Output.SkipReason.OVERLAP);
        });
    }

    @Test
    void theLimitCountsHeldAndRunningExecutions() {
        // Given
        line.worker("w1").create(job().schedule(everySecond()).maxConcurrency(3).build());
        // When
        line.at(NOON.plusSeconds(1))
                .at(NOON.plusSeconds(2))
                .at(NOON.plusSeconds(3))
                .at(NOON.plusSeconds(4));
        // Then
        assertThat(line.triggers()).hasSize(3);
        assertThat(line.skips()).extracting(Output.SkippedFire::first).containsExactly(NOON.plusSeconds(4));
    }

    @Test
    void lateFiresWithinTheThresholdSimplyFire() {
        // Given
        line.worker("w1")
                .create(job().schedule(everySecond()).maxConcurrency(100).build());
        // When
        line.reloadAt(NOON.plusSeconds(20));
        // Then
        assertThat(line.triggers()).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void missedFiresBeyondTheThresholdRunOnceAndTheOthersAreRecordedAsOneRange() {
        // Given
        line.worker("w1").create(job().schedule(cron("0 * * * * ?")).build());
        // When
        line.reloadAt(NOON.plus(Duration.ofMinutes(10)).plusSeconds(30));
        // Then
        assertThat(line.skips()).hasSize(2).first().satisfies(skip -> {
            assertThat(skip.first()).isEqualTo(NOON.plusSeconds(60));
            assertThat(skip.last()).isEqualTo(NOON.plus(Duration.ofMinutes(8)));
            assertThat(skip.count()).isEqualTo(8);
            assertThat(skip.reason()).isEqualTo(Output.SkipReason.MISFIRE);
        });
        assertThat(line.triggers())
                .as("the newest missed one; the one of 30 s ago meets the limit")
                .containsExactly(NOON.plus(Duration.ofMinutes(9)));
        assertThat(fires()).isEqualTo(10);
    }

    @Test
    void missedFiresCanAllBeSkipped() {
        // Given
        MisfirePolicy skip = new MisfirePolicy(MisfirePolicy.Mode.SKIP, Duration.ofSeconds(5), 1, Duration.ZERO);
        line.worker("w1")
                .create(job().schedule(everySecond())
                        .misfire(skip)
                        .maxConcurrency(100)
                        .build());
        // When
        line.reloadAt(NOON.plusSeconds(100));
        // Then
        assertThat(line.skips()).extracting(Output.SkippedFire::count).containsExactly(94L);
        assertThat(line.triggers()).hasSize(6);
    }

    @Test
    void missedFiresCanAllFireUpToTheCapNewestKept() {
        // Given
        MisfirePolicy all = new MisfirePolicy(MisfirePolicy.Mode.FIRE_ALL, Duration.ofSeconds(5), 10, Duration.ZERO);
        line.worker("w1")
                .create(job().schedule(everySecond())
                        .misfire(all)
                        .maxConcurrency(100)
                        .build());
        // When
        line.reloadAt(NOON.plusSeconds(100));
        // Then
        assertThat(line.skips()).extracting(Output.SkippedFire::last).containsExactly(NOON.plusSeconds(84));
        assertThat(line.triggers()).hasSize(16).first().isEqualTo(NOON.plusSeconds(85));
    }

    @Test
    void aLongStopOwesFewRecordsAndAccountsForEveryFire() {
        // Given
        line.worker("w1").create(job().schedule(everySecond()).build());
        // When
        line.reloadAt(NOON.plus(Duration.ofDays(5)));
        // Then
        assertThat(line.skips().size()).isLessThan(100);
        assertThat(fires()).isEqualTo(Duration.ofDays(5).toSeconds());
    }

    @Test
    void aJobMadeInsideTheLookAheadFiresAtOnceWhatTheCursorHasPassed() {
        // Given
        line.worker("w1")
                .create(job().id(new JobId(1)).schedule(cron("0 * * * * ?")).build());
        line.at(NOON.plusMillis(59_600));
        // When
        line.create(job().schedule(cron("0 * * * * ?")).build());
        // Then
        assertThat(line.said(Output.Triggered.class))
                .extracting(triggered -> triggered.jobId().value())
                .containsExactly(1L, 42L);
    }

    @Test
    void aChangeInsideTheLookAheadLetsStandWhatBothHaveAndWithdrawsWhatOnlyTheOldHad() {
        // Given
        line.worker("w1")
                .create(job().schedule(new FixedRate(Duration.ofSeconds(20), NOON))
                        .maxConcurrency(5)
                        .build());
        line.at(NOON.plusMillis(59_600));
        Output.Start held = line.lastStart();
        // When
        line.replace(job().schedule(cron("0 * * * * ?")).maxConcurrency(5).build());
        // Then
        assertThat(held.nominal()).isEqualTo(NOON.plusSeconds(60));
        assertThat(line.said(Output.Withdraw.class)).isEmpty();
        // When
        line.replace(job().schedule(cron("30 * * * * ?")).maxConcurrency(5).build());
        // Then
        assertThat(line.said(Output.Withdraw.class))
                .extracting(Output.Work::executionId)
                .containsExactly(held.executionId());
        // When
        line.withdrawn(held).at(NOON.plusSeconds(61));
        // Then
        assertThat(line.ends()).last().satisfies(end -> {
            assertThat(end.executionId()).isEqualTo(held.executionId());
            assertThat(end.state()).isEqualTo(FinalState.WITHDRAWN);
        });
        assertThat(line.triggers()).doesNotHaveDuplicates();
    }

    @Test
    void aFireThatWasWithdrawnIsNotTriggeredAgainWhenTheScheduleComesBack() {
        // Given
        JobDefinition minutely = job().schedule(cron("0 * * * * ?")).build();
        line.worker("w1").create(minutely);
        line.at(NOON.plusMillis(59_600));
        Output.Start held = line.lastStart();
        line.replace(job().schedule(cron("30 * * * * ?")).build());
        line.withdrawn(held);
        // When
        line.replace(minutely);
        line.at(NOON.plusSeconds(61));
        // Then
        assertThat(line.triggers()).containsExactly(NOON.plusSeconds(60));
    }

    @Test
    void aWithdrawalThatComesTooLateIsReportedAsWhatHappened() {
        // Given
        line.worker("w1").create(job().schedule(cron("0 * * * * ?")).build());
        line.at(NOON.plusMillis(59_900));
        Output.Start held = line.lastStart();
        line.disable();
        // When
        line.at(NOON.plusSeconds(60)).finished(held, Outcome.SUCCEEDED);
        // Then
        assertThat(line.ends()).extracting(Output.ExecutionEnded::state).containsExactly(FinalState.SUCCEEDED);
    }

    @Test
    void aChangeOnAShardThatLagsPaysFirstWhatTheOldScheduleOwes() {
        // Given
        line.worker("w1")
                .create(job().schedule(everySecond()).maxConcurrency(100).build());
        line.at(NOON.plusSeconds(3));
        // When the command is decided before the fires of the last four seconds
        ShardTimeline late = line.stepsAt(NOON.plusSeconds(7), 0);
        late.disable();
        late.at(NOON.plusSeconds(20));
        // Then
        assertThat(late.triggers()).hasSize(7).doesNotHaveDuplicates().last().isEqualTo(NOON.plusSeconds(7));
    }

    @Test
    void aDisabledJobOwesNothingAndAnEnabledOneStartsFromNow() {
        // Given
        line.worker("w1").create(job().schedule(everySecond()).enabled(false).build());
        line.at(NOON.plusSeconds(5));
        // When
        line.enable();
        line.at(NOON.plusSeconds(6));
        // Then
        assertThat(line.triggers()).containsExactly(NOON.plusSeconds(6));
        assertThat(line.skips()).isEmpty();
    }

    @Test
    void aDeletedJobFiresNoMoreAndItsHeldFireIsWithdrawn() {
        // Given
        line.worker("w1").create(job().schedule(cron("0 * * * * ?")).build());
        line.at(NOON.plusMillis(59_700));
        // When
        line.delete();
        line.withdrawn(line.lastStart()).at(NOON.plusSeconds(200));
        // Then
        assertThat(line.triggers()).hasSize(1);
        assertThat(line.ends()).extracting(Output.ExecutionEnded::state).containsExactly(FinalState.WITHDRAWN);
    }

    @Test
    void fixedRateKeepsItsRhythmFromTheInstantOfCreation() {
        // Given
        line.worker("w1")
                .create(job().schedule(new FixedRate(Duration.ofSeconds(10), Instant.EPOCH))
                        .build());
        // When
        line.at(NOON.plusSeconds(10))
                .finished(line.lastStart(), Outcome.SUCCEEDED)
                .at(NOON.plusSeconds(20));
        // Then
        assertThat(line.triggers()).containsExactly(NOON.plusSeconds(10), NOON.plusSeconds(20));
    }

    @Test
    void fixedDelayCountsFromTheEndOfTheLastRun() {
        // Given
        line.worker("w1")
                .create(job().schedule(new FixedDelay(Duration.ofSeconds(5))).build());
        line.at(NOON.plusSeconds(5));
        line.started(line.lastStart());
        // When
        line.at(NOON.plusSeconds(12))
                .finished(line.lastStart(), Outcome.SUCCEEDED)
                .at(NOON.plusSeconds(17));
        // Then
        assertThat(line.triggers()).containsExactly(NOON.plusSeconds(5), NOON.plusSeconds(17));
    }

    @Test
    void aOneTimeJobFiresOnceAndIsRemovedWhenItHasEndedIfAsked() {
        // Given
        line.worker("w1")
                .create(job().schedule(new OneTime(NOON.plusSeconds(3)))
                        .removeAfterRun(true)
                        .build());
        // When
        line.at(NOON.plusSeconds(3))
                .finished(line.lastStart(), Outcome.SUCCEEDED)
                .at(NOON.plusSeconds(100));
        // Then
        assertThat(line.triggers()).containsExactly(NOON.plusSeconds(3));
        assertThat(line.said(Output.JobChanged.class))
                .last()
                .satisfies(change -> assertThat(change.change()).isEqualTo(Output.Change.DELETED));
        assertThat(line.trigger().status()).isEqualTo(Reply.Status.NOT_FOUND);
    }

    @Test
    void aOneTimeInstantThatHasJustPassedStillFires() {
        // When
        line.worker("w1")
                .create(job().schedule(new OneTime(NOON.minusSeconds(2))).build());
        // Then
        assertThat(line.triggers()).containsExactly(NOON.minusSeconds(2));
    }

    @Test
    void anInstantThatHasFiredDoesNotFireAgainWhenSomethingElseOfTheJobIsReplaced() {
        // Given
        JobDefinition.Builder once = job().schedule(new OneTime(NOON.plusSeconds(1)));
        line.worker("w1").create(once.build());
        line.after(Duration.ofSeconds(2)).finished(line.lastStart(), Report.Outcome.SUCCEEDED);
        // When
        line.replace(once.description("another").build());
        // Then
        assertThat(line.triggers()).containsExactly(NOON.plusSeconds(1));
    }

    @Test
    void anInstantThatHasJustPassedIsNotOwedByADisabledJob() {
        // When
        line.worker("w1")
                .create(job().schedule(new OneTime(NOON.minusSeconds(2)))
                        .enabled(false)
                        .build());
        // Then
        assertThat(line.triggers()).isEmpty();
    }

    @Test
    void aScheduleThatCanNeverFireIsRefused() {
        // When
        Reply past =
                line.create(job().schedule(new OneTime(NOON.minusSeconds(120))).build());
        Reply never = line.create(job().schedule(cron("0 0 0 1 1 ? 2020")).build());
        // Then
        assertThat(past.status()).isEqualTo(Reply.Status.INVALID);
        assertThat(past.field()).isEqualTo("schedule");
        assertThat(never.status()).isEqualTo(Reply.Status.INVALID);
        assertThat(never.message()).contains("no fire after now");
        assertThat(line.trigger().status()).isEqualTo(Reply.Status.NOT_FOUND);
    }

    @Test
    void aQuarantinedJobFiresNoMoreUntilItIsReplaced() {
        // Given
        line.worker("w1")
                .create(job().schedule(everySecond()).maxConcurrency(50).build());
        line.at(NOON.plusSeconds(2));
        // When
        line.quarantine("its step fails").at(NOON.plusSeconds(10));
        // Then
        assertThat(line.triggers()).hasSize(2);
        assertThat(line.alerts()).extracting(Output.AlertOut::kind).containsExactly(Output.AlertKind.QUARANTINED);
        // When
        line.replace(job().schedule(everySecond()).maxConcurrency(50).build());
        line.at(NOON.plusSeconds(11));
        // Then
        assertThat(line.triggers()).hasSize(3).last().isEqualTo(NOON.plusSeconds(11));
    }

    @Test
    void theIdOfAScheduledExecutionNamesJobAndInstant() {
        // When
        line.worker("w1").create(job().schedule(cron("0 * * * * ?")).build());
        line.at(NOON.plusSeconds(60));
        // Then
        assertThat(line.lastStart().executionId()).isEqualTo(ExecutionId.scheduled(JOB, NOON.plusSeconds(60)));
        assertThat(new HashSet<>(line.triggers())).hasSize(1);
    }

    /** Fires accounted for: triggers and skipped ones. */
    private long fires() {
        return line.triggers().size()
                + line.skips().stream().mapToLong(Output.SkippedFire::count).sum();
    }

    private void runSeconds(int seconds) {
        for (int i = 1; i <= seconds; i++) {
            line.at(NOON.plusSeconds(i));
            line.finished(line.lastStart(), Outcome.SUCCEEDED);
        }
    }

    private static Schedule everySecond() {
        return new FixedRate(SECOND, NOON);
    }

    private static Schedule cron(String expression) {
        return new CronSchedule(CronExpression.parse(expression), ZoneOffset.UTC);
    }
}
