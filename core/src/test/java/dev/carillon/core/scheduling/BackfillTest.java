package dev.carillon.core.scheduling;

import static dev.carillon.core.scheduling.ShardTimeline.JOB;
import static dev.carillon.core.scheduling.ShardTimeline.NOON;
import static dev.carillon.core.scheduling.ShardTimeline.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.RetryPolicy;
import dev.carillon.core.scheduling.Output.BackfillChange;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.OnDemand;
import dev.carillon.core.time.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A backfill runs the fires of a stretch of the past, so many at once, each once, and says when it is done. */
final class BackfillTest {

    private final ShardTimeline line = new ShardTimeline();

    @Test
    void theFiresOfTheStretchRunInOrderAsManyAtOnceAsAsked() {
        // Given
        hourly();
        // When
        Reply reply = line.backfill(hour(-5), hour(0), 2);
        // Then
        assertThat(reply.status()).isEqualTo(Reply.Status.OK);
        assertThat(line.starts()).extracting(Output.Start::nominal).containsExactly(hour(-5), hour(-4));
        // When
        line.finished(line.starts().getFirst(), Outcome.SUCCEEDED);
        // Then
        assertThat(line.starts()).extracting(Output.Start::nominal).containsExactly(hour(-5), hour(-4), hour(-3));
        assertThat(line.triggers()).containsExactly(hour(-5), hour(-4), hour(-3));
    }

    @Test
    void itsExecutionsNameTheBackfillAndCarryItsParameters() {
        // Given
        hourly();
        Command.Request request = new Command.Request("fill-1", "gateway", "key-1");
        // When
        line.send(new Command.BackfillJob(request, JOB, hour(-1), hour(0), 1, "day=1"));
        // Then
        assertThat(line.lastStart().executionId().toString()).isEqualTo("42-bfill-1-" + hour(-1).toEpochMilli());
        assertThat(line.lastStart().cause()).isEqualTo(Cause.BACKFILL);
        assertThat(line.lastStart().parameters()).isEqualTo("day=1");
        assertThat(line.lastStart().due()).isEqualTo(line.now());
        assertThat(line.said(Output.Triggered.class).getLast().by()).isEqualTo("key-1");
    }

    @Test
    void itIsFinishedWhenAllHaveEndedHoweverTheyEnded() {
        // Given
        hourly();
        line.backfill(hour(-2), hour(0), 5);
        // When
        line.finished(line.starts().getFirst(), Outcome.FAILED);
        // Then
        assertThat(changes()).containsExactly(BackfillChange.STARTED);
        // When
        line.finished(line.lastStart(), Outcome.SUCCEEDED);
        // Then
        assertThat(changes()).containsExactly(BackfillChange.STARTED, BackfillChange.FINISHED);
        assertThat(line.said(Output.BackfillChanged.class).getLast().backfill()).satisfies(backfill -> {
            assertThat(backfill.total()).isEqualTo(2);
            assertThat(backfill.emitted()).isEqualTo(2);
            assertThat(backfill.emittedThrough()).isEqualTo(hour(-1));
        });
    }

    @Test
    void itTakesNoSlotOfTheJobAndTheJobTakesNoneOfIt() {
        // Given
        hourly();
        line.backfill(hour(-10), hour(0), 3);
        // When
        Reply manual = line.trigger();
        Reply second = line.trigger();
        line.at(hour(1));
        // Then
        assertThat(manual.status()).isEqualTo(Reply.Status.OK);
        assertThat(second.status()).isEqualTo(Reply.Status.AT_LIMIT);
        assertThat(line.starts()).hasSize(4);
        assertThat(line.skips()).extracting(Output.SkippedFire::first).containsExactly(hour(1));
    }

    @Test
    void aRetryKeepsItsPlace() {
        // Given
        line.worker("w1")
                .create(definition()
                        .retry(new RetryPolicy(1, Duration.ofSeconds(1)))
                        .build());
        line.backfill(hour(-2), hour(0), 1);
        // When
        line.finished(line.lastStart(), Outcome.FAILED).after(Duration.ofSeconds(1));
        // Then
        assertThat(line.starts()).extracting(Output.Start::nominal).containsExactly(hour(-2), hour(-2));
    }

