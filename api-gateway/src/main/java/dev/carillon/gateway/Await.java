package dev.carillon.gateway;

import io.vertx.core.Future;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Waits for an asynchronous step, while a node starts or stops; never on an event loop. */
final class Await {

    private Await() {}

    static <T extends @Nullable Object> T done(String what, Future<T> future) throws Exception {
        return done(what, future.toCompletionStage());
    }

    /** Throws what the step failed with; an Error or another Throwable as its cause. */
    static <T extends @Nullable Object> T done(String what, CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw new IllegalStateException("failed to " + what, e);
        }
    }
}
