package dev.carillon.kafka.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * Knows up to which instant a reader has consumed everything: a shard must tell an execution that nobody has any more
 * from one whose report it has not read yet, and a worker that is silent from one whose heartbeat is still to be read.
 *
 * <p>It asks for the end of a partition and keeps an instant from before the question; when the reader's position has
 * reached that end, everything that was in the log at that instant has been consumed. A partition is not asked for again
 * until the last answer is reached, or a busy reader would chase an end that runs away for ever.
 *
 * <p>Belongs to the reader's thread and never blocks it; answers arrive on another.
 */
final class ReadProgress {

    /** An end offset, and an instant at which everything in the log was before it. */
    private record Probe(long end, Instant instant) {}

    private final Inquiry<Collection<TopicPartition>, Map<TopicPartition, Long>> ends;
    private final Map<TopicPartition, Probe> open = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Instant> readThrough = new HashMap<>();

    ReadProgress(
            Function<Collection<TopicPartition>, CompletionStage<Map<TopicPartition, Long>>> ends, Duration every) {
        this.ends = new Inquiry<>(
                ends, every, "log ends not known; asked again later, until then nobody is declared gone or lost");
    }

    /**
     * Asks for the ends that are worth asking for, if it is time.
     *
     * @param passed an instant of which the caller is sure that it has passed at the broker
     */
    void ask(Collection<TopicPartition> partitions, Instant now, Instant passed) {
        if (!ends.isDue(now)) {
            return;
        }
        List<TopicPartition> worth = partitions.stream()
                .filter(partition -> !open.containsKey(partition))
                .toList();
        if (!worth.isEmpty()) {
            ends.ask(
                    worth,
                    now,
                    found -> found.forEach((partition, end) -> open.put(partition, new Probe(end, passed))));
        }
    }

    /** Up to when everything has been consumed, given the next offset that will be read; the epoch when not known. */
    Instant readThrough(TopicPartition partition, long position) {
        Probe probe = open.get(partition);
        if (probe != null && position >= probe.end()) {
            readThrough.merge(partition, probe.instant(), (a, b) -> a.isAfter(b) ? a : b);
            open.remove(partition);
        }
        return readThrough.getOrDefault(partition, Instant.EPOCH);
    }

    /** The reader no longer has the partition, or reads it again from elsewhere. */
    void forget(TopicPartition partition) {
        open.remove(partition);
        readThrough.remove(partition);
    }
}
