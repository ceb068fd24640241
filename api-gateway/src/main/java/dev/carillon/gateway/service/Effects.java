package dev.carillon.gateway.service;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.view.View;
import dev.carillon.gateway.view.ViewWaiters.Watch;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits until the view shows the effect of a command, so that who was answered reads what it has written. */
final class Effects {

    private final View view;
    private final ViewReads reads;
    private final Duration timeout;

    Effects(View view, ViewReads reads, Duration timeout) {
        this.view = view;
        this.reads = reads;
        this.timeout = timeout;
    }

    /**
     * Completes when the view holds what the command has caused.
     *
     * @param reply OK
     * @param jobWatch opened before the command went out
     */
    Future<Void> seen(Command command, Reply reply, Watch jobWatch) {
        JobId job = command.jobId();
        long revision = reply.revision();
        return switch (command) {
            case Command.CreateJob create ->
                waited(reply, () -> view.untilCommitted(jobWatch, job, seen -> seen.revision() >= revision));
            case Command.ReplaceJob replace ->
                waited(reply, () -> view.untilCommitted(jobWatch, job, seen -> seen.revision() >= revision));
            case Command.CreateProject create ->
                waited(reply, () -> view.untilCommitted(jobWatch, job, seen -> seen.revision() >= revision));
            case Command.ReplaceProject replace ->
                waited(reply, () -> view.untilCommitted(jobWatch, job, seen -> seen.revision() >= revision));
            case Command.CreateCalendar create ->
                waited(reply, () -> view.untilCommitted(jobWatch, job, seen -> seen.revision() >= revision));
            case Command.ReplaceCalendar replace ->
                waited(reply, () -> view.untilCommitted(jobWatch, job, seen -> seen.revision() >= revision));
            case Command.EnableJob enable ->
                waited(reply, () -> view.untilCommitted(jobWatch, job, seen -> seen.revision() >= revision));
            case Command.DisableJob disable ->
                waited(reply, () -> view.untilCommitted(jobWatch, job, seen -> seen.revision() >= revision));
            case Command.PauseJob pause ->
                waited(reply, () -> view.untilCommitted(jobWatch, job, seen -> seen.revision() >= revision));
            case Command.ResumeJob resume ->
                waited(reply, () -> view.untilCommitted(jobWatch, job, seen -> seen.revision() >= revision));
            case Command.BackfillJob backfill ->
                backfill(reply, job, backfill.request().commandId(), false);
            case Command.StopBackfill stop -> backfill(reply, job, stop.backfillId(), true);
            case Command.DeleteJob delete -> gone(reply, job, jobWatch);
            case Command.DeleteProject delete -> gone(reply, job, jobWatch);
            case Command.DeleteCalendar delete -> gone(reply, job, jobWatch);
            case Command.ApplyCalendar apply ->
                throw new IllegalArgumentException("is sent by schedulers only: " + apply);
            case Command.TriggerJob trigger -> execution(reply, status -> true);
            case Command.StopExecution stop ->
                execution(reply, status -> status == ExecutionView.Status.STOPPING || status.isFinal());
        };
    }

    /** Or of a later revision: somebody has made it anew already. */
    private Future<Void> gone(Reply reply, JobId id, Watch watch) {
        long revision = reply.revision();
        return waited(
                reply,
                () -> view.untilCommitted(
                        watch, id, seen -> !seen.present() || (revision > 0 && seen.revision() > revision)));
    }

    private Future<Void> backfill(Reply reply, JobId job, String id, boolean ended) {
        Watch watch = view.watchBackfill(job, id);
        return waited(reply, () -> view.until(watch, job, id, ended)).onComplete(result -> watch.close());
    }

    private Future<Void> execution(Reply reply, Predicate<ExecutionView.Status> wanted) {
        ExecutionId id = reply.executionId();
        if (id == null) {
            return Future.succeededFuture();
        }
        Watch watch = view.watch(id);
        return waited(reply, () -> view.until(watch, id, seen -> seen.status() != null && wanted.test(seen.status())))
                .onComplete(result -> watch.close());
    }

    /** Fails with UNAVAILABLE when it takes too long: the command has applied all the same. */
    Future<Void> waited(Reply reply, Supplier<CompletableFuture<Void>> condition) {
        return reads.here(condition.get().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS))
                .recover(problem -> Future.failedFuture(
                        problem instanceof ApiException known && known.error().category() == Category.UNAVAILABLE
                                ? notSeen(reply)
                                : problem));
    }

    private static ApiException notSeen(Reply reply) {
        return new ApiException(ApiError.of(
                Category.UNAVAILABLE,
                "command " + reply.commandId() + " has been applied, but this gateway cannot show its effect yet"));
    }
}
