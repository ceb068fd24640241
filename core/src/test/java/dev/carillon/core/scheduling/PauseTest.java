package dev.carillon.core.scheduling;

import static dev.carillon.core.scheduling.ShardTimeline.JOB;
import static dev.carillon.core.scheduling.ShardTimeline.NOON;
import static dev.carillon.core.scheduling.ShardTimeline.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.FinalState;
import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.MisfirePolicy;
import dev.carillon.core.time.Bounds;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.OneTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A pause keeps fires back; the resume says what becomes of them, and each is accounted for once. */
final class PauseTest {

    private final ShardTimeline line = new ShardTimeline();

    @Test
    void aPausedJobFiresNoMoreAndSaysSinceWhen() {
        // Given
        line.worker("w1").create(everyMinute().build());
        line.at(minute(2));
        // When
        Reply reply = line.at(minute(2).plusSeconds(30)).pause();
        line.at(minute(10));
        // Then
        assertThat(reply.status()).isEqualTo(Reply.Status.OK);
        assertThat(reply.revision()).isEqualTo(2);
        assertThat(line.triggers()).containsExactly(minute(1), minute(2));
        assertThat(lastChange().change()).isEqualTo(Output.Change.PAUSED);
        assertThat(lastChange().definition().pausedAt()).isEqualTo(minute(2).plusSeconds(30));
    }

    @Test
    void aFireThatWasEmittedAheadIsWithdrawnAndNotOwedAgain() {
        // Given
        line.worker("w1").create(everyMinute().build());
        line.at(minute(1).minusMillis(200));
        Output.Start ahead = line.lastStart();
        // When
        line.pause();
        line.withdrawn(ahead).at(minute(3));
        line.resume(CatchUp.ALL);
        // Then
        assertThat(line.ends()).extracting(Output.ExecutionEnded::state).containsExactly(FinalState.WITHDRAWN);
        assertThat(line.triggers()).containsExactly(minute(1), minute(2), minute(3));
        assertThat(line.skips()).isEmpty();
    }

    @Test
    void aFireThatWaitedToBeJudgedIsAccountedForAsWithdrawn() {
        // Given
        line.worker("w1").create(everyMinute().maxConcurrency(1).build());
        line.at(minute(1)).started(line.lastStart()).at(minute(2).minusMillis(200));
        assertThat(line.triggers()).containsExactly(minute(1));
        // When
        line.pause();
        line.at(minute(3));
        line.resume(CatchUp.NONE);
        // Then
        assertThat(line.triggers()).containsExactly(minute(1), minute(2));
        assertThat(line.ends()).extracting(Output.ExecutionEnded::state).containsExactly(FinalState.WITHDRAWN);
        assertThat(line.skips()).extracting(Output.SkippedFire::first).containsExactly(minute(3));
    }

    @Test
    void withoutCatchUpTheStretchIsRecordedAsSkipped() {
        // Given
        pausedFor(10);
        // When
        Reply reply = line.resume(CatchUp.NONE);
        line.at(minute(11));
        // Then
        assertThat(reply.revision()).isEqualTo(3);
        assertThat(line.skips()).hasSize(1).first().satisfies(skip -> {
            assertThat(skip.first()).isEqualTo(minute(1));
            assertThat(skip.last()).isEqualTo(minute(10));
            assertThat(skip.count()).isEqualTo(10);
            assertThat(skip.reason()).isEqualTo(Output.SkipReason.PAUSED);
            assertThat(skip.revision()).isEqualTo(2);
        });
        assertThat(line.triggers()).containsExactly(minute(11));
        assertThat(lastChange().change()).isEqualTo(Output.Change.RESUMED);
        assertThat(lastChange().definition().pausedAt()).isNull();
    }

