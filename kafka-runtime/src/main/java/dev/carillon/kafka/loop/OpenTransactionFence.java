package dev.carillon.kafka.loop;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the open transaction of a dead owner. Until it ends, everyone who reads the topics that it touched waits, at
 * worst for the transaction time-out and the broker's clean-up interval; fencing its producer takes a fraction of a
 * second. Only one owner writes a partition's state at a time and no owner keeps a transaction open while it gives a
 * partition up, so whatever is open when a new owner loads is a dead one's.
 *
 * <p>A transaction that is being committed or aborted is left alone: it ends by itself, and fencing it would only cost a
 * live producer its epoch.
 *
 * <p>Blocks; for loader threads.
 */
final class OpenTransactionFence {

    private static final Logger LOG = LoggerFactory.getLogger(OpenTransactionFence.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final LoopAdmin admin;

    OpenTransactionFence(LoopAdmin admin) {
        this.admin = admin;
    }

    /**
     * Fences the producers with an open transaction on these partitions.
     *
     * @return how many; 0 also when the broker did not answer, which is logged and may be tried again
     */
    int fence(Collection<TopicPartition> partitions) throws InterruptedException {
        try {
            Set<Long> producers = answer(admin.openProducers(partitions));
            if (producers.isEmpty()) {
                return 0;
            }
            List<String> ids = ongoing(producers);
            if (!ids.isEmpty()) {
                answer(admin.fence(ids));
                LOG.atWarn()
                        .addKeyValue("transactionalIds", ids)
                        .addKeyValue("partitions", partitions)
                        .log("fenced producers whose open transactions held the load back");
            }
            return ids.size();
        } catch (ExecutionException | TimeoutException e) {
            LOG.atWarn()
                    .addKeyValue("partitions", partitions)
                    .addKeyValue("error", e.toString())
                    .log("could not fence what is open; the load waits on and will try again");
            return 0;
        }
    }

    private List<String> ongoing(Set<Long> producers)
            throws ExecutionException, TimeoutException, InterruptedException {
        return answer(admin.transactions(producers)).stream()
                .filter(listing -> listing.state() == TransactionState.ONGOING)
                .map(TransactionListing::transactionalId)
                .sorted()
                .toList();
    }

    private static <T> T answer(CompletableFuture<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }
}
