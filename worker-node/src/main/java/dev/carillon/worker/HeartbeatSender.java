package dev.carillon.worker;

import dev.carillon.kafka.clock.BrokerClock;
import dev.carillon.kafka.codec.HeartbeatCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.WorkerBeat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends heartbeats, one at a time, on a thread of its own. There is room for one that waits; a newer one takes its
 * place. The producer gives up a heartbeat after its patience, so that the newest is never long in coming.
 */
final class HeartbeatSender implements AutoCloseable {

    /** The last letter a worker writes: a tombstone. */
    private static final Object GOODBYE = new Object();

    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatSender.class);
    private static final Duration GOODBYE_WITHIN = Duration.ofSeconds(4);

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final String workerId;
    private final Function<Action.Beat, WorkerBeat> announcement;
    private final InstantSource wallClock;
    private final BrokerClock clock;
    private final Consumer<? super Input> acknowledgements;
    private final WorkerMetrics metrics;
    private final ArrayBlockingQueue<Object> mailbox = new ArrayBlockingQueue<>(1);
    private final Thread thread;
    private volatile @Nullable Instant lastAcknowledged;

    /** @param announcement adds to what the core says what does not change */
    HeartbeatSender(
            Producer<byte[], byte[]> producer,
            String topic,
            String workerId,
            Function<Action.Beat, WorkerBeat> announcement,
            InstantSource wallClock,
            BrokerClock clock,
            Consumer<? super Input> acknowledgements,
            WorkerMetrics metrics) {
        this.producer = producer;
        this.topic = topic;
        this.workerId = workerId;
        this.announcement = announcement;
        this.wallClock = wallClock;
        this.clock = clock;
        this.acknowledgements = acknowledgements;
        this.metrics = metrics;
        this.thread =
                Thread.ofPlatform().name("carillon-worker-heartbeat").daemon().unstarted(this::sendAll);
    }

    void start() {
        thread.start();
    }

    /** Takes the place of a heartbeat that is not on its way yet. Never blocks. */
    void offer(Action.Beat beat) {
        replace(beat);
    }

    private void replace(Object letter) {
        while (!mailbox.offer(letter)) {
            mailbox.poll();
        }
    }

    private void sendAll() {
        try {
            Object letter = mailbox.take();
            while (letter != GOODBYE) {
                beat((Action.Beat) letter);
                letter = mailbox.take();
            }
            sayGoodbye();
        } catch (InterruptedException e) {
            goodbyeLost(e);
        }
    }

    private void beat(Action.Beat beat) throws InterruptedException {
        Instant sent = wallClock.instant();
        try {
            RecordMetadata taken = send(HeartbeatCodec.encode(announcement.apply(beat)));
            Instant now = wallClock.instant();
            lastAcknowledged = now;
            clock.offer(sent, now, Instant.ofEpochMilli(taken.timestamp()));
            acknowledgements.accept(new Input.BeatAcknowledged(beat.incarnation(), beat.sent()));
        } catch (ExecutionException | KafkaException e) {
            metrics.heartbeatFailed();
            LOG.atDebug()
                    .addKeyValue("sequence", beat.sequence())
                    .setCause(e)
                    .log("A heartbeat was not acknowledged; the next one replaces it");
        }
    }

    /** Nothing newer takes the place of a goodbye that was not acknowledged in time: it is said again until {@link #close} gives up. */
    private void sayGoodbye() throws InterruptedException {
        while (true) {
            try {
                send(null);
                return;
            } catch (ExecutionException | KafkaException e) {
                if (!(e instanceof TimeoutException) && !(e.getCause() instanceof TimeoutException)) {
                    goodbyeLost(e);
                    return;
                }
            }
        }
    }

    private void goodbyeLost(Exception cause) {
        LOG.atWarn()
                .addKeyValue("worker", workerId)
                .setCause(cause)
                .log("The goodbye did not reach the broker; the shards learn of the stop when the lease is over");
    }

    private RecordMetadata send(byte @Nullable [] value) throws InterruptedException, ExecutionException {
        return producer.send(new ProducerRecord<>(topic, Keys.of(workerId), value))
                .get();
    }

    /** When the last heartbeat was acknowledged, by the wall clock; null before the first. */
    @Nullable
    Instant lastAcknowledged() {
        return lastAcknowledged;
    }

    /** Ends with a tombstone, if the broker takes it in time. */
    @Override
    public void close() {
        replace(GOODBYE);
        try {
            thread.join(GOODBYE_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        producer.close(Duration.ofSeconds(1));
    }
}