    @Test
    void theLastFireRunsWhenTheResumeSaysSoAndIsDueThen() {
        // Given
        pausedFor(10);
        // When
        line.resume(CatchUp.LAST);
        // Then
        assertThat(line.triggers()).containsExactly(minute(10));
        assertThat(line.lastStart().due()).isEqualTo(line.now());
        assertThat(line.skips()).hasSize(1).first().satisfies(skip -> {
            assertThat(skip.last()).isEqualTo(minute(9));
            assertThat(skip.count()).isEqualTo(9);
        });
    }

    @Test
    void theNewestRunUpToTheCapWhenTheResumeSaysSo() {
        // Given
        pausedFor(10);
        // When
        line.resume(CatchUp.ALL);
        // Then
        assertThat(line.triggers()).containsExactly(minute(7), minute(8), minute(9), minute(10));
        assertThat(line.skips()).hasSize(1).first().satisfies(skip -> {
            assertThat(skip.first()).isEqualTo(minute(1));
            assertThat(skip.last()).isEqualTo(minute(6));
            assertThat(skip.count()).isEqualTo(6);
        });
    }

    @Test
    void whatAResumeDoesIsForeseen() {
        // Given
        pausedFor(10);
        JobDefinition paused = lastChange().definition();
        // When
        ResumePlan none = ResumePlan.of(paused, CatchUp.NONE, line.now());
        ResumePlan last = ResumePlan.of(paused, CatchUp.LAST, line.now());
        ResumePlan all = ResumePlan.of(paused, CatchUp.ALL, line.now());
        // Then
        assertThat(none.fires()).isEmpty();
        assertThat(none.skipped()).isEqualTo(new ResumePlan.Skipped(minute(1), minute(10), 10, false));
        assertThat(last.fires()).containsExactly(minute(10));
        assertThat(last.skipped()).isEqualTo(new ResumePlan.Skipped(minute(1), minute(9), 9, false));
        assertThat(all.fires()).containsExactly(minute(7), minute(8), minute(9), minute(10));
        assertThat(ResumePlan.of(paused, CatchUp.ALL, minute(2)))
                .isEqualTo(new ResumePlan(List.of(minute(1), minute(2)), null));
    }

    @Test
    void nothingIsForeseenForAJobThatIsNotPausedOrIsDisabled() {
        // Given
        JobDefinition running = everyMinute().build();
        JobDefinition disabled = everyMinute().enabled(false).pausedAt(NOON).build();
        // When
        List<ResumePlan> plans = List.of(
                ResumePlan.of(running, CatchUp.ALL, minute(5)), ResumePlan.of(disabled, CatchUp.ALL, minute(5)));
        // Then
        assertThat(plans).allMatch(plan -> plan.fires().isEmpty() && plan.skipped() == null);
    }

    @Test
    void aYearOfSecondsIsSettledInOneStepAndInTime() {
        // Given
        Instant start = NOON.minus(Duration.ofDays(365));
        JobDefinition paused = job().schedule(new FixedRate(Duration.ofSeconds(1), start))
                .misfire(new MisfirePolicy(MisfirePolicy.Mode.FIRE_ALL, Duration.ofSeconds(60), 10_000, Duration.ZERO))
                .pausedAt(start)
                .build();
        // When
        ResumePlan plan = ResumePlan.of(paused, CatchUp.ALL, NOON);
        // Then
        assertThat(plan.fires()).hasSize(10_000).isSorted().last().isEqualTo(NOON);
        assertThat(plan.skipped())
                .isEqualTo(new ResumePlan.Skipped(
                        start.plusSeconds(1), NOON.minusSeconds(10_000), 365 * 86_400 - 10_000, false));
    }

    @Test
    void theCatchUpStaysWithinTheBounds() {
        // Given
        line.worker("w1")
                .create(everyMinute().bounds(new Bounds(minute(3), minute(6))).build());
        line.pause();
        line.at(minute(10));
        // When
        line.resume(CatchUp.NONE);
        // Then
        assertThat(line.skips()).hasSize(1).first().satisfies(skip -> {
            assertThat(skip.first()).isEqualTo(minute(3));
            assertThat(skip.last()).isEqualTo(minute(5));
            assertThat(skip.count()).isEqualTo(3);
        });
    }

