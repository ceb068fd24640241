package dev.carillon.kafka.loop;

import dev.carillon.core.scheduling.Fleet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fleet at one moment. Immutable; shared by all lanes of a node. */
final class FleetSnapshot implements Fleet {

    private final Map<String, Worker> byIncarnation = new HashMap<>();
    private final Map<String, List<Worker>> byGroup = new HashMap<>();
    private final Set<String> gone;
    private final long version;
    private final Instant latestBeat;
    private final boolean complete;

    /** Before the workers topic has been read. */
    static FleetSnapshot unknown() {
        return new FleetSnapshot(List.of(), Set.of(), 0, Instant.EPOCH, false);
    }

    /**
     * @param latestBeat when the newest heartbeat that is in here reached the broker, so an instant that has passed
     *     there
     * @param complete everything from before the reader's start has been read
     */
    FleetSnapshot(Collection<Worker> workers, Set<String> gone, long version, Instant latestBeat, boolean complete) {
        this.complete = complete;
        this.gone = Set.copyOf(gone);
        this.version = version;
        this.latestBeat = latestBeat;
        workers.stream().sorted(Comparator.comparing(Worker::incarnation)).forEach(worker -> {
            byIncarnation.put(worker.incarnation(), worker);
            worker.groups()
                    .forEach(group -> byGroup.computeIfAbsent(group, any -> new ArrayList<>())
                            .add(worker));
        });
        byGroup.replaceAll((group, members) -> List.copyOf(members));
    }

    @Override
    public List<Worker> serving(String group) {
        List<Worker> named = byGroup.get(group);
        return named != null ? named : byGroup.getOrDefault(DEFAULT_GROUP, List.of());
    }

    @Override
    public Optional<Worker> worker(String incarnation) {
        return Optional.ofNullable(byIncarnation.get(incarnation));
    }

    @Override
    public boolean isGone(String incarnation) {
        return gone.contains(incarnation);
    }

    @Override
    public long version() {
        return version;
    }

    Instant latestBeat() {
        return latestBeat;
    }

    boolean complete() {
        return complete;
    }

    Collection<Worker> workers() {
        return byIncarnation.values();
    }
}
