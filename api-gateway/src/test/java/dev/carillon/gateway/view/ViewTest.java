package dev.carillon.gateway.view;

import static dev.carillon.gateway.view.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Output;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.service.JobService.ExecutionQuery;
import dev.carillon.gateway.view.ViewRecord.Slot;
import dev.carillon.gateway.view.ViewRecord.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ViewTest {

    private static final View.Settings SMALL = new View.Settings(3, 1L << 30, 2, 100);
    private static final ExecutionId FIRE = Samples.fire(1, NOON);

    @TempDir
    Path directory;

    private View view;
    private ViewFeed feed;

    @BeforeEach
    void open() throws Exception {
        view = View.open(directory, SMALL, InstantSource.fixed(NOON));
        feed = new ViewFeed(view);
    }

    @AfterEach
    void close() throws Exception {
        view.close();
    }

    private void reopen() throws Exception {
        view.close();
        open();
    }

    @Test
    void aRestartGoesOnWhereTheFileStands() throws Exception {
        // given
        feed.put(Samples.job(1, 1)).say(Samples.triggered(FIRE, NOON)).commit();

        // when
        reopen();

        // then
        assertThat(view.store().offsets())
                .containsOnly(Map.entry(new Slot(Source.JOBS, 0), 1L), Map.entry(new Slot(Source.HISTORY, 0), 1L));
        assertThat(get(view.job(new JobId(1)))).contains(Samples.job(1, 1));
        assertThat(status(FIRE)).contains(Status.TRIGGERED);
    }

    @Test
    void aFileThatIsNoDatabaseIsBuiltAnew() throws Exception {
        // given
        feed.put(Samples.job(1, 1)).commit();
        view.close();
        Files.writeString(directory.resolve(ViewFile.FILE_NAME), "not a database, but long enough to be read as one");

        // when
        open();

        // then
        assertThat(view.store().offsets()).isEmpty();
        assertThat(get(view.job(new JobId(1)))).isEmpty();
    }

    @Test
    void aFileOfAnotherLogIsWiped() throws Exception {
        // given
        view.store().bind("cluster-a");
        feed.put(Samples.job(1, 1)).say(Samples.triggered(FIRE, NOON)).commit();

        // when
        view.store().bind("cluster-b");

        // then
        assertThat(view.store().offsets()).isEmpty();
        assertThat(get(view.job(new JobId(1)))).isEmpty();
        assertThat(status(FIRE)).isEmpty();
    }

    @Test
    void aNewReadingSweepsJobsThatItDoesNotMeet() throws Exception {
        // given
        feed.put(Samples.job(1, 1)).put(Samples.job(2, 1)).commit();

        // when: job 1 was deleted while nobody looked, and its tombstone is gone
        view.store().readJobsAnew();
        reopen();
        feed.put(Samples.job(2, 1)).commit();
        view.store().sweep();

        // then
        assertThat(get(view.job(new JobId(1)))).isEmpty();
        assertThat(get(view.job(new JobId(2)))).isPresent();
    }

    @Test
    void historyMovesAnExecution() throws Exception {
        feed.say(Samples.triggered(FIRE, NOON)).commit();
        assertThat(status(FIRE)).contains(Status.TRIGGERED);

        feed.say(Samples.started(FIRE, 1, NOON)).commit();
        assertThat(status(FIRE)).contains(Status.RUNNING);

        feed.say(new Output.AttemptFailed(FIRE, NOON, 1, "worker-1", "exit 1", NOON.plusSeconds(30)))
                .commit();
        assertThat(status(FIRE)).contains(Status.RETRYING);

        feed.say(
                        Samples.started(FIRE, 2, NOON.plusSeconds(30)),
                        new Output.StopRequested(FIRE, NOON, StopReason.COMMAND, "ann"))
                .commit();
        assertThat(status(FIRE)).contains(Status.STOPPING);

        feed.say(Samples.ended(FIRE, FinalState.STOPPED, NOON.plusSeconds(31)), Samples.started(FIRE, 3, NOON))
                .commit();
        ExecutionView ended = get(view.execution(FIRE)).orElseThrow();
        assertThat(ended.status()).isEqualTo(Status.STOPPED);
        assertThat(ended.attempts()).isEqualTo(2);
        assertThat(ended.stoppedBy()).isEqualTo("ann");
        assertThat(ended.endedAt()).contains(NOON.plusSeconds(31));
    }

    @Test
    void anExecutionWhoseTriggerHasLeftTheTopicIsStillKnown() throws Exception {
        // when
        feed.say(Samples.ended(FIRE, FinalState.SUCCEEDED, NOON.plusSeconds(5))).commit();

        // then
        ExecutionView found = get(view.execution(FIRE)).orElseThrow();
        assertThat(found.nominal()).isEqualTo(NOON);
        assertThat(found.status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void anExecutionOfABackfillTellsItsNominalTimeToo() throws Exception {
        // given
        ExecutionId id = ExecutionId.backfill(new JobId(1), "fill-1-2", NOON.minusSeconds(3600));

        // when
        feed.say(Samples.ended(id, FinalState.SUCCEEDED, NOON.plusSeconds(5))).commit();

        // then
        ExecutionView found = get(view.execution(id)).orElseThrow();
        assertThat(found.nominal()).isEqualTo(NOON.minusSeconds(3600));
        assertThat(found.cause()).isEqualTo(Cause.BACKFILL);
    }

    @Test
    void theNewestEndedExecutionsOfAJobStayAndLiveOnesAlways() throws Exception {
        // given: ten fires, of which the oldest still runs
        for (int i = 0; i < 10; i++) {
            ExecutionId id = Samples.fire(1, NOON.plusSeconds(i));
            feed.say(Samples.triggered(id, NOON.plusSeconds(i)));
            if (i > 0) {
                feed.say(Samples.ended(id, FinalState.SUCCEEDED, NOON.plusSeconds(i)));
            }
        }
        feed.commit();

        // when
        view.store().prune();

        // then
        assertThat(executions(all(100)))
                .extracting(execution -> execution.nominal().getEpochSecond() - NOON.getEpochSecond())
                .containsExactly(9L, 8L, 7L, 0L);
    }

    @Test
    void beyondItsSizeTheViewDropsWhatEndedFirst() throws Exception {
        // given
        view.close();
        view = View.open(directory, new View.Settings(1000, 1, 1, 100), InstantSource.fixed(NOON));
        feed = new ViewFeed(view);
        ExecutionId live = Samples.fire(2, NOON);
        feed.say(
                        Samples.triggered(FIRE, NOON),
                        Samples.ended(FIRE, FinalState.FAILED, NOON),
                        Samples.triggered(live, NOON))
                .commit();

        // when
        view.store().prune();

        // then
        assertThat(status(FIRE)).isEmpty();
        assertThat(status(live)).contains(Status.TRIGGERED);
    }

    @Test
    void twoExecutionsNeverShareANumber() throws Exception {
        // given: numbers of which the first is always taken
        view.close();
        Path other = Files.createDirectory(directory.resolve("other"));
        view = View.open(other, SMALL, (id, round) -> 7 + round, InstantSource.fixed(NOON));
        feed = new ViewFeed(view);
        ExecutionId second = Samples.fire(2, NOON);

        // when
        feed.say(Samples.triggered(FIRE, NOON), Samples.triggered(second, NOON)).commit();

        // then
        assertThat(get(view.executionByAlias(7)).map(ExecutionView::id)).contains(FIRE);
        assertThat(get(view.executionByAlias(8)).map(ExecutionView::id)).contains(second);
    }

    @Test
    void aRecordThatCannotBeReadDoesNotHideTheOthers() throws Exception {
        // when
        feed.add(Source.HISTORY, new byte[] {'1'}, "no protobuf at all".getBytes(StandardCharsets.UTF_8))
                .say(Samples.triggered(FIRE, NOON))
                .commit();

        // then
        assertThat(status(FIRE)).contains(Status.TRIGGERED);
        assertThat(view.store().unreadable()).isEqualTo(1);
    }

    private Optional<Status> status(ExecutionId id) throws Exception {
        return get(view.execution(id)).map(ExecutionView::status);
    }

    private List<ExecutionView> executions(ExecutionQuery query) throws Exception {
        return get(view.executions(query, Optional.empty()));
    }

    private static ExecutionQuery all(int limit) {
        return new ExecutionQuery(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                0,
                limit);
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }
}
