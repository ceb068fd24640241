package dev.carillon.gateway.view;

import static dev.carillon.gateway.view.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobId;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.view.ViewWaiters.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ViewWaitersTest {

    private static final JobId ID = new JobId(1);

    @TempDir
    Path directory;

    private View view;
    private ViewFeed feed;

    @BeforeEach
    void open() throws Exception {
        view = View.open(directory, View.Settings.DEFAULT, InstantSource.fixed(NOON));
        feed = new ViewFeed(view);
    }

    @AfterEach
    void close() throws Exception {
        view.close();
    }

    @Test
    void whoWaitsForARevisionReadsIt() throws Exception {
        // given
        feed.put(Samples.job(1, 1)).commit();
        try (Watch watch = view.watch(ID)) {
            CompletableFuture<Void> met = view.until(watch, ID, seen -> seen.revision() >= 2);
            assertThat(met).isNotDone();

            // when
            feed.put(Samples.job(1, 2)).commit();

            // then
            met.get(10, TimeUnit.SECONDS);
            assertThat(view.job(ID).get(10, TimeUnit.SECONDS).orElseThrow().revision())
                    .isEqualTo(2);
        }
    }

    @Test
    void whatIsCommittedAlreadyIsNotWaitedFor() throws Exception {
        feed.put(Samples.job(1, 5)).commit();
        try (Watch watch = view.watch(ID)) {
            view.until(watch, ID, seen -> seen.revision() >= 5).get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void theEffectOfARepeatedCommandIsFoundAlthoughNoCommitTellsOfIt() throws Exception {
        feed.put(Samples.job(1, 5)).commit();
        try (Watch watch = view.watch(ID)) {
            view.untilCommitted(watch, ID, seen -> seen.revision() >= 5).get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void theViewIsNotAskedForWhatACommitHasTold() throws Exception {
        try (Watch watch = view.watch(ID)) {
            // given
            feed.put(Samples.job(1, 1)).commit();
            feed.delete(ID).commit();

            // when: by now the view knows no such job
            CompletableFuture<Void> met = view.untilCommitted(watch, ID, seen -> seen.revision() >= 1);

            // then
            assertThat(met).isCompleted();
        }
    }

    @Test
    void aViewThatCannotBeAskedSaysSo() throws Exception {
        // given
        Watch watch = view.watch(ID);
        view.close();

        // when
        CompletableFuture<Void> met = view.untilCommitted(watch, ID, seen -> seen.revision() >= 1);

        // then
        assertThat(met)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void anEffectThatCameAndWentCountsAsSeen() throws Exception {
        try (Watch watch = view.watch(ID)) {
            // given: another client has deleted the job at once
            feed.put(Samples.job(1, 1)).commit();
            feed.delete(ID).commit();

            // then
            view.until(watch, ID, seen -> seen.revision() >= 1).get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aDeletionIsWaitedFor() throws Exception {
        // given
        feed.put(Samples.job(1, 1)).commit();
        try (Watch watch = view.watch(ID)) {
            CompletableFuture<Void> met = view.until(watch, ID, seen -> !seen.present());
            assertThat(met).isNotDone();

            // when
            feed.delete(ID).commit();

            // then
            met.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aStatusOfAnExecutionIsWaitedFor() throws Exception {
        // given
        ExecutionId fire = Samples.fire(1, NOON);
        feed.say(Samples.triggered(fire, NOON)).commit();
        try (Watch watch = view.watch(fire)) {
            CompletableFuture<Void> met = view.until(watch, fire, seen -> seen.status() == Status.RUNNING);
            assertThat(met).isNotDone();

            // when
            feed.say(Samples.started(fire, 1, NOON)).commit();

            // then
            met.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aClosedWatchIsForgotten() {
        ViewWaiters waiters = new ViewWaiters();
        waiters.watchJob(ID).close();

        assertThat(waiters.isWatched(ID.value())).isFalse();
    }
}
