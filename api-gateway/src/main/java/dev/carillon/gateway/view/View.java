package dev.carillon.gateway.view;

import dev.carillon.core.execution.ExecutionAlias;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Project;
import dev.carillon.gateway.service.BackfillView;
import dev.carillon.gateway.service.CalendarService.CalendarQuery;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobArchive.ExecutionPosition;
import dev.carillon.gateway.service.JobArchive.JobChangeView;
import dev.carillon.gateway.service.JobArchive.SkippedFireView;
import dev.carillon.gateway.service.JobPast;
import dev.carillon.gateway.service.JobPlace;
import dev.carillon.gateway.service.JobService.ExecutionQuery;
import dev.carillon.gateway.service.JobService.JobQuery;
import dev.carillon.gateway.service.RecordedFires;
import dev.carillon.gateway.service.StepView;
import dev.carillon.gateway.service.WorkerView;
import dev.carillon.gateway.view.ViewWaiters.Seen;
import dev.carillon.gateway.view.ViewWaiters.Watch;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The reading side of the view and the place where its parts are put together. Every method may be called from an event loop:
 * queries run on the pool's threads and answer by a future.
 */
public final class View implements AutoCloseable {

    /** After so long the commit that a caller waits for was probably made before it began to wait. */
    private static final Duration LOOK_BACK_AFTER = Duration.ofMillis(100);

    private final ViewStore store;
    private final Checkpoints checkpoints;
    private final ReadPool pool;
    private final ViewWaiters waiters;
    private final WorkerBoard workers = new WorkerBoard();
    private final InstantSource clock;

    /**
     * The limits of the view.
     *
     * @param executionsPerJob ended executions that are kept of one job; as many skipped fires, and changes up to 100
     * @param maxBytes beyond which the executions that ended first go
     * @param readers threads and connections that read
     * @param maxWaitingReads queries beyond this are refused
     */
    public record Settings(int executionsPerJob, long maxBytes, int readers, int maxWaitingReads) {
        public static final Settings DEFAULT = new Settings(300, 4L << 30, 2, 2_000);
    }

    private View(ViewStore store, Checkpoints checkpoints, ReadPool pool, ViewWaiters waiters, InstantSource clock) {
        this.store = store;
        this.checkpoints = checkpoints;
        this.pool = pool;
        this.waiters = waiters;
        this.clock = clock;
    }

    /**
     * Opens the file of this directory or makes one.
     *
     * @throws IOException when the file cannot be used; it may be deleted, Kafka has what was in it
     */
    public static View open(Path directory, Settings settings, InstantSource clock) throws IOException {
        return open(directory, settings, ExecutionAlias::of, clock);
    }

    static View open(Path directory, Settings settings, Aliases aliases, InstantSource clock) throws IOException {
        ViewFile file = new ViewFile(directory);
        ViewWaiters waiters = new ViewWaiters();
        try {
            Retention.Limits limits = new Retention.Limits(settings.executionsPerJob(), settings.maxBytes());
            ViewStore store = new ViewStore(file.openForWriting(), waiters, aliases, limits);
            ReadPool pool = ReadPool.open(file, settings.readers(), settings.maxWaitingReads());
            return new View(store, Checkpoints.start(file.openForCheckpoints()), pool, waiters, clock);
        } catch (SQLException e) {
            throw new IOException(
                    "the view in " + directory + " cannot be opened; delete " + ViewFile.FILE_NAME
                            + "* there to build it anew from Kafka",
                    e);
        }
    }

    public CompletableFuture<Optional<JobDefinition>> job(JobId id) {
        return pool.read(connection -> JobRows.byId(connection, id));
    }

    public CompletableFuture<Optional<JobPlace>> place(JobId id) {
        return pool.read(connection -> JobRows.place(connection, id));
    }

    public CompletableFuture<List<JobDefinition>> jobs(JobQuery query) {
        return pool.read(connection -> JobRows.list(connection, query));
    }

    public CompletableFuture<Optional<Project>> project(JobId id) {
        return pool.read(connection -> JobRows.project(connection, id));
    }

    public CompletableFuture<List<Project>> projects(String afterNamespace, int limit) {
        return pool.read(connection -> JobRows.projects(connection, afterNamespace, limit));
    }

    public CompletableFuture<Optional<Calendar>> calendar(JobId id) {
        return pool.read(connection -> CalendarRows.byId(connection, id));
    }

    public CompletableFuture<List<Calendar>> calendars(CalendarQuery query) {
        return pool.read(connection -> CalendarRows.list(connection, query));
    }

    /** Jobs that name a calendar, in the order of their ids. */
    public CompletableFuture<List<JobDefinition>> jobsNaming(String namespace, String calendar, int limit) {
        return pool.read(connection -> CalendarRows.users(connection, namespace, calendar, limit));
    }

    public CompletableFuture<Optional<ExecutionView>> execution(ExecutionId id) {
        return pool.read(connection -> ExecutionRows.byId(connection, id));
    }