    @Test
    void itGoesOnWhereItWasAfterAReload() {
        // Given
        hourly();
        line.backfill(hour(-3), hour(0), 1);
        line.finished(line.lastStart(), Outcome.SUCCEEDED);
        // When
        line.reloadAt(NOON.plusSeconds(60)).worker("w1", line.lastStart());
        line.finished(line.lastStart(), Outcome.SUCCEEDED).finished(line.lastStart(), Outcome.SUCCEEDED);
        // Then
        assertThat(line.triggers()).containsExactly(hour(-3), hour(-2), hour(-1));
        assertThat(changes()).endsWith(BackfillChange.FINISHED);
    }

    @Test
    void severalRunSideBySideEachWithItsOwnConcurrency() {
        // Given
        hourly();
        line.backfill(hour(-3), hour(0), 1);
        line.backfill(hour(-3), hour(0), 2);
        // When
        List<Output.Start> starts = line.starts();
        // Then
        assertThat(starts).extracting(Output.Start::nominal).containsExactly(hour(-3), hour(-3), hour(-2));
        assertThat(starts).extracting(Output.Start::executionId).doesNotHaveDuplicates();
    }

    @Test
    void aStoppedOneRunsNoFurtherFireAndWhatRunsGoesOn() {
        // Given
        hourly();
        Reply accepted = line.backfill(hour(-3), hour(0), 1);
        // When
        Reply stopped = line.send(new Command.StopBackfill(line.request(), JOB, accepted.commandId()));
        line.finished(line.lastStart(), Outcome.SUCCEEDED);
        // Then
        assertThat(stopped.status()).isEqualTo(Reply.Status.OK);
        assertThat(line.starts()).hasSize(1);
        assertThat(line.ends()).extracting(Output.ExecutionEnded::state).containsExactly(FinalState.SUCCEEDED);
        assertThat(changes()).containsExactly(BackfillChange.STARTED, BackfillChange.STOPPED);
        assertThat(line.said(Output.BackfillChanged.class).getLast().by()).isEqualTo("somebody");
    }

    @Test
    void stoppingOneThatIsNotThereIsRefused() {
        // Given
        Reply noJob = line.send(new Command.StopBackfill(line.request(), JOB, "x"));
        hourly();
        // When
        Reply none = line.send(new Command.StopBackfill(line.request(), JOB, "x"));
        // Then
        assertThat(noJob.status()).isEqualTo(Reply.Status.NOT_FOUND);
        assertThat(none.status()).isEqualTo(Reply.Status.ENDED);
        assertThat(none.message()).isEqualTo("the job has no unfinished backfill x; nothing was stopped");
    }

    @Test
    void deletionOfTheJobStopsIt() {
        // Given
        line.create(definition().build());
        line.backfill(hour(-3), hour(0), 2);
        // When
        line.delete();
        // Then
        assertThat(changes()).containsExactly(BackfillChange.STARTED, BackfillChange.STOPPED);
        assertThat(line.ends())
                .extracting(Output.ExecutionEnded::state)
                .containsExactly(FinalState.WITHDRAWN, FinalState.WITHDRAWN);
    }

    @Test
    void aChangeOfTheScheduleStopsItAndOtherChangesDoNot() {
        // Given
        hourly();
        line.backfill(hour(-9), hour(0), 1);
        // When
        line.replace(definition().priority(10).build());
        line.disable();
        line.enable();
        line.pause();
        line.finished(line.lastStart(), Outcome.SUCCEEDED);
        // Then
        assertThat(changes()).containsExactly(BackfillChange.STARTED);
        assertThat(line.lastStart().definition().priority()).isEqualTo(10);
        // When
        line.replace(definition()
                .schedule(new FixedRate(Duration.ofHours(2), NOON.minus(Duration.ofDays(10))))
                .build());
        // Then
        assertThat(changes()).containsExactly(BackfillChange.STARTED, BackfillChange.STOPPED);
    }

    @Test
    void aQuarantineStopsIt() {
        // Given
        hourly();
        line.backfill(hour(-9), hour(0), 1);
        // When
        line.quarantine("its fires fail the step");
        // Then
        assertThat(changes()).containsExactly(BackfillChange.STARTED, BackfillChange.STOPPED);
    }

