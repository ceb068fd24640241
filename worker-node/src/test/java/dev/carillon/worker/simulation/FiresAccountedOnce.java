package dev.carillon.worker.simulation;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Output;
import dev.carillon.core.time.OneTime;
import dev.carillon.worker.simulation.Revisions.Duty;
import dev.carillon.worker.simulation.Revisions.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Each fire has at most one {@code Triggered} or one covering {@code SkippedFire}; at the end, exactly one: nothing is lost.
 *
 * <p>A fire that was sent ahead, and that a change of the definition then did away with, keeps its trigger.
 */
final class FiresAccountedOnce implements Invariant {

    /** How far ahead a fire may have been sent: at a hand-over, and what clocks may differ by. */
    private static final Duration AHEAD = Duration.ofMillis(4_500);

    private final Revisions revisions;
    private final Map<JobId, TreeMap<Instant, Output.History>> accounted = new TreeMap<>();
    private final Set<String> withdrawn = new HashSet<>();
    private final Map<JobId, Long> fires = new HashMap<>();

    FiresAccountedOnce(Revisions revisions) {
        this.revisions = revisions;
    }

    @Override
    public void said(Output.History event) {
        switch (event) {
            case Output.Triggered triggered
            when triggered.cause() == Cause.SCHEDULE -> account(triggered.nominal(), triggered);
            case Output.SkippedFire skipped -> skipped(skipped);
            case Output.ExecutionEnded ended
            when ended.state() == FinalState.WITHDRAWN || ended.state() == FinalState.STOPPED ->
                withdrawn.add(ended.executionId().toString());
            default -> {
                // Not about fires.
            }
        }
    }

    private void skipped(Output.SkippedFire skipped) {
        if (skipped.count() == 1) {
            account(skipped.first(), skipped);
            return;
        }
        JobDefinition definition = revisions.definition(skipped.jobId(), skipped.revision());
        List<Instant> covered =
                ExpectedFires.between(definition.schedule(), skipped.first().minusMillis(1), skipped.last());
        Holds.holds(covered.size() == skipped.count(), "%s covers %s", skipped, covered);
        covered.forEach(nominal -> account(nominal, skipped));
    }

    private void account(Instant nominal, Output.History as) {
        Output.History before =
                accounted.computeIfAbsent(as.jobId(), any -> new TreeMap<>()).put(nominal, as);
        fires.merge(as.jobId(), 1L, Long::sum);
        Holds.holds(
                before == null, "fire %s of job %s is accounted for twice: %s and %s", nominal, as.jobId(), before, as);
    }

    @Override
    public void atRest() {
        revisions.all().forEach((job, changes) -> {
            Set<Instant> expected = new TreeSet<>();
            Set<Instant> waited = new TreeSet<>();
            boolean known = true;
            for (int i = 0; i + 1 < changes.size(); i++) {
                Revision revision = changes.get(i);
                known &= revision.duty() == Duty.NONE
                        || ExpectedFires.isKnown(revision.definition().schedule());
                Set<Instant> into = revision.duty() == Duty.WAITS ? waited : expected;
                if (revision.duty() != Duty.NONE) {
                    into.addAll(ExpectedFires.between(
                            revision.definition().schedule(),
                            revision.effective(),
                            changes.get(i + 1).effective()));
                }
            }
            if (known) {
                compare(job, expected, waited);
            }
        });
    }

    private void compare(JobId job, Set<Instant> expected, Set<Instant> waited) {
        Map<Instant, Output.History> found = accounted.getOrDefault(job, new TreeMap<>());
        for (Instant nominal : expected) {
            Holds.holds(
                    found.containsKey(nominal), "fire %s of job %s is lost; it has %s", nominal, job, found.keySet());
        }
        found.forEach((nominal, as) -> {
            if (!expected.contains(nominal) && !waited.contains(nominal)) {
                Holds.holds(
                        isSettledAtItsTurn(as)
                                && (wasSentAhead(job, nominal, revision(as)) || isLate(job, nominal, revision(as))),
                        "fire %s of job %s was never owed: %s; revisions %s",
                        nominal,
                        job,
                        as,
                        revisions.of(job));
            }
        });
    }

    /** By a clock that was ahead of the one that the change was made by, a fire may also have been due already. */
    private static boolean isSettledAtItsTurn(Output.History as) {
        return as instanceof Output.Triggered
                || as instanceof Output.SkippedFire skipped
                        && skipped.reason() != Output.SkipReason.MISFIRE
                        && skipped.reason() != Output.SkipReason.PAUSED;
    }

    private static long revision(Output.History as) {
        return switch (as) {
            case Output.Triggered triggered -> triggered.revision();
            case Output.SkippedFire skipped -> skipped.revision();
            default -> throw new IllegalArgumentException("accounts for no fire: " + as);
        };
    }

    /** Whether a change did away with it when it was on its way already, or skipped. */
    private boolean wasSentAhead(JobId job, Instant nominal, long revision) {
        return revisions.of(job).stream()
                .filter(next -> next.definition().revision() > revision)
                .map(Revision::effective)
                .anyMatch(effective -> nominal.isAfter(effective) && !nominal.isAfter(effective.plus(AHEAD)));
    }

    /** A job that is made after its only instant, which had not passed when it was asked for, fires at once. */
    private boolean isLate(JobId job, Instant nominal, long revision) {
        return revisions.definition(job, revision).schedule().equals(new OneTime(nominal));
    }

    long count() {
        return fires.values().stream().mapToLong(Long::longValue).sum();
    }
}
