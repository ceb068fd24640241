package dev.carillon.gateway.service;

import static dev.carillon.gateway.view.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.view.Samples;
import dev.carillon.gateway.view.View;
import dev.carillon.gateway.view.ViewFeed;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service over a real view and a scheduler of a few lines: one job, with revisions. */
final class ClusterJobServiceTest {

    private static final JobId ID = new JobId(1);
    private static final Command.Request REQUEST = new Command.Request("c1", "", "ann");

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> commandIds = new ArrayList<>();
    private View view;
    private ViewFeed feed;
    private long revision = 1;
    private boolean viewFollows = true;

    @BeforeEach
    void open() throws Exception {
        view = View.open(directory, View.Settings.DEFAULT, InstantSource.fixed(NOON));
        feed = new ViewFeed(view);
        feed.put(Samples.job(1, 1)).commit();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        view.close();
    }

    private ClusterJobService service(Duration viewTimeout) {
        return new ClusterJobService(
                vertx, this::scheduler, view, (execution, query) -> new CompletableFuture<>(), viewTimeout);
    }

    private Future<Reply> scheduler(Command command) {
        commandIds.add(command.request().commandId());
        long expected = command instanceof Command.ReplaceJob replace ? replace.expectedRevision() : 0;
        if (expected != 0 && expected != revision) {
            return Future.succeededFuture(reply(command, Reply.Status.CONFLICT));
        }
        revision++;
        if (viewFollows) {
            follow();
        }
        return Future.succeededFuture(reply(command, Reply.Status.OK));
    }

    private void follow() {
        feed.put(Samples.job(1, revision)).commit();
    }

    private Reply reply(Command command, Reply.Status status) {
        return new Reply(command.request().commandId(), "", ID, status, "", "", revision, null);
    }

    @Test
    void anAnswerWaitsUntilTheViewHoldsTheEffect() throws Exception {
        // given
        viewFollows = false;
        Future<Reply> answer = service(Duration.ofSeconds(30)).submit(new Command.EnableJob(REQUEST, ID, 0));
        assertThat(answer.isComplete()).isFalse();

        // when
        follow();

        // then
        assertThat(get(answer).revision()).isEqualTo(2);
        assertThat(get(service(Duration.ofSeconds(30)).job(ID)).orElseThrow().revision())
                .isEqualTo(2);
    }

    @Test
    void anEffectThatTheViewDoesNotShowInTimeIsToldAsApplied() {
        // given
        viewFollows = false;

        // when
        Future<Reply> answer = service(Duration.ofMillis(50)).submit(new Command.EnableJob(REQUEST, ID, 0));

        // then
        ApiError error = error(answer);
        assertThat(error.category()).isEqualTo(Category.UNAVAILABLE);
        assertThat(error.message()).contains("c1").contains("has been applied");
    }

    @Test
    void aChangeIsMadeAgainWhenSomebodyWasQuicker() throws Exception {
        // given: the scheduler is at revision 2, the view still shows 1
        revision = 2;
        List<Long> seen = new CopyOnWriteArrayList<>();
        CountDownLatch read = new CountDownLatch(1);
        Future<Reply> answer = service(Duration.ofSeconds(30)).change(REQUEST, ID, job -> {
            seen.add(job.revision());
            read.countDown();
            return job;
        });
        assertThat(read.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(answer.isComplete()).isFalse();

        // when
        follow();

        // then
        assertThat(get(answer).revision()).isEqualTo(3);
        assertThat(seen).containsExactly(1L, 2L);
        assertThat(commandIds).containsExactly("c1", "c1~2");
    }

    @Test
    void aChangeThatMakesAnInvalidDefinitionNamesTheField() {
        Future<Reply> answer = service(Duration.ofSeconds(30))
                .change(REQUEST, ID, job -> job.toBuilder().maxConcurrency(0).build());

        assertThat(error(answer).category()).isEqualTo(Category.INVALID);
        assertThat(error(answer).field()).isEqualTo("maxConcurrency");
        assertThat(commandIds).isEmpty();
    }

    @Test
    void aChangeOfAJobThatIsNotThereSendsNothing() {
        Future<Reply> answer = service(Duration.ofSeconds(30)).change(REQUEST, new JobId(2), job -> job);

        assertThat(error(answer).category()).isEqualTo(Category.NOT_FOUND);
        assertThat(commandIds).isEmpty();
    }

    @Test
    void aRepeatedCommandMakesTheSameJob() {
        ClusterJobService service = service(Duration.ofSeconds(1));

        assertThat(service.newJobId("c1")).isEqualTo(service.newJobId("c1")).isNotEqualTo(service.newJobId("c2"));
    }

    @Test
    void oneReplyAnswersAllWhoWaitForItAndNoMoreMayWaitThanAllowed() {
        // given
        PendingReplies pending = new PendingReplies(2);
        Promise<Reply> first = Promise.promise();
        Promise<Reply> second = Promise.promise();
        assertThat(pending.add("c1", first)).isTrue();
        assertThat(pending.add("c1", second)).isTrue();
        assertThat(pending.add("c2", Promise.promise())).isFalse();

        // when
        pending.complete(reply(new Command.EnableJob(REQUEST, ID, 0), Reply.Status.OK));

        // then
        assertThat(first.future().succeeded()).isTrue();
        assertThat(second.future().succeeded()).isTrue();
        assertThat(pending.size()).isZero();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static ApiError error(Future<?> future) {
        try {
            get(future);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiException api) {
                return api.error();
            }
            throw new AssertionError("not an ApiException", e);
        } catch (Exception e) {
            throw new AssertionError("no answer", e);
        }
        throw new AssertionError("succeeded");
    }
}
