package dev.carillon.gateway.view;

import static dev.carillon.gateway.view.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Output;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobArchive.ExecutionPosition;
import dev.carillon.gateway.service.JobService.ExecutionQuery;
import dev.carillon.gateway.service.JobService.JobQuery;
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

final class ViewReadTest {

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
    void jobsAreFoundByEveryPartOfTheQuery() throws Exception {
        // given
        JobDefinition red =
                Samples.job(1, 1).toBuilder().labels(Map.of("colour", "red")).build();
        JobDefinition blue = Samples.job(2, 1).toBuilder()
                .labels(Map.of("colour", "blue"))
                .enabled(false)
                .group("g2")
                .build();
        feed.put(red).put(blue).commit();

        // then
        assertThat(get(view.jobs(query(Optional.of("colour"), Optional.of("red")))))
                .containsExactly(red);
        assertThat(get(view.jobs(query(Optional.of("colour"), Optional.empty()))))
                .containsExactly(red, blue);
        assertThat(get(view.jobs(new JobQuery(
                        List.of(),
                        Optional.of("default"),
                        Optional.of("g2"),
                        Optional.of("job-2"),
                        Optional.of(false),
                        Optional.empty(),
                        Optional.empty(),
                        1,
                        10))))
                .containsExactly(blue);
    }

    @Test
    void aLabelThatWasTakenOffIsNotFoundAnyMore() throws Exception {
        feed.put(Samples.job(1, 1).toBuilder().labels(Map.of("a", "b")).build()).commit();

        feed.put(Samples.job(1, 2)).commit();

        assertThat(get(view.jobs(query(Optional.of("a"), Optional.empty())))).isEmpty();
    }

    @Test
    void pagesOfExecutionsAreExactWhileNewOnesArrive() throws Exception {
        // given
        for (int i = 0; i < 6; i++) {
            feed.say(Samples.triggered(Samples.fire(i + 1, NOON.plusSeconds(i / 2)), NOON.plusSeconds(i / 2)));
        }
        feed.commit();
        List<ExecutionView> first = executions(all(3));
        feed.say(Samples.triggered(Samples.fire(9, NOON.plusSeconds(60)), NOON.plusSeconds(60)))
                .commit();

        // when
        ExecutionView last = first.getLast();
        List<ExecutionView> second =
                get(view.executions(all(10), Optional.of(new ExecutionPosition(last.nominal(), last.id()))));

        // then
        assertThat(first).hasSize(3);
        assertThat(second).hasSize(3).doesNotContainAnyElementsOf(first);
    }

    @Test
    void skippedFiresAndChangesAreKept() throws Exception {
        // when
        JobId id = new JobId(1);
        feed.say(
                        new Output.SkippedFire(
                                id, NOON, 4, NOON, NOON.plusSeconds(9), 10, Output.SkipReason.MISFIRE, "late"),
                        new Output.JobChanged(id, NOON, Output.Change.CREATED, Samples.job(1, 4), "ann", "c1", NOON))
                .commit();

        // then
        assertThat(get(view.skipped(id, 10))).singleElement().satisfies(fire -> {
            assertThat(fire.count()).isEqualTo(10);
            assertThat(fire.reason()).isEqualTo(Output.SkipReason.MISFIRE);
        });
        assertThat(get(view.changes(id, 10))).singleElement().satisfies(change -> {
            assertThat(change.revision()).isEqualTo(4);
            assertThat(change.by()).isEqualTo("ann");
        });
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

    private static JobQuery query(Optional<String> labelName, Optional<String> labelValue) {
        return new JobQuery(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                labelName,
                labelValue,
                0,
                10);
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }
}
