package dev.carillon.gateway.service;

import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.view.ViewException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what the view's threads answer back to the caller. */
final class ViewReads {

    private static final Logger LOG = LoggerFactory.getLogger(ViewReads.class);

    private final Vertx vertx;

    ViewReads(Vertx vertx) {
        this.vertx = vertx;
    }

    /** On the caller's context, and with the errors that callers may see. */
    <T> Future<T> here(CompletableFuture<T> future) {
        return Future.fromCompletionStage(future, vertx.getOrCreateContext())
                .recover(problem -> Future.failedFuture(known(problem)));
    }

    private static ApiException known(Throwable problem) {
        Throwable cause =
                problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        return switch (cause) {
            case ApiException known -> known;
            case RejectedExecutionException full ->
                new ApiException(ApiError.of(Category.TOO_MANY, "too many reads wait already; try again later"));
            case TimeoutException late ->
                new ApiException(ApiError.of(Category.UNAVAILABLE, "the gateway did not get to it in time"));
            default -> {
                LOG.atError().setCause(cause).log(cause instanceof ViewException ? "the view failed" : "a read failed");
                yield new ApiException(ApiError.of(Category.INTERNAL, "the gateway could not read its view"));
            }
        };
    }
}
