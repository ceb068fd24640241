package dev.carillon.core.scheduling;

import static dev.carillon.core.scheduling.ShardTimeline.NOON;
import static dev.carillon.core.scheduling.ShardTimeline.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.FinalState;
import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.FixedRate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An owner that gives the shard up in order emits ahead first; whatever happens next, each fire stays one fire. */
final class HandOverTest {

    private static final Duration AHEAD = Duration.ofSeconds(3);

    private final ShardTimeline line = new ShardTimeline();

    @Test
    void everyFireOfTheStretchIsWithItsWorkerBeforeTheShardIsGivenUp() {
        // Given
        line.worker("w1").create(everySecond().maxConcurrency(10).build());
        line.create(job().id(new JobId(7))
                .schedule(new FixedRate(Duration.ofSeconds(2), NOON))
                .maxConcurrency(10)
                .build());
        // When
        line.at(NOON.plusMillis(100)).emitAhead(AHEAD);
        // Then
        assertThat(line.starts())
                .extracting(start -> start.executionId().jobId().value() + "@" + seconds(start.due()))
                .containsExactly("42@1", "7@2", "42@2", "42@3");
        assertThat(line.shard().nextDue()).contains(NOON.plusMillis(3_500));
    }

    @Test
    void theNextOwnerGoesOnBehindTheStretchHoweverLongItsLoadTakes() {
        // Given
        line.worker("w1").create(everySecond().maxConcurrency(10).build());
        line.at(NOON.plusMillis(100)).emitAhead(AHEAD);
        // When
        line.reloadAt(NOON.plusMillis(2_400)).reloadAt(NOON.plusMillis(4_700));
        // Then
        assertThat(line.triggers()).containsExactly(at(1), at(2), at(3), at(4), at(5));
        assertThat(line.skips()).isEmpty();
    }

    @Test
    void anOwnerThatDiesWhileItEmitsAheadLeavesTheRestToTheNext() {
        // Given
        line.worker("w1").create(everySecond().maxConcurrency(10).build());
        line.at(NOON.plusMillis(100)).emitAhead(Duration.ofMillis(1_900));
        // When
        line.reloadAt(NOON.plusMillis(3_600));
        // Then
        assertThat(line.triggers()).containsExactly(at(1), at(2), at(3), at(4));
    }

    @Test
    void fireBeyondTheLimitIsJudgedByTheNextOwnerWhenItIsDue() {
        // Given
        line.worker("w1").create(everySecond().build());
        line.at(NOON.plusMillis(100)).emitAhead(AHEAD);
        // When
        line.reloadAt(NOON.plusMillis(1_200));
        // Then
        assertThat(line.triggers()).containsExactly(at(1));
        // When the first has ended in time, and the second has not
        line.finished(line.lastStart(), Outcome.SUCCEEDED).at(at(2)).at(at(3));
        // Then
        assertThat(line.triggers()).containsExactly(at(1), at(2));
        assertThat(line.skips()).extracting(Output.SkippedFire::first).containsExactly(at(3));
    }

    @Test
    void ownerThatIsBehindDecidesWhatWaitsBeforeWhatIsLater() {
        // Given the second fire waits for its instant while the first one runs
        line.worker("w1").create(everySecond().build());
        line.at(at(1)).at(NOON.plusMillis(1_600));
        // When
        line.stepsAt(NOON.plusMillis(3_100), 0).emitAhead(AHEAD);
        // Then
        assertThat(line.triggers()).containsExactly(at(1));
        assertThat(line.skips()).extracting(Output.SkippedFire::first).containsExactly(at(2), at(3));
    }

    @Test
    void changeWithinTheStretchKeepsWhatBothHaveAddsWhatIsNewAndWithdrawsTheRest() {
        // Given
        line.worker("w1").create(everySecond().maxConcurrency(10).build());
        line.at(NOON.plusMillis(100)).emitAhead(AHEAD).reloadAt(NOON.plusMillis(600));
        // When
        line.worker("w1");
        line.replace(job().schedule(new FixedRate(Duration.ofMillis(1_500), NOON))
                .maxConcurrency(10)
                .build());
        // Then 3 s is in both, 1.5 s only in the new one
        assertThat(line.triggers()).containsExactly(at(1), at(2), at(3), NOON.plusMillis(1_500));
        assertThat(line.said(Output.Withdraw.class))
                .extracting(withdraw -> withdraw.executionId().suffix())
                .containsExactly("s" + at(1).toEpochMilli(), "s" + at(2).toEpochMilli());
        // When
        line.at(NOON.plusMillis(4_500));
        // Then
        assertThat(line.triggers()).hasSize(5).endsWith(NOON.plusMillis(4_500)).doesNotHaveDuplicates();
    }

