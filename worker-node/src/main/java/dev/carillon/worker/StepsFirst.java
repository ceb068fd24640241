package dev.carillon.worker;

import dev.carillon.core.execution.Report;
import dev.carillon.core.execution.Report.Attempt;
import dev.carillon.worker.Outbox.Outgoing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The order that reports of a plan keep although some have to be sent again: the shard listens to nothing about an
 * attempt that is over, so its end is held back until the ends of all its steps have arrived; and a step's beginning is
 * not sent any more once its end is to be. Not thread-safe.
 */
final class StepsFirst {

    private record Step(Attempt attempt, int index) {}

    private final Map<Step, Long> beginnings = new HashMap<>();
    private final Map<Attempt, Integer> endsUnderWay = new HashMap<>();
    private final Map<Attempt, List<Outgoing>> heldBack = new HashMap<>();

    /** Notes a report; false when it has to wait. */
    boolean add(Outgoing outgoing) {
        return switch (outgoing.report()) {
            case Report.StepStarted begun -> {
                beginnings.put(new Step(begun.attempt(), begun.index()), outgoing.number());
                yield true;
            }
            case Report.StepEnded ended -> {
                endsUnderWay.merge(ended.attempt(), 1, Integer::sum);
                yield true;
            }
            case Report.Finished finished
            when endsUnderWay.containsKey(finished.attempt()) -> {
                heldBack.computeIfAbsent(finished.attempt(), ignored -> new ArrayList<>())
                        .add(outgoing);
                yield false;
            }
            case Report.Finished ignored -> true;
            case Report.Started ignored -> true;
            case Report.Declined ignored -> true;
            case Report.TimeoutPassed ignored -> true;
        };
    }

    /** The number of a report that must not be sent again when this one is. */
    Optional<Long> overtakenBy(Report report) {
        return report instanceof Report.StepEnded ended
                ? Optional.ofNullable(
                        beginnings.remove(new Step(ended.attempt(), ended.step().index())))
                : Optional.empty();
    }

    /** Notes that a report has arrived; returns those that waited for it. */
    List<Outgoing> arrived(Outgoing outgoing) {
        if (outgoing.report() instanceof Report.StepStarted begun) {
            beginnings.remove(new Step(begun.attempt(), begun.index()));
        }
        if (!(outgoing.report() instanceof Report.StepEnded ended)) {
            return List.of();
        }
        Attempt attempt = ended.attempt();
        Integer left = endsUnderWay.computeIfPresent(attempt, (ignored, count) -> count == 1 ? null : count - 1);
        List<Outgoing> waited = left == null ? heldBack.remove(attempt) : null;
        return waited == null ? List.of() : waited;
    }

    void clear() {
        beginnings.clear();
        endsUnderWay.clear();
        heldBack.clear();
    }
}
