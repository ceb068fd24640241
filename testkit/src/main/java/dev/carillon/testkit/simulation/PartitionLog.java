package dev.carillon.testkit.simulation;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The log of one partition: records and the markers of transactions, each with an offset.
 *
 * <pre>
 *   start ────────────── last stable ──────── end
 *     │ read_committed reads │ open transactions │
 *     └───────────── read_uncommitted ───────────┘
 * </pre>
 */
final class PartitionLog {

    /** What has become of a transaction on this partition. */
    private static final class Part {
        private final long first;
        private boolean ended;
        private boolean aborted;

        Part(long first) {
            this.first = first;
        }
    }

    /** A record, or a marker where it is null. */
    private record Entry(
            long offset,
            @Nullable LogRecord record,
            @Nullable Part part) {

        boolean isVisible() {
            return record != null && (part == null || part.ended && !part.aborted);
        }
    }

    /** What a fetch gives: the records, and the offset at which the next fetch goes on. */
    record Fetched(List<LogRecord> records, long next) {}

    private final TopicPartition partition;
    private final TreeMap<Long, Entry> entries = new TreeMap<>();
    private final Map<Long, Part> open = new LinkedHashMap<>();
    private long start;
    private long end;

    PartitionLog(TopicPartition partition) {
        this.partition = partition;
    }

    long start() {
        return start;
    }

    long end() {
        return end;
    }

    /** Where read_committed ends: before the first record of an open transaction. */
    long lastStable() {
        return open.values().stream().mapToLong(part -> part.first).min().orElse(end);
    }

    /** The producers with an open transaction here. */
    Set<Long> openProducers() {
        return open.keySet();
    }

    /** @param producerId of the transaction it belongs to; null for none */
    LogRecord append(ProducerRecord<byte[], byte[]> sent, @Nullable Long producerId, Instant now) {
        Part part = producerId == null ? null : open.computeIfAbsent(producerId, any -> new Part(end));
        Instant stamp = Instant.ofEpochMilli(now.toEpochMilli());
        LogRecord record = new LogRecord(partition, end, stamp, sent.key(), sent.value(), sent.headers());
        entries.put(end, new Entry(end, record, part));
        end++;
        return record;
    }

    /** The marker that ends a transaction; nothing where the transaction wrote nothing. */
    void mark(long producerId, boolean commit) {
        Part part = open.remove(producerId);
        if (part != null) {
            part.ended = true;
            part.aborted = !commit;
            entries.put(end, new Entry(end, null, null));
            end++;
        }
    }

    /**
     * Reads on from an offset.
     *
     * @param max records at most; markers and aborted records do not count and are passed
     */
    Fetched fetch(long from, boolean committedOnly, int max) {
        long limit = committedOnly ? lastStable() : end;
        List<LogRecord> found = new ArrayList<>();
        long next = from;
        for (Entry entry : entries.tailMap(from, true).values()) {
            if (entry.offset() >= limit || found.size() == max) {
                break;
            }
            next = entry.offset() + 1;
            LogRecord record = entry.record();
            if (record != null && (!committedOnly || entry.isVisible())) {
                found.add(record);
            }
        }
        return new Fetched(found, next);
    }

    /**
     * The cleaner: of each key the last committed value stays, aborted records and old markers go. Offsets never change.
     *
     * @param before offsets from here on are left alone, as the newest segment is
     * @param tombstonesBefore tombstones that were written earlier go too
     */
    void compact(long before, Instant tombstonesBefore) {
        long until = Math.min(Math.min(before, lastStable()), end - 1);
        Map<ByteBuffer, Long> last = new HashMap<>();
        for (Entry entry : entries.headMap(until).values()) {
            LogRecord record = entry.record();
            if (record != null && entry.isVisible() && record.key() != null) {
                last.put(ByteBuffer.wrap(record.key()), entry.offset());
            }
        }
        entries.headMap(until).values().removeIf(entry -> {
            LogRecord record = entry.record();
            if (record == null || !entry.isVisible()) {
                return true;
            }
            boolean newest = record.key() != null
                    && Long.valueOf(entry.offset()).equals(last.get(ByteBuffer.wrap(record.key())));
            return !newest || record.value() == null && record.appendedAt().isBefore(tombstonesBefore);
        });
    }

    /** Retention: everything before an offset goes. */
    void deleteBefore(long offset) {
        start = Math.max(start, Math.min(offset, lastStable()));
        entries.headMap(start).clear();
    }
}
