package dev.carillon.kafka.loop;

import dev.carillon.core.scheduling.Fleet;
import dev.carillon.kafka.codec.WorkerBeat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the records of the workers topic say about the fleet. Pure: no I/O, no clock; belongs to the fleet reader's
 * thread.
 *
 * <p>A worker is <em>trusted</em> with work when it has beaten since this view met it (a record from before the view
 * began may be of a worker long dead), its clock agrees with the broker's, and it is not draining. An incarnation is
 * <em>gone</em> when nothing can come from it any more: its lease and a margin are over, judged by the broker's append
 * times and only after every record that was in the topic then has been read; or it said goodbye; or its successor has
 * proved its processes gone. Gone is for good.
 */
final class FleetView {

    /** Enough for a fleet that restarts several times; older ones have no executions any more. */
    private static final int GONE_MAX = 10_000;

    private record Entry(WorkerBeat beat, Instant beatAt, boolean beatSinceMet) {}

    private final Duration margin;
    private final Duration clockOffsetMax;
    private final KnownTopics topics;
    private final Map<String, Entry> live = new HashMap<>();
    private final Set<String> gone = new LinkedHashSet<>();
    private Instant latestBeat = Instant.EPOCH;
    private long version;
    private boolean changed = true;

    /**
     * @param topics a worker whose work topic is not known to exist gets no work yet
     * @param versionBefore the versions go on after this one
     */
    FleetView(Duration margin, Duration clockOffsetMax, KnownTopics topics, long versionBefore) {
        this.version = versionBefore;
        this.margin = margin;
        this.clockOffsetMax = clockOffsetMax;
        this.topics = topics;
    }

    /**
     * @param beatAt when it reached the broker
     * @param sinceStart written after this view began to read
     */
    void beat(WorkerBeat beat, Instant beatAt, boolean sinceStart) {
        latestBeat = latestBeat.isAfter(beatAt) ? latestBeat : beatAt;
        if (!beat.replaces().isEmpty()) {
            lose(beat.replaces());
        }
        if (gone.contains(beat.incarnation())) {
            // Declared dead, its executions may be elsewhere already; the worker finds its lease over by itself.
            return;
        }
        boolean met = live.containsKey(beat.incarnation());
        live.put(beat.incarnation(), new Entry(beat, beatAt, met && sinceStart));
        changed = true;
    }

    /** A tombstone: the incarnations of this worker that were draining have stopped. */
    void stopped(String workerId) {
        List<String> theirs = live.values().stream()
                .map(Entry::beat)
                .filter(beat -> beat.workerId().equals(workerId) && beat.draining())
                .map(WorkerBeat::incarnation)
                .toList();
        theirs.forEach(this::lose);
    }

    /** A tombstone that names the incarnation. */
    void stopped(String workerId, String incarnation) {
        Entry entry = live.get(incarnation);
        if (entry == null || entry.beat().workerId().equals(workerId)) {
            lose(incarnation);
        }
    }

    /** Every record that was in the topic at this instant has been read. */
    void readThrough(Instant instant) {
        List<String> over = live.entrySet().stream()
                .filter(entry -> deadline(entry.getValue()).isBefore(instant))
                .map(Map.Entry::getKey)
                .toList();
        over.forEach(this::lose);
    }

    private Instant deadline(Entry entry) {
        return entry.beatAt().plus(entry.beat().lease()).plus(margin);
    }

    private void lose(String incarnation) {
        live.remove(incarnation);
        if (gone.add(incarnation)) {
            changed = true;
            Iterator<String> oldest = gone.iterator();
            while (gone.size() > GONE_MAX) {
                oldest.next();
                oldest.remove();
            }
        }
    }

    /** Something that is not in the records has changed what a snapshot would say. */
    void touch() {
        changed = true;
    }

    boolean hasChanged() {
        return changed;
    }

    /** The topics that live workers read. */
    Set<String> workTopics() {
        return live.values().stream().map(entry -> entry.beat().workTopic()).collect(Collectors.toSet());
    }

    FleetSnapshot snapshot() {
        if (changed) {
            version++;
            changed = false;
        }
        List<Fleet.Worker> workers = new ArrayList<>(live.size());
        live.values().forEach(entry -> workers.add(worker(entry)));
        return new FleetSnapshot(workers, gone, version, latestBeat, true);
    }

    private Fleet.Worker worker(Entry entry) {
        WorkerBeat beat = entry.beat();
        Map<String, Integer> active = new LinkedHashMap<>();
        beat.active().forEach((id, attempt) -> active.put(id.toString(), attempt));
        return new Fleet.Worker(
                beat.workerId(),
                beat.incarnation(),
                beat.groups(),
                beat.slots(),
                beat.labels(),
                beat.workTopic(),
                beat.workPartition(),
                entry.beatAt(),
                beat.sentAt().minus(beat.clockOffset()),
                active,
                beat.held(),
                trusted(entry));
    }

    private boolean trusted(Entry entry) {
        WorkerBeat beat = entry.beat();
        return entry.beatSinceMet()
                && !beat.draining()
                && beat.clockOffset().abs().compareTo(clockOffsetMax) <= 0
                && topics.has(beat.workTopic(), beat.workPartition());
    }
}