    @Test
    void debtsFromBeforeThePauseArePaidFirst() {
        // Given
        line.worker("w1").create(everyMinute().maxConcurrency(10).build());
        // When
        line.stepsAt(minute(1).plusSeconds(20), 0).pause();
        line.at(minute(5));
        // Then
        assertThat(line.triggers()).containsExactly(minute(1));
    }

    @Test
    void aPausedJobCanBeTriggeredByHand() {
        // Given
        pausedFor(3);
        // When
        Reply reply = line.trigger();
        // Then
        assertThat(reply.status()).isEqualTo(Reply.Status.OK);
        assertThat(line.starts()).hasSize(1);
    }

    @Test
    void pausingTwiceAndResumingTwiceChangeNothingTheSecondTime() {
        // Given
        line.create(everyMinute().build());
        line.pause();
        // When
        Reply pausedAgain = line.pause();
        line.resume(CatchUp.NONE);
        Reply resumedAgain = line.resume(CatchUp.ALL);
        // Then
        assertThat(pausedAgain.revision()).isEqualTo(2);
        assertThat(resumedAgain.revision()).isEqualTo(3);
        assertThat(line.said(Output.JobChanged.class)).hasSize(3);
    }

    @Test
    void pauseAndResumeOfNothingOrOfAnotherRevisionAreRefused() {
        // Given
        Reply pauseNothing = line.pause();
        Reply resumeNothing = line.resume(CatchUp.NONE);
        line.create(everyMinute().build());
        // When
        Reply pause = line.send(new Command.PauseJob(line.request(), JOB, 7));
        line.pause();
        Reply resume = line.send(new Command.ResumeJob(line.request(), JOB, 7, CatchUp.ALL));
        // Then
        assertThat(List.of(pauseNothing, resumeNothing, pause, resume))
                .extracting(Reply::status)
                .containsExactly(
                        Reply.Status.NOT_FOUND, Reply.Status.NOT_FOUND, Reply.Status.CONFLICT, Reply.Status.CONFLICT);
    }

    @Test
    void aReplacementThatLeavesTheScheduleKeepsThePauseAndWhatItKeptBack() {
        // Given
        pausedFor(5);
        Instant since = lastChange().definition().pausedAt();
        // When
        line.replace(everyMinute().priority(10).build());
        // Then
        assertThat(lastChange().definition().pausedAt()).isEqualTo(since);
        // When
        line.resume(CatchUp.NONE);
        // Then
        assertThat(line.skips()).extracting(Output.SkippedFire::count).containsExactly(5L);
    }

    @Test
    void aReplacementOfTheScheduleSettlesTheStretchSoFarAndThePauseGoesOn() {
        // Given
        pausedFor(5);
        // When
        line.replace(everyMinute()
                .schedule(new FixedRate(Duration.ofMinutes(2), NOON))
                .build());
        // Then
        assertThat(line.skips()).hasSize(1).first().satisfies(skip -> {
            assertThat(skip.last()).isEqualTo(minute(5));
            assertThat(skip.reason()).isEqualTo(Output.SkipReason.PAUSED);
        });
        assertThat(lastChange().definition().pausedAt()).isEqualTo(minute(5));
        // When
        line.at(minute(9));
        line.resume(CatchUp.ALL);
        // Then
        assertThat(line.triggers()).containsExactly(minute(6), minute(8));
    }

    @Test
    void whileAPausedJobIsDisabledNothingIsOwed() {
        // Given
        pausedFor(2);
        // When
        line.disable();
        line.at(minute(4));
        line.enable();
        line.at(minute(6));
        line.resume(CatchUp.ALL);
        // Then
        assertThat(line.skips())
                .hasSize(1)
                .first()
                .satisfies(skip -> assertThat(skip.last()).isEqualTo(minute(2)));
        assertThat(line.triggers()).containsExactly(minute(5), minute(6));
    }

