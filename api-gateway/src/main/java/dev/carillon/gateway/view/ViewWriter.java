package dev.carillon.gateway.view;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of the {@link ViewFollower}: steps until it is closed; after a failure waits a moment and begins again where the
 * file stands. The only thread that writes to the view.
 */
public final class ViewWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ViewWriter.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final ViewFollower follower;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private ViewWriter(Consumer<byte[], byte[]> consumer, ViewFollower follower) {
        this.consumer = consumer;
        this.follower = follower;
        this.thread = Thread.ofPlatform().name("view-writer").unstarted(this::run);
    }

    /**
     * @param consumer reads committed records, has no group; handed over, closed by this writer's thread
     * @param logIdentity names the cluster and the incarnation of its topics; may block
     */
    public static ViewWriter start(
            View view, Consumer<byte[], byte[]> consumer, FollowedTopics topics, Supplier<String> logIdentity) {
        ViewWriter writer = new ViewWriter(consumer, new ViewFollower(view, consumer, topics, logIdentity));
        writer.thread.start();
        return writer;
    }

    /** Completes when the view holds everything that was in the log at the start; fails when closed before. */
    public CompletableFuture<Void> ready() {
        return ready;
    }

    /** Whether the thread works; false after {@link #close} or an error that cannot be survived. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Whether the view holds what was in the log when reading last began. */
    public boolean isCaughtUp() {
        return isAlive() && follower.isCaughtUp();
    }

    /** Records that the log is known to hold and the view does not; a metric. */
    public long lag() {
        return follower.lag();
    }

    private void run() {
        try (consumer) {
            while (closing.getCount() > 0) {
                stepOnce();
            }
        } catch (WakeupException | InterruptException e) {
            LOG.atDebug().log("the view's writer was woken to stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ready.completeExceptionally(new IllegalStateException("the view was closed before it had caught up"));
        }
    }

    private void stepOnce() throws InterruptedException {
        try {
            follower.step();
            if (follower.isCaughtUp()) {
                ready.complete(null);
            }
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.atError()
                    .setCause(e)
                    .log(
                            "the view could not go on; it begins again where its file stands in {} ms",
                            RETRY_AFTER.toMillis());
            follower.reposition();
            boolean stopped = closing.await(RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS);
            LOG.atDebug().addKeyValue("closing", stopped).log("the view begins again");
        }
    }

    /** Ends the thread; waits for the batch at hand. */
    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
        try {
            if (!thread.join(CLOSE_TIMEOUT)) {
                LOG.atWarn().log("the view's writer did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
