package dev.carillon.gateway.service;

import dev.carillon.core.scheduling.Reply;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.ReplyCodec;
import dev.carillon.kafka.codec.UnreadableRecordException;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.topics.Partitioner;
import dev.carillon.kafka.topics.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.common.TopicPartition;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.consumer.KafkaConsumerRecord;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the replies to this gateway: the one partition that its id falls on, from the end as it was at the start. The gateway's id is
 * new with every start, so replies to an earlier life are nobody's.
 *
 * <p>Records are handled on one event loop, which hands each reply to whoever waits. Polling goes on by itself after errors.
 */
final class ReplyReader {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyReader.class);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String gatewayId;
    private final PendingReplies pending;

    private ReplyReader(KafkaConsumer<byte[], byte[]> consumer, String gatewayId, PendingReplies pending) {
        this.consumer = consumer;
        this.gatewayId = gatewayId;
        this.pending = pending;
    }

    /** Completes when every reply to a command sent from now on will be seen. */
    static Future<ReplyReader> start(Vertx vertx, ClusterSettings cluster, String gatewayId, PendingReplies pending) {
        String topic = Topics.of(cluster).replies();
        KafkaConsumer<byte[], byte[]> consumer = KafkaConsumer.create(
                vertx, configuration(cluster), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        ReplyReader reader = new ReplyReader(consumer, gatewayId, pending);
        consumer.exceptionHandler(e ->
                LOG.atWarn().addKeyValue("error", e.toString()).log("replies cannot be read now; it is tried again"));
        consumer.handler(reader::handle);
        return consumer.partitionsFor(topic).compose(partitions -> {
            int own = new Partitioner(partitions.size()).partition(Keys.of(gatewayId));
            TopicPartition partition = new TopicPartition(topic, own);
            // Asking for the position settles it; without, "the end" would be where the first poll finds it.
            return consumer.assign(partition)
                    .compose(done -> consumer.position(partition))
                    .map(position -> reader);
        });
    }

    private void handle(KafkaConsumerRecord<byte[], byte[]> record) {
        try {
            Reply reply = ReplyCodec.decode(record.value());
            if (reply.replyTo().equals(gatewayId)) {
                pending.complete(reply);
            }
        } catch (UnreadableRecordException e) {
            LOG.atError()
                    .addKeyValue("offset", record.offset())
                    .setCause(e)
                    .log("a reply cannot be read; who waits for it is told after the time limit");
        }
    }

    private static Map<String, String> configuration(ClusterSettings cluster) {
        Map<String, String> configuration = new HashMap<>(cluster.kafka());
        configuration.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrap());
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        configuration.put(ConsumerConfig.CLIENT_ID_CONFIG, "gateway-replies");
        return configuration;
    }

    Future<Void> close() {
        return consumer.close();
    }
}
