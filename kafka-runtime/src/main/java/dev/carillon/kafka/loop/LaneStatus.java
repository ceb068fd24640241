package dev.carillon.kafka.loop;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a lane stands, for readiness and people. Immutable.
 *
 * @param joined the group has given the lane its whole share, which may be nothing
 * @param held partitions whose both inputs the lane holds
 * @param loaded those of them that it has read from the log and serves
 * @param stopped those that it does not serve because their state cannot be read, with the reason
 * @param clockTrusted the node's clock has been compared with the broker's and is near enough
 * @param fleetKnown the workers topic has been read
 * @param writing there is a producer
 * @param nextFires when the first fire that is not emitted yet is due, of the partitions that are loaded and have one
 */
public record LaneStatus(
        boolean joined,
        Set<Integer> held,
        Set<Integer> loaded,
        Map<Integer, String> stopped,
        boolean clockTrusted,
        boolean fleetKnown,
        boolean writing,
        Map<Integer, Instant> nextFires) {

    /** Before the first step. */
    public static final LaneStatus STARTING =
            new LaneStatus(false, Set.of(), Set.of(), Map.of(), false, false, false, Map.of());

    public LaneStatus {
        held = Set.copyOf(held);
        loaded = Set.copyOf(loaded);
        stopped = Map.copyOf(stopped);
        nextFires = Map.copyOf(nextFires);
    }

    /** Partitions held that are not served yet, but will be. */
    public Set<Integer> loading() {
        return held.stream()
                .filter(partition -> !loaded.contains(partition) && !stopped.containsKey(partition))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Owns its partitions, has loaded them all and may fire. */
    public boolean ready() {
        return joined && clockTrusted && fleetKnown && writing && stopped.isEmpty() && loaded.containsAll(held);
    }
}
