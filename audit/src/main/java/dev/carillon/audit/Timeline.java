package dev.carillon.audit;

import dev.carillon.audit.time.Longs;
import dev.carillon.proto.v1.JobChanged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which terms were in force when.
 *
 * <pre>
 *     terms of r1        │      terms of r2       │  …
 * ───────────────────────┼────────────────────────┼──▶ nominal time
 *   fires up to and with │ effective instant of r2
 * </pre>
 */
final class Timeline {

    /**
     * @param after the last nominal time of the stretch before
     * @param through the last of this one
     * @param terms null: no job, or unknown
     * @param endedBy null while it lasts
     * @param endRow where the log has the change that ended it
     * @param settledAt of a pause that has ended: when; the fires that it kept back are owed a record since. Else null
     */
    record Stretch(
            long after,
            long through,
            @Nullable Terms terms,
            boolean unknown,
            JobChanged.@Nullable Kind endedBy,
            int endRow,
            @Nullable Long settledAt) {

        boolean isPauseThatEnded() {
            return settledAt != null;
        }

        Stretch settled(long at) {
            return new Stretch(after, through, terms, unknown, endedBy, endRow, at);
        }
    }

    private final List<JobLog.Change> changes;
    private final List<Stretch> stretches = new ArrayList<>();
    private final Map<Long, Stretch> byRevision = new HashMap<>();

    Timeline(JobLog log) {
        List<JobLog.Change> all = new ArrayList<>(log.changes);
        JobLog.Listed listed = log.listed;
        if (all.isEmpty() && listed != null) {
            all.add(asChange(listed, log.quarantined));
        }
        changes = List.copyOf(all);
        long after = Long.MIN_VALUE;
        Terms terms = null;
        boolean unknown = false;
        if (!changes.isEmpty() && changes.getFirst().kind() != JobChanged.Kind.CREATED) {
            terms = log.earlier == null ? before(changes.getFirst()) : log.earlier.terms();
            unknown = log.earlier == null && terms == null;
        }
        for (JobLog.Change change : changes) {
            // A clock that was set back a little does not undo what is settled.
            long effective = Math.max(after, change.effective());
            stretches.add(new Stretch(after, effective, terms, unknown, change.kind(), change.row(), null));
            terms = change.terms();
            unknown = false;
            after = effective;
        }
        stretches.add(new Stretch(after, Long.MAX_VALUE, terms, unknown, null, Integer.MAX_VALUE, null));
        for (int i = 0; i < stretches.size(); i++) {
            settlePause(i);
        }
        for (Stretch stretch : stretches) {
            if (stretch.terms() != null) {
                byRevision.put(stretch.terms().revision(), stretch);
            }
        }
    }

    /** A pause goes on through changes that leave the fires alone; what ends it settles all that it kept back. */
    private void settlePause(int index) {
        Terms terms = stretches.get(index).terms();
        if (terms == null || !terms.enabled() || !terms.paused() || terms.quarantined()) {
            return;
        }
        int end = index + 1;
        while (end < stretches.size() && goesOn(terms, stretches.get(end).terms())) {
            end++;
        }
        if (end < stretches.size()) {
            stretches.set(
                    index, stretches.get(index).settled(stretches.get(end - 1).through()));
        }
    }

    private static boolean goesOn(Terms paused, @Nullable Terms next) {
        return next != null && next.paused() && next.sameTiming(paused);
    }

    /** A definition that has not changed since the history begins is in force since it was last changed. */
    private static JobLog.Change asChange(JobLog.Listed listed, boolean quarantined) {
        boolean never = listed.createdAt() == listed.updatedAt();
        return new JobLog.Change(
                never ? JobChanged.Kind.CREATED : JobChanged.Kind.REPLACED,
                listed.updatedAt(),
                quarantined ? listed.terms().quarantine() : listed.terms(),
                -1);
    }

    /** What the first change that is known says of the terms before it; null where it does not. */
    private static @Nullable Terms before(JobLog.Change first) {
        Terms described = first.described();
        return switch (first.kind()) {
            case ENABLED -> described.with(false, described.paused(), false);
            case DISABLED -> described.with(true, described.paused(), false);
            case PAUSED -> described.with(described.enabled(), false, false);
            case RESUMED -> described.with(described.enabled(), true, false);
            case DELETED, QUARANTINED -> described;
            case CREATED, REPLACED, KIND_UNSPECIFIED, UNRECOGNIZED -> null;
        };
    }

    List<Stretch> stretches() {
        return stretches;
    }

    Stretch at(long nominal) {
        int low = 0;
        int high = stretches.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (stretches.get(middle).through() < nominal) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return stretches.get(low);
    }

    /** The last stretch of a revision: a quarantine does not make a new one. */
    @Nullable
    Stretch ofRevision(long revision) {
        return byRevision.get(revision);
    }

    /** The nominal times in [from, to) for which a record is owed, but for those of fixed delays. */
    long[] owed(long from, long to) {
        Longs owed = new Longs();
        for (Stretch stretch : stretches) {
            Terms terms = stretch.terms();
            if (terms != null && (terms.owes() || stretch.isPauseThatEnded())) {
                long first = Math.max(from, stretch.after() + 1);
                long end = stretch.through() < to ? stretch.through() + 1 : to;
                if (first < end) {
                    owed.addAll(terms.owing().between(first, end));
                }
            }
        }
        for (JobLog.Change change : changes) {
            long once = change.described().once();
            if (once >= from && once < to && isOwedLate(change)) {
                owed.add(once);
            }
        }
        return owed.sorted();
    }

    /**
     * A one-time job that was made a moment after its instant fires late: if it never was before, within the misfire
     * threshold; else in the same millisecond only.
     */
    private static boolean isOwedLate(JobLog.Change change) {
        Terms terms = change.terms();
        boolean made = change.kind() == JobChanged.Kind.CREATED || change.kind() == JobChanged.Kind.REPLACED;
        if (!made || terms == null || terms.once() == 0 || !terms.owes()) {
            return false;
        }
        long earliest = terms.revision() == 1 ? change.effective() - terms.misfireThreshold() : change.effective();
        return terms.once() >= earliest && terms.once() <= change.effective();
    }
}
