package dev.carillon.gateway.service;

import dev.carillon.core.execution.ExecutionAlias;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.CatchUp;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.core.scheduling.ResumePlan;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.view.View;
import dev.carillon.gateway.view.ViewWaiters.Watch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The service over a cluster: commands go out and come back by a {@link CommandChannel}, reads come from the {@link View}.
 *
 * <pre>
 * submit: watch the job ─▶ exchange ─▶ reply OK ─▶ wait until a commit of the view holds the effect ─▶ answer
 * </pre>
 *
 * <p>May be called from any thread; on an event loop the futures complete on it.
 */
public final class ClusterJobService implements JobService, JobArchive {

    private static final int MAX_CHANGE_TRIES = 5;

    private final Vertx vertx;
    private final ViewReads reads;
    private final Effects effects;
    private final CommandChannel channel;
    private final View view;
    private final LogSource logs;

    /** @param viewTimeout how long the answer to a command that has applied waits for the view */
    public ClusterJobService(Vertx vertx, CommandChannel channel, View view, LogSource logs, Duration viewTimeout) {
        this.vertx = vertx;
        this.reads = new ViewReads(vertx);
        this.effects = new Effects(view, reads, viewTimeout);
        this.channel = channel;
        this.view = view;
        this.logs = logs;
    }

    @Override
    public Future<Reply> submit(Command command) {
        return exchangeAndSee(command)
                .compose(reply -> reply.status() == Reply.Status.OK
                        ? Future.succeededFuture(reply)
                        : Future.failedFuture(new ApiException(Refusals.of(reply))));
    }

    /** Any reply; the view holds the effect when it is OK. */
    private Future<Reply> exchangeAndSee(Command command) {
        // Opened before the command goes out, so that no commit is missed.
        Watch watch = view.watch(command.jobId());
        return channel.exchange(command)
                .compose(reply -> reply.status() == Reply.Status.OK
                        ? effects.seen(command, reply, watch).map(reply)
                        : Future.succeededFuture(reply))
                .onComplete(result -> watch.close());
    }

    @Override
    public Future<Reply> change(Command.Request request, JobId jobId, UnaryOperator<JobDefinition> change) {
        return change(request, jobId, change, 1);
    }

    private Future<Reply> change(
            Command.Request request, JobId jobId, UnaryOperator<JobDefinition> change, int attempt) {
        return job(jobId)
                .compose(found -> replace(attemptOf(request, attempt), jobId, found, change))
                .compose(reply -> {
                    if (reply.status() == Reply.Status.OK) {
                        return Future.succeededFuture(reply);
                    }
                    if (reply.status() != Reply.Status.CONFLICT || attempt == MAX_CHANGE_TRIES) {
                        return Future.failedFuture(new ApiException(Refusals.of(reply)));
                    }
                    return caughtUp(jobId, reply).compose(done -> change(request, jobId, change, attempt + 1));
                });
    }

    private Future<Reply> replace(
            Command.Request request, JobId jobId, Optional<JobDefinition> found, UnaryOperator<JobDefinition> change) {
        if (found.isEmpty()) {
            return Future.failedFuture(
                    new ApiException(ApiError.of(Category.NOT_FOUND, "job " + jobId + " does not exist")));
        }
        try {
            JobDefinition changed = change.apply(found.get());
            return exchangeAndSee(
                    new Command.ReplaceJob(request, changed, found.get().revision()));
        } catch (InvalidDefinitionException e) {
            return Future.failedFuture(new ApiException(ApiError.invalid(e.field(), String.valueOf(e.getMessage()))));
        } catch (ApiException e) {
            return Future.failedFuture(e);
        }
    }

    /** The refusal of a command id is stored with it, so a new try needs a new id; derived, so that a repetition is one too. */
    private static Command.Request attemptOf(Command.Request request, int attempt) {
        if (attempt == 1) {
            return request;
        }
        String suffix = "~" + attempt;
        int room = Command.Request.MAX_COMMAND_ID_LENGTH - suffix.length();
        String id = request.commandId();
        String base = id.length() <= room ? id : "h" + ExecutionAlias.hash(id);
        return new Command.Request(base + suffix, request.replyTo(), request.principal());
    }

