package dev.carillon.standalone;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets the main thread drain when the process is told to end (TERM, Ctrl-C), and end with the status that the command returned. A JVM that is
 * ended by a signal otherwise reports 143 even after a clean stop, which service managers take for a failure.
 *
 * <pre>
 * signal ─▶ shutdown hook: requested ─▶ main: await() returns, drains, finished(0)
 *                          ◀──────────────────────────────────────────┘ halt(0)
 * </pre>
 */
public final class StopSignal {

    /** Beyond this the process ends as it is; Kafka's log is made for that. */
    private static final Duration PATIENCE = ShutdownSequence.LIMIT.plusSeconds(3);

    private final CompletableFuture<Void> requested = new CompletableFuture<>();
    private final CompletableFuture<Integer> finished = new CompletableFuture<>();

    /** A signal that nobody gives but the caller, through {@link #request}. */
    public StopSignal() {}

    /** The signal of this process. To be installed once. */
    public static StopSignal install() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(signal.drained()), "drain"));
        return signal;
    }

    /** Asks for the end, as TERM does. */
    public void request() {
        requested.complete(null);
    }

    /** Completes when the process is told to end. */
    public CompletionStage<Void> requested() {
        return requested.minimalCompletionStage();
    }

    /**
     * Waits until the process is told to end, or until {@code failure} says that it should.
     *
     * @return the exit status: 0 when it was told to, 1 after a failure
     */
    public int await(CompletableFuture<Throwable> failure) throws InterruptedException {
        try {
            CompletableFuture.anyOf(requested, failure).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Neither of both ends with an exception", e);
        }
        return failure.isDone() ? 1 : 0;
    }

    /** Says that nothing is left to do and how the process shall end. */
    public void finished(int status) {
        finished.complete(status);
    }

    /** Runs in the shutdown hook, also when the main thread itself exits; then it has finished before. */
    private int drained() {
        request();
        try {
            return finished.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
