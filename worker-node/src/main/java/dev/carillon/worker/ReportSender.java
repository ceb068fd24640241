package dev.carillon.worker;

import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.ReportCodec;
import dev.carillon.proto.v1.Report;
import dev.carillon.worker.Outbox.Outgoing;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends reports and tells what became of each. Reports of one job go to one partition in the order of sending. A report
 * that failed is the core's to send again, so that nothing is sent when the lease is over.
 *
 * <p>Used by the loop's thread; the outcomes come from the producer's.
 */
final class ReportSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReportSender.class);

    /** Of 20 ms each, the longest that this producer may block. */
    private static final int WARM_UP_TRIES = 250;

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final String topic;
    private final Consumer<? super Input> outcomes;
    private Producer<byte[], byte[]> producer;

    ReportSender(Supplier<Producer<byte[], byte[]>> producers, String topic, Consumer<? super Input> outcomes) {
        this.producers = producers;
        this.topic = topic;
        this.outcomes = outcomes;
        this.producer = producers.get();
        warmUp();
    }

    // Without the topic's metadata the first send would fail on the spot, and the first report be late by a retry.
    private void warmUp() {
        for (int tries = 0; tries < WARM_UP_TRIES; tries++) {
            try {
                producer.partitionsFor(topic);
                return;
            } catch (TimeoutException e) {
                LOG.atDebug().addKeyValue("topic", topic).log("Still waiting for the topic's metadata");
            }
        }
    }

    void send(Outgoing outgoing) {
        try {
            producer.send(
                    new ProducerRecord<>(
                            topic, Keys.of(outgoing.report().attempt().id().jobId()), encode(outgoing)),
                    (ignored, failure) -> settled(outgoing, failure == null));
        } catch (KafkaException e) {
            LOG.atWarn()
                    .addKeyValue("execution", outgoing.report().attempt().id())
                    .setCause(e)
                    .log("A report could not be sent; it is tried again as long as the lease lives");
            settled(outgoing, false);
        }
    }

    private void settled(Outgoing outgoing, boolean arrived) {
        outcomes.accept(
                arrived ? new Input.ReportAcknowledged(outgoing.number()) : new Input.ReportFailed(outgoing.number()));
    }

    private static byte[] encode(Outgoing outgoing) {
        Report.Builder wire = ReportCodec.toProto(outgoing.report()).toBuilder();
        if (wire.hasFinished()) {
            wire.getFinishedBuilder().setSurvivors(outgoing.survivors());
        }
        return wire.build().toByteArray();
    }

    /** Throws away what is still buffered: it belongs to an incarnation that must not speak any more. */
    void discard() {
        Producer<byte[], byte[]> old = producer;
        producer = producers.get();
        // Closing waits for the producer's thread, which may wait for room in the loop's inbox: not on this thread.
        Thread.ofPlatform().daemon().name("carillon-worker-discard").start(() -> old.close(Duration.ZERO));
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