    @Test
    void aRepeatedCommandGetsItsReplyAndStartsNothing() {
        // Given
        hourly();
        Command.BackfillJob command = new Command.BackfillJob(line.request(), JOB, hour(-2), hour(0), 1, null);
        Reply first = line.send(command);
        // When
        Reply second = line.send(command);
        // Then
        assertThat(second).isEqualTo(first);
        assertThat(changes()).containsExactly(BackfillChange.STARTED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -2  | 0.5 | until | must not be after now
            -2  | -2  | from  | must be before until
            -1  | -2  | from  | must be before until
            -900 | -800 | from | the schedule has no fire from
            """)
    void aStretchThatMakesNoSenseIsRefused(double from, double until, String field, String message) {
        // Given
        hourly();
        // When
        Reply reply = line.backfill(hours(from), hours(until), 1);
        // Then
        assertThat(reply.status()).isEqualTo(Reply.Status.INVALID);
        assertThat(reply.field()).isEqualTo(field);
        assertThat(reply.message()).startsWith(message).endsWith("; nothing was changed");
        assertThat(changes()).isEmpty();
        assertThat(line.starts()).isEmpty();
    }

    @Test
    void moreFiresThanOneBackfillMayHaveAreRefused() {
        // Given
        Schedule everySecond = new FixedRate(Duration.ofSeconds(1), NOON.minus(Duration.ofDays(10)));
        line.create(definition().schedule(everySecond).build());
        // When
        Reply tooMany = line.backfill(NOON.minusSeconds(10_001), NOON, 1);
        Reply most = line.backfill(NOON.minusSeconds(10_000), NOON, 1);
        // Then
        assertThat(tooMany.status()).isEqualTo(Reply.Status.INVALID);
        assertThat(tooMany.message()).contains("more than 10000 fires");
        assertThat(most.status()).isEqualTo(Reply.Status.OK);
    }

    @Test
    void aJobHasAtMostEightAtOnce() {
        // Given
        hourly();
        for (int i = 0; i < Backfill.MAX_PER_JOB; i++) {
            line.backfill(hour(-3), hour(0), 1);
        }
        // When
        Reply reply = line.backfill(hour(-3), hour(0), 1);
        // Then
        assertThat(reply.status()).isEqualTo(Reply.Status.INVALID);
        assertThat(reply.message()).contains("8 unfinished backfills");
    }

    @Test
    void firesAreNotCountedWhereSomethingElseIsAgainstIt() {
        // Given
        hourly();
        for (int i = 0; i < Backfill.MAX_PER_JOB; i++) {
            line.backfill(hour(-3), hour(0), 1);
        }
        // When
        Reply reply = line.backfill(hours(-900), hours(-800), 1);
        // Then
        assertThat(reply.field()).isEqualTo("backfill");
    }

    @Test
    void schedulesWithoutKnownFiresAreRefused() {
        // Given
        line.create(job().schedule(new OnDemand()).build());
        Reply onDemand = line.backfill(hour(-3), hour(0), 1);
        line.replace(job().schedule(new FixedDelay(Duration.ofHours(1))).build());
        // When
        Reply fixedDelay = line.backfill(hour(-3), hour(0), 1);
        // Then
        assertThat(List.of(onDemand, fixedDelay)).extracting(Reply::field).containsExactly("schedule", "schedule");
    }

    @Test
    void aBackfillOfNoJobIsRefused() {
        // Given
        ShardTimeline empty = line;
        // When
        Reply reply = empty.backfill(hour(-3), hour(0), 1);
        // Then
        assertThat(reply.status()).isEqualTo(Reply.Status.NOT_FOUND);
    }

    @Test
    void anImpossibleConcurrencyCannotBeAskedFor() {
        // Given
        Command.Request request = line.request();
        // When, then
        assertThatThrownBy(() -> new Command.BackfillJob(request, JOB, hour(-3), hour(0), 201, null))
                .hasMessage("concurrency: must be 1 … 200, was 201");
        assertThatThrownBy(() -> new Command.BackfillJob(request, JOB, hour(-3), hour(0), 0, null))
                .hasMessage("concurrency: must be 1 … 200, was 0");
    }

    private void hourly() {
        line.worker("w1").create(definition().build());
    }

    private static JobDefinition.Builder definition() {
        return job().schedule(new FixedRate(Duration.ofHours(1), NOON.minus(Duration.ofDays(10))));
    }

    private List<BackfillChange> changes() {
        return line.said(Output.BackfillChanged.class).stream()
                .map(Output.BackfillChanged::change)
                .toList();
    }

    private static Instant hour(int number) {
        return hours(number);
    }

    private static Instant hours(double number) {
        return NOON.plusSeconds(Math.round(number * 3600));
    }
}
