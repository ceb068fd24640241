package dev.carillon.bench.cluster;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.carillon.bench.BenchFailedException;
import dev.carillon.core.job.TaskKind;
import dev.carillon.core.scheduling.Fleet;
import dev.carillon.kafka.codec.HeartbeatCodec;
import dev.carillon.kafka.codec.WorkerBeat;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.topics.TopicCreator;
import dev.carillon.proto.v1.Finished;
import dev.carillon.proto.v1.Report;
import dev.carillon.proto.v1.WorkItem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Workers that only beat, so that a scheduler has somebody to send work to and no worker takes part of the machine. What
 * they were sent is answered in one go, when nothing is measured ({@link #answer}).
 */
public final class StandInWorkers implements AutoCloseable {

    private static final String GROUP = "default";
    private static final Duration BEAT = Duration.ofMillis(500);
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final KafkaAccess kafka;
    private final int count;
    private final String topic = BenchCluster.TOPICS.work(GROUP);
    private final Instant startedAt = Instant.now();
    private final Producer<byte[], byte[]> producer;
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("stand-in-beats").factory());
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private Map<TopicPartition, Long> unread = Map.of();
    private long sequence;

    /** They are known to the schedulers a second or two later. */
    public StandInWorkers(KafkaAccess kafka, int count, int partitions) {
        this.kafka = kafka;
        this.count = count;
        createTopics(partitions);
        try (TopicLog log = new TopicLog(kafka)) {
            unread = log.ends(topic);
        }
        producer = kafka.producer();
        beats.scheduleAtFixedRate(this::beat, 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void createTopics(int partitions) {
        Map<String, String> client = new TreeMap<>();
        kafka.client().forEach((name, value) -> client.put(name, value.toString()));
        String bootstrap = Objects.requireNonNull(client.remove("bootstrap.servers"));
        ClusterSettings settings = ClusterSettings.at(bootstrap, partitions).withKafka(client);
        try (Admin admin = kafka.admin()) {
            TopicCreator topics = new TopicCreator(admin, settings, InstantSource.system());
            topics.createAll();
            topics.createWork(Set.of(GROUP));
        }
    }

    private void beat() {
        sequence++;
        IntStream.range(0, count)
                .forEach(
                        worker -> send(BenchCluster.TOPICS.workers(), id(worker), HeartbeatCodec.encode(beat(worker))));
    }

    private WorkerBeat beat(int worker) {
        return new WorkerBeat(
                id(worker),
                incarnation(worker),
                sequence,
                Set.of(GROUP),
                Map.of(TaskKind.JAVA, new Fleet.Slots(10_000, 0)),
                Set.of(),
                topic,
                worker % unread.size(),
                Map.of(),
                0,
                // Always the same instant: a heartbeat that is younger than what was sent and does not mention it would
                // say that the worker has forgotten it.
                startedAt,
                Duration.ZERO,
                LEASE,
                "localhost",
                ProcessHandle.current().pid(),
                "bench",
                startedAt,
                false,
                "");
    }

    private static String id(int worker) {
        return "stand-in-" + worker;
    }

    private String incarnation(int worker) {
        return id(worker) + "-" + startedAt.toEpochMilli();
    }

    /** Reports everything that was sent since the last answer as done; returns how much that was. */
    public long answer() {
        long[] answered = {0};
        try (TopicLog log = new TopicLog(kafka)) {
            Map<TopicPartition, Long> ends = log.ends(topic);
            log.read(unread, record -> {
                WorkItem item = parse(record.value());
                if (item.hasStart()) {
                    answered[0]++;
                    send(BenchCluster.TOPICS.reports(), Long.toString(item.getJobId()), done(item));
                }
            });
            unread = ends;
        }
        producer.flush();
        requireSent();
        return answered[0];
    }

    /** Bytes and records of work that were sent to them: the ends of their topic. */
    public long received() {
        requireSent();
        try (TopicLog log = new TopicLog(kafka)) {
            return log.end(topic);
        }
    }

    private static byte[] done(WorkItem item) {
        long now = System.currentTimeMillis();
        return Report.newBuilder()
                .setExecutionId(item.getExecutionId())
                .setJobId(item.getJobId())
                .setAttempt(item.getAttempt())
                .setIncarnation(item.getIncarnation())
                .setAtMs(now)
                .setFinished(Finished.newBuilder()
                        .setOutcome(Finished.Outcome.SUCCEEDED)
                        .setStartedAtMs(now)
                        .setEndedAtMs(now))
                .build()
                .toByteArray();
    }

    private static WorkItem parse(byte[] value) {
        try {
            return WorkItem.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new BenchFailedException("unreadable work", e);
        }
    }

    private void send(String to, String key, byte[] value) {
        producer.send(new ProducerRecord<>(to, key.getBytes(StandardCharsets.UTF_8), value), (sent, failed) -> {
            if (failed != null) {
                failure.compareAndSet(null, failed);
            }
        });
    }

    private void requireSent() {
        Exception failed = failure.get();
        if (failed != null) {
            throw new BenchFailedException("a stand-in worker could not write: " + failed, failed);
        }
    }

    @Override
    public void close() {
        beats.shutdownNow();
        producer.close();
    }
}
