package dev.carillon.worker;

import dev.carillon.core.execution.Report.Attempt;
import dev.carillon.core.job.TaskKind;
import dev.carillon.kafka.codec.WorkOrder.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Work that has arrived and not begun.
 *
 * <pre>
 *   add ──▶ not yet due ──promote──▶ ready, by kind ──takeReady──▶ runs
 *                                         └──takeOverdue──▶ declined
 * </pre>
 *
 * <p>What is not yet due is ordered by due instant, among equals by priority, then by arrival; what is ready keeps that
 * order within its kind. Both parts together are bounded: {@link #add} refuses what is over the limit. Not thread-safe.
 */
final class HoldQueue {

    /** One piece of work. */
    record Held(Attempt attempt, Start start, long arrival) {

        TaskKind kind() {
            return start.definition().task().kind();
        }
    }

    private record Ready(Held held, Moment since) {}

    private static final Comparator<Held> ORDER = Comparator.comparing(
                    (Held held) -> held.start().due())
            .thenComparing(held -> held.start().definition().priority(), Comparator.reverseOrder())
            .thenComparingLong(Held::arrival);

    private final int limit;
    private final TreeSet<Held> notYetDue = new TreeSet<>(ORDER);
    private final Map<Attempt, Held> byAttempt = new HashMap<>();
    private final Map<TaskKind, LinkedHashMap<Attempt, Ready>> ready = new EnumMap<>(TaskKind.class);
    private long arrivals;

    HoldQueue(int limit) {
        this.limit = limit;
        for (TaskKind kind : TaskKind.values()) {
            ready.put(kind, new LinkedHashMap<>());
        }
    }

    /** Adds work; false when the queue is full. */
    boolean add(Attempt attempt, Start start) {
        if (byAttempt.size() >= limit) {
            return false;
        }
        Held held = new Held(attempt, start, arrivals++);
        notYetDue.add(held);
        byAttempt.put(attempt, held);
        return true;
    }

    /** Makes ready what is due. */
    void promote(Moment now) {
        while (!notYetDue.isEmpty() && !notYetDue.first().start().due().isAfter(now.broker())) {
            Held held = notYetDue.removeFirst();
            ready(held.kind()).put(held.attempt(), new Ready(held, now));
        }
    }

    /** Takes the first piece of a kind that is ready. */
    Optional<Held> takeReady(TaskKind kind) {
        Map.@Nullable Entry<Attempt, Ready> first = ready(kind).pollFirstEntry();
        if (first == null) {
            return Optional.empty();
        }
        byAttempt.remove(first.getKey());
        return Optional.of(first.getValue().held());
    }

    /** Takes everything that has been ready for so long without being taken. */
    List<Held> takeOverdue(Moment now, Duration patience) {
        List<Held> overdue = new ArrayList<>();
        for (LinkedHashMap<Attempt, Ready> ofKind : ready.values()) {
            Iterator<Ready> oldestFirst = ofKind.values().iterator();
            while (oldestFirst.hasNext()) {
                Ready oldest = oldestFirst.next();
                if (now.since(oldest.since()).compareTo(patience) < 0) {
                    break;
                }
                oldestFirst.remove();
                byAttempt.remove(oldest.held().attempt());
                overdue.add(oldest.held());
            }
        }
        return overdue;
    }

    boolean contains(Attempt attempt) {
        return byAttempt.containsKey(attempt);
    }

    /** Takes one piece out; false when it is not here. */
    boolean remove(Attempt attempt) {
        Held held = byAttempt.remove(attempt);
        if (held == null) {
            return false;
        }
        return notYetDue.remove(held) || ready(held.kind()).remove(attempt) != null;
    }

    /** Empties the queue. */
    List<Held> removeAll() {
        List<Held> all = new ArrayList<>(byAttempt.values());
        all.sort(ORDER);
        byAttempt.clear();
        notYetDue.clear();
        ready.values().forEach(Map::clear);
        return all;
    }

    int size() {
        return byAttempt.size();
    }

    /** The due instant of what becomes due next. */
    Optional<Instant> nextDue() {
        return notYetDue.isEmpty()
                ? Optional.empty()
                : Optional.of(notYetDue.first().start().due());
    }

    /** When the longest waiting ready piece becomes overdue, on the monotonic clock. */
    OptionalLong nextOverdueNanos(Duration patience) {
        return ready.values().stream()
                .filter(ofKind -> !ofKind.isEmpty())
                .mapToLong(ofKind -> ofKind.firstEntry().getValue().since().nanos() + patience.toNanos())
                .min();
    }

    private LinkedHashMap<Attempt, Ready> ready(TaskKind kind) {
        LinkedHashMap<Attempt, Ready> ofKind = ready.get(kind);
        if (ofKind == null) {
            throw new IllegalStateException("no queue for " + kind);
        }
        return ofKind;
    }
}