    public CompletableFuture<Optional<ExecutionView>> executionByAlias(long alias) {
        return pool.read(connection -> ExecutionRows.byAlias(connection, alias));
    }

    public CompletableFuture<List<ExecutionView>> executions(ExecutionQuery query, Optional<ExecutionPosition> after) {
        return pool.read(connection -> ExecutionRows.list(connection, query, after));
    }

    public CompletableFuture<List<StepView>> steps(ExecutionId id) {
        return pool.read(connection -> ExecutionRows.steps(connection, id));
    }

    public CompletableFuture<List<SkippedFireView>> skipped(JobId id, int limit) {
        return pool.read(connection -> PastRows.skipped(connection, id, limit));
    }

    public CompletableFuture<List<JobChangeView>> changes(JobId id, int limit) {
        return pool.read(connection -> PastRows.changes(connection, id, limit));
    }

    public CompletableFuture<JobPast> past(JobId id) {
        return pool.read(connection -> PastRows.past(connection, id));
    }

    public CompletableFuture<RecordedFires> recorded(JobId id, Instant from, Instant until, int limit) {
        return pool.read(connection -> PastRows.recorded(connection, id, from, until, limit));
    }

    public CompletableFuture<RecordedFires> recordedAt(JobId id, List<Instant> nominals) {
        return pool.read(connection -> PastRows.recordedAt(connection, id, nominals));
    }

    public CompletableFuture<Integer> ahead(ExecutionView notBegun) {
        return pool.read(connection -> ExecutionRows.ahead(connection, notBegun));
    }

    public List<WorkerView> workers() {
        return workers.live(clock.instant());
    }

    /** Opens a watch before the command goes out; see {@link ViewWaiters}. */
    public Watch watch(JobId id) {
        return waiters.watchJob(id);
    }

    public Watch watch(ExecutionId id) {
        return waiters.watchExecution(id);
    }

    public Watch watchBackfill(JobId job, String id) {
        return waiters.watchBackfill(new BackfillTable.Key(job, id));
    }

    /**
     * Completes when the view shows the backfill, or with {@code ended} its end, by what is committed already or by a later
     * commit.
     */
    public CompletableFuture<Void> until(Watch watch, JobId job, String id, boolean ended) {
        CompletableFuture<Optional<Seen>> read =
                backfill(job, id).thenApply(found -> found.map(backfill -> Seen.backfill(!backfill.hasEnded())));
        CompletableFuture<Void> met = watch.until(seen -> !ended || !seen.present());
        return read.thenCompose(found -> {
            found.ifPresent(watch::found);
            return met;
        });
    }

    public CompletableFuture<List<BackfillView>> backfills(JobId job, int limit) {
        return pool.read(connection -> PastRows.backfills(connection, job, limit));
    }

    public CompletableFuture<Optional<BackfillView>> backfill(JobId job, String id) {
        return pool.read(connection -> PastRows.backfill(connection, job, id));
    }

    /** Completes when the condition on the job holds, by what is committed already or by a later commit. */
    public CompletableFuture<Void> until(Watch watch, JobId id, Predicate<Seen> condition) {
        CompletableFuture<Void> met = watch.until(condition);
        return met.isDone() ? met : found(watch, id).thenCompose(found -> met);
    }

    /**
     * The same for a watch that was opened before the command went out: then the commit is still to come, unless the command is a
     * repetition. So the view is not asked at once, which every command would pay for, but when no commit has come for a moment.
     */
    public CompletableFuture<Void> untilCommitted(Watch watch, JobId id, Predicate<Seen> condition) {
        CompletableFuture<Void> met = watch.until(condition);
        if (!met.isDone()) {
            CompletableFuture.delayedExecutor(LOOK_BACK_AFTER.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                    .execute(() -> lookBack(watch, id, met));
        }
        return met;
    }

    private void lookBack(Watch watch, JobId id, CompletableFuture<Void> met) {
        if (!met.isDone()) {
            CompletableFuture<Void> unused = found(watch, id).whenComplete((done, problem) -> {
                if (problem != null) {
                    met.completeExceptionally(problem);
                }
            });
        }
    }

    private CompletableFuture<Void> found(Watch watch, JobId id) {
        return pool.read(connection -> JobRows.revision(connection, id))
                .thenAccept(revision -> watch.found(revision.map(Seen::job).orElse(Seen.ABSENT)));
    }

    /** Completes when the condition on the execution holds, by what is committed already or by a later commit. */
    public CompletableFuture<Void> until(Watch watch, ExecutionId id, Predicate<Seen> condition) {
        CompletableFuture<Void> met = watch.until(condition);
        return execution(id).thenCompose(found -> {
            watch.found(found.map(view -> Seen.execution(view.status())).orElse(Seen.ABSENT));
            return met;
        });
    }

    ViewStore store() {
        return store;
    }

    WorkerBoard board() {
        return workers;
    }

    InstantSource clock() {
        return clock;
    }

    /** To be called when nobody writes any more. */
    @Override
    public void close() throws SQLException {
        try (store;
                checkpoints) {
            pool.close();
        }
    }
}
