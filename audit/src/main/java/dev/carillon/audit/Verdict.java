package dev.carillon.audit;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What an audit has found.
 *
 * @param jobs that were judged
 * @param expected fires that the definitions owe in the window
 * @param triggered those that have exactly one trigger
 * @param skipped those that have exactly one record that they were skipped, by its reason
 * @param notYetDue owed and without a record, but younger than the grace
 * @param quarantined owed and without a record, because their job was quarantined
 * @param takenBack triggered ahead of time, and withdrawn by a change of the definition before their instant
 * @param manual executions that a command asked for
 * @param backfilled executions of backfills
 * @param executions of all causes that ended once
 * @param running without a final state, and live or young
 * @param queued of the triggered fires, those that found as many executions as may run and waited for their turn; their
 *     starts are not in {@code starts}
 * @param caughtUp of the triggered fires, those that fired under the misfire policy or after a pause; they are in
 *     neither lateness
 * @param late fires that were triggered or started later than the limit, without those two
 * @param triggers how much later than due the triggers were recorded
 * @param starts how much later than due the first attempts started
 * @param totals how many findings there are of each kind
 * @param findings the first {@link #SHOWN_MAX} of each kind
 * @param unjudged why something could not be judged, a sentence each; empty when everything was
 */
public record Verdict(
        Question question,
        long jobs,
        long expected,
        long triggered,
        SortedMap<String, Long> skipped,
        long notYetDue,
        long quarantined,
        long takenBack,
        long manual,
        long backfilled,
        long executions,
        long running,
        long queued,
        long caughtUp,
        long late,
        Lateness triggers,
        Lateness starts,
        Map<Finding.Kind, Long> totals,
        Map<Finding.Kind, List<Finding>> findings,
        List<String> unjudged) {

    public static final int SHOWN_MAX = 100;

    public Verdict {
        totals = new EnumMap<>(totals);
        findings = new EnumMap<>(findings);
        unjudged = List.copyOf(unjudged);
    }

    public long total(Finding.Kind kind) {
        return totals.getOrDefault(kind, 0L);
    }

    /** The first {@link #SHOWN_MAX} of the kind. */
    public List<Finding> findings(Finding.Kind kind) {
        return findings.getOrDefault(kind, List.of());
    }

    /** Whether every promise that could be judged was kept. */
    public boolean isKept() {
        return totals.values().stream().allMatch(count -> count == 0);
    }

    /** 0: kept. 1: broken promises. 2: nothing is known to be broken, but a part could not be judged. */
    public int status() {
        return !isKept() ? 1 : unjudged.isEmpty() ? 0 : 2;
    }
}
