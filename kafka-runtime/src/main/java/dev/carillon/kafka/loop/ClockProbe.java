package dev.carillon.kafka.loop;

import dev.carillon.kafka.clock.BrokerClock;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.NodeClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the node's idea of broker time fresh when nothing else does. Clock records measure it as a by-product, but a
 * scheduler may not fire before the first measurement, and an idle one writes no clock records.
 *
 * <p>The probe is one small record in {@code clocks}, under the node's name, which is no partition's number: loaders
 * ignore it and compaction keeps one. It says what the node knew of its clock before, so that those outside can see it
 * ({@link NodeClock}). Runs on its own thread.
 */
final class ClockProbe implements Duty {

    private static final Logger LOG = LoggerFactory.getLogger(ClockProbe.class);
    private static final Duration FIRST_EVERY = Duration.ofMillis(200);
    private static final Duration THEN_EVERY = Duration.ofSeconds(2);
    private static final byte[] NOTHING = {};

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final String node;
    private final BrokerClock broker;
    private final InstantSource wall;
    private final SchedulerDuties.Pause pause;
    private volatile boolean answered = true;

    ClockProbe(
            Producer<byte[], byte[]> producer,
            String topic,
            String node,
            BrokerClock broker,
            InstantSource wall,
            SchedulerDuties.Pause pause) {
        this.producer = producer;
        this.topic = topic;
        this.node = node;
        this.broker = broker;
        this.wall = wall;
        this.pause = pause;
    }

    @Override
    public int doWork() throws InterruptedException {
        if (answered) {
            answered = false;
            Instant sentAt = wall.instant();
            byte[] known = broker.error()
                    .map(error -> new NodeClock(node, broker.offset().negated(), error).encode())
                    .orElse(NOTHING);
            ProducerRecord<byte[], byte[]> probe = new ProducerRecord<>(topic, 0, Keys.of(NodeClock.key(node)), known);
            producer.send(probe, (record, failure) -> {
                answered = true;
                if (failure == null) {
                    broker.offer(sentAt, wall.instant(), Instant.ofEpochMilli(record.timestamp()));
                } else {
                    LOG.atDebug()
                            .addKeyValue("error", failure.toString())
                            .log("clock probe failed, another one follows");
                }
            });
        }
        pause.pause(broker.trusted() ? THEN_EVERY : FIRST_EVERY);
        return 1;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
