package dev.carillon.worker;

import dev.carillon.core.execution.Report.Attempt;
import dev.carillon.core.job.TaskKind;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * What a worker tells about itself in a heartbeat.
 *
 * @param active attempts that run or whose end is not acknowledged, ordered
 * @param held work that has not begun
 */
record WorkerStatus(SortedMap<TaskKind, Slots.Count> slots, List<Attempt> active, int held, boolean draining) {

    static final Comparator<Attempt> ATTEMPTS =
            Comparator.comparing(Attempt::id).thenComparingInt(Attempt::number).thenComparing(Attempt::incarnation);
}
