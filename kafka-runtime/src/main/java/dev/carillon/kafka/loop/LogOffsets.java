package dev.carillon.kafka.loop;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Asks where logs begin and end, open transactions included, and where the group stands. Safe to use from several threads. */
final class LogOffsets {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final LoopAdmin admin;

    LogOffsets(LoopAdmin admin) {
        this.admin = admin;
    }

    /** @throws KafkaException when the broker does not answer */
    Map<TopicPartition, Long> last(Collection<TopicPartition> partitions) throws InterruptedException {
        return answer(admin.lastOffsets(partitions));
    }

    /** @throws KafkaException when the broker does not answer */
    Map<TopicPartition, Long> first(Collection<TopicPartition> partitions) throws InterruptedException {
        return answer(admin.firstOffsets(partitions));
    }

    /**
     * Of the group; empty where there is none, left out while it is pending in a transaction.
     *
     * @throws KafkaException when the broker does not answer
     */
    Map<TopicPartition, OptionalLong> committed(Collection<TopicPartition> partitions) throws InterruptedException {
        return answer(admin.committedOffsets(partitions));
    }

    /** Does not block; completes on the admin client's thread. */
    CompletionStage<Map<TopicPartition, Long>> lastLater(Collection<TopicPartition> partitions) {
        return admin.lastOffsets(partitions);
    }

    private static <T> T answer(CompletableFuture<T> asked) throws InterruptedException {
        try {
            return asked.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("no offsets within " + ANSWER_WITHIN, e);
        }
    }
}
