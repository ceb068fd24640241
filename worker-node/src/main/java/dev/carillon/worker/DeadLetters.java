package dev.carillon.worker;

import dev.carillon.kafka.codec.DeadLetterCodec;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps records that cannot be read where an operator finds them, with the reason. */
final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final InstantSource clock;
    private final String node;
    private final WorkerMetrics metrics;

    DeadLetters(
            Producer<byte[], byte[]> producer, String topic, InstantSource clock, String node, WorkerMetrics metrics) {
        this.producer = producer;
        this.topic = topic;
        this.clock = clock;
        this.node = node;
        this.metrics = metrics;
    }

    void put(ConsumerRecord<byte[], byte[]> record, String reason) {
        metrics.deadLetter(record.topic());
        LOG.atError()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("reason", reason)
                .log("A record cannot be read; it goes to the dead letters and is passed over");
        byte[] value = DeadLetterCodec.encode(record, reason, clock.instant(), node);
        try {
            producer.send(new ProducerRecord<>(topic, record.key(), value), (ignored, failure) -> {
                if (failure != null) {
                    lost(record, failure);
                }
            });
        } catch (KafkaException e) {
            lost(record, e);
        }
    }

    private static void lost(ConsumerRecord<byte[], byte[]> record, @Nullable Exception cause) {
        LOG.atError()
                .addKeyValue("topic", record.topic())
                .addKeyValue("offset", record.offset())
                .setCause(cause)
                .log("The dead letter could not be written; the record is only where it was found");
    }
}