    @Test
    void deletionOfAPausedJobSettlesTheStretch() {
        // Given
        pausedFor(3);
        // When
        line.delete();
        // Then
        assertThat(line.skips()).extracting(Output.SkippedFire::count).containsExactly(3L);
    }

    @Test
    void aJobThatWasQuarantinedWhilePausedRunsNothingOfTheStretch() {
        // Given
        pausedFor(3);
        line.quarantine("its fires fail the step");
        line.at(minute(6));
        // When
        line.resume(CatchUp.ALL);
        // Then
        assertThat(line.triggers()).isEmpty();
        assertThat(line.skips())
                .hasSize(1)
                .first()
                .satisfies(skip -> assertThat(skip.last()).isEqualTo(minute(3)));
    }

    @Test
    void aFixedDelayGoesOnFromTheResume() {
        // Given
        line.worker("w1")
                .create(job().schedule(new FixedDelay(Duration.ofMinutes(1))).build());
        line.at(minute(1)).started(line.lastStart());
        line.pause();
        line.at(minute(2)).finished(line.lastStart(), Outcome.SUCCEEDED).at(minute(10));
        // When
        line.resume(CatchUp.NONE);
        // Then
        assertThat(line.skips()).extracting(Output.SkippedFire::first).containsExactly(minute(3));
        // When
        line.at(minute(11));
        // Then
        assertThat(line.triggers()).containsExactly(minute(1), minute(11));
    }

    @Test
    void theFireOfAFixedDelayThatWasKeptBackRunsAtTheResume() {
        // Given
        line.worker("w1")
                .create(job().schedule(new FixedDelay(Duration.ofMinutes(1))).build());
        line.pause();
        line.at(minute(10));
        // When
        line.resume(CatchUp.ALL);
        // Then
        assertThat(line.triggers()).containsExactly(minute(1));
        // When
        line.at(minute(20)).finished(line.lastStart(), Outcome.SUCCEEDED).at(minute(21));
        // Then
        assertThat(line.triggers()).containsExactly(minute(1), minute(21));
    }

    @Test
    void aOneTimeJobThatPassedWhilePausedRunsAtTheResume() {
        // Given
        line.worker("w1")
                .create(job().schedule(new OneTime(minute(1)))
                        .removeAfterRun(true)
                        .build());
        line.pause();
        line.at(minute(10));
        // When
        line.resume(CatchUp.LAST);
        line.finished(line.lastStart(), Outcome.SUCCEEDED);
        // Then
        assertThat(line.triggers()).containsExactly(minute(1));
        assertThat(lastChange().change()).isEqualTo(Output.Change.DELETED);
    }

    @Test
    void aPauseOutlivesTheOwner() {
        // Given
        pausedFor(3);
        // When
        line.reloadAt(minute(8));
        line.resume(CatchUp.NONE);
        // Then
        assertThat(line.triggers()).isEmpty();
        assertThat(line.skips()).extracting(Output.SkippedFire::count).containsExactly(8L);
    }

    @Test
    void aJobIsNotCreatedPaused() {
        // Given
        JobDefinition definition = everyMinute().pausedAt(NOON).build();
        // When
        line.create(definition);
        // Then
        assertThat(lastChange().definition().pausedAt()).isNull();
    }

    private void pausedFor(int minutes) {
        line.worker("w1").create(everyMinute().build());
        line.pause();
        line.at(minute(minutes));
    }

    private Output.JobChanged lastChange() {
        return line.said(Output.JobChanged.class).getLast();
    }

    private static JobDefinition.Builder everyMinute() {
        return job().schedule(new FixedRate(Duration.ofMinutes(1), NOON))
                .maxConcurrency(20)
                .misfire(new MisfirePolicy(MisfirePolicy.Mode.FIRE_ONCE, Duration.ofSeconds(60), 4, Duration.ZERO));
    }

    private static Instant minute(int number) {
        return NOON.plusSeconds(60L * number);
    }
}
