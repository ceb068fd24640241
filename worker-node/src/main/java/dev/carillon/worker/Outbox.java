package dev.carillon.worker;

import dev.carillon.core.execution.Report;
import dev.carillon.core.execution.Report.Attempt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reports that the broker has not acknowledged, and the last word on attempts that are over.
 *
 * <p>A report whose sending failed waits here until it is sent again. The last reports of recent attempts are kept after
 * their acknowledgement, so that a repeated piece of work, or a stop that comes too late, is answered with what has
 * happened. That memory is bounded, the oldest goes first. Not thread-safe.
 */
final class Outbox {

    /**
     * A report on its way.
     *
     * @param number counts the sendings of this worker; the acknowledgement names it
     * @param survivors processes that outlived the kill; empty when none did
     */
    record Outgoing(long number, Report report, String survivors) {

        /** Whether nothing follows it: the attempt is over, or was never begun. */
        boolean isLast() {
            return report instanceof Report.Finished || report instanceof Report.Declined;
        }
    }

    private final int memory;
    private final TreeMap<Long, Outgoing> unacknowledged = new TreeMap<>();
    private final TreeSet<Long> failed = new TreeSet<>();
    private final LinkedHashMap<Attempt, Outgoing> last = new LinkedHashMap<>();
    private final StepsFirst steps = new StepsFirst();
    private long numbers;

    /** @param memory attempts that are over and still known */
    Outbox(int memory) {
        this.memory = memory;
    }

    /** Notes a report. It is returned when it is to be sent at once; else it is among the {@link #acknowledged} later. */
    Optional<Outgoing> add(Report report, String survivors) {
        Outgoing outgoing = new Outgoing(++numbers, report, survivors);
        unacknowledged.put(outgoing.number(), outgoing);
        if (outgoing.isLast()) {
            last.putLast(report.attempt(), outgoing);
            if (last.size() > memory) {
                last.pollFirstEntry();
            }
        }
        steps.overtakenBy(report).ifPresent(this::forget);
        return steps.add(outgoing) ? Optional.of(outgoing) : Optional.empty();
    }

    /** Notes that a report has arrived; returns those that had to wait for it. */
    List<Outgoing> acknowledged(long number) {
        Outgoing arrived = unacknowledged.get(number);
        forget(number);
        return arrived == null ? List.of() : steps.arrived(arrived);
    }

    private void forget(long number) {
        unacknowledged.remove(number);
        failed.remove(number);
    }

    /** Notes that a sending failed; it is among the next {@link #takeFailed}. */
    void failed(long number) {
        if (unacknowledged.containsKey(number)) {
            failed.add(number);
        }
    }

    boolean hasFailed() {
        return !failed.isEmpty();
    }

    /** The reports to be sent again, oldest first. Each counts as on its way from now. */
    List<Outgoing> takeFailed() {
        List<Outgoing> again = new ArrayList<>();
        for (Long number : failed) {
            Outgoing outgoing = unacknowledged.get(number);
            if (outgoing != null) {
                again.add(outgoing);
            }
        }
        failed.clear();
        return again;
    }

    /** The last report on an attempt that is over; null when it is not known to be. */
    @Nullable
    Outgoing last(Attempt attempt) {
        return last.get(attempt);
    }

    /** Attempts that have ended here and whose end the broker has not acknowledged. */
    SortedSet<Attempt> finishing() {
        SortedSet<Attempt> finishing = new TreeSet<>(WorkerStatus.ATTEMPTS);
        for (Outgoing outgoing : unacknowledged.values()) {
            if (outgoing.report() instanceof Report.Finished) {
                finishing.add(outgoing.report().attempt());
            }
        }
        return finishing;
    }

    int size() {
        return unacknowledged.size();
    }

    /** Forgets everything: nothing may be sent any more. */
    void clear() {
        unacknowledged.clear();
        failed.clear();
        last.clear();
        steps.clear();
    }
}