    @Test
    void deletionWithinTheStretchWithdrawsEverythingThatIsNotDueYet() {
        // Given
        line.worker("w1").create(everySecond().maxConcurrency(10).build());
        line.at(NOON.plusMillis(100)).emitAhead(AHEAD).reloadAt(NOON.plusMillis(1_500));
        // When
        line.worker("w1");
        line.delete();
        line.starts().stream().filter(start -> start.due().isAfter(line.now())).forEach(line::withdrawn);
        line.starts().stream()
                .filter(start -> !start.due().isAfter(line.now()))
                .forEach(start -> line.finished(start, Outcome.SUCCEEDED));
        line.at(NOON.plusSeconds(10));
        // Then
        assertThat(line.triggers()).containsExactly(at(1), at(2), at(3));
        assertThat(line.ends())
                .extracting(Output.ExecutionEnded::state)
                .containsExactly(FinalState.WITHDRAWN, FinalState.WITHDRAWN, FinalState.SUCCEEDED);
    }

    @Test
    void disabledAndEnabledAgainWithinTheStretchTriggersNothingTwice() {
        // Given
        line.worker("w1").create(everySecond().maxConcurrency(10).build());
        line.at(NOON.plusMillis(100)).emitAhead(AHEAD).reloadAt(NOON.plusMillis(1_500));
        line.worker("w1");
        // When
        line.disable();
        line.enable();
        line.at(at(4));
        // Then
        assertThat(line.triggers()).containsExactly(at(1), at(2), at(3), at(4));
    }

    @Test
    void pauseWithinTheStretchWithdrawsWhatIsNotDueAndAResumeTriggersNothingTwice() {
        // Given
        line.worker("w1").create(everySecond().maxConcurrency(10).build());
        line.at(NOON.plusMillis(100)).emitAhead(AHEAD).reloadAt(NOON.plusMillis(1_500));
        line.worker("w1");
        // When
        line.send(new Command.PauseJob(line.request(), ShardTimeline.JOB, 0));
        line.starts().stream().filter(start -> start.due().isAfter(line.now())).forEach(line::withdrawn);
        line.at(NOON.plusMillis(2_400));
        line.send(new Command.ResumeJob(line.request(), ShardTimeline.JOB, 0, CatchUp.NONE));
        line.at(at(5));
        // Then
        assertThat(line.triggers()).containsExactly(at(1), at(2), at(3), at(4), at(5));
        assertThat(line.ends())
                .extracting(Output.ExecutionEnded::state)
                .containsExactly(FinalState.WITHDRAWN, FinalState.WITHDRAWN);
    }

    @Test
    void jitterMovesFiresInAndOutOfTheStretchButNeitherLosesNorDoublesThem() {
        // Given
        line.worker("w1")
                .create(everySecond()
                        .maxConcurrency(100)
                        .jitter(Duration.ofMillis(900))
                        .build());
        // When
        for (int i = 0; i < 10; i++) {
            line.after(Duration.ofMillis(700))
                    .emitAhead(AHEAD)
                    .reloadAt(line.now().plusMillis(333));
        }
        line.at(at(20));
        // Then
        assertThat(line.said(Output.Triggered.class))
                .allSatisfy(fire -> assertThat(fire.due())
                        .isBetween(fire.nominal(), fire.nominal().plusMillis(999)))
                .extracting(Output.Triggered::nominal)
                .startsWith(at(1), at(2), at(3))
                .doesNotHaveDuplicates()
                .hasSizeBetween(19, 20);
    }

    @Test
    void jobMadeWithinTheStretchFiresWhatTheCursorHasPassed() {
        // Given
        line.worker("w1").create(everySecond().maxConcurrency(10).build());
        line.at(NOON.plusMillis(100)).emitAhead(AHEAD).reloadAt(NOON.plusMillis(1_500));
        line.worker("w1");
        // When
        line.create(job().id(new JobId(7))
                .schedule(new FixedRate(Duration.ofSeconds(1), NOON))
                .maxConcurrency(10)
                .build());
        line.at(at(4));
        // Then
        assertThat(line.said(Output.Triggered.class).stream()
                        .filter(fire -> fire.jobId().value() == 7)
                        .map(Output.Triggered::nominal))
                .containsExactly(at(2), at(3), at(4));
    }

    @Test
    void fixedDelayFiresOnceAndThenNotBeforeTheStretchIsOver() {
        // Given
        line.worker("w1")
                .create(job().schedule(new FixedDelay(Duration.ofSeconds(1))).build());
        line.at(NOON.plusMillis(100)).emitAhead(AHEAD);
        line.create(everySecond().id(new JobId(7)).maxConcurrency(10).build());
        line.emitAhead(AHEAD);
        Instant first = line.triggers().getFirst();
        // When
        line.reloadAt(NOON.plusMillis(900)).at(NOON.plusMillis(1_200));
        line.finished(line.starts().getFirst(), Outcome.SUCCEEDED);
        line.at(NOON.plusSeconds(5));
        // Then
        assertThat(line.said(Output.Triggered.class).stream()
                        .filter(fire -> fire.jobId().equals(ShardTimeline.JOB))
                        .map(Output.Triggered::nominal))
                .hasSize(2)
                .first()
                .isEqualTo(first);
        assertThat(line.triggers()).allMatch(fire -> !fire.isAfter(NOON.plusMillis(5_500)));
    }

    private static JobDefinition.Builder everySecond() {
        return job().schedule(new FixedRate(Duration.ofSeconds(1), NOON));
    }

    private static Instant at(int second) {
        return NOON.plusSeconds(second);
    }

    private static long seconds(Instant instant) {
        return Duration.between(NOON, instant).toSeconds();
    }
}
