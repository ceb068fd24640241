package dev.carillon.gateway.view;

import static dev.carillon.gateway.view.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Output;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobPlace;
import dev.carillon.gateway.service.JobService.ExecutionQuery;
import dev.carillon.gateway.service.JobService.JobQuery;
import dev.carillon.gateway.service.Permissions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which namespaces a caller may see, as the view's queries have it. */
final class NamespaceReadTest {

    private static final List<String> NAMESPACES = List.of(
            "default",
            "prod",
            "production",
            "Prod",
            "team-a",
            "team-b",
            "team",
            "a%_b",
            "axxb",
            "a[b]?c",
            "*",
            "*x",
            "汉字一",
            "o'x");

    @TempDir
    Path directory;

    private View view;
    private ViewFeed feed;

    @BeforeEach
    void open() throws Exception {
        open(View.Settings.DEFAULT);
    }

    private void open(View.Settings settings) throws Exception {
        view = View.open(directory, settings, InstantSource.fixed(NOON));
        feed = new ViewFeed(view);
    }

    @AfterEach
    void close() throws Exception {
        view.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prod",
                "prod*",
                "team-*",
                "prod,team-*",
                "team-a,prod",
                "a%_*",
                "a[b]?*",
                "*",
                "**",
                "汉*",
                "o'*",
                "none",
                "prod,*"
            })
    void theViewAndThePermissionsMeanTheSame(String patterns) throws Exception {
        // given
        List<String> allowed = List.of(patterns.split(","));
        Permissions permissions = new Permissions(Set.of(), allowed, false);
        for (int i = 0; i < NAMESPACES.size(); i++) {
            feed.put(job(i + 1, NAMESPACES.get(i)))
                    .say(Samples.triggered(Samples.fire(i + 1, NOON.plusSeconds(i)), NOON.plusSeconds(i)));
        }
        feed.commit();

        // when
        List<JobDefinition> jobs = get(view.jobs(jobs(allowed, 0, 100)));
        List<ExecutionView> executions = executions(allowed, 100);

        // then
        List<String> expected =
                NAMESPACES.stream().filter(permissions::mayTouch).toList();
        assertThat(jobs).extracting(JobDefinition::namespace).containsExactlyElementsOf(expected);
        assertThat(executions)
                .extracting(each -> NAMESPACES.get((int) each.id().jobId().value() - 1))
                .containsExactlyElementsOf(expected.reversed());
    }

    @Test
    void pagesAreFullThoughOthersJobsLieBetween() throws Exception {
        // given: every seventh job is the caller's
        for (int i = 1; i <= 70; i++) {
            feed.put(job(i, i % 7 == 0 ? "team-a" : "prod"));
        }
        feed.commit();

        // when
        List<Long> seen = new ArrayList<>();
        List<JobDefinition> page = get(view.jobs(jobs(List.of("team-*"), 0, 3)));
        while (!page.isEmpty()) {
            assertThat(page).hasSizeBetween(1, 3);
            page.forEach(job -> seen.add(job.id().value()));
            page = get(view.jobs(jobs(List.of("team-*"), seen.getLast(), 3)));
        }

        // then
        assertThat(seen).containsExactly(7L, 14L, 21L, 28L, 35L, 42L, 49L, 56L, 63L, 70L);
    }

    @Test
    void aRemovedJobKeepsItsPlaceUntilItIsMadeAnew() throws Exception {
        // given
        feed.put(job(1, "prod")).commit();
        feed.delete(new JobId(1)).say(deleted(job(1, "prod"), 2)).commit();
        Optional<JobPlace> removed = place(1);

        // when
        feed.put(job(1, "test").toBuilder().revision(3).build()).commit();

        // then
        assertThat(removed).contains(new JobPlace("prod", "default", "job-1"));
        assertThat(place(1)).map(JobPlace::namespace).contains("test");
        assertThat(place(2)).isEmpty();
    }

    @Test
    void aRemovalThatThisViewHasMissedIsKnownFromHistory() throws Exception {
        ExecutionId fire = Samples.fire(1, NOON);

        feed.say(Samples.triggered(fire, NOON), deleted(job(1, "prod"), 2)).commit();

        assertThat(place(1)).map(JobPlace::namespace).contains("prod");
        assertThat(executions(List.of("prod"), 10))
                .extracting(ExecutionView::id)
                .containsExactly(fire);
        assertThat(executions(List.of("test"), 10)).isEmpty();
    }

    @Test
    void anEarlierRemovalSaysNothingAboutAJobThatIsThere() throws Exception {
        feed.put(job(1, "test").toBuilder().revision(9).build()).commit();

        feed.say(deleted(job(1, "prod"), 2)).commit();

        assertThat(place(1)).map(JobPlace::namespace).contains("test");
    }

    @Test
    void aSweptJobKeepsItsPlace() throws Exception {
        // given
        feed.put(job(1, "prod")).commit();

        // when
        view.store().readJobsAnew();
        view.store().sweep();

        // then
        assertThat(get(view.job(new JobId(1)))).isEmpty();
        assertThat(place(1)).map(JobPlace::namespace).contains("prod");
    }

    @Test
    void thePlaceGoesWithTheLastExecutionOfARemovedJob() throws Exception {
        // given
        view.close();
        open(new View.Settings(1000, 1, 1, 100));
        ExecutionId live = Samples.fire(2, NOON);
        for (int job = 1; job <= 3; job++) {
            ExecutionId done = Samples.fire(job, NOON.minusSeconds(job));
            feed.put(job(job, "prod"))
                    .say(Samples.triggered(done, NOON), Samples.ended(done, FinalState.SUCCEEDED, NOON));
        }
        feed.say(Samples.triggered(live, NOON)).commit();
        for (int job = 1; job <= 2; job++) {
            feed.delete(new JobId(job)).say(deleted(job(job, "prod"), 2));
        }
        feed.commit();

        // when
        view.store().prune();

        // then
        assertThat(place(1)).isEmpty();
        assertThat(get(view.changes(new JobId(1), 10))).isEmpty();
        assertThat(place(2)).map(JobPlace::namespace).contains("prod");
        assertThat(get(view.changes(new JobId(2), 10))).hasSize(1);
        assertThat(place(3)).map(JobPlace::namespace).contains("prod");
    }

    private Optional<JobPlace> place(long id) throws Exception {
        return get(view.place(new JobId(id)));
    }

    private List<ExecutionView> executions(List<String> allowed, int limit) throws Exception {
        ExecutionQuery query = new ExecutionQuery(
                allowed,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                0,
                limit);
        return get(view.executions(query, Optional.empty()));
    }

    private static JobQuery jobs(List<String> allowed, long after, int limit) {
        return new JobQuery(
                allowed,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                after,
                limit);
    }

    private static JobDefinition job(long id, String namespace) {
        return Samples.job(id, 1).toBuilder().namespace(namespace).build();
    }

    private static Output.JobChanged deleted(JobDefinition job, long revision) {
        return new Output.JobChanged(
                job.id(),
                NOON,
                Output.Change.DELETED,
                job.toBuilder().revision(revision).build(),
                "ann",
                "c" + revision,
                NOON);
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }
}
