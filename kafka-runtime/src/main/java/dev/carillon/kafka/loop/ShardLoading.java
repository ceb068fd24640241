package dev.carillon.kafka.loop;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that load shards, for all lanes of a node, so that firing goes on meanwhile. Any lane may start loads; a
 * cancelled load ends at its next look.
 */
final class ShardLoading implements AutoCloseable {

    private final ShardLoader loader;
    private final ThreadPoolExecutor threads;

    /** @param waitingMax loads that may wait for a thread; one that finds no place fails and is tried again */
    ShardLoading(ShardLoader loader, String name, int threads, int waitingMax) {
        this.loader = loader;
        this.threads = new ThreadPoolExecutor(
                threads,
                threads,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waitingMax),
                Thread.ofPlatform().name(name + "-load-", 0).daemon().factory());
        this.threads.allowCoreThreadTimeOut(true);
    }

    CompletableFuture<LoadedShard> start(int partition) {
        CompletableFuture<LoadedShard> result = new CompletableFuture<>();
        try {
            threads.execute(() -> run(partition, result));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    private void run(int partition, CompletableFuture<LoadedShard> result) {
        if (result.isCancelled()) {
            return;
        }
        try {
            result.complete(loader.load(partition, result::isCancelled));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            // The lane decides what a failure means; without it here, it would wait for ever.
            result.completeExceptionally(e);
        }
    }

    /** Interrupts the loads that run. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
