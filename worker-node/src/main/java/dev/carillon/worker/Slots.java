package dev.carillon.worker;

import dev.carillon.core.job.TaskKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many attempts of each kind may run at once, and how many do. Not thread-safe. */
final class Slots {

    /** Places of one kind. */
    record Count(int total, int busy) {
        int free() {
            return total - busy;
        }
    }

    private final Map<TaskKind, Integer> totals;
    private final Map<TaskKind, Integer> busy = new EnumMap<>(TaskKind.class);

    /** @param totals the kinds that this worker runs; others have no slots at all */
    Slots(Map<TaskKind, Integer> totals) {
        this.totals = Map.copyOf(totals);
    }

    boolean runs(TaskKind kind) {
        return totals.containsKey(kind);
    }

    /** Takes a slot; false when none is free. */
    boolean take(TaskKind kind) {
        if (free(kind) < 1) {
            return false;
        }
        busy.merge(kind, 1, Integer::sum);
        return true;
    }

    void release(TaskKind kind) {
        int now = busy.merge(kind, -1, Integer::sum);
        if (now < 0) {
            throw new IllegalStateException("a slot of " + kind + " was given back that nobody had taken");
        }
    }

    int free(TaskKind kind) {
        return totals.getOrDefault(kind, 0) - busy.getOrDefault(kind, 0);
    }

    SortedMap<TaskKind, Count> counts() {
        SortedMap<TaskKind, Count> counts = new TreeMap<>();
        totals.forEach((kind, total) -> counts.put(kind, new Count(total, busy.getOrDefault(kind, 0))));
        return counts;
    }
}
