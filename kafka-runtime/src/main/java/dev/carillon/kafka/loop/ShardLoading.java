package dev.carillon.kafka.loop;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Loads shards on threads of their own, for all lanes of a node, so that firing goes on meanwhile. Any lane may start
 * loads; a cancelled load ends at its next look.
 */
final class ShardLoading {

    private final ShardLoader loader;
    private final Executor threads;

    /** @param threads a load for which it has no place fails and is tried again */
    ShardLoading(ShardLoader loader, Executor threads) {
        this.loader = loader;
        this.threads = threads;
    }

    /** @param waitingMax loads that may wait for a thread */
    static ExecutorService threads(String name, int threads, int waitingMax) {
        var pool = new ThreadPoolExecutor(
                threads,
                threads,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waitingMax),
                Thread.ofPlatform().name(name + "-load-", 0).daemon().factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
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
}
