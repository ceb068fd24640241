package dev.carillon.kafka.loop;

import dev.carillon.kafka.clock.BrokerClock;
import dev.carillon.kafka.codec.HeartbeatCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the workers topic into snapshots of the fleet; one per node. Runs on its own thread, which alone touches it;
 * the snapshots go to the lanes through a holder of the latest one.
 *
 * <p>Nothing is published before the records from before its start have been read: until then every worker would look
 * unknown.
 */
final class FleetReader implements Duty {

    /** A tombstone may name the incarnation that stopped; one without it counts for draining incarnations only. */
    static final String INCARNATION_HEADER = "incarnation";

    private static final Logger LOG = LoggerFactory.getLogger(FleetReader.class);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition workers;
    private final LogOffsets offsets;
    private final WorkTopics workTopics;
    private final BrokerClock time;
    private final LoopMetrics metrics;
    private final Latest<FleetSnapshot> published;
    private final FleetView view;
    private final ReadProgress progress;
    private long backlogEnd = -1;

    FleetReader(
            Sources sources,
            LoopSettings settings,
            BrokerClock time,
            LoopMetrics metrics,
            Latest<FleetSnapshot> published) {
        this.consumer = sources.consumer();
        this.workers = sources.workers();
        this.offsets = sources.offsets();
        this.workTopics = sources.workTopics();
        this.time = time;
        this.metrics = metrics;
        this.published = published;
        this.view = new FleetView(
                settings.leaseMargin(),
                settings.clockOffsetMax(),
                sources.workTopics(),
                published.get().version());
        this.progress = new ReadProgress(offsets::lastLater, settings.workersEvery());
        consumer.assign(List.of(workers));
        consumer.seekToBeginning(List.of(workers));
    }

    /** Where it reads from. The consumer becomes the reader's own. */
    record Sources(
            Consumer<byte[], byte[]> consumer, TopicPartition workers, LogOffsets offsets, WorkTopics workTopics) {}

    @Override
    public int doWork() throws InterruptedException {
        if (backlogEnd < 0) {
            backlogEnd = offsets.last(List.of(workers)).getOrDefault(workers, 0L);
        }
        int read = 0;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            take(record);
            read++;
        }
        long position = consumer.position(workers);
        if (position < backlogEnd) {
            return read;
        }
        seeWhoIsGone(position);
        if (workTopics.look(view.workTopics(), time.instant())) {
            view.touch();
        }
        if (view.hasChanged() || !published.get().complete()) {
            published.set(view.snapshot());
        }
        return read;
    }

    private void seeWhoIsGone(long position) {
        // With a clock that runs ahead, leases would seem to be over before they are.
        if (time.trusted()) {
            Instant now = time.instant();
            progress.ask(List.of(workers), now, now);
        }
        view.readThrough(progress.readThrough(workers, position));
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            String worker = Keys.text(record.key());
            if (record.value() != null) {
                view.beat(
                        HeartbeatCodec.decode(record.value()),
                        Instant.ofEpochMilli(record.timestamp()),
                        record.offset() >= backlogEnd);
                return;
            }
            Header incarnation = record.headers().lastHeader(INCARNATION_HEADER);
            if (incarnation == null || incarnation.value() == null) {
                view.stopped(worker);
            } else {
                view.stopped(worker, new String(incarnation.value(), StandardCharsets.UTF_8));
            }
        } catch (UnreadableRecordException e) {
            metrics.unreadableHeartbeat();
            LOG.atWarn()
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("error", e.getMessage())
                    .log("heartbeat cannot be read and is ignored; the worker's lease is not renewed by it");
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofMillis(200)));
    }
}
