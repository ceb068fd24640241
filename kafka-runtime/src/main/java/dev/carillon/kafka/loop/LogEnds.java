package dev.carillon.kafka.loop;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Asks where logs begin and end, open transactions included. Safe to use from several threads. */
final class LogEnds {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final ListOffsetsOptions UNCOMMITTED = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);

    private final Admin admin;

    LogEnds(Admin admin) {
        this.admin = admin;
    }

    /** @throws KafkaException when the broker does not answer */
    Map<TopicPartition, Long> lastOffsets(Collection<TopicPartition> partitions) throws InterruptedException {
        return answer(ask(partitions, OffsetSpec.latest()));
    }

    /** @throws KafkaException when the broker does not answer */
    Map<TopicPartition, Long> firstOffsets(Collection<TopicPartition> partitions) throws InterruptedException {
        return answer(ask(partitions, OffsetSpec.earliest()));
    }

    /** Does not block; completes on the admin client's thread. */
    CompletionStage<Map<TopicPartition, Long>> lastOffsetsLater(Collection<TopicPartition> partitions) {
        return ask(partitions, OffsetSpec.latest()).toCompletionStage();
    }

    private KafkaFuture<Map<TopicPartition, Long>> ask(Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, spec));
        return admin.listOffsets(asked, UNCOMMITTED).all().thenApply(found -> {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            found.forEach((partition, info) -> offsets.put(partition, info.offset()));
            return offsets;
        });
    }

    private static Map<TopicPartition, Long> answer(KafkaFuture<Map<TopicPartition, Long>> asked)
            throws InterruptedException {
        try {
            return asked.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("no offsets within " + ANSWER_WITHIN, e);
        }
    }
}
