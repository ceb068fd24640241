package dev.carillon.gateway.view;

import static dev.carillon.gateway.view.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Backfill;
import dev.carillon.core.scheduling.Output;
import dev.carillon.gateway.service.BackfillView;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobArchive.JobChangeView;
import dev.carillon.gateway.service.JobArchive.SkippedFireView;
import dev.carillon.gateway.service.JobPast;
import dev.carillon.gateway.service.JobService.ExecutionQuery;
import dev.carillon.gateway.service.RecordedFires;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PastRowsTest {

    private static final JobId JOB = new JobId(1);

    @TempDir
    Path directory;

    private View view;
    private ViewFeed feed;

    @BeforeEach
    void open() throws Exception {
        view = View.open(directory, new View.Settings(3, 1L << 30, 1, 100), InstantSource.fixed(NOON));
        feed = new ViewFeed(view);
    }

    @AfterEach
    void close() throws Exception {
        view.close();
    }

    @Test
    void aJobsRevisionsAreKeptWithTheirDefinitionsAndOutliveIt() throws Exception {
        // given
        JobDefinition first = Samples.job(1, 1);
        JobDefinition second = first.toBuilder().revision(2).name("renamed").build();
        JobDefinition last = second.toBuilder().revision(3).build();
        feed.put(first)
                .say(changed(Output.Change.CREATED, first))
                .put(second)
                .say(changed(Output.Change.REPLACED, second))
                .commit();

        // when
        feed.say(changed(Output.Change.DELETED, last)).delete(JOB).commit();

        // then
        JobPast past = get(view.past(JOB));
        assertThat(past.current()).isEmpty();
        assertThat(past.changes()).extracting(JobChangeView::definition).containsExactly(last, second, first);
        assertThat(past.changes()).extracting(JobChangeView::by).containsOnly("ann");
    }

    @Test
    void changesBeyondTheLimitGo() throws Exception {
        // given
        for (int revision = 1; revision <= 5; revision++) {
            feed.say(changed(Output.Change.REPLACED, Samples.job(1, revision)));
        }
        feed.commit();

        // when
        view.store().prune();

        // then
        assertThat(get(view.changes(JOB, 10)))
                .extracting(JobChangeView::revision)
                .containsExactly(5L, 4L, 3L);
    }

    @Test
    void aJobOfWhichNothingIsKnownHasNoPast() throws Exception {
        assertThat(get(view.past(JOB)).isEmpty()).isTrue();
    }

    @Test
    void howFarFiresAreDecidedIsTheLastOfTriggersAndSkips() throws Exception {
        // given
        feed.say(Samples.triggered(Samples.fire(1, NOON), NOON)).commit();
        assertThat(get(view.past(JOB)).decidedThrough()).contains(NOON);

        // when
        feed.say(skipped(NOON.plusSeconds(10), NOON.plusSeconds(20))).commit();

        // then
        assertThat(get(view.past(JOB)).decidedThrough()).contains(NOON.plusSeconds(20));
    }

    @Test
    void firesThatWereRemovedToStayWithinTheLimitsAreKnownToBeUnknown() throws Exception {
        // given: five ended fires of which three may stay
        for (int i = 0; i < 5; i++) {
            ExecutionId id = Samples.fire(1, NOON.plusSeconds(i));
            feed.say(
                    Samples.triggered(id, NOON.plusSeconds(i)),
                    Samples.ended(id, FinalState.SUCCEEDED, NOON.plusSeconds(i)));
        }
        feed.commit();
        assertThat(get(view.past(JOB)).knownFrom()).isEmpty();

        // when
        view.store().prune();

        // then
        assertThat(get(view.past(JOB)).knownFrom()).contains(NOON.plusSeconds(1).plusMillis(1));
    }

    @Test
    void skipsThatWereRemovedCountToo() throws Exception {
        // given
        for (int i = 0; i < 4; i++) {
            feed.say(skipped(NOON.plusSeconds(10 * i), NOON.plusSeconds(10 * i + 5)));
        }
        feed.commit();

        // when
        view.store().prune();

        // then
        assertThat(get(view.past(JOB)).knownFrom()).contains(NOON.plusSeconds(5).plusMillis(1));
    }

    @Test
    void whatLeftTheTopicUnreadIsUnknownUpToTheFirstEventThatIsThere() throws Exception {
        // given
        view.store().readHistory(1, Set.of(0), NOON);
        assertThat(get(view.past(JOB)).knownFrom()).contains(NOON.plusSeconds(1));
        close();
        open();

        // when
        Instant first = NOON.minusSeconds(3600);
        feed.say(Samples.triggered(Samples.fire(2, first), first)).commit();
        feed.say(Samples.triggered(Samples.fire(2, NOON), NOON)).commit();

        // then
        assertThat(get(view.past(JOB)).knownFrom()).contains(first.plusSeconds(1));
    }

    @Test
    void whatBecameOfFiresIsFoundByRangeAndByInstant() throws Exception {
        // given
        ExecutionId fire = Samples.fire(1, NOON);
        feed.say(
                        Samples.triggered(fire, NOON),
                        Samples.triggered(Samples.fire(1, NOON.plusSeconds(60)), NOON.plusSeconds(60)),
                        Samples.triggered(Samples.fire(2, NOON), NOON),
                        skipped(NOON.minusSeconds(30), NOON.minusSeconds(10)))
                .commit();

        // when
        RecordedFires range = get(view.recorded(JOB, NOON.minusSeconds(20), NOON.plusSeconds(60), 10));
        RecordedFires at = get(view.recordedAt(JOB, List.of(NOON, NOON.minusSeconds(30), NOON.minusSeconds(31))));

        // then
        assertThat(range.executions()).extracting(ExecutionView::id).containsExactly(fire);
        assertThat(range.skips()).extracting(SkippedFireView::first).containsExactly(NOON.minusSeconds(30));
        assertThat(at.executions()).extracting(ExecutionView::id).containsExactly(fire);
        assertThat(at.skips()).hasSize(1);
        assertThat(get(view.recorded(JOB, NOON.minusSeconds(9), NOON, 10)).skips())
                .isEmpty();
    }

    @Test
    void beforeOneThatHasNotBegunComeThoseThatRunAndTheOlderOnes() throws Exception {
        // given: one that has ended, one that runs though it is younger, two that wait, and others' or of a backfill
        ExecutionId ended = Samples.fire(1, NOON.minusSeconds(60));
        ExecutionId older = Samples.fire(1, NOON.minusSeconds(30));
        ExecutionId waiting = Samples.fire(1, NOON);
        ExecutionId runs = Samples.fire(1, NOON.plusSeconds(30));
        ExecutionId backfilled = ExecutionId.backfill(JOB, "b-1", NOON.minusSeconds(90));
        feed.say(
                        Samples.triggered(ended, NOON.minusSeconds(60)),
                        Samples.ended(ended, FinalState.SUCCEEDED, NOON),
                        Samples.triggered(older, NOON.minusSeconds(30)),
                        Samples.triggered(waiting, NOON),
                        Samples.triggered(runs, NOON.plusSeconds(30)),
                        Samples.started(runs, 1, NOON.plusSeconds(30)),
                        triggered(backfilled, NOON.minusSeconds(90)),
                        Samples.triggered(Samples.fire(2, NOON.minusSeconds(30)), NOON.minusSeconds(30)))
                .commit();

        // then
        assertThat(get(view.ahead(get(view.execution(waiting)).orElseThrow()))).isEqualTo(2);
        assertThat(get(view.ahead(get(view.execution(older)).orElseThrow()))).isEqualTo(1);
    }

    @Test
    void aBackfillIsFollowedAndItsRunsAreCounted() throws Exception {
        // given
        Backfill begun = backfill("b-1", 0);
        ExecutionId first = ExecutionId.backfill(JOB, "b-1", NOON.minusSeconds(60));
        ExecutionId second = ExecutionId.backfill(JOB, "b-1", NOON.minusSeconds(30));
        feed.say(
                        told(Output.BackfillChange.STARTED, begun, NOON),
                        told(Output.BackfillChange.STARTED, backfill("b", 0), NOON.minusSeconds(9)),
                        triggered(first, NOON.minusSeconds(60)),
                        triggered(second, NOON.minusSeconds(30)),
                        Samples.ended(first, FinalState.SUCCEEDED, NOON),
                        Samples.ended(second, FinalState.FAILED, NOON))
                .commit();

        // then
        assertThat(get(view.backfills(JOB, 10))).extracting(BackfillView::id).containsExactly("b-1", "b");
        assertThat(get(view.backfill(JOB, "b-1"))).hasValueSatisfying(found -> {
            assertThat(found.state()).isEqualTo(BackfillView.State.RUNNING);
            assertThat(found.triggered()).isEqualTo(2);
            assertThat(found.succeeded()).isEqualTo(1);
            assertThat(found.failed()).isEqualTo(1);
        });
        assertThat(runs("b-1")).containsExactly(second, first);
        assertThat(runs("b")).isEmpty();
        assertThat(get(view.recordedAt(JOB, List.of(NOON.minusSeconds(30)))).executions())
                .extracting(ExecutionView::id)
                .containsExactly(second);
        assertThat(get(view.past(JOB)).decidedThrough())
                .as("fires of the schedule alone")
                .isEmpty();

        // when
        feed.say(told(Output.BackfillChange.FINISHED, backfill("b-1", 2), NOON.plusSeconds(5)))
                .commit();

        // then
        assertThat(get(view.backfill(JOB, "b-1"))).hasValueSatisfying(found -> {
            assertThat(found.state()).isEqualTo(BackfillView.State.FINISHED);
            assertThat(found.endedAt()).contains(NOON.plusSeconds(5));
        });
    }

    @Test
    void aBackfillWhoseBeginHasLeftTheTopicIsStillKnown() throws Exception {
        feed.say(told(Output.BackfillChange.STOPPED, backfill("b-1", 7), NOON)).commit();

        assertThat(get(view.backfill(JOB, "b-1"))).hasValueSatisfying(found -> {
            assertThat(found.state()).isEqualTo(BackfillView.State.STOPPED);
            assertThat(found.triggered()).isEqualTo(7);
            assertThat(found.stoppedBy()).isEqualTo("bob");
        });
    }

    @Test
    void endedBackfillsBeyondTheLimitGoAndUnfinishedOnesStay() throws Exception {
        // given
        for (int i = 0; i < 5; i++) {
            feed.say(told(Output.BackfillChange.STARTED, backfill("b" + i, 0), NOON.plusSeconds(i)));
            if (i > 0) {
                feed.say(told(Output.BackfillChange.FINISHED, backfill("b" + i, 9), NOON.plusSeconds(10 + i)));
            }
        }
        feed.commit();

        // when
        view.store().prune();

        // then
        assertThat(get(view.backfills(JOB, 10))).extracting(BackfillView::id).containsExactly("b4", "b3", "b2", "b0");
    }

    @Test
    void whoWaitsForABackfillSeesItBeginAndEnd() throws Exception {
        try (ViewWaiters.Watch begin = view.watchBackfill(JOB, "b-1");
                ViewWaiters.Watch end = view.watchBackfill(JOB, "b-1")) {
            // given
            CompletableFuture<Void> begun = view.until(begin, JOB, "b-1", false);
            CompletableFuture<Void> ended = view.until(end, JOB, "b-1", true);
            assertThat(begun).isNotDone();

            // when
            feed.say(told(Output.BackfillChange.STARTED, backfill("b-1", 0), NOON))
                    .commit();

            // then
            get(begun);
            assertThat(ended).isNotDone();
            feed.say(told(Output.BackfillChange.STOPPED, backfill("b-1", 0), NOON))
                    .commit();
            get(ended);
        }
    }

    private List<ExecutionId> runs(String backfill) throws Exception {
        return get(view.executions(
                        new ExecutionQuery(
                                List.of(),
                                Optional.of(JOB),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                List.of(Cause.BACKFILL),
                                Optional.of(backfill),
                                Optional.empty(),
                                Optional.empty(),
                                0,
                                10),
                        Optional.empty()))
                .stream()
                .map(ExecutionView::id)
                .toList();
    }

    private static Output.Triggered triggered(ExecutionId id, Instant nominal) {
        return new Output.Triggered(id, NOON, 1, Cause.BACKFILL, nominal, NOON, nominal, null, "ann");
    }

    private static Backfill backfill(String id, int emitted) {
        return new Backfill(id, NOON.minusSeconds(600), NOON, 2, "p", "ann", null, 9, emitted);
    }

    private static Output.BackfillChanged told(Output.BackfillChange change, Backfill backfill, Instant at) {
        return new Output.BackfillChanged(
                JOB, at, change, backfill, change == Output.BackfillChange.FINISHED ? "" : "bob");
    }

    private static Output.JobChanged changed(Output.Change change, JobDefinition definition) {
        return new Output.JobChanged(JOB, NOON, change, definition, "ann", "c" + definition.revision(), NOON);
    }

    private static Output.SkippedFire skipped(Instant first, Instant last) {
        return new Output.SkippedFire(JOB, NOON, 1, first, last, 3, Output.SkipReason.MISFIRE, "late");
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }
}
