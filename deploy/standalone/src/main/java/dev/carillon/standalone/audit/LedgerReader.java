package dev.carillon.standalone.audit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.carillon.audit.Ledger;
import dev.carillon.audit.LiveExecutions;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.proto.v1.Calendar;
import dev.carillon.proto.v1.Execution;
import dev.carillon.proto.v1.HistoryEvent;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.JobState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Fills a {@link Ledger} from a cluster's topics, in the order that it wants: what is current first, then the history.
 * Changes nothing; no node needs to run.
 */
final class LedgerReader implements AutoCloseable {

    private final Topics topics;
    private final LogReader log;
    private final Ledger ledger;

    LedgerReader(ClusterSettings cluster, Ledger ledger) {
        this.topics = Topics.of(cluster);
        this.log = new LogReader(cluster);
        this.ledger = ledger;
    }

    LogReader log() {
        return log;
    }

    /** The live executions, as they are now; to be read before anything else. */
    void readLive() throws InterruptedException {
        eachLive(ledger::live);
        ledger.liveIsKnown();
    }

    /** The same beside the ledger. */
    LiveExecutions live() throws InterruptedException {
        LiveExecutions live = new LiveExecutions();
        eachLive(live::add);
        return live;
    }

    private void eachLive(BiConsumer<Long, String> live) throws InterruptedException {
        for (byte[] value : log.newest(topics.executions()).values()) {
            Execution execution = parsed(Execution.parser(), value, topics.executions());
            if (execution != null) {
                live.accept(execution.getJobId(), execution.getId());
            }
        }
    }

    /** Where the history ends now. */
    Map<TopicPartition, Long> historyEnds() throws InterruptedException {
        return log.ends(log.partitions(topics.history()));
    }

    /** Definitions, quarantines and calendars, as they are now. */
    void readCurrent() throws InterruptedException {
        for (byte[] value : log.newest(topics.jobs()).values()) {
            JobDefinition definition = parsed(JobDefinition.parser(), value, topics.jobs());
            if (definition != null) {
                ledger.definition(definition);
            }
        }
        for (byte[] value : log.newest(topics.jobState()).values()) {
            JobState state = parsed(JobState.parser(), value, topics.jobState());
            if (state != null && state.getQuarantinedAtMs() != 0) {
                ledger.quarantined(state.getJobId());
            }
        }
        String calendars = topics.calendars();
        if (log.exists(calendars)) {
            for (byte[] value : log.newest(calendars).values()) {
                Calendar calendar = parsed(Calendar.parser(), value, calendars);
                if (calendar != null) {
                    ledger.calendar(calendar);
                }
            }
        }
    }

    /**
     * The history from the instant to its end, and what is older only of jobs whose definition it takes.
     *
     * @param judgedFrom what is missing before it is no harm
     * @return the offsets after what was read
     */
    Map<TopicPartition, Long> readHistory(Instant from, Instant judgedFrom) throws InterruptedException {
        Set<TopicPartition> partitions = log.partitions(topics.history());
        Map<TopicPartition, Long> begin = log.at(partitions, from);
        Map<TopicPartition, Long> first = log.beginnings(partitions);
        Map<TopicPartition, Long> ends = log.ends(partitions);
        checkRetention(begin, first, ends, judgedFrom);
        log.read(begin, ends, this::add);
        Set<Long> early = ledger.needEarlier();
        if (!early.isEmpty()) {
            log.read(first, begin, record -> addEarlier(record, early));
        }
        return ends;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        HistoryEvent event = parsed(HistoryEvent.parser(), record.value(), topics.history());
        if (event != null) {
            ledger.add(record.partition(), record.offset(), event);
        }
    }

    private void addEarlier(ConsumerRecord<byte[], byte[]> record, Set<Long> jobs) {
        HistoryEvent event = parsed(HistoryEvent.parser(), record.value(), topics.history());
        if (event != null && event.hasJobChanged() && jobs.contains(event.getJobId())) {
            ledger.earlier(event.getJobId(), event.getJobChanged());
        }
    }

    /** Where a partition begins only within the window, its records before that have been deleted. */
    private void checkRetention(
            Map<TopicPartition, Long> begin,
            Map<TopicPartition, Long> first,
            Map<TopicPartition, Long> ends,
            Instant judgedFrom)
            throws InterruptedException {
        Map<TopicPartition, Long> cut = new HashMap<>();
        begin.forEach((partition, offset) -> {
            long earliest = first.getOrDefault(partition, 0L);
            if (earliest > 0 && offset <= earliest) {
                cut.put(partition, earliest);
            }
        });
        for (Map.Entry<TopicPartition, Long> each : cut.entrySet()) {
            Instant since = timestampAt(each.getKey(), each.getValue(), ends.getOrDefault(each.getKey(), 0L));
            if (since == null || since.isAfter(judgedFrom)) {
                ledger.problem("partition " + each.getKey().partition() + " of "
                        + each.getKey().topic() + " begins at " + (since == null ? "its end" : since)
                        + "; what was before has been deleted (its retention)");
            }
        }
    }

    private @Nullable Instant timestampAt(TopicPartition partition, long offset, long end) {
        AtomicReference<@Nullable Instant> found = new AtomicReference<>();
        long one = Math.min(offset + 1, end);
        log.read(
                Map.of(partition, offset),
                Map.of(partition, one),
                record -> found.compareAndSet(null, Instant.ofEpochMilli(record.timestamp())));
        return found.get();
    }

    /** What cannot be read is no reason to give up the rest, but the verdict says so. */
    private <M> @Nullable M parsed(Parser<M> parser, byte @Nullable [] value, String topic) {
        if (value == null) {
            return null;
        }
        try {
            return parser.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            ledger.problem("a record of " + topic + " cannot be read: " + e.getMessage());
            return null;
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