    /** Until the view has the revision that was in the way. */
    private Future<Void> caughtUp(JobId jobId, Reply conflict) {
        Watch watch = view.watch(jobId);
        return effects.waited(
                        conflict,
                        () -> view.until(
                                watch, jobId, seen -> !seen.present() || seen.revision() >= conflict.revision()))
                .onComplete(result -> watch.close());
    }

    @Override
    public JobId newJobId(String commandId) {
        return new JobId(ExecutionAlias.hash(commandId));
    }

    @Override
    public Future<Optional<JobDefinition>> job(JobId id) {
        return reads.here(view.job(id));
    }

    @Override
    public Future<Optional<JobPlace>> place(JobId id) {
        return reads.here(view.place(id));
    }

    @Override
    public Future<List<JobDefinition>> jobs(JobQuery query) {
        return reads.here(view.jobs(query));
    }

    @Override
    public Future<Optional<ExecutionView>> execution(ExecutionId id) {
        return reads.here(view.execution(id));
    }

    @Override
    public Future<Optional<ExecutionView>> executionByAlias(long alias) {
        return reads.here(view.executionByAlias(alias));
    }

    @Override
    public Future<List<ExecutionView>> executions(ExecutionQuery query) {
        return reads.here(view.executions(query, Optional.empty()));
    }

    @Override
    public Future<List<ExecutionView>> executionsAfter(ExecutionQuery query, Optional<ExecutionPosition> after) {
        return reads.here(view.executions(query, after));
    }

    @Override
    public Future<List<SkippedFireView>> skipped(JobId id, int limit) {
        return reads.here(view.skipped(id, limit));
    }

    @Override
    public Future<List<JobChangeView>> changes(JobId id, int limit) {
        return reads.here(view.changes(id, limit));
    }

    @Override
    public Future<JobPast> past(JobId id) {
        return reads.here(view.past(id));
    }

    @Override
    public Future<RecordedFires> recorded(JobId id, Instant from, Instant until, int limit) {
        return reads.here(view.recorded(id, from, until, limit));
    }

    @Override
    public Future<RecordedFires> recordedAt(JobId id, List<Instant> nominals) {
        return reads.here(view.recordedAt(id, nominals));
    }

    @Override
    public Future<Integer> ahead(ExecutionView notBegun) {
        return reads.here(view.ahead(notBegun));
    }

    @Override
    public Future<List<BackfillView>> backfills(JobId id, int limit) {
        return reads.here(view.backfills(id, limit));
    }

    @Override
    public Future<Optional<BackfillView>> backfill(JobId id, String backfill) {
        return reads.here(view.backfill(id, backfill));
    }

    @Override
    public Future<Map<CatchUp, ResumePlan>> resumePlans(JobDefinition job, Instant now) {
        return vertx.executeBlocking(
                () -> {
                    Map<CatchUp, ResumePlan> plans = new EnumMap<>(CatchUp.class);
                    for (CatchUp catchUp : CatchUp.values()) {
                        plans.put(catchUp, ResumePlan.of(job, catchUp, now));
                    }
                    return plans;
                },
                false);
    }

    @Override
    public Future<List<StepView>> steps(ExecutionId id) {
        return reads.here(view.steps(id));
    }

    @Override
    public Future<List<WorkerView>> workers() {
        return Future.succeededFuture(view.workers());
    }

    @Override
    public Future<List<LogLine>> log(ExecutionId id, LogQuery query) {
        return execution(id)
                .compose(found -> found.isEmpty()
                        ? Future.failedFuture(new ApiException(
                                ApiError.of(Category.NOT_FOUND, "execution " + id + " does not exist")))
                        : reads.here(logs.read(found.get(), query)));
    }
}
