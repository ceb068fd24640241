package dev.carillon.worker;

import dev.carillon.core.execution.Report.Attempt;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.proto.v1.LogChunk;
import dev.carillon.worker.AttemptLog.Chunk;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the output of attempts to topic {@code logs}, through a producer of its own so that a flood of output never
 * stands before a heartbeat or a report.
 *
 * <p>Attempts fill chunks ({@link AttemptLog}) and put them into a bounded queue; one thread sends them and twice a
 * second flushes every open log. When the broker is slower than the output, an attempt waits {@link #PATIENCE} for room
 * per chunk; then the chunk is lost and counted: a gap in the sequence numbers shows where.
 */
final class LogShipper implements AutoCloseable {

    static final Duration FLUSH_INTERVAL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final int QUEUE_CHUNKS = 256;
    private static final Logger LOG = LoggerFactory.getLogger(LogShipper.class);

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final long limitBytes;
    private final InstantSource brokerClock;
    private final WorkerMetrics metrics;
    private final ArrayBlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(QUEUE_CHUNKS);
    private final Set<AttemptLog> open = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closed;
    private long flushedNanos = System.nanoTime();

    /** @param limitBytes of the output of one attempt; the rest is cut */
    LogShipper(
            Producer<byte[], byte[]> producer,
            String topic,
            long limitBytes,
            InstantSource brokerClock,
            WorkerMetrics metrics) {
        this.producer = producer;
        this.topic = topic;
        this.limitBytes = limitBytes;
        this.brokerClock = brokerClock;
        this.metrics = metrics;
        this.thread = Thread.ofPlatform().name("carillon-worker-logs").daemon().unstarted(this::ship);
    }

    void start() {
        thread.start();
    }

    /** The log of an attempt that begins. {@link #close(AttemptLog)} it at the attempt's end. */
    AttemptLog open(Attempt attempt) {
        AttemptLog log = new AttemptLog(attempt, limitBytes, brokerClock, this::enqueue);
        open.add(log);
        return log;
    }

    void close(AttemptLog log) {
        open.remove(log);
        log.flush();
    }

    private void enqueue(Chunk chunk) {
        try {
            if (queue.offer(chunk) || queue.offer(chunk, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            // The attempt is being ended; its runner notices at its next wait.
            Thread.currentThread().interrupt();
        }
        lost(chunk, null);
    }

    private void ship() {
        while (!closed || !queue.isEmpty()) {
            try {
                Chunk chunk = queue.poll(FLUSH_INTERVAL.toMillis() / 4, TimeUnit.MILLISECONDS);
                if (chunk != null) {
                    send(chunk);
                }
                flushWhenDue();
            } catch (InterruptedException e) {
                break;
            }
        }
    }

    // Flushing fills the queue that this thread empties: it must not wait for itself, so it makes room first.
    private void flushWhenDue() {
        if (System.nanoTime() - flushedNanos < FLUSH_INTERVAL.toNanos()) {
            return;
        }
        for (AttemptLog log : open) {
            while (queue.remainingCapacity() < QUEUE_CHUNKS / 2) {
                Chunk chunk = queue.poll();
                if (chunk != null) {
                    send(chunk);
                }
            }
            log.flush();
        }
        flushedNanos = System.nanoTime();
    }

    private void send(Chunk chunk) {
        byte[] value = LogChunk.newBuilder()
                .setExecutionId(chunk.attempt().id().toString())
                .setAttempt(chunk.attempt().number())
                .setSequence(chunk.sequence())
                .setAtMs(chunk.at().toEpochMilli())
                .setText(chunk.text())
                .setTruncated(chunk.truncated())
                .build()
                .toByteArray();
        try {
            producer.send(new ProducerRecord<>(topic, Keys.of(chunk.attempt().id()), value), (ignored, failure) -> {
                if (failure != null) {
                    lost(chunk, failure);
                }
            });
        } catch (KafkaException e) {
            lost(chunk, e);
        }
    }

    private void lost(Chunk chunk, @Nullable Exception cause) {
        metrics.logChunkLost();
        LOG.atDebug()
                .addKeyValue("execution", chunk.attempt().id())
                .addKeyValue("sequence", chunk.sequence())
                .setCause(cause)
                .log("A chunk of output is lost; the gap in its sequence numbers shows where");
    }

    /** Sends what is queued, waiting a bounded time for it. */
    @Override
    public void close() {
        open.forEach(AttemptLog::flush);
        closed = true;
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        producer.close(Duration.ofSeconds(2));
    }
}
