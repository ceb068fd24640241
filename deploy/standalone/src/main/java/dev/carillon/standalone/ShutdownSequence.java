package dev.carillon.standalone;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started, to be stopped in reverse: whoever uses something stops before it. A part that fails to stop, or does not stop in
 * time, keeps none of the others from stopping.
 *
 * <p>For one thread.
 */
public final class ShutdownSequence implements AutoCloseable {

    /** Together; container runtimes and service managers kill after 10 s. */
    public static final Duration LIMIT = Duration.ofSeconds(8);

    /** What a part gets even when those before it have used up the time. */
    private static final Duration LEAST = Duration.ofMillis(500);

    private static final Logger log = LoggerFactory.getLogger(ShutdownSequence.class);

    private record Part(String name, AutoCloseable closing) {}

    private final Deque<Part> parts = new ArrayDeque<>();
    private final Duration limit;

    public ShutdownSequence() {
        this(LIMIT);
    }

    public ShutdownSequence(Duration limit) {
        this.limit = limit;
    }

    /** Notes that {@code part} runs, and gives it back. */
    public <T extends AutoCloseable> T add(String name, T part) {
        parts.push(new Part(name, part));
        return part;
    }

    @Override
    public void close() {
        long deadline = System.nanoTime() + limit.toNanos();
        for (@Nullable Part part = parts.poll(); part != null; part = parts.poll()) {
            stop(part, Math.max(deadline - System.nanoTime(), LEAST.toNanos()));
        }
    }

    private static void stop(Part part, long nanos) {
        FutureTask<Void> stopping = new FutureTask<>(() -> {
            part.closing().close();
            return null;
        });
        Thread.ofPlatform().daemon().name("stop-" + part.name()).start(stopping);
        try {
            stopping.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            log.atError()
                    .addKeyValue("part", part.name())
                    .log("Did not stop in time; the process ends without waiting for it");
        } catch (ExecutionException e) {
            log.atError()
                    .addKeyValue("part", part.name())
                    .setCause(e.getCause())
                    .log("Failed while stopping; the others are stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            log.atError()
                    .addKeyValue("part", part.name())
                    .log("Interrupted while stopping; the others are not waited for");
        }
    }
}
