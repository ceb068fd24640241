package dev.carillon.gateway.service;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.service.JobService.LogLine;
import dev.carillon.gateway.service.JobService.LogQuery;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.topics.Partitioner;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.proto.v1.LogChunk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the output of an execution from {@code logs} when somebody asks for it; nothing of it is kept here.
 *
 * <p>The chunks of an execution are on the partition that its id falls on, among those of others. Reading begins at the time of the
 * trigger and ends at the end of the partition, or a while after the end of the execution; bounded by time and bytes, and a
 * last line says so when a bound cut it short. A few threads with a consumer each; who comes when all are taken and
 * too many wait is refused.
 */
public final class LogReader implements LogSource, AutoCloseable {

    static final String INCOMPLETE =
            "[the log was not read to its end: it is too long or Kafka too slow; ask for a smaller part]";

    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MAX_WAIT_MS = 20;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(6);

    /** Clocks of workers, schedulers and brokers may differ by so much; and the last chunk follows the report. */
    private static final Duration SLACK = Duration.ofSeconds(60);

    private static final int THREADS = 2;
    private static final int MAX_WAITING = 100;

    private final String topic;
    private final Limits limits;
    private final InstantSource clock;
    private final ThreadPoolExecutor threads;
    private final BlockingQueue<Consumer<byte[], byte[]>> free = new ArrayBlockingQueue<>(THREADS);
    private final Supplier<Consumer<byte[], byte[]>> consumers;

    /**
     * @param time of one read
     * @param scannedBytes of all executions' chunks that are looked at
     * @param keptBytes of the execution's own
     */
    record Limits(Duration time, long scannedBytes, long keptBytes) {
        static final Limits DEFAULT = new Limits(Duration.ofSeconds(5), 256L << 20, 16L << 20);
    }

    /** The chunks and whether a bound cut the reading short. */
    private record Found(List<LogChunk> chunks, boolean complete) {}

    public LogReader(ClusterSettings cluster, InstantSource clock) {
        this(Topics.of(cluster).logs(), Limits.DEFAULT, clock, () -> consumer(cluster));
    }

    LogReader(String topic, Limits limits, InstantSource clock, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.topic = topic;
        this.limits = limits;
        this.clock = clock;
        this.consumers = consumers;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                Thread.ofPlatform().name("log-read-", 0).factory());
    }

    @Override
    public CompletableFuture<List<LogLine>> read(ExecutionView execution, LogQuery query) {
        try {
            return CompletableFuture.supplyAsync(() -> lines(execution, query), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private List<LogLine> lines(ExecutionView execution, LogQuery query) {
        Consumer<byte[], byte[]> idle = free.poll();
        Consumer<byte[], byte[]> consumer = idle == null ? consumers.get() : idle;
        try {
            Found found = find(consumer, execution);
            free.add(consumer);
            return withNotice(found, query);
        } catch (KafkaException e) {
            // It may be in any state; the next read makes a new one.
            consumer.close();
            LOG.atWarn().addKeyValue("executionId", execution.id()).setCause(e).log("a log could not be read");
            throw new ApiException(ApiError.of(Category.UNAVAILABLE, "the log cannot be read now; try again later"));
        }
    }

    private static List<LogLine> withNotice(Found found, LogQuery query) {
        List<LogLine> lines = LogLines.select(found.chunks(), query);
        if (found.complete()) {
            return lines;
        }
        List<LogLine> more = new ArrayList<>(lines);
        Instant at = lines.isEmpty() ? Instant.EPOCH : lines.getLast().at();
        more.add(new LogLine(lines.isEmpty() ? 0 : lines.getLast().attempt(), at, INCOMPLETE));
        return more;
    }

    private Found find(Consumer<byte[], byte[]> consumer, ExecutionView execution) {
        byte[] key = Keys.of(execution.id());
        TopicPartition partition = new TopicPartition(
                topic, new Partitioner(consumer.partitionsFor(topic).size()).partition(key));
        consumer.assign(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        Instant from = execution.triggeredAt().minus(SLACK);
        OffsetAndTimestamp begin =
                consumer.offsetsForTimes(Map.of(partition, from.toEpochMilli())).get(partition);
        if (begin == null) {
            return new Found(List.of(), true);
        }
        consumer.seek(partition, begin.offset());
        long untilMs = execution
                .endedAt()
                .map(ended -> ended.plus(SLACK).toEpochMilli())
                .orElse(Long.MAX_VALUE);
        return scan(consumer, partition, end, key, untilMs);
    }

    private Found scan(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, long end, byte[] key, long untilMs) {
        List<LogChunk> chunks = new ArrayList<>();
        Instant deadline = clock.instant().plus(limits.time());
        long scanned = 0;
        long kept = 0;
        while (consumer.position(partition) < end) {
            if (clock.instant().isAfter(deadline) || scanned > limits.scannedBytes() || kept > limits.keptBytes()) {
                return new Found(chunks, false);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                scanned += Math.max(0, record.serializedValueSize());
                if (record.timestamp() > untilMs) {
                    return new Found(chunks, true);
                }
                if (Arrays.equals(record.key(), key) && record.value() != null) {
                    kept += record.value().length;
                    add(record, chunks);
                }
            }
        }
        return new Found(chunks, true);
    }

    private static void add(ConsumerRecord<byte[], byte[]> record, List<LogChunk> chunks) {
        try {
            chunks.add(LogChunk.parseFrom(record.value()));
        } catch (InvalidProtocolBufferException e) {
            LOG.atError().addKeyValue("offset", record.offset()).setCause(e).log("a chunk of a log cannot be read");
        }
    }

    private static Consumer<byte[], byte[]> consumer(ClusterSettings cluster) {
        Map<String, Object> configuration = cluster.clientProperties();
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.CLIENT_ID_CONFIG, "gateway-logs");
        // A consumer asks ahead while it is idle, and its next read has to wait until that has been answered.
        configuration.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, MAX_WAIT_MS);
        configuration.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        return new KafkaConsumer<>(configuration, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        free.forEach(Consumer::close);
    }
}
