package dev.carillon.gateway.view;

import dev.carillon.gateway.service.WorkerView;
import dev.carillon.kafka.codec.HeartbeatCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.UnreadableRecordException;
import dev.carillon.kafka.codec.WorkerBeat;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last heartbeat of each worker, in memory: the topic is small and read from its beginning at every start. Written by the
 * view's thread, read by any.
 */
final class WorkerBoard {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerBoard.class);

    /** For the way of a heartbeat through Kafka and clocks that differ a little. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    /** Longer than any lease in use; forgets workers that never said goodbye. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private final Map<String, Beat> beats = new ConcurrentHashMap<>();

    private record Beat(WorkerBeat content, Instant at) {}

    /** @param at when the heartbeat reached the broker */
    void heard(byte @Nullable [] key, byte @Nullable [] value, Instant at) {
        try {
            if (value == null) {
                beats.remove(Keys.text(key));
            } else {
                WorkerBeat beat = HeartbeatCodec.decode(value);
                beats.put(beat.workerId(), new Beat(beat, at));
            }
        } catch (UnreadableRecordException e) {
            LOG.atError().setCause(e).log("a heartbeat cannot be read; the worker shows with its previous one");
        }
    }

    void forgetOld(Instant now) {
        beats.values().removeIf(beat -> beat.at().plus(FORGOTTEN_AFTER).isBefore(now));
    }

    /** Those whose lease runs, by id. */
    List<WorkerView> live(Instant now) {
        return beats.values().stream()
                .filter(beat ->
                        now.isBefore(beat.at().plus(beat.content().lease()).plus(MARGIN)))
                .sorted(Comparator.comparing(beat -> beat.content().workerId()))
                .map(WorkerBoard::view)
                .toList();
    }

    private static WorkerView view(Beat beat) {
        WorkerBeat content = beat.content();
        Map<String, dev.carillon.core.scheduling.Fleet.Slots> slots = new TreeMap<>();
        content.slots().forEach((kind, places) -> slots.put(kind.name(), places));
        return new WorkerView(
                content.workerId(),
                content.incarnation(),
                content.groups().stream().sorted().toList(),
                content.labels().stream().sorted().toList(),
                slots,
                content.active().size(),
                content.held(),
                content.host(),
                content.pid(),
                content.version(),
                content.startedAt(),
                beat.at(),
                content.clockOffset().toMillis(),
                content.draining());
    }
}
